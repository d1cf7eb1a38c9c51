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
    FIND = "SELECT id, child, parent, relationship, valid_from, valid_until, fhir_id
        FROM guardianship WHERE parent = $1 AND child = $2";
    OF_SOURCE = "SELECT id, child, parent, relationship, valid_from, valid_until, fhir_id
        FROM guardianship WHERE fhir_id = $1 ORDER BY id";
    PUT = "INSERT INTO guardianship (id, child, parent, relationship, valid_from, valid_until,
            fhir_id, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (parent, child) DO UPDATE SET relationship = excluded.relationship,
            valid_from = excluded.valid_from, valid_until = excluded.valid_until,
            fhir_id = excluded.fhir_id, changed_at = excluded.changed_at";
    /// Whose birth date lies between two days, with everybody of whom the roll ever said that
    /// they act for them; after a place.
    BORN = "SELECT g.id, g.parent, g.valid_from, g.valid_until, m.birth_date, m.relationship,
            m.coverage_ended_at
        FROM member m JOIN guardianship g ON g.child = m.id
        WHERE m.birth_date >= $1 AND m.birth_date <= $3 AND (m.birth_date, g.id) > ($1, $2)
            AND m.died = 0
        ORDER BY m.birth_date, g.id LIMIT $4";
    /// Notes that a change is told; none when it was told already.
    TOLD = "INSERT INTO family_notice (guardianship, changes_on, told_at) VALUES ($1, $2, $3)
        ON CONFLICT (guardianship, changes_on) DO NOTHING";
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
    /// The `RelatedPerson` of the record system that says it; none of a line of the roll's file.
    pub fhir_id: Option<String>,
}

/// Somebody who acts for a child, or did or will, with what says how much is open to them.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ParentOf {
    /// The line of the roll.
    #[sqlx(try_from = "Text")]
    pub id: GuardianshipId,
    /// Who acts.
    #[sqlx(try_from = "Text")]
    pub parent: MemberId,
    /// The first day.
    #[sqlx(try_from = "Text")]
    pub valid_from: Date,
    /// The first day on which it is over.
    #[sqlx(try_from = "Text")]
    pub valid_until: Option<Date>,
    /// The child's birth date.
    #[sqlx(try_from = "Text")]
    pub birth_date: Date,
    /// Where the child gets primary care.
    #[sqlx(try_from = "Text")]
    pub relationship: CareRelationship,
    /// When the child's coverage ended.
    #[sqlx(try_from = "Int")]
    pub coverage_ended_at: Option<Timestamp>,
}

impl ParentOf {
    /// For how long the roll says it.
    pub fn span(&self) -> Span {
        Span {
            from: self.valid_from,
            until: self.valid_until,
        }
    }
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

/// What a `RelatedPerson` of the record system says now.
pub async fn of_source(tx: &mut Tx, fhir_id: &str) -> Result<Vec<Guardianship>, StoreError> {
    tx.all(OF_SOURCE, values![fhir_id]).await
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
        &row.fhir_id,
        now,
    ];
    tx.change_one(PUT, values).await
}

/// Who acts for living children born until `last`, by birth date, from a place on: the birth date
/// and the line of the roll that came last, or the first birth date and nothing.
pub async fn born(
    tx: &mut Tx,
    (first, after): (Date, &str),
    last: Date,
    limit: u32,
) -> Result<Vec<ParentOf>, StoreError> {
    tx.all(BORN, values![first, after, last, limit]).await
}

/// Notes that somebody who acts for a child was told of a change; false when they were already.
pub async fn told(
    tx: &mut Tx,
    guardianship: GuardianshipId,
    changes_on: Date,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changed_one(TOLD, values![guardianship, changes_on, now])
        .await
}
