//! Whose a conversation is, who may read it, and how it stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::OfficeId;
use crate::messages::{Desk, Topic};

/// A team that answers messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Team {
    /// The team of a medical office.
    Office(OfficeId),
    /// A desk of the plan.
    Desk(Desk),
    /// Every nurse and physician, for clinicians of whom no office is known.
    Clinicians,
}

/// The name of [`Team::Clinicians`] in forms and in the database.
const CLINICIANS: &str = "clinicians";

impl Team {
    /// The team that answers a conversation: the desk it is with, else the office of its
    /// clinician, else the member's.
    pub fn answering(
        desk: Option<Desk>,
        clinician_at: Option<OfficeId>,
        member_at: Option<OfficeId>,
    ) -> Self {
        match (desk, clinician_at.or(member_at)) {
            (Some(desk), _) => Self::Desk(desk),
            (None, Some(office)) => Self::Office(office),
            (None, None) => Self::Clinicians,
        }
    }

    /// Whether this team reads what is written about a member's health.
    pub const fn is_clinical(self) -> bool {
        !matches!(self, Self::Desk(_))
    }
}

/// A team's name that makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a team")]
pub struct NotATeam;

impl fmt::Display for Team {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office(id) => id.fmt(f),
            Self::Desk(desk) => f.write_str(desk.key()),
            Self::Clinicians => f.write_str(CLINICIANS),
        }
    }
}

impl FromStr for Team {
    type Err = NotATeam;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == CLINICIANS {
            return Ok(Self::Clinicians);
        }
        if let Some(desk) = Desk::ALL.into_iter().find(|desk| desk.key() == text) {
            return Ok(Self::Desk(desk));
        }
        text.parse().map(Self::Office).map_err(|_| NotATeam)
    }
}

/// The teams that somebody belongs to, by their role and the office they work at.
pub fn teams_of(role: Role, office: Option<OfficeId>) -> Vec<Team> {
    match role {
        Role::Nurse | Role::Physician => office
            .map(Team::Office)
            .into_iter()
            .chain([Team::Clinicians])
            .collect(),
        Role::MemberServices => Desk::ALL.map(Team::Desk).into(),
        Role::Administrator => Vec::new(),
    }
}

/// What is known of a conversation when somebody asks to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The team it waits with.
    pub team: Team,
    /// Whether a clinical team has had it: it stays closed to the desks from then on.
    pub clinical: bool,
    /// Whether it is with whoever asks: written to them, or assigned to them.
    pub theirs: bool,
}

/// Whether somebody may read a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// Yes: caring for this member is their work.
    Care,
    /// Once they have said why (ACC-10).
    WithReason,
    /// Never; it answers like one that does not exist.
    Never,
}

/// Whether somebody may read a conversation (ACC-10): what is their team's or their own, for
/// care; another team's, if they are a clinician, with a reason. Nobody who is not one reads
/// what a clinical team has had, whatever the reason.
pub fn reading(role: Role, teams: &[Team], whose: Whose) -> Read {
    let clinical = whose.clinical || whose.team.is_clinical();
    if !role.has_inbox() || (clinical && !role.is_clinical()) {
        Read::Never
    } else if teams.contains(&whose.team) || (whose.theirs && role.is_clinical()) {
        Read::Care
    } else if role.is_clinical() {
        Read::WithReason
    } else {
        Read::Never
    }
}

/// Whether a conversation may be forwarded: to another team, and never from clinicians to a
/// desk, who would read what was written about the member's health.
pub fn can_forward(whose: Whose, to: Team) -> bool {
    let clinical = whose.clinical || whose.team.is_clinical();
    to != whose.team && (to.is_clinical() || !clinical)
}

/// Defines an enum of codes: as stored and as in forms.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$one])* $variant),+ }

        impl $name {
            /// Every one, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As stored and as in forms.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The one of a code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

codes! {
    /// How soon a conversation should be looked at. Set by its topic at first, then by people.
    Urgency {
        /// Today.
        Urgent = "urgent",
        /// Before the others.
        Soon = "soon",
        /// By when it is due.
        Routine = "routine",
    }
}

impl Urgency {
    /// What a topic says of a message before anybody has read it. What is urgent is told to call
    /// on every page that one writes on, so no topic is.
    pub const fn of(topic: Topic) -> Self {
        match topic {
            Topic::Symptom => Self::Soon,
            Topic::General | Topic::Test | Topic::Medication | Topic::Visit | Topic::Paperwork => {
                Self::Routine
            }
        }
    }
}

codes! {
    /// How a conversation stands at its team.
    Standing {
        /// The member wrote last, and nobody has answered or closed it.
        Waiting = "waiting",
        /// Somebody answered.
        Answered = "answered",
        /// Closed without an answer. It opens again when the member writes.
        Closed = "closed",
    }
}

codes! {
    /// Why a conversation is closed without an answer.
    CloseReason {
        /// The member asked nothing more.
        NothingToAnswer = "nothing_to_answer",
        /// Answered by telephone or at a visit.
        AnsweredElsewhere = "answered_elsewhere",
        /// The same question is answered in another conversation.
        Duplicate = "duplicate",
    }
}

codes! {
    /// Why a record was looked at.
    LookReason {
        /// Care of this member: it waits with one's own team.
        Care = "care",
        /// Covering for a colleague of another team.
        Covering = "covering",
        /// A colleague or the member asked.
        Asked = "asked",
        /// A review or a complaint.
        Review = "review",
        /// The member may be in danger.
        Emergency = "emergency",
    }
}

impl LookReason {
    /// Those that can be chosen. Care is never said, it is known.
    pub const CHOSEN: [Self; 4] = [Self::Covering, Self::Asked, Self::Review, Self::Emergency];
}

codes! {
    /// Which of the conversations that wait are listed.
    Filter {
        /// All of one's teams'.
        All = "all",
        /// Those assigned to oneself.
        Mine = "mine",
        /// Those that nobody has taken.
        Unassigned = "unassigned",
        /// Those past their time.
        Overdue = "overdue",
        /// Urgent ones.
        Urgent = "urgent",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::Timestamp;

    fn office(n: u8) -> OfficeId {
        OfficeId::new(Timestamp::from_micros(0), [n; 10])
    }

    fn team() -> impl Strategy<Value = Team> {
        prop_oneof![
            (0_u8..3).prop_map(|n| Team::Office(office(n))),
            prop::sample::select(Desk::ALL.to_vec()).prop_map(Team::Desk),
            Just(Team::Clinicians),
        ]
    }

    fn whose() -> impl Strategy<Value = Whose> {
        (team(), any::<bool>(), any::<bool>()).prop_map(|(team, clinical, theirs)| Whose {
            team,
            clinical,
            theirs,
        })
    }

    #[test]
    fn a_team_follows_the_clinician_then_the_member() {
        let (a, b) = (Some(office(1)), Some(office(2)));
        assert_eq!(Team::answering(None, a, b), Team::Office(office(1)));
        assert_eq!(Team::answering(None, None, b), Team::Office(office(2)));
        assert_eq!(Team::answering(None, None, None), Team::Clinicians);
        assert_eq!(
            Team::answering(Some(Desk::Support), a, b),
            Team::Desk(Desk::Support)
        );
    }

    proptest! {
        /// ACC-10: whoever is no clinician never reads what a clinical team has or has had, by
        /// whatever road; a clinician reads another team's only with a reason.
        #[test]
        fn acc_10_clinical_text_is_for_clinicians(whose in whose(), at in prop::option::of(0_u8..3)) {
            for role in Role::ALL {
                let teams = teams_of(role, at.map(office));
                let read = reading(role, &teams, whose);
                if (whose.clinical || whose.team.is_clinical()) && !role.is_clinical() {
                    prop_assert_eq!(read, Read::Never);
                }
                if read == Read::Care {
                    prop_assert!(teams.contains(&whose.team) || whose.theirs);
                }
                if role == Role::Administrator {
                    prop_assert_eq!(read, Read::Never);
                }
                if role.is_clinical() {
                    prop_assert!(read != Read::Never);
                }
            }
        }

        /// However often it is forwarded, a conversation that clinicians had never comes to a desk.
        #[test]
        fn acc_10_no_way_leads_from_clinicians_to_a_desk(first in team(), way in prop::collection::vec(team(), 0..8)) {
            let mut whose = Whose { team: first, clinical: first.is_clinical(), theirs: false };
            for to in way {
                if can_forward(whose, to) {
                    prop_assert!(!whose.clinical || to.is_clinical());
                    whose = Whose { team: to, clinical: whose.clinical || to.is_clinical(), ..whose };
                }
            }
            let desks = teams_of(Role::MemberServices, None);
            if whose.clinical {
                prop_assert_eq!(reading(Role::MemberServices, &desks, whose), Read::Never);
            }
        }

        /// A value of the form comes back as the team it stands for.
        #[test]
        fn teams_come_back(team in team()) {
            prop_assert_eq!(team.to_string().parse::<Team>(), Ok(team));
        }
    }

    #[test]
    fn codes_come_back() {
        for filter in Filter::ALL {
            assert_eq!(Filter::from_code(filter.code()), Some(*filter));
        }
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Filter::from_code("everything"), None);
        assert!("everyone".parse::<Team>().is_err());
    }
}
