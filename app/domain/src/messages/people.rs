//! Whom a member can write to, and why each of them is in the list.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::PractitionerId;
use crate::time::{Date, civil};

/// The other side of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Correspondent {
    /// A clinician; their office's team reads with them.
    Practitioner(PractitionerId),
    /// A desk of the plan.
    Desk(Desk),
}

/// A desk of the plan that takes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Desk {
    /// Website & app support.
    Support,
    /// Member services.
    MemberServices,
}

impl Desk {
    /// Both desks, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Support, Self::MemberServices];

    /// The desk's name in forms and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::MemberServices => "member_services",
        }
    }

    /// What a search finds it by: its names in both languages.
    pub const fn names(self) -> &'static str {
        match self {
            Self::Support => "website & app support asistencia del sitio web y la aplicación",
            Self::MemberServices => "member services servicios para miembros",
        }
    }
}

/// The value of a recipient that makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a recipient")]
pub struct NotACorrespondent;

impl fmt::Display for Correspondent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Practitioner(id) => id.fmt(f),
            Self::Desk(desk) => f.write_str(desk.key()),
        }
    }
}

impl FromStr for Correspondent {
    type Err = NotACorrespondent;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(desk) = Desk::ALL.into_iter().find(|desk| desk.key() == text) {
            return Ok(Self::Desk(desk));
        }
        text.parse()
            .map(Self::Practitioner)
            .map_err(|_| NotACorrespondent)
    }
}

/// Someone a member can write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Whom.
    pub to: Correspondent,
    /// "Given Family" for a clinician; empty for a desk, whose name is among the interface's
    /// words.
    pub name: String,
    /// What they practise, as the roll has it.
    pub specialty: Option<String>,
    /// The medical office whose team reads with them: their own, or else the member's. Without
    /// one, every nurse and physician of the plan does.
    pub office: Option<String>,
    /// Why they are in the list.
    pub reason: Reason,
}

/// Why someone is in the list: one reason a person, the one that comes first.
///
/// In order: the personal physician, then what happened, the latest first whatever it was, then
/// the office's team, then the desks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// They are the member's personal physician.
    PersonalPhysician,
    /// They saw the member on this day.
    SawYou(#[serde(with = "civil")] Reverse<Date>),
    /// They helped review a test of this day, often without having met the member.
    ReviewedTest(#[serde(with = "civil")] Reverse<Date>),
    /// They wrote to the member on this day, in a conversation that has no other reason.
    WroteToYou(#[serde(with = "civil")] Reverse<Date>),
    /// They wrote to the member on this day in the place of a colleague, and do not follow it up.
    StoodIn {
        /// When.
        #[serde(with = "civil")]
        on: Reverse<Date>,
        /// For whom: "Given Family"; empty where it is not known.
        for_whom: String,
    },
    /// They work on the team of the personal physician's medical office.
    SameOffice,
    /// A desk of the plan, open to everyone.
    Desk,
}

impl Reason {
    /// Where it stands among the others: the kinds that have no day around those that have one,
    /// the latest day first, and of one day what says most.
    fn place(&self) -> (u8, Option<Reverse<Date>>, u8, &str) {
        match self {
            Self::PersonalPhysician => (0, None, 0, ""),
            Self::SawYou(day) => (1, Some(*day), 0, ""),
            Self::ReviewedTest(day) => (1, Some(*day), 1, ""),
            Self::WroteToYou(day) => (1, Some(*day), 2, ""),
            Self::StoodIn { on, for_whom } => (1, Some(*on), 3, for_whom),
            Self::SameOffice => (2, None, 0, ""),
            Self::Desk => (3, None, 0, ""),
        }
    }
}

impl Ord for Reason {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Reason {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Why somebody who took part in the member's care cannot be written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhyNot {
    /// They take no messages at the portal.
    #[default]
    NoMessages,
    /// They do not work here any more.
    Left,
}

/// Somebody whom a link, or a draft, names and who cannot be written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotListed {
    /// Someone who took part in the member's care.
    Known(Unreachable),
    /// Anybody else; who it is, is not told.
    Other,
}

/// Someone who took part in the member's care and cannot be written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreachable {
    /// "Given Family".
    pub name: String,
    /// Why they would be in the list.
    pub reason: Reason,
    /// Why they cannot be written to.
    #[serde(default)]
    pub why: WhyNot,
    /// The telephone number of their medical office, to call instead.
    pub phone: Option<String>,
}

/// The list in its order, one entry a person: by [`Reason`], and by name where that is alike. Of
/// several reasons for a person the one that comes first stays.
pub fn in_order(mut people: Vec<Recipient>) -> Vec<Recipient> {
    people.sort_by(|a, b| (&a.reason, &a.name, a.to).cmp(&(&b.reason, &b.name, b.to)));
    let mut seen = std::collections::BTreeSet::new();
    people.retain(|person| seen.insert(person.to));
    people
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::time::Timestamp;

    fn who(n: u8) -> Correspondent {
        match n {
            0 => Correspondent::Desk(Desk::Support),
            1 => Correspondent::Desk(Desk::MemberServices),
            n => {
                Correspondent::Practitioner(PractitionerId::new(Timestamp::from_micros(0), [n; 10]))
            }
        }
    }

    fn recipient(n: u8, reason: Reason) -> Recipient {
        Recipient {
            to: who(n),
            name: format!("P{n}"),
            specialty: None,
            office: None,
            reason,
        }
    }

    fn reason() -> impl Strategy<Value = Reason> {
        let day = (1_i8..28).prop_map(|d| Reverse(date(2026, 3, d)));
        prop_oneof![
            Just(Reason::PersonalPhysician),
            Just(Reason::SameOffice),
            day.clone().prop_map(Reason::SawYou),
            day.clone().prop_map(Reason::ReviewedTest),
            day.clone().prop_map(|on| Reason::StoodIn {
                on,
                for_whom: "Ana".into()
            }),
            day.prop_map(Reason::WroteToYou),
        ]
    }

    #[test]
    fn the_latest_visit_is_the_reason_told() {
        let list = in_order(vec![
            recipient(5, Reason::SameOffice),
            recipient(5, Reason::SawYou(Reverse(date(2025, 1, 2)))),
            recipient(5, Reason::SawYou(Reverse(date(2026, 3, 12)))),
            recipient(0, Reason::Desk),
            recipient(4, Reason::PersonalPhysician),
        ]);
        let reasons: Vec<_> = list.into_iter().map(|person| person.reason).collect();
        assert_eq!(
            reasons,
            [
                Reason::PersonalPhysician,
                Reason::SawYou(Reverse(date(2026, 3, 12))),
                Reason::Desk
            ]
        );
    }

    #[test]
    fn what_happened_last_comes_first_whatever_it_was() {
        let on = |month, day| Reverse(date(2026, month, day));
        let stood_in = Reason::StoodIn {
            on: on(5, 1),
            for_whom: "Ana Whitlock".into(),
        };
        let list = in_order(vec![
            recipient(0, Reason::Desk),
            recipient(5, Reason::SawYou(on(1, 9))),
            recipient(6, Reason::SameOffice),
            recipient(7, Reason::ReviewedTest(on(4, 2))),
            recipient(8, stood_in.clone()),
            recipient(9, Reason::WroteToYou(on(4, 1))),
            recipient(9, Reason::SawYou(on(4, 1))),
            recipient(4, Reason::PersonalPhysician),
        ]);
        let reasons: Vec<_> = list.into_iter().map(|person| person.reason).collect();
        assert_eq!(
            reasons,
            [
                Reason::PersonalPhysician,
                stood_in,
                Reason::ReviewedTest(on(4, 2)),
                Reason::SawYou(on(4, 1)),
                Reason::SawYou(on(1, 9)),
                Reason::SameOffice,
                Reason::Desk
            ]
        );
    }

    #[test]
    fn nonsense_is_nobody() {
        for nonsense in ["", "everyone", "1", "support "] {
            assert_eq!(nonsense.parse::<Correspondent>(), Err(NotACorrespondent));
        }
    }

    proptest! {
        /// Everyone once, by the best of their reasons, in a settled order.
        #[test]
        fn everyone_once(people in prop::collection::vec((2_u8..9, reason()), 0..40)) {
            let given: Vec<_> =
                people.iter().map(|(n, reason)| recipient(*n, reason.clone())).collect();
            let list = in_order(given.clone());
            let days: Vec<_> = list.iter().filter_map(|person| person.reason.place().1).collect();
            prop_assert!(days.is_sorted(), "the latest first");
            prop_assert!(list.is_sorted_by_key(|person| person.reason.clone()));
            for person in &given {
                let kept: Vec<_> = list.iter().filter(|other| other.to == person.to).collect();
                prop_assert_eq!(kept.len(), 1);
                prop_assert!(kept[0].reason <= person.reason);
            }
            let mut turned = given;
            turned.reverse();
            prop_assert_eq!(in_order(turned), list);
        }

        /// A value of the form comes back as the person it stands for.
        #[test]
        fn values_come_back(n in any::<u8>()) {
            prop_assert_eq!(who(n).to_string().parse::<Correspondent>(), Ok(who(n)));
        }
    }
}
