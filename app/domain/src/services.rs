//! Which service is open to whom: the table of SPEC section 4, once.
//!
//! The pages say what stands here and the host enforces what stands here.

use serde::{Deserialize, Serialize};

use crate::time::{Timestamp, days};

/// Where a member gets primary care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareRelationship {
    /// At one of the plan's medical offices, with a personal physician chosen.
    MedicalOffice,
    /// Elsewhere.
    Elsewhere,
    /// No personal physician chosen yet.
    NoPhysician,
    /// Coverage has ended.
    Ended,
}

impl CareRelationship {
    /// Every relationship.
    pub const ALL: [Self; 4] = [
        Self::MedicalOffice,
        Self::Elsewhere,
        Self::NoPhysician,
        Self::Ended,
    ];

    /// As stored and as in `demo.json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MedicalOffice => "medical_office",
            Self::Elsewhere => "elsewhere",
            Self::NoPhysician => "no_physician",
            Self::Ended => "ended",
        }
    }

    /// The relationship of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relationship| relationship.code() == code)
    }
}

/// A service of the portal, as listed under *Your services*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Messages with the care team.
    Messages,
    /// Medical Record & Lab Results.
    MedicalRecord,
    /// Prescription refills.
    Refills,
    /// Appointments.
    Appointments,
    /// The Health Profile questionnaire.
    HealthProfile,
    /// Coverage & costs.
    Coverage,
    /// Bills.
    Bills,
    /// The member ID card.
    IdCard,
    /// Account & preferences.
    Account,
    /// Family members' care.
    Family,
    /// My requests.
    Requests,
    /// Technical help.
    Help,
}

/// Why a service is not open, or open to read only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotOpen {
    /// Care is given by someone outside the plan's medical offices.
    CareElsewhere,
    /// A personal physician has to be chosen first.
    ChoosePhysician,
    /// Coverage has ended.
    CoverageEnded,
    /// Coverage ended more than 24 months ago.
    AccessOver,
}

/// How a service stands for a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStanding {
    /// Open.
    Open,
    /// What was can be read and downloaded; nothing new can be begun.
    ReadOnly(NotOpen),
    /// Not open; still listed, with this reason.
    NotOpen(NotOpen),
}

/// How long what was can be read after coverage ended: 24 months of 30.4 days.
pub const AFTER_COVERAGE: std::time::Duration = days(730);

impl Service {
    /// Every service, in the order of *Your services*.
    pub const ALL: [Self; 12] = [
        Self::Messages,
        Self::MedicalRecord,
        Self::Refills,
        Self::Appointments,
        Self::HealthProfile,
        Self::Coverage,
        Self::Bills,
        Self::IdCard,
        Self::Account,
        Self::Family,
        Self::Requests,
        Self::Help,
    ];

    /// How the service stands for a member of this relationship.
    // One arm a line of the specification's table reads better than merged ones.
    #[allow(clippy::match_same_arms)]
    pub const fn standing(self, relationship: CareRelationship) -> ServiceStanding {
        use CareRelationship as R;
        use ServiceStanding as S;
        match (relationship, self) {
            (R::MedicalOffice, _) => S::Open,
            (
                R::Elsewhere | R::NoPhysician,
                Self::Refills
                | Self::HealthProfile
                | Self::Coverage
                | Self::Bills
                | Self::IdCard
                | Self::Account
                | Self::Family
                | Self::Requests
                | Self::Help,
            )
            | (R::Ended, Self::Account | Self::Requests | Self::Help) => S::Open,
            (R::Elsewhere, Self::Messages | Self::MedicalRecord | Self::Appointments) => {
                S::NotOpen(NotOpen::CareElsewhere)
            }
            (R::NoPhysician, Self::Messages | Self::MedicalRecord | Self::Appointments) => {
                S::NotOpen(NotOpen::ChoosePhysician)
            }
            (R::Ended, Self::Messages | Self::MedicalRecord | Self::Bills) => {
                S::ReadOnly(NotOpen::CoverageEnded)
            }
            (
                R::Ended,
                Self::Refills
                | Self::Appointments
                | Self::HealthProfile
                | Self::Coverage
                | Self::IdCard
                | Self::Family,
            ) => S::NotOpen(NotOpen::CoverageEnded),
        }
    }

    /// The same at an instant: what was is open for [`AFTER_COVERAGE`] after `ended`.
    pub fn standing_at(
        self,
        relationship: CareRelationship,
        ended: Option<Timestamp>,
        now: Timestamp,
    ) -> ServiceStanding {
        match (self.standing(relationship), ended) {
            (ServiceStanding::ReadOnly(_), Some(ended)) if now >= ended + AFTER_COVERAGE => {
                ServiceStanding::NotOpen(NotOpen::AccessOver)
            }
            (standing, _) => standing,
        }
    }
}

impl ServiceStanding {
    /// Whether its pages can be read.
    pub const fn may_read(self) -> bool {
        !matches!(self, Self::NotOpen(_))
    }

    /// Whether something new can be begun in it.
    pub const fn may_write(self) -> bool {
        matches!(self, Self::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(relationship: CareRelationship) -> Vec<Service> {
        Service::ALL
            .into_iter()
            .filter(|s| s.standing(relationship).may_write())
            .collect()
    }

    #[test]
    fn the_table_of_the_specification() {
        assert_eq!(open(CareRelationship::MedicalOffice), Service::ALL);
        let elsewhere = [
            Service::Refills,
            Service::HealthProfile,
            Service::Coverage,
            Service::Bills,
            Service::IdCard,
            Service::Account,
            Service::Family,
            Service::Requests,
            Service::Help,
        ];
        assert_eq!(open(CareRelationship::Elsewhere), elsewhere);
        assert_eq!(open(CareRelationship::NoPhysician), elsewhere);
        let readable: Vec<_> = Service::ALL
            .into_iter()
            .filter(|s| {
                matches!(
                    s.standing(CareRelationship::Ended),
                    ServiceStanding::ReadOnly(_)
                )
            })
            .collect();
        assert_eq!(
            readable,
            [Service::Messages, Service::MedicalRecord, Service::Bills]
        );
    }

    #[test]
    fn what_was_can_be_read_for_twenty_four_months() {
        let ended = Timestamp::from_micros(1_700_000_000_000_000);
        let at =
            |now| Service::MedicalRecord.standing_at(CareRelationship::Ended, Some(ended), now);
        assert!(at(ended + days(729)).may_read());
        assert!(!at(ended + AFTER_COVERAGE).may_read());
        assert!(!at(ended).may_write());
    }

    #[test]
    fn codes_are_read_back() {
        for relationship in CareRelationship::ALL {
            assert_eq!(
                CareRelationship::from_code(relationship.code()),
                Some(relationship)
            );
            assert_eq!(
                serde_json::to_string(&relationship).unwrap(),
                format!("\"{}\"", relationship.code())
            );
        }
    }
}
