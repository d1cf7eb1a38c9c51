//! What the generated functions say, and what the build refuses.

use std::fs;
use std::io;
use std::path::Path;

use words::Locale::{En, Es};
use words::{messages, shell};

#[path = "../build/rooms.rs"]
mod rooms;

#[test]
fn a_sentence_is_said_in_each_language() {
    assert_eq!(shell::skip(En), "Skip to main content");
    assert_eq!(shell::skip(Es), "Saltar al contenido principal");
}

#[test]
fn blanks_are_filled() {
    assert_eq!(messages::with(Es, "Ana"), "Para Ana");
}

#[test]
fn a_plural_follows_its_count() {
    assert_eq!(messages::count(En, 1), "1 message");
    assert_eq!(messages::count(En, 0), "0 messages");
    assert_eq!(messages::count(Es, 2), "2 mensajes");
}

/// What is wrong with a room of these two files, in a folder of the test's own.
fn problems(test: &str, en: &str, es: &str) -> io::Result<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    for (language, text) in [("en", en), ("es", es)] {
        fs::create_dir_all(folder.join(language))?;
        fs::write(folder.join(language).join("room.json"), text)?;
    }
    let mut problems = Vec::new();
    rooms::generate(&folder, false, &mut problems);
    Ok(problems.join("\n"))
}

#[test]
fn languages_that_agree_are_accepted() -> io::Result<()> {
    let (en, es) = (r#"{"a":"{x} of {y}, {{z}}"}"#, r#"{"a":"de {y}, {x}"}"#);
    assert_eq!(problems("agree", en, es)?, "");
    Ok(())
}

#[test]
fn a_missing_sentence_is_refused_in_either_language() -> io::Result<()> {
    let (one, two) = (r#"{"a":"A"}"#, r#"{"a":"A","b":"B"}"#);
    assert_eq!(
        problems("es", two, one)?,
        "locales/es/room.json: `b` is missing"
    );
    assert_eq!(
        problems("en", one, two)?,
        "locales/en/room.json: `b` is missing"
    );
    Ok(())
}

#[test]
fn other_blanks_are_refused() -> io::Result<()> {
    let found = problems("blanks", r#"{"a":"Hi {name}"}"#, r#"{"a":"Hola {nombre}"}"#)?;
    assert!(found.contains("room: `a` has the blanks"), "{found}");
    Ok(())
}

#[test]
fn a_file_of_another_form_is_refused() -> io::Result<()> {
    for (test, text, why) in [
        ("twice", r#"{"a":"A","a":"B"}"#, "`a` stands twice"),
        ("nested", r#"{"a":{"b":"B"}}"#, "expected a string"),
        ("empty", r#"{"a":" "}"#, "`a` is empty"),
        ("brace", r#"{"a":"{name"}"#, "a brace without its fellow"),
        (
            "keyword",
            r#"{"type":"Type"}"#,
            "`type` cannot name a function",
        ),
        (
            "key",
            r#"{"Title":"Title"}"#,
            "`Title` cannot name a function",
        ),
    ] {
        let found = problems(test, text, text)?;
        assert!(found.contains(why), "{test}: {found}");
    }
    Ok(())
}
