//! What the demo says of a person.

use domain::mrn::Mrn;
use domain::secret_questions::SecretQuestion;
use domain::services::CareRelationship;
use domain::time::Date;
use store::roll::Sex;

use super::calendar::Calendar;
use super::directory::{Clinician, clinician};

/// What somebody is an example of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Signs on.
    Active,
    /// Can register.
    Unregistered,
    /// Has not signed on for longer than eighteen months.
    Lapsed,
    /// Five unsuccessful attempts a moment before the demo begins.
    Locked,
    /// The record gives fewer than three facts to ask about.
    ByMail,
}

impl State {
    /// As in `demo.json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Unregistered => "unregistered",
            Self::Lapsed => "lapsed",
            Self::Locked => "locked",
            Self::ByMail => "by_mail",
        }
    }
}

/// A birth date.
#[derive(Clone, Copy, Debug)]
pub enum Born {
    /// This one.
    On(Date),
    /// So many days before the demo begins: somebody who must stay a child.
    DaysAgo(u32),
}

impl Born {
    /// The date.
    pub fn on(self, calendar: &Calendar) -> Date {
        match self {
            Self::On(date) => date,
            Self::DaysAgo(days) => calendar.day(days),
        }
    }
}

/// An account.
pub struct Account {
    /// The user ID.
    pub user_id: &'static str,
    /// The password.
    pub password: &'static str,
    /// The secret questions and their answers.
    pub secrets: [(SecretQuestion, &'static str); 3],
    /// When it was made, in days before the demo begins.
    pub made: u32,
    /// When it was last signed on to, likewise.
    pub last_here: u32,
}

/// Somebody on the roll.
pub struct Person {
    /// What they are an example of.
    pub state: State,
    /// The account, if they have one.
    pub account: Option<Account>,
    /// First name.
    pub given: &'static str,
    /// Last name.
    pub family: &'static str,
    /// Birth date.
    pub born: Born,
    /// Serial number of the card.
    pub serial: u32,
    /// Administrative sex.
    pub sex: Sex,
    /// The language tag on the roll.
    pub language: &'static str,
    /// Where they get care.
    pub relationship: CareRelationship,
    /// The key of their personal physician.
    pub physician: Option<&'static str>,
    /// E-mail address.
    pub email: Option<&'static str>,
    /// Telephone number.
    pub phone: Option<&'static str>,
    /// First line of the address.
    pub street: Option<&'static str>,
    /// City and postal code.
    pub city: (&'static str, &'static str),
    /// Children whose parent they are.
    pub children: &'static [Person],
}

impl Person {
    /// The number on the card.
    pub fn mrn(&self) -> Mrn {
        Mrn::from_serial(self.serial)
    }

    /// How the record system knows them.
    pub fn key(&self) -> String {
        format!("member-{}", self.serial)
    }

    /// Their personal physician.
    pub fn physician(&self) -> Option<&'static Clinician> {
        self.physician.and_then(clinician)
    }
}
