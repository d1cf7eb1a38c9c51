//! What stands around every page: the language, the plan, and who is signed on.

use serde::{Deserialize, Serialize};

use crate::family::{Person, Whose};
use crate::locale::Locale;
use crate::organisation::Lines;
use crate::services::{Service, ServiceStanding};
use crate::staff::AtDesk;

/// What the shell of a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShellView {
    /// The language of the page.
    pub locale: Locale,
    /// The plan's full name.
    pub organisation: String,
    /// The plan's short name, in the header and in titles.
    pub short_name: String,
    /// The telephone lines, in the footer and wherever help is named.
    pub lines: Lines,
    /// Whose record the page is of. It follows from the address, which alone says so; the
    /// browser goes to another's by a full load.
    #[serde(default)]
    pub whose: Whose,
    /// Who is signed on; `None` on public pages of visitors.
    pub signed_on: Option<SignedOn>,
    /// Who is signed on at a desk; on no page of a member's.
    pub at_desk: Option<AtDesk>,
    /// The build the page comes from; a different one in an answer offers a reload.
    pub build: String,
}

impl ShellView {
    /// The person whose record it is; `None` on pages of one's own.
    pub fn person(&self) -> Option<&Person> {
        let id = self.whose.0?;
        let mut people = self.signed_on.iter().flat_map(|member| &member.people);
        people.find(|person| person.id == id)
    }
}

/// The header of a member who is signed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOn {
    /// The member's first name.
    pub given: String,
    /// First and last name: whose paper it is that is printed. No birth date and no number:
    /// every page's source holds this (ACC-12).
    pub name: String,
    /// How many conversations hold something unread.
    pub unread: u32,
    /// How the services in the header stand for this member, so that a page that is not open
    /// can say why.
    pub services: Vec<(Service, ServiceStanding)>,
    /// Whom the member may act for.
    #[serde(default)]
    pub people: Vec<Person>,
}
