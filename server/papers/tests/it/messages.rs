//! A conversation on paper.

use domain::ids::MessageId;
use domain::locale::Locale;
use domain::messages::{Author, Desk, MessageView, Person, Topic, WholeConversation};
use domain::requests::ConfirmationNumber;
use domain::time::Timestamp;
use papers::conversation;
use proptest::prelude::*;

use crate::reader::read;
use crate::{frame, moment};

fn message(author: Author, body: &str) -> MessageView {
    MessageView {
        id: MessageId::new(Timestamp::default(), [0; 10]),
        author,
        sent: moment(),
        body: body.into(),
        unread: false,
        no_reply: false,
        files: Vec::new(),
        number: None,
        about: None,
    }
}

fn other() -> Author {
    Author::Other(Person::Named("Ana Whitlock".into()))
}

fn about(subject: &str, messages: Vec<MessageView>) -> WholeConversation {
    WholeConversation {
        subject: subject.into(),
        topic: Topic::Test,
        with: Person::Named("Ana Whitlock".into()),
        messages,
    }
}

#[test]
fn it_says_who_wrote_what_and_when_in_order() {
    let view = about(
        "Blood count",
        vec![
            message(other(), "Please drink more water."),
            message(Author::Member, "I will.\nThank you."),
            message(Author::Other(Person::Desk(Desk::Support)), "Good."),
        ],
    );
    let found = read(
        &conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap(),
    );
    let words = found.words();
    let mut at = 0;
    for part in [
        "Larkhaven Health Plan",
        "Maria Santos",
        "A test or its result",
        "Blood count",
        "With Ana Whitlock",
        "3 messages",
        "Ana Whitlock",
        "March 12, 2026, 9:05",
        "Please drink more water.",
        "Maria Santos",
        "I will.",
        "Thank you.",
        "Website & app support",
        "Good.",
        "Printed March 12, 2026, 9:05",
        "Page 1 of 1",
    ] {
        let next = words[at..].find(part);
        at += next.unwrap_or_else(|| panic!("{part:?} after {:?} in {words}", &words[..at]));
    }
    assert_eq!(found.language(), "en-US");
    assert_eq!(found.info("Title"), "Conversation of March 12, 2026");
    assert_eq!(found.info("Author"), "Larkhaven Health Plan");
    found.is_tagged();
    let roles = found.roles();
    for (role, count) in [("H1", 1), ("H2", 3)] {
        let counted = roles.iter().filter(|found| *found == role).count();
        assert_eq!(counted, count, "{role} in {roles:?}");
    }
    assert!(!found.fonts().is_empty());
}

#[test]
fn what_the_member_asked_has_its_number() {
    let number = ConfirmationNumber::drawn([7; 8]);
    let mut asked = message(Author::Member, "Could you look at it?");
    asked.number = Some(number.clone());
    let view = about("A rash", vec![asked, message(other(), "Come in.")]);
    let found = read(
        &conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap(),
    );
    let words = found.words().replace('\u{a0}', " ");
    let line = format!("Confirmation number {number}").replace('\u{a0}', " ");
    assert_eq!(words.matches("Confirmation number").count(), 1, "{words}");
    assert!(words.contains(&line), "{words}");
}

#[test]
fn it_speaks_spanish() {
    let view = about("Análisis", vec![message(other(), "Beba más agua.")]);
    let found = read(
        &conversation(&frame(Locale::Es), &view)
            .unwrap()
            .pdf()
            .unwrap(),
    );
    assert_eq!(found.language(), "es-US");
    assert_eq!(found.info("Title"), "Conversación del 12 de marzo de 2026");
    for part in [
        "Análisis",
        "Con Ana Whitlock",
        "Beba más agua.",
        "Página 1 de 1",
    ] {
        assert!(found.words().contains(part), "{part}: {}", found.words());
    }
}

/// Texts that would do something if they were ever taken for more than text.
const PAYLOADS: &[&str] = &[
    "#eval(\"1 + 1\")",
    "#read(\"/etc/passwd\")",
    "#import \"@preview/cetz:0.2.0\": *",
    "#include \"frame.typ\"",
    "#image(\"x.png\")",
    "#set page(width: 1pt)",
    "] #panic(\"out\") [",
    "$ x^2 $ *bold* _italic_ `code` = Heading",
    "- list + enum / term: x",
    "<label> @reference \\ ~ -- --- ...",
    "// comment /* and */ https://evil.example",
    "<script>alert(1)</script>",
    "{page} {pages}",
    "\", \"subject\": \"other",
];

#[test]
fn msg_1_what_people_write_is_text_on_paper_too() {
    for payload in PAYLOADS {
        let view = about(payload, vec![message(other(), payload)]);
        let bytes = conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap();
        let found = read(&bytes);
        let letters = payload.replace(' ', "");
        let times = found.letters().matches(&letters).count();
        assert_eq!(times, 2, "{payload:?} in {}", found.letters());
        assert!(!found.acts(), "{payload}");
    }
}

#[test]
fn a_name_or_title_is_text_as_well() {
    let mut frame = frame(Locale::En);
    frame.whose = "#panic() *Maria* $x$".into();
    let view = about("a", vec![message(Author::Member, "b")]);
    let found = read(&conversation(&frame, &view).unwrap().pdf().unwrap());
    let name = "#panic()*Maria*$x$";
    assert_eq!(
        found.letters().matches(name).count(),
        2,
        "{}",
        found.letters()
    );
}

#[test]
fn other_scripts_and_emoji_are_shown_or_named_as_missing() {
    let text = "שלום, سلام, Привет, 👍 y ñandú";
    let view = about("Scripts", vec![message(other(), text)]);
    let found = read(
        &conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap(),
    );
    for part in ["Привет", "ñandú", "👍"] {
        assert!(found.words().contains(part), "{part}: {}", found.words());
    }
    assert!(!found.words().contains("cannot be printed"));
    let view = about("Scripts", vec![message(other(), "漢字 \u{10ffff}")]);
    let found = read(
        &conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap(),
    );
    assert!(
        found.words().contains("cannot be printed"),
        "{}",
        found.words()
    );
}

#[test]
fn the_longest_message_is_whole_and_every_page_says_whose_it_is() {
    let text: Vec<String> = (0..1_000).map(|n| format!("word{n:05}")).collect();
    let text = text.join(" ");
    assert_eq!(text.len(), 9_999);
    let unbroken = "x".repeat(10_000);
    let view = about(
        "Long",
        vec![message(other(), &text), message(Author::Member, &unbroken)],
    );
    let found = read(
        &conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap(),
    );
    assert!(found.pages.len() > 3);
    let letters = found.letters();
    for n in 0..1_000 {
        assert!(letters.contains(&format!("word{n:05}")), "{n}");
    }
    assert_eq!(letters.matches('x').count(), 10_000);
    let all = found.pages.len();
    for (n, page) in found.pages.iter().enumerate() {
        let words: Vec<&str> = page.split_whitespace().collect();
        let words = words.join(" ");
        assert!(words.contains("Maria Santos"), "{words}");
        assert!(
            words.contains(&format!("Page {} of {all}", n + 1)),
            "{words}"
        );
    }
}

#[test]
fn the_same_conversation_makes_the_same_bytes() {
    let view = about("Again", vec![message(other(), "The same. שלום 👍")]);
    let make = || {
        conversation(&frame(Locale::En), &view)
            .unwrap()
            .pdf()
            .unwrap()
    };
    assert_eq!(make(), make());
    let mut later = frame(Locale::En);
    later.printed.civil = later.printed.civil.date().at(10, 0, 0, 0);
    assert_ne!(make(), conversation(&later, &view).unwrap().pdf().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever Unicode holds, there is a paper of the standard.
    #[test]
    fn every_text_makes_a_paper(subject in any::<String>(), body in "(?s).{0,300}") {
        let view = about(&subject, vec![message(Author::Member, &body)]);
        let made = conversation(&frame(Locale::En), &view).and_then(|made| made.pdf());
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}
