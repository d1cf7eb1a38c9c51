//! Who is what to a patient: `RelatedPerson`, of which parents and guardians matter here.

use super::json::Object;
use super::record::subject;
use super::values::Follow;
use super::{CodeableConcept, Coding, FhirDateTime, Identifier, Precision, Problem, Reference};
use super::{Patient, Target};
use crate::family::Relation;
use crate::time::Date;

/// HL7's code system of roles (version 3).
const ROLES: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
/// Its codes for a parent by birth or adoption. Step-parents, parents-in-law and foster parents
/// are codes of their own, and have no rights by that alone.
const PARENT: [&str; 9] = [
    "PRN", "MTH", "FTH", "NPRN", "NMTH", "NFTH", "ADOPTP", "ADOPTM", "ADOPTF",
];
/// Its code for a legal guardian.
const GUARDIAN: &str = "GUARD";

/// Somebody who is something to a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedPerson {
    /// To whom.
    pub patient: Reference,
    /// What, where every role that the source gives is a parent's or a guardian's.
    pub relation: Option<Relation>,
    /// Whether it is so; taken as yes where the source is silent.
    pub active: bool,
    /// The first day, if the source gives one.
    pub from: Option<Date>,
    /// The first day on which it is over, if the source gives an end.
    pub until: Option<Date>,
    /// By their own identifiers: the patients who they may be themselves.
    pub own: Vec<Reference>,
}

impl RelatedPerson {
    pub(super) fn read(
        object: &Object<'_>,
        identifiers: &[Identifier],
        bundle: &dyn Follow,
    ) -> Result<Self, Problem> {
        let mut roles = Vec::new();
        for concept in object.objects("relationship")? {
            roles.extend(CodeableConcept::read(&concept)?.coding);
        }
        let (mut from, mut until) = (None, None);
        if let Some(period) = object.object("period")? {
            from = period.date_time("start")?.map(|start| start.first_day());
            until = period.date_time("end")?.as_ref().and_then(day_after);
        }
        // Numbers of nobody's system could be anybody's.
        let own = identifiers.iter().enumerate();
        let own = own.filter(|(_, one)| !one.system.is_empty());
        let own = own.map(|(place, one)| Reference {
            target: Some(Target::Identified {
                kind: "Patient".to_owned(),
                system: one.system.clone(),
                value: one.value.clone(),
            }),
            display: None,
            path: format!("{}.identifier[{place}]", object.path()),
        });
        Ok(Self {
            patient: subject(object, "patient", bundle)?,
            relation: relation(&roles),
            active: object.boolean("active")?.unwrap_or(true),
            from,
            until,
            own: own.collect(),
        })
    }
}

/// What roles say together; nothing unless each is a parent's or a guardian's. A parent who is
/// the guardian too is a parent.
fn relation(roles: &[Coding]) -> Option<Relation> {
    let mut found = None;
    for role in roles
        .iter()
        .filter(|role| role.system.as_deref() == Some(ROLES))
    {
        match role.code.as_deref() {
            Some(code) if PARENT.contains(&code) => found = Some(Relation::Parent),
            Some(GUARDIAN) => found = found.or(Some(Relation::Guardian)),
            _ => return None,
        }
    }
    found
}

/// The first day after a period: its last day, month or year is of it; an instant ends it on its
/// day.
fn day_after(end: &FhirDateTime) -> Option<Date> {
    let first = end.first_day();
    let whole = jiff::Span::new();
    let whole = match end.precision() {
        Precision::Year => whole.years(1),
        Precision::Month => whole.months(1),
        Precision::Day => whole.days(1),
        Precision::Instant => return Some(first),
    };
    first.checked_add(whole).ok()
}

impl Patient {
    /// The keys of those of the file's `RelatedPerson`s who this patient is, as they say
    /// themselves.
    pub fn described_by(&self) -> impl Iterator<Item = &str> {
        self.links.iter().filter_map(|link| match &link.target {
            Some(Target::Here { kind, key }) if kind == "RelatedPerson" => Some(key.as_str()),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(system: &str, code: &str) -> Coding {
        Coding {
            system: Some(system.to_owned()),
            code: Some(code.to_owned()),
            display: None,
        }
    }

    #[test]
    fn only_what_is_unmistakably_a_parent_or_a_guardian_is_one() {
        for (codes, expected) in [
            (&["MTH"][..], Some(Relation::Parent)),
            (&["FTH"], Some(Relation::Parent)),
            (&["PRN", "GUARD"], Some(Relation::Parent)),
            (&["GUARD", "ADOPTM"], Some(Relation::Parent)),
            (&["GUARD"], Some(Relation::Guardian)),
            (&["PRN", "STPPRN"], None),
            (&["AUNT"], None),
            (&["mth"], None),
            (&[], None),
        ] {
            let roles: Vec<Coding> = codes.iter().map(|code| role(ROLES, code)).collect();
            assert_eq!(relation(&roles), expected, "{codes:?}");
        }
        assert_eq!(relation(&[role("http://example.org/roles", "MTH")]), None);
        let more = [role("http://example.org/roles", "9"), role(ROLES, "GUARD")];
        assert_eq!(relation(&more), Some(Relation::Guardian));
    }

    #[test]
    fn a_period_ends_after_its_last_day() {
        for (end, expected) in [
            ("2026", "2027-01-01"),
            ("2026-02", "2026-03-01"),
            ("2026-12-31", "2027-01-01"),
            ("2026-11-02T10:00:00-08:00", "2026-11-02"),
        ] {
            let end = FhirDateTime::parse(end).unwrap();
            assert_eq!(day_after(&end), Some(expected.parse().unwrap()));
        }
    }
}
