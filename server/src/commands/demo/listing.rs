//! `demo.json`, in the shape that CONTRACT promises.

use serde::Serialize;

use super::calendar::Calendar;
use super::members::Story;
use super::people::Person;

/// The whole file.
#[derive(Debug, Default, Serialize)]
pub struct Listing {
    /// The invented members.
    pub members: Vec<ListedMember>,
    /// The invented staff.
    pub staff: Vec<ListedStaff>,
}

/// Somebody at a desk.
#[derive(Debug, Serialize)]
pub struct ListedStaff {
    /// The user ID.
    pub user_id: &'static str,
    /// The password.
    pub password: &'static str,
    /// What they do.
    pub role: &'static str,
    /// The authenticator's secret (base32).
    pub totp_secret: String,
    /// Their name.
    pub name: ListedName,
}

/// A member. What does not apply to one is `null`.
#[derive(Debug, Serialize)]
pub struct ListedMember {
    /// What they are an example of.
    pub state: &'static str,
    /// Whether they have an account.
    pub registered: bool,
    /// The account's user ID.
    pub user_id: Option<&'static str>,
    /// Its password.
    pub password: Option<&'static str>,
    /// Their name.
    pub name: ListedName,
    /// Birth date.
    pub birth_date: String,
    /// The number on the card, as it is printed there.
    pub mrn: String,
    /// Where they get care.
    pub relationship: &'static str,
    /// E-mail address.
    pub email: Option<&'static str>,
    /// The secret questions of the account.
    pub secret_questions: Vec<ListedQuestion>,
    /// The facts that registration asks about.
    pub identity: ListedIdentity,
    /// Children whose parent they are.
    pub children: Vec<ListedChild>,
}

/// First and last name.
#[derive(Debug, Serialize)]
pub struct ListedName {
    /// First.
    pub first: &'static str,
    /// Last.
    pub last: &'static str,
}

/// A secret question with its answer.
#[derive(Debug, Serialize)]
pub struct ListedQuestion {
    /// The question in English.
    pub question: &'static str,
    /// The answer.
    pub answer: &'static str,
}

/// The facts, as registration shows them.
#[derive(Debug, Serialize)]
pub struct ListedIdentity {
    /// First line of the address.
    pub street: Option<&'static str>,
    /// Personal physician.
    pub physician: Option<String>,
    /// Medical office.
    pub medical_office: Option<&'static str>,
    /// Month of the last visit.
    pub last_visit_month: Option<String>,
    /// Last four digits of the phone.
    pub phone_last4: Option<String>,
}

/// A child.
#[derive(Debug, Serialize)]
pub struct ListedChild {
    /// Their name.
    pub name: ListedName,
    /// Birth date.
    pub birth_date: String,
    /// The number on the card.
    pub mrn: String,
}

impl Listing {
    /// The file's text.
    pub fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

/// What the file says of a person.
pub(super) fn member(person: &'static Person, story: &Story, calendar: &Calendar) -> ListedMember {
    let account = person.account.as_ref();
    let physician = person.physician();
    ListedMember {
        state: person.state.code(),
        registered: account.is_some(),
        user_id: account.map(|account| account.user_id),
        password: account.map(|account| account.password),
        name: name(person),
        birth_date: person.born.on(calendar).to_string(),
        mrn: person.mrn().to_string(),
        relationship: person.relationship.code(),
        email: person.email,
        secret_questions: account
            .map(|account| {
                let pairs = account.secrets.iter();
                pairs
                    .map(|(question, answer)| ListedQuestion {
                        question: super::accounts::words(*question),
                        answer,
                    })
                    .collect()
            })
            .unwrap_or_default(),
        identity: ListedIdentity {
            street: person.street,
            physician: physician.map(|one| format!("{} {}", one.given, one.family)),
            medical_office: physician.map(|one| one.office().name),
            last_visit_month: story.last_visit().map(|at| calendar.month(at)),
            phone_last4: person
                .phone
                .and_then(|phone| phone.get(phone.len() - 4..))
                .map(Into::into),
        },
        children: person
            .children
            .iter()
            .map(|child| ListedChild {
                name: name(child),
                birth_date: child.born.on(calendar).to_string(),
                mrn: child.mrn().to_string(),
            })
            .collect(),
    }
}

fn name(person: &'static Person) -> ListedName {
    ListedName {
        first: person.given,
        last: person.family,
    }
}
