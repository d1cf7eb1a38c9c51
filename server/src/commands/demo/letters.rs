//! What was written: the shape of it. Texts stand in [`english`] and [`spanish`].

mod english;
mod spanish;

use domain::messages::{Desk, Topic};

/// Who wrote a message.
#[derive(Clone, Copy)]
pub enum By {
    /// The member.
    Me,
    /// The one the conversation is with.
    Them,
    /// A clinician who covers for them and takes no reply.
    Covering(&'static str),
    /// Another clinician of the team.
    Also(&'static str),
}

/// Whom a conversation is with.
#[derive(Clone, Copy)]
pub enum To {
    /// The clinician of a key.
    Clinician(&'static str),
    /// A desk.
    Desk(Desk),
}

/// A message.
pub struct Letter {
    /// Who wrote it.
    pub by: By,
    /// When: days before the demo begins, hour and minute.
    pub at: (u32, i8, i8),
    /// Its text.
    pub body: &'static str,
}

/// A conversation.
pub struct Talk {
    /// Serial number of the member's card.
    pub serial: u32,
    /// With whom.
    pub to: To,
    /// What it is filed under.
    pub topic: Topic,
    /// What it is about.
    pub subject: &'static str,
    /// Its messages, oldest first.
    pub letters: &'static [Letter],
}

const fn letter(by: By, at: (u32, i8, i8), body: &'static str) -> Letter {
    Letter { by, at, body }
}

const fn talk(
    serial: u32,
    with: &'static str,
    topic: Topic,
    subject: &'static str,
    letters: &'static [Letter],
) -> Talk {
    Talk {
        serial,
        to: To::Clinician(with),
        topic,
        subject,
        letters,
    }
}

/// The conversations of the member with this card.
pub fn talks(serial: u32) -> impl Iterator<Item = &'static Talk> {
    let all = english::TALKS.iter().chain(spanish::TALKS);
    all.filter(move |talk| talk.serial == serial)
}
