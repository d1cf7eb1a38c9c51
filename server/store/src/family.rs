//! Family: who acts for whom, as the membership roll says.

use domain::family::{Relation, Span};
use domain::ids::{GuardianshipId, MemberId};
use domain::services::CareRelationship;
use domain::time::{Date, Timestamp};

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(Relation, Relation::code, Relation::from_code);

crate::statements! {
    OF_PARENT = "SELECT g.child, g.valid_from, g.valid_until,
            COALESCE(m.preferred_name, m.given) AS given, m.given || ' ' || m.family AS name,
            m.birth_date, m.died, m.relationship, m.coverage_ended_at
        FROM guardianship g JOIN member m ON m.id = g.child
        WHERE g.parent = $1 ORDER BY m.birth_date, m.id";
    OF_CHILD = "SELECT g.child, g.valid_from, g.valid_until,
            COALESCE(m.preferred_name, m.given) AS given, m.given || ' ' || m.family AS name,
            m.birth_date, m.died, m.relationship, m.coverage_ended_at
        FROM guardianship g JOIN member m ON m.id = g.child
        WHERE g.parent = $1 AND g.child = $2";
    FIND = "SELECT id, child, parent, relationship, valid_from, valid_until
        FROM guardianship WHERE parent = $1 AND child = $2";
    PUT = "INSERT INTO guardianship (id, child, parent, relationship, valid_from, valid_until,
            changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (parent, child) DO UPDATE SET relationship = excluded.relationship,
            valid_from = excluded.valid_from, valid_until = excluded.valid_until,
            changed_at = excluded.changed_at";
}

/// A child of a parent, standing or not: `domain::family` says what is open. No `Debug`:
/// nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Child {
    /// Who.
    #[sqlx(rename = "child", try_from = "Text")]
    pub id: MemberId,
    /// The first day.
    #[sqlx(try_from = "Text")]
    pub valid_from: Date,
    /// The first day on which it is over.
    #[sqlx(try_from = "Text")]
    pub valid_until: Option<Date>,
    /// What to call them.
    pub given: String,
    /// First and last name.
    pub name: String,
    /// Birth date.
    #[sqlx(try_from = "Text")]
    pub birth_date: Date,
    /// Whether they have died.
    #[sqlx(try_from = "Int")]
    pub died: bool,
    /// Where they get primary care.
    #[sqlx(try_from = "Text")]
    pub relationship: CareRelationship,
    /// When coverage ended.
    #[sqlx(try_from = "Int")]
    pub coverage_ended_at: Option<Timestamp>,
}

impl Child {
    /// For how long the roll says it.
    pub fn span(&self) -> Span {
        Span {
            from: self.valid_from,
            until: self.valid_until,
        }
    }
}

/// A line of the roll.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Guardianship {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: GuardianshipId,
    /// Who is cared for.
    #[sqlx(try_from = "Text")]
    pub child: MemberId,
    /// Who acts for them.
    #[sqlx(try_from = "Text")]
    pub parent: MemberId,
    /// What they are to the child.
    #[sqlx(try_from = "Text")]
    pub relationship: Relation,
    /// The first day.
    #[sqlx(try_from = "Text")]
    pub valid_from: Date,
    /// The first day on which it is over.
    #[sqlx(try_from = "Text")]
    pub valid_until: Option<Date>,
}

/// Everybody of whom the roll ever said that the parent acts for them, the oldest first.
pub async fn of_parent(tx: &mut Tx, parent: MemberId) -> Result<Vec<Child>, StoreError> {
    tx.all(OF_PARENT, values![parent]).await
}

/// One of them.
pub async fn of_child(
    tx: &mut Tx,
    parent: MemberId,
    child: MemberId,
) -> Result<Option<Child>, StoreError> {
    tx.optional(OF_CHILD, values![parent, child]).await
}

/// What the roll says of the two now.
pub async fn find(
    tx: &mut Tx,
    parent: MemberId,
    child: MemberId,
) -> Result<Option<Guardianship>, StoreError> {
    tx.optional(FIND, values![parent, child]).await
}

/// Keeps what the roll says of two people; the identifier that was given first stays.
pub async fn put(tx: &mut Tx, row: &Guardianship, now: Timestamp) -> Result<(), StoreError> {
    let values = values![
        row.id,
        row.child,
        row.parent,
        row.relationship,
        row.valid_from,
        row.valid_until,
        now,
    ];
    tx.change_one(PUT, values).await
}
