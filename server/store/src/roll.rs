//! The membership roll: members, practitioners, medical offices and visits, as the import
//! brings them and as registration, messages and results read them.
//!
//! Rows come from a source (a record system); `(source, fhir_id)` says which row a second
//! import speaks of. Every `put_…` inserts what is new and updates what is there, and keeps
//! the identifier that was given first.

pub mod providers;

use domain::ids::{MemberId, OfficeId, PractitionerId, VisitId};
use domain::locale::Locale;
use domain::services::CareRelationship;
use domain::time::{Date, Timestamp};

pub use self::providers::{
    Office, Practitioner, office, office_by_source, offices, practitioner, practitioner_by_source,
    practitioners_from, practitioners_of_office, put_office, put_practitioner,
};
use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(
    CareRelationship,
    CareRelationship::code,
    CareRelationship::from_code
);

crate::statements! {
    INSERT_MEMBER = "INSERT INTO member (id, source, fhir_id, mrn, given, family, preferred_name,
            name_key, birth_date, died, died_on, sex, locale, email, phone, street, city, state,
            postal_code, relationship, personal_physician, medical_office, coverage_ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23)";
    UPDATE_MEMBER = "UPDATE member SET source = $2, fhir_id = $3, mrn = $4, given = $5,
            family = $6, preferred_name = $7, name_key = $8, birth_date = $9, died = $10,
            died_on = $11, sex = $12, locale = $13, email = $14, phone = $15, street = $16,
            city = $17, state = $18, postal_code = $19, relationship = $20,
            personal_physician = $21, medical_office = $22, coverage_ended_at = $23
        WHERE id = $1";
    MEMBER = "SELECT id, source, fhir_id, mrn, given, family, preferred_name, name_key,
            birth_date, died, died_on, sex, locale, email, phone, street, city, state,
            postal_code, relationship, personal_physician, medical_office, coverage_ended_at
        FROM member WHERE id = $1";
    MEMBER_BY_MRN = "SELECT id, source, fhir_id, mrn, given, family, preferred_name, name_key,
            birth_date, died, died_on, sex, locale, email, phone, street, city, state,
            postal_code, relationship, personal_physician, medical_office, coverage_ended_at
        FROM member WHERE mrn = $1";
    /// The number itself, else the next one there is, else the first.
    MEMBER_NEAR_MRN = "SELECT id, source, fhir_id, mrn, given, family, preferred_name, name_key,
            birth_date, died, died_on, sex, locale, email, phone, street, city, state,
            postal_code, relationship, personal_physician, medical_office, coverage_ended_at
        FROM member WHERE mrn = COALESCE(
            (SELECT MIN(mrn) FROM member WHERE mrn >= $1), (SELECT MIN(mrn) FROM member))";
    MEMBER_BY_SOURCE = "SELECT id, source, fhir_id, mrn, given, family, preferred_name, name_key,
            birth_date, died, died_on, sex, locale, email, phone, street, city, state,
            postal_code, relationship, personal_physician, medical_office, coverage_ended_at
        FROM member WHERE source = $1 AND fhir_id = $2";
    /// Any members from an id on: decoys for identity questions.
    MEMBERS_FROM = "SELECT id, source, fhir_id, mrn, given, family, preferred_name, name_key,
            birth_date, died, died_on, sex, locale, email, phone, street, city, state,
            postal_code, relationship, personal_physician, medical_office, coverage_ended_at
        FROM member WHERE id >= $1 ORDER BY id LIMIT $2";
    /// For `portal demo`, which fills an empty database only.
    ANY_MEMBER = "SELECT id FROM member ORDER BY id LIMIT 1";
    PUT_VISIT = "INSERT INTO visit (id, source, fhir_id, member, started_at, started_source,
            ended_at, class, kind, reason, office)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (source, fhir_id) DO UPDATE SET member = excluded.member,
            started_at = excluded.started_at, started_source = excluded.started_source,
            ended_at = excluded.ended_at, class = excluded.class, kind = excluded.kind,
            reason = excluded.reason, office = excluded.office
        RETURNING id";
    VISIT_BY_SOURCE = "SELECT id FROM visit WHERE source = $1 AND fhir_id = $2";
    VISITS = "SELECT id, source, fhir_id, member, started_at, started_source, ended_at, class,
            kind, reason, office
        FROM visit WHERE member = $1 AND (started_at, id) < ($2, $3)
        ORDER BY started_at DESC, id DESC LIMIT $4";
    FORGET_VISIT_OF_REPORTS = "UPDATE report SET visit = NULL WHERE visit = $1";
    FORGET_VISIT_OF_DOSES = "UPDATE immunization SET visit = NULL WHERE visit = $1";
    FORGET_VISIT = "DELETE FROM visit WHERE id = $1";
    FORGET_PARTICIPANTS = "DELETE FROM visit_participant WHERE visit = $1";
    PUT_PARTICIPANT = "INSERT INTO visit_participant (visit, practitioner, role)
        VALUES ($1, $2, $3) ON CONFLICT (visit, practitioner) DO NOTHING";
    PARTICIPANTS = "SELECT p.id, p.source, p.fhir_id, p.given, p.family, p.prefix, p.suffix,
            p.specialty, p.office, p.receives_messages
        FROM visit_participant vp JOIN practitioner p ON p.id = vp.practitioner
        WHERE vp.visit = $1 ORDER BY p.family, p.given, p.id";
    /// Everyone who took part in a member's care, with the latest visit of each: the members'
    /// visits are found by index, and they are some hundred at most.
    CARE_TEAM = "SELECT p.id, p.source, p.fhir_id, p.given, p.family, p.prefix, p.suffix,
            p.specialty, p.office, p.receives_messages, MAX(v.started_at) AS last_visit_at
        FROM visit v JOIN visit_participant vp ON vp.visit = v.id
            JOIN practitioner p ON p.id = vp.practitioner
        WHERE v.member = $1
        GROUP BY p.id, p.source, p.fhir_id, p.given, p.family, p.prefix, p.suffix, p.specialty,
            p.office, p.receives_messages
        ORDER BY last_visit_at DESC, p.id";
}

/// Administrative sex, as the roll has it (FHIR `administrative-gender`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another.
    Other,
    /// Not known.
    Unknown,
}

impl Sex {
    /// The word stored for it, which is FHIR's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// The sex of a stored or FHIR code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Female, Self::Male, Self::Other, Self::Unknown]
            .into_iter()
            .find(|sex| sex.code() == code)
    }
}
text_column!(Sex, Sex::code, Sex::from_code);

/// A clinician who took part in a member's care.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CareGiver {
    /// Who.
    #[sqlx(flatten)]
    pub practitioner: Practitioner,
    /// When the latest visit with them began.
    #[sqlx(try_from = "Int")]
    pub last_visit_at: Timestamp,
}

/// A person on the roll. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Member {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: MemberId,
    /// The record system they came from.
    pub source: String,
    /// Their id there.
    pub fhir_id: String,
    /// Medical record number, digits only.
    pub mrn: String,
    /// First name.
    pub given: String,
    /// Last name.
    pub family: String,
    /// What they like to be called.
    pub preferred_name: Option<String>,
    /// First and last name folded, as registration compares them.
    pub name_key: String,
    /// Birth date.
    #[sqlx(try_from = "Text")]
    pub birth_date: Date,
    /// Whether they have died; the date may not be known.
    #[sqlx(try_from = "Int")]
    pub died: bool,
    /// When they died.
    #[sqlx(try_from = "Text")]
    pub died_on: Option<Date>,
    /// Administrative sex.
    #[sqlx(try_from = "Text")]
    pub sex: Sex,
    /// Their language, when the roll has one that the portal speaks.
    #[sqlx(try_from = "Text")]
    pub locale: Option<Locale>,
    /// E-mail address on the roll.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// First line of the address.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Where they get primary care.
    #[sqlx(try_from = "Text")]
    pub relationship: CareRelationship,
    /// Their personal physician.
    #[sqlx(try_from = "Text")]
    pub personal_physician: Option<PractitionerId>,
    /// Their medical office.
    #[sqlx(try_from = "Text")]
    pub medical_office: Option<OfficeId>,
    /// When coverage ended.
    #[sqlx(try_from = "Int")]
    pub coverage_ended_at: Option<Timestamp>,
}

/// A visit (FHIR Encounter).
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Visit {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: VisitId,
    /// The record system it came from.
    pub source: String,
    /// Its id there.
    pub fhir_id: String,
    /// Whose visit.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// When it began, for sorting.
    #[sqlx(try_from = "Int")]
    pub started_at: Timestamp,
    /// When it began, as the source wrote it.
    pub started_source: String,
    /// When it ended.
    #[sqlx(try_from = "Int")]
    pub ended_at: Option<Timestamp>,
    /// FHIR's class code, such as `AMB`.
    pub class: String,
    /// What kind of visit, in the source's words.
    pub kind: String,
    /// Why, in the source's words.
    pub reason: Option<String>,
    /// Where.
    #[sqlx(try_from = "Text")]
    pub office: Option<OfficeId>,
}

/// Puts a member on the roll. An MRN that is taken is a unique violation of `member.mrn`.
pub async fn insert_member(tx: &mut Tx, member: &Member) -> Result<(), StoreError> {
    tx.change_one(INSERT_MEMBER, member_values(member)).await
}

/// Writes all of a member's row anew.
pub async fn update_member(tx: &mut Tx, member: &Member) -> Result<(), StoreError> {
    tx.change_one(UPDATE_MEMBER, member_values(member)).await
}

fn member_values(member: &Member) -> Vec<crate::Value> {
    values![
        member.id,
        &member.source,
        &member.fhir_id,
        &member.mrn,
        &member.given,
        &member.family,
        &member.preferred_name,
        &member.name_key,
        member.birth_date,
        member.died,
        member.died_on,
        member.sex,
        member.locale,
        &member.email,
        &member.phone,
        &member.street,
        &member.city,
        &member.state,
        &member.postal_code,
        member.relationship,
        member.personal_physician,
        member.medical_office,
        member.coverage_ended_at,
    ]
}

/// A member by id.
pub async fn member(tx: &mut Tx, id: MemberId) -> Result<Option<Member>, StoreError> {
    tx.optional(MEMBER, values![id]).await
}

/// The member with this medical record number (digits only).
pub async fn member_by_mrn(tx: &mut Tx, mrn: &str) -> Result<Option<Member>, StoreError> {
    tx.optional(MEMBER_BY_MRN, values![mrn]).await
}

/// The member with this medical record number, or another one when nobody has it: whoever
/// compares them has the same to do either way, and no watch tells which it was (REG-1).
pub async fn member_near_mrn(tx: &mut Tx, mrn: &str) -> Result<Option<Member>, StoreError> {
    tx.optional(MEMBER_NEAR_MRN, values![mrn]).await
}

/// The member whom a source knows by `fhir_id`.
pub async fn member_by_source(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
) -> Result<Option<Member>, StoreError> {
    tx.optional(MEMBER_BY_SOURCE, values![source, fhir_id])
        .await
}

/// Members in the order of their ids, from one id on: with a random id, any of them.
pub async fn members_from(
    tx: &mut Tx,
    from: MemberId,
    limit: u32,
) -> Result<Vec<Member>, StoreError> {
    tx.all(MEMBERS_FROM, values![from, limit]).await
}

/// Whether nobody is on the roll yet.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    let row: Option<(String,)> = tx.optional(ANY_MEMBER, values![]).await?;
    Ok(row.is_none())
}

/// Inserts or updates a visit and who took part; answers the id under which it is kept.
pub async fn put_visit(
    tx: &mut Tx,
    visit: &Visit,
    participants: &[(PractitionerId, &str)],
) -> Result<VisitId, StoreError> {
    let values = values![
        visit.id,
        &visit.source,
        &visit.fhir_id,
        visit.member,
        visit.started_at,
        &visit.started_source,
        visit.ended_at,
        &visit.class,
        &visit.kind,
        &visit.reason,
        visit.office,
    ];
    let VisitKey { id } = tx.one(PUT_VISIT, values).await?;
    tx.execute(FORGET_PARTICIPANTS, values![id]).await?;
    for (practitioner, role) in participants {
        // The same person in two roles is kept in the first.
        tx.changed_one(PUT_PARTICIPANT, values![id, practitioner, *role])
            .await?;
    }
    Ok(id)
}

/// The id of a visit that a source knows by `fhir_id`.
pub async fn visit_by_source(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
) -> Result<Option<VisitId>, StoreError> {
    let row: Option<VisitKey> = tx
        .optional(VISIT_BY_SOURCE, values![source, fhir_id])
        .await?;
    Ok(row.map(|VisitKey { id }| id))
}

/// Takes away a visit that did not take place after all. What was found or given at it stays
/// where it is, at no visit.
pub async fn forget_visit(tx: &mut Tx, id: VisitId) -> Result<(), StoreError> {
    for statement in [
        FORGET_VISIT_OF_REPORTS,
        FORGET_VISIT_OF_DOSES,
        FORGET_PARTICIPANTS,
    ] {
        tx.execute(statement, values![id]).await?;
    }
    tx.change_one(FORGET_VISIT, values![id]).await
}

/// A member's visits, newest first, before the visit `before` (`None` for the first page).
pub async fn visits(
    tx: &mut Tx,
    member: MemberId,
    before: Option<(Timestamp, VisitId)>,
    limit: u32,
) -> Result<Vec<Visit>, StoreError> {
    let (at, id) = match before {
        Some((at, id)) => (at, id.to_string()),
        None => (Timestamp::from_micros(i64::MAX), String::new()),
    };
    tx.all(VISITS, values![member, at, id, limit]).await
}

/// Who took part in a visit.
pub async fn participants(tx: &mut Tx, visit: VisitId) -> Result<Vec<Practitioner>, StoreError> {
    tx.all(PARTICIPANTS, values![visit]).await
}

/// Everyone who took part in a member's visits, latest first.
pub async fn care_team(tx: &mut Tx, member: MemberId) -> Result<Vec<CareGiver>, StoreError> {
    tx.all(CARE_TEAM, values![member]).await
}

#[derive(sqlx::FromRow)]
struct VisitKey {
    #[sqlx(try_from = "Text")]
    id: VisitId,
}
