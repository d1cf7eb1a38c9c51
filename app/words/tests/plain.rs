//! The words are plain: easy to read in both languages, in sentence case, calm, and every
//! failure of ours says whom to call.
//!
//! Who adds a text that fails here rewrites it: shorter sentences first, then shorter words.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use measure::{Measure, sentences, words};
use words::Locale::{self, En, Es};

#[path = "plain/measure.rs"]
mod measure;
#[path = "plain/syllables.rs"]
mod syllables;

/// How hard English may be, as a school year: a text, and a sentence by itself.
const GRADE: (f64, f64) = (8.0, 10.0);
/// How easy Spanish must be, on the scale INFLESZ: a text, and a sentence by itself.
const INFLESZ: (f64, f64) = (55.0, 45.0);
/// A shorter text cannot be measured: one long name in it is half of the figure.
const LONG: u32 = 12;
/// A text of so few words is a label, and would make its room look easier than its sentences.
const LABEL: u32 = 3;

/// Texts that may be harder, each with its reason: legal text, and what must name a medicine
/// or an illness.
const APART: &[(&str, &str, &str)] = &[(
    "registration",
    "terms_1",
    "legal text: members have accepted this version of it, word by word",
)];

/// Keys, or how keys begin, of texts that stand inside another sentence.
const INSIDE: &[(&str, &str)] = &[
    ("dates", ""),
    // What a file is called.
    ("immunizations", "card_file"),
    ("immunizations", "record_file"),
    ("messages", "reason_"),
    ("results", "file_all"),
    ("results", "file_one"),
    ("results", "absent_"),
    ("results", "this_result"),
];

/// What is written with capitals within a sentence: names of people, parts of the plan,
/// services, and buttons and pages that are called by what stands on them.
const NAMES: [&[&str]; 2] = [
    &[
        "988 Suicide & Crisis Lifeline",
        "Contact Care Team",
        "Archive",
        "CSV",
        "FHIR",
        "Decline",
        "HIV",
        "SMART Health Card",
        "Home",
        "ID",
        "Inbox",
        "JPEG",
        "KB",
        "MB",
        "March",
        "Medical Record & Lab Results",
        "PDF",
        "Reply",
        "Robin Sample",
        "Send",
        "Sign off",
        "Sign on",
        "TTY",
    ],
    &[
        "VIH",
        "QR",
        "CSV",
        "FHIR",
        "LOINC",
        "Asistencia del sitio web y la aplicación",
        "Cerrar sesión",
        "SMART Health Card",
        "Enviar",
        "Iniciar sesión",
        "Inicio",
        "JPEG",
        "KB",
        "Línea 988 de Prevención del Suicidio y Crisis",
        "MB",
        "PDF",
        "Rechazar",
        "Responder",
        "Robin Ejemplo",
        "Servicios para miembros",
        "TTY",
    ],
];

/// Words of machines, and words that blame or drive; in Spanish also those that call the
/// reader "tú".
const COLD: [&[&str]; 2] = [
    &[
        "abort",
        "click",
        "error",
        "errors",
        "fatal",
        "forbidden",
        "illegal",
        "invalid",
        "ok",
        "oops",
        "submit",
        "unauthorized",
        "whoops",
    ],
    &[
        "clic",
        "contigo",
        "error",
        "errores",
        "fatal",
        "inválida",
        "inválido",
        "ok",
        "prohibido",
        "te",
        "ti",
        "tu",
        "tus",
        "tú",
        "ups",
        "vuestro",
    ],
];

/// Those who ask for nothing unusual need not say "please"; the one who must is told first
/// that somebody has died.
const PLEASE: &[(&str, &str)] = &[("registration", "died_heading")];

/// One text of one room.
struct Text {
    locale: Locale,
    room: String,
    key: String,
    said: String,
}

impl Text {
    fn name(&self) -> String {
        format!("{:?} {}.{}", self.locale, self.room, self.key)
    }

    fn is_one_of(&self, keys: &[(&str, &str)]) -> bool {
        keys.iter()
            .any(|(room, start)| self.room == *room && self.key.starts_with(start))
    }

    fn is_apart(&self) -> bool {
        APART
            .iter()
            .any(|(room, key, _)| self.room == *room && self.key == *key)
    }
}

/// Every text, room by room.
fn texts() -> io::Result<Vec<Text>> {
    let mut found = Vec::new();
    for (locale, folder) in [(En, "en"), (Es, "es")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(folder);
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let room = path.file_stem().unwrap_or_default().to_string_lossy();
            let keys: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(&path)?)?;
            found.extend(keys.into_iter().map(|(key, said)| Text {
                locale,
                room: room.clone().into_owned(),
                key,
                said,
            }));
        }
    }
    found.sort_by_key(Text::name);
    Ok(found)
}

/// The figure as it is spoken of, and by how much it is too hard.
fn figure(locale: Locale, measure: Measure, alone: bool) -> (f64, f64) {
    let of = |(whole, sentence): (f64, f64)| if alone { sentence } else { whole };
    match locale {
        En => (measure.grade(), measure.grade() - of(GRADE)),
        Es => (measure.inflesz(), of(INFLESZ) - measure.inflesz()),
    }
}

/// Fails with the worst ten of what is too hard.
fn none_too_hard(mut measured: Vec<(f64, String)>) {
    let all = measured.len();
    measured.retain(|(over, _)| *over > 0.0);
    measured.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let worst: Vec<&str> = measured.iter().take(10).map(|(_, said)| &**said).collect();
    assert!(
        measured.is_empty(),
        "{} of {all} are too hard, and the worst are:\n{}",
        measured.len(),
        worst.join("\n"),
    );
    assert!(all > 0, "nothing was measured");
}

#[test]
fn every_room_is_easy_to_read() -> io::Result<()> {
    let mut rooms: BTreeMap<(&str, String), (Locale, Measure)> = BTreeMap::new();
    let texts = texts()?;
    for text in texts.iter().filter(|text| !text.is_apart()) {
        let measure = Measure::of(text.locale, &text.said);
        if measure.words > LABEL {
            let room = rooms.entry((&text.room, format!("{:?}", text.locale)));
            room.or_insert((text.locale, Measure::default())).1 += measure;
        }
    }
    let measured = rooms
        .into_iter()
        .map(|((room, language), (locale, measure))| {
            let (figure, over) = figure(locale, measure, false);
            (over, format!("{language} {room}: {figure:.1}"))
        });
    none_too_hard(measured.collect());
    Ok(())
}

#[test]
fn every_text_and_every_sentence_is_easy_to_read() -> io::Result<()> {
    let mut measured = Vec::new();
    for text in texts()?.iter().filter(|text| !text.is_apart()) {
        let whole = sentences(&text.said);
        for (said, alone) in [(&*text.said, false)]
            .into_iter()
            .chain(whole.into_iter().map(|sentence| (sentence, true)))
        {
            let measure = Measure::of(text.locale, said);
            if measure.words >= LONG {
                let (figure, over) = figure(text.locale, measure, alone);
                measured.push((
                    over,
                    format!("{} {figure:.1}: {}", text.name(), said.trim()),
                ));
            }
        }
    }
    none_too_hard(measured);
    Ok(())
}

#[test]
fn what_is_apart_is_there_and_needs_to_be() -> io::Result<()> {
    let texts = texts()?;
    for (room, key, why) in APART {
        let hard = texts
            .iter()
            .filter(|text| text.room == *room && text.key == *key)
            .any(|text| {
                let measure = Measure::of(text.locale, &text.said);
                figure(text.locale, measure, false).1 > 0.0
            });
        assert!(hard, "{room}.{key} is apart ({why}) and need not be");
    }
    Ok(())
}

#[test]
fn texts_are_in_sentence_case() -> io::Result<()> {
    let mut wrong = Vec::new();
    let mut met = Vec::new();
    for text in &texts()? {
        let mut said = text.said.clone();
        for name in NAMES[text.locale as usize] {
            // Where a name ends the next word begins: "Send" is none in "Sending".
            for (at, _) in text.said.match_indices(name) {
                let next = text.said[at + name.len()..].chars().next();
                if !next.is_some_and(char::is_alphanumeric) {
                    met.push((text.locale as usize, *name));
                    said.replace_range(at..at + name.len(), &"x".repeat(name.len()));
                }
            }
        }
        let starts_low = text.said.starts_with(char::is_lowercase);
        let label_ends = text.key.ends_with("_heading") && text.said.ends_with('.');
        let capital_within = sentences(&said)
            .into_iter()
            .flat_map(|sentence| words(sentence).skip(1))
            // A blank is as its caller writes it; what stands in quotes begins anew.
            .any(|word| {
                word.trim_start_matches(['(', '¿'])
                    .starts_with(char::is_uppercase)
            });
        if (starts_low && !text.is_one_of(INSIDE)) || label_ends || capital_within {
            wrong.push(format!("{}: {}", text.name(), text.said));
        }
    }
    assert!(
        wrong.is_empty(),
        "not in sentence case:\n{}",
        wrong.join("\n")
    );
    for (locale, names) in NAMES.iter().enumerate() {
        for name in *names {
            assert!(met.contains(&(locale, name)), "no text says {name}");
        }
    }
    Ok(())
}

#[test]
fn texts_are_calm() -> io::Result<()> {
    for text in &texts()? {
        let at = format!("{}: {}", text.name(), text.said);
        assert!(!text.said.contains(['!', '¡']), "loud: {at}");
        let low = text.said.to_lowercase();
        // What a person mistypes is no error of a machine.
        let said = low.replace("typing error", "typing");
        for word in said.split(|c: char| !c.is_alphanumeric()) {
            assert!(
                !COLD[text.locale as usize].contains(&word),
                "`{word}` in {at}"
            );
        }
        if !text.is_one_of(PLEASE) {
            assert!(
                !low.contains("please") && !low.contains("por favor"),
                "please: {at}"
            );
        }
    }
    Ok(())
}

#[test]
fn spanish_questions_are_opened() -> io::Result<()> {
    for text in texts()?.iter().filter(|text| text.locale == Es) {
        let [opened, closed] = ['¿', '?'].map(|sign| text.said.matches(sign).count());
        assert_eq!(opened, closed, "{}: {}", text.name(), text.said);
    }
    Ok(())
}

/// What happened and what to do stands in each text for itself; that it was on our side, and
/// whom to call, is said alike everywhere.
#[test]
fn a_failure_on_our_side_says_whom_to_call() -> io::Result<()> {
    let texts = texts()?;
    let ours = |text: &&Text| {
        let low = text.said.to_lowercase();
        match text.locale {
            En => low.contains("our side") && !low.contains("on our side only"),
            Es => low.contains("de nuestro lado"),
        }
    };
    let mut failures = [Vec::new(), Vec::new()];
    for text in texts.iter().filter(ours) {
        let line = match text.locale {
            En => "website & app support",
            Es => "Asistencia del sitio web y la aplicación",
        };
        assert!(text.said.contains(line), "{}: {}", text.name(), text.said);
        failures[text.locale as usize].push((&text.room, &text.key));
    }
    let [english, spanish] = failures;
    assert_eq!(
        english, spanish,
        "the languages differ in whose side it was on"
    );
    assert!(!english.is_empty(), "no failure was met");
    Ok(())
}

#[test]
fn sentences_end_where_they_end() {
    let text = "Ask “Why?” now. It is 9 a.m. today: go; 1.5 is a number. ¿Ya? Sí…";
    let found: Vec<&str> = sentences(text).into_iter().map(str::trim).collect();
    let expected = [
        "Ask “Why?” now.",
        "It is 9 a.m. today: go; 1.5 is a number.",
        "¿Ya?",
        "Sí…",
    ];
    assert_eq!(found, expected);
}

/// Counted by hand.
#[test]
fn figures_are_those_of_the_formulas() {
    let english = Measure::of(En, "Choose “Sign off” at {time}. Nothing is lost.");
    assert_eq!(
        english,
        Measure {
            sentences: 2,
            words: 8,
            syllables: 10
        }
    );
    assert!((english.grade() - (0.39 * 4.0 + 11.8 * 10.0 / 8.0 - 15.59)).abs() < 1e-9);
    let spanish = Measure::of(Es, "Elija otra contraseña. Ya está.");
    assert_eq!(
        spanish,
        Measure {
            sentences: 2,
            words: 5,
            syllables: 12
        }
    );
    assert!((spanish.inflesz() - (206.835 - 62.3 * 2.4 - 2.5)).abs() < 1e-9);
}
