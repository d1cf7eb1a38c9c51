//! A conversation on paper (SPEC section 5: "print a conversation").

use domain::messages::{Author, WholeConversation};
use serde::Serialize;
use words::{messages as say, moments, papers, terms, values};

use crate::frame::{Frame, Framed};
use crate::letters::{Paragraphs, Writer};
use crate::press::{Document, PaperError};

#[derive(Serialize)]
struct Data {
    frame: Framed,
    subject: String,
    topic: &'static str,
    with: String,
    count: String,
    messages: Vec<Message>,
}

#[derive(Serialize)]
struct Message {
    who: String,
    own: bool,
    sent: String,
    about: Option<String>,
    text: Paragraphs,
    note: Option<String>,
}

/// A conversation: subject, with whom, and every message with its author and time, the oldest
/// first. Its title, which windows and lists show, says the day it began and not what it is
/// about.
pub fn conversation(frame: &Frame, view: &WholeConversation) -> Result<Document, PaperError> {
    let locale = frame.locale;
    let mut writer = Writer::default();
    let messages: Vec<Message> = view
        .messages
        .iter()
        .map(|message| Message {
            who: match &message.author {
                Author::Member => writer.heading(&frame.whose),
                Author::Other(person) => writer.heading(&terms::person(locale, person)),
            },
            own: message.author == Author::Member,
            sent: moments::moment(locale, &message.sent),
            about: message.about.as_ref().map(|result| {
                let day = values::day(locale, &result.taken);
                writer.line(&say::about(locale, day, &result.name))
            }),
            text: writer.paragraphs(&message.body),
            note: match &message.number {
                Some(number) => Some(say::number(locale, number)),
                None => message
                    .no_reply
                    .then(|| say::no_reply_note(locale).to_owned()),
            },
        })
        .collect();
    let title = match view.messages.first() {
        Some(first) => {
            papers::conversation_of(locale, moments::date(locale, first.sent.civil.date()))
        }
        None => say::conversation(locale).to_owned(),
    };
    let data = Data {
        subject: writer.heading(&view.subject),
        topic: terms::topic(locale, view.topic),
        with: writer.line(&say::conversation_with(
            locale,
            terms::person(locale, &view.with),
        )),
        count: say::count(locale, messages.len() as u64),
        messages,
        frame: frame.around(&title, &mut writer),
    };
    Document::set("conversation.typ", &data, &frame.printed, &frame.plan)
}
