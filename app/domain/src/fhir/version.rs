//! Versions of a resource: which of two is the newer, and what one looks like that was withdrawn.

use std::cmp::Ordering;

use super::json::{Node, Object, quoted};
use super::{FhirDateTime, Problem};
use crate::time::Timestamp;

/// Which version of a resource something is, as far as its source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// `meta.versionId`.
    pub id: Option<String>,
    /// When the source last changed it (`meta.lastUpdated`), where it gives an instant.
    pub updated: Option<Timestamp>,
}

impl Version {
    /// The version that a stored resource's text says it is.
    pub fn of(source: &str) -> Self {
        let object = Node::root(source).object();
        object
            .and_then(|object| Self::read(&object))
            .unwrap_or_default()
    }

    /// Reads `meta` of a resource.
    pub(super) fn read(resource: &Object<'_>) -> Result<Self, Problem> {
        let Some(meta) = resource.object("meta")? else {
            return Ok(Self::default());
        };
        Ok(Self {
            id: meta.word("versionId")?,
            updated: instant(&meta, "lastUpdated")?,
        })
    }

    /// Reads what the server of a history answered: `response.lastModified` and `response.etag`
    /// (`W/"3"`).
    pub(super) fn answered(frame: &Object<'_>) -> Result<Self, Problem> {
        let Some(response) = frame.object("response")? else {
            return Ok(Self::default());
        };
        let etag = response.word("etag")?;
        Ok(Self {
            id: etag.map(|tag| tag.trim_start_matches("W/").trim_matches('"').to_owned()),
            updated: instant(&response, "lastModified")?,
        })
    }

    /// This version, with what `other` knows besides.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            updated: self.updated.or(other.updated),
        }
    }

    /// How this version stands to another of the same resource: by the instants, else by the
    /// numbers. None where that cannot be told, because a source gives neither, or versions that
    /// are no numbers (FHIR promises no order of them).
    pub fn against(&self, other: &Self) -> Option<Ordering> {
        let instants = self.updated.zip(other.updated).map(|(a, b)| a.cmp(&b));
        if let Some(order @ (Ordering::Less | Ordering::Greater)) = instants {
            return Some(order);
        }
        match (&self.id, &other.id) {
            (Some(a), Some(b)) if a == b => Some(Ordering::Equal),
            (Some(a), Some(b)) => Some(a.parse::<u64>().ok()?.cmp(&b.parse().ok()?)),
            _ => instants,
        }
    }
}

fn instant(object: &Object<'_>, name: &str) -> Result<Option<Timestamp>, Problem> {
    let at = object.date_time(name)?;
    Ok(at.as_ref().and_then(FhirDateTime::instant))
}

/// The text of a stored resource once its source has deleted it, at a version: FHIR has a word
/// for that in every kind, mostly the status `entered-in-error`. All else keeps every byte.
///
/// # Errors
/// When the text is no resource.
pub fn withdrawn(kind: &str, source: &str, version: &Version) -> Result<String, Problem> {
    let resource = Node::root(source).object()?;
    let in_error = |system: &str| {
        format!(
            r#"{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/{system}","code":"entered-in-error"}}]}}"#
        )
    };
    let mut changed = vec![match kind {
        "Practitioner" | "Organization" | "RelatedPerson" => ("active", "false".to_owned()),
        "Condition" => ("verificationStatus", in_error("condition-ver-status")),
        "AllergyIntolerance" => (
            "verificationStatus",
            in_error("allergyintolerance-verification"),
        ),
        _ => ("status", quoted("entered-in-error")),
    }];
    let mut stamps = Vec::new();
    stamps.extend(version.id.as_deref().map(|id| ("versionId", quoted(id))));
    let at = version
        .updated
        .and_then(|at| jiff::Timestamp::from_microsecond(at.as_micros()).ok());
    stamps.extend(at.map(|at| ("lastUpdated", quoted(&at.to_string()))));
    if !stamps.is_empty() {
        let meta = match resource.object("meta")? {
            Some(meta) => meta.with(&stamps),
            None => Node::root("{}").object()?.with(&stamps),
        };
        changed.push(("meta", meta));
    }
    Ok(resource.with(&changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: Option<&str>, updated: Option<i64>) -> Version {
        Version {
            id: id.map(str::to_owned),
            updated: updated.map(Timestamp::from_micros),
        }
    }

    #[test]
    fn the_newer_is_told_by_instant_then_by_number_and_else_not_at_all() {
        use Ordering::{Equal, Greater, Less};
        for (one, other, order) in [
            ((Some("1"), Some(9)), (Some("2"), Some(5)), Some(Greater)),
            ((Some("9"), None), (Some("10"), Some(5)), Some(Less)),
            ((Some("2"), Some(5)), (Some("1"), Some(5)), Some(Greater)),
            ((Some("a"), None), (Some("a"), None), Some(Equal)),
            ((Some("a"), None), (Some("b"), None), None),
            ((None, Some(5)), (None, Some(5)), Some(Equal)),
            ((None, Some(5)), (Some("1"), None), None),
            ((None, None), (None, None), None),
        ] {
            let (one, other) = (version(one.0, one.1), version(other.0, other.1));
            assert_eq!(one.against(&other), order, "{one:?} {other:?}");
            let turned = order.map(Ordering::reverse);
            assert_eq!(other.against(&one), turned, "{other:?} {one:?}");
        }
    }

    #[test]
    fn what_was_withdrawn_says_so_and_keeps_all_else() {
        let stored = r#"{"resourceType":"Observation","status":"final","meta":{"versionId":"1","source":"x"},"valueQuantity":{"value":4.10}}"#;
        let now = version(Some("2"), Some(1_790_000_000_000_000));
        let text = withdrawn("Observation", stored, &now).unwrap();
        assert_eq!(
            text,
            r#"{"resourceType":"Observation","status":"entered-in-error","meta":{"versionId":"2","source":"x","lastUpdated":"2026-09-21T14:13:20Z"},"valueQuantity":{"value":4.10}}"#
        );
        assert_eq!(Version::of(&text), now);
        // Once more it is the same, so that a second file that says it is no news.
        assert_eq!(withdrawn("Observation", &text, &now).unwrap(), text);
        let plain = withdrawn("Condition", r#"{"id":"c"}"#, &Version::default()).unwrap();
        assert!(plain.starts_with(r#"{"id":"c","verificationStatus":{"coding""#));
        assert!(withdrawn("Procedure", "[]", &now).is_err());
    }
}
