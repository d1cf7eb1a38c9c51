//! Immunizations: what was given, what was not and why, and what goes on a vaccination record
//! and a health card (SPEC section 6).
//!
//! Three rules shape the room. Only a dose with the status "completed" counts as given. A number
//! in a series is the source's or none: doses are never counted here. A dose without a known code
//! keeps the source's own words.

pub mod cvx;
mod views;
pub mod ways;

use serde::{Deserialize, Serialize};

use crate::fhir::FhirDateTime;
use crate::locale::Locale;
use cvx::{Cvx, Group, Vaccine};

pub use views::{
    DoseGroup, DoseView, HealthCardView, ImmunizationsView, NotGiven, Order, QrCode, ReactionView,
    RecordDose, RecordRow, VaccinationRecord,
};

/// The most doses that are read of one record: a life's worth several times over.
pub const MOST_DOSES: u32 = 1_000;

/// FHIR R4's status of an immunization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImmunizationStatus {
    /// It was given.
    Completed,
    /// It was not given.
    NotDone,
    /// It should never have been recorded.
    EnteredInError,
}

impl ImmunizationStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Completed, Self::NotDone, Self::EnteredInError];

    /// FHIR's code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::NotDone => "not-done",
            Self::EnteredInError => "entered-in-error",
        }
    }

    /// From FHIR's code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// Which place of a series a dose has, as the source says (FHIR `protocolApplied`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol {
    /// The name of the series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Which dose it is: mostly a number, sometimes words ("booster").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dose: Option<String>,
    /// Of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// What happened after a dose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<FhirDateTime>,
    /// What, in the source's words; none where it only says that something happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Whether the person reported it themselves.
    #[serde(default)]
    pub self_reported: bool,
}

/// A vaccine as a source names it: by code, by words, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its CVX code.
    pub cvx: Option<Cvx>,
    /// The source's words.
    pub words: String,
}

impl Named {
    /// What the code's table says of it.
    pub fn vaccine(&self) -> Option<Vaccine> {
        Vaccine::find(self.cvx?)
    }

    /// What to call it: our name for the code, else the source's words.
    pub fn name(&self, locale: Locale) -> String {
        self.vaccine().map_or_else(
            || self.words.clone(),
            |vaccine| vaccine.name(locale).to_owned(),
        )
    }

    /// What its doses are counted as: every group of a vaccine of several parts; the source's
    /// words where the table does not know it.
    pub fn headings(&self) -> Vec<Heading> {
        match self.vaccine() {
            Some(vaccine) => vaccine.groups.into_iter().map(Heading::Group).collect(),
            None => vec![Heading::Words(self.words.clone())],
        }
    }
}

/// Under which heading a dose stands; in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// A group of vaccines.
    Group(Group),
    /// A vaccine that the table does not know, in the source's words.
    Words(String),
}

impl Heading {
    /// The heading itself.
    pub fn text(&self, locale: Locale) -> String {
        match self {
            Self::Group(group) => group.name(locale).to_owned(),
            Self::Words(words) => words.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(cvx: Option<&str>, words: &str) -> Named {
        Named {
            cvx: cvx.and_then(Cvx::parse),
            words: words.into(),
        }
    }

    #[test]
    fn a_known_code_has_our_name_and_its_groups() {
        let flu = named(
            Some("140"),
            "Influenza, seasonal, injectable, preservative free",
        );
        assert_eq!(
            flu.name(Locale::Es),
            "Influenza, inyectada (3 cepas, sin conservante)"
        );
        assert_eq!(flu.headings(), [Heading::Group(Group::Influenza)]);
    }

    #[test]
    fn an_unknown_code_or_none_keeps_the_sources_words() {
        for unknown in [
            named(Some("899"), "Trial vaccine Q"),
            named(None, "Trial vaccine Q"),
        ] {
            assert_eq!(unknown.name(Locale::Es), "Trial vaccine Q");
            assert_eq!(
                unknown.headings(),
                [Heading::Words("Trial vaccine Q".into())]
            );
        }
    }

    #[test]
    fn a_dose_of_several_parts_counts_for_each() {
        let texts: Vec<String> = named(Some("110"), "Pediarix")
            .headings()
            .iter()
            .map(|heading| heading.text(Locale::En))
            .collect();
        assert_eq!(
            texts,
            [
                "Diphtheria, tetanus, pertussis (DTaP)",
                "Hepatitis B",
                "Polio"
            ]
        );
    }

    #[test]
    fn childhood_comes_before_travel_and_known_before_unknown() {
        let mut headings = [
            Heading::Words("A trial".into()),
            Heading::Group(Group::YellowFever),
            Heading::Group(Group::HepatitisB),
        ];
        headings.sort();
        assert_eq!(headings[0], Heading::Group(Group::HepatitisB));
        assert_eq!(headings[2], Heading::Words("A trial".into()));
    }

    proptest! {
        /// Whatever a source sends: a dose has a name and stands somewhere, in both languages.
        #[test]
        fn no_dose_is_lost(code in proptest::option::of("[0-9]{1,3}"), words in "\\PC{1,20}") {
            let named = named(code.as_deref(), &words);
            prop_assert!(!named.headings().is_empty());
            for locale in Locale::ALL {
                prop_assert!(!named.name(locale).is_empty());
                prop_assert!(named.headings().iter().all(|one| !one.text(locale).is_empty()));
            }
        }
    }
}
