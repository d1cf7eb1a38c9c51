//! Papers: letters, cards and other documents, made as the portal makes them, of invented
//! particulars; each page as a picture, and the PDF itself.

use domain::account::IdCardView;
use domain::ids::MessageId;
use domain::locale::Locale;
use domain::messages::{Author, MessageView, Person, Topic, WholeConversation};
use domain::organisation::Line;
use domain::registration::letter::{PasswordLetter, letter_until};
use domain::results::{
    Component, Decimal, LabValue, Meaning, Quantity, RangeKind, ReferenceRange, ReplacedFile,
    ReportFile, ReportStatus, Taken, ValueFile, flag,
};
use domain::time::{Date, LocalTime, Timestamp};
use papers::{Document, Frame, PaperError};
use ui::fixtures::Language;

use crate::catalogue::tag;
use crate::frame;
use crate::pages::{self, locale};

/// A document in both forms.
pub struct Paper {
    /// The pages, as a document of the gallery.
    pub html: String,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// The paper of a name; `None` where there is none.
pub fn of(name: &str, language: Language) -> Option<Result<Paper, PaperError>> {
    let locale = locale(language);
    let made = match name {
        "conversation" => papers::conversation(&around(locale), &conversation(locale)),
        "id-card" => papers::id_card(&around(locale), &card()),
        "lab-result" => papers::lab_result(&around(locale), &report()),
        "password-letter" => papers::password_letter(&around(locale), &letter()),
        "vaccination-record" => {
            // The same that its page was recorded with.
            let view = pages::answer("vaccination-record")
                .map_err(|error| PaperError::Template(error.to_string()));
            view.and_then(|view| papers::vaccination_record(&around(locale), &view))
        }
        _ => return None,
    };
    Some(made.and_then(|made| shown(name, language, &made)))
}

/// Where the PDF of a paper is, below the gallery's folder.
pub fn pdf_path(name: &str, language: Language) -> String {
    format!("frames/papers/{name}.{}.pdf", tag(language))
}

fn shown(name: &str, language: Language, made: &Document) -> Result<Paper, PaperError> {
    let (label, page) = match language {
        Language::En => ("Download PDF", "Page"),
        Language::Es => ("Descargar PDF", "Página"),
    };
    let pictures: Vec<String> = made
        .pictures()
        .into_iter()
        .zip(1..)
        .map(|(picture, number)| {
            // What stands in the picture are outlines; the PDF beside it is what can be read.
            let picture = picture.replacen(
                "<svg ",
                &format!("<svg role=\"img\" aria-label=\"{page} {number}\" "),
                1,
            );
            format!("<div class=\"gallery-paper__page\">{picture}</div>")
        })
        .collect();
    let body = format!(
        "<main class=\"gallery-paper\"><h1 class=\"visually-hidden\">{name}</h1>\
         <p><a class=\"link\" href=\"{name}.{}.pdf\" download>{label}</a></p>{}</main>",
        tag(language),
        pictures.concat(),
    );
    Ok(Paper {
        html: frame::document(language, name, &body),
        pdf: made.pdf()?,
    })
}

fn around(locale: Locale) -> Frame {
    Frame {
        locale,
        plan: "Larkhaven Health Plan".into(),
        whose: "Maria Santos".into(),
        printed: moment(12),
    }
}

/// A day in March 2026 at five past nine.
fn moment(day: i8) -> LocalTime {
    let twelfth = 1_773_331_500_000_000;
    LocalTime {
        at: Timestamp::from_micros(twelfth + (i64::from(day) - 12) * 86_400_000_000),
        civil: Date::constant(2026, 3, day).at(9, 5, 0, 0),
        zone: "PDT".into(),
    }
}

fn line(phone: &str) -> Line {
    Line {
        phone: phone.into(),
        tty: "711".into(),
        hours_en: "every day, 6 a.m. to 10 p.m. Pacific".into(),
        hours_es: "todos los días, de 6 a. m. a 10 p. m., hora del Pacífico".into(),
    }
}

fn conversation(locale: Locale) -> WholeConversation {
    let ana = || Person::Named("Ana Whitlock".into());
    let said = |locale, english: &str, spanish: &str| match locale {
        Locale::En => english.to_owned(),
        Locale::Es => spanish.to_owned(),
    };
    let message = |author, day, body| MessageView {
        id: MessageId::new(Timestamp::default(), [0; 10]),
        author,
        sent: moment(day),
        body,
        unread: false,
        no_reply: day == 11,
        files: Vec::new(),
        number: None,
        about: None,
    };
    WholeConversation {
        subject: said(locale, "Your blood count", "Su hemograma"),
        topic: Topic::Test,
        with: ana(),
        messages: vec![
            message(
                Author::Other(ana()),
                9,
                said(
                    locale,
                    "Hello Maria,\n\nyour blood count is back, and it is fine. Your iron is a little low.\n\nDo you eat beans, lentils or meat most days?",
                    "Hola, María:\n\nYa llegó su hemograma y está bien. Su hierro está un poco bajo.\n\n¿Come frijoles, lentejas o carne casi todos los días?",
                ),
            ),
            message(
                Author::Member,
                10,
                said(
                    locale,
                    "Not often. I will try! 👍\n\nThank you.",
                    "No muy seguido. ¡Lo voy a intentar! 👍\n\nGracias.",
                ),
            ),
            message(
                Author::Other(Person::Named("Ben Okafor".into())),
                11,
                said(
                    locale,
                    "Good. Let us look at it again in three months.",
                    "Muy bien. Lo revisamos otra vez en tres meses.",
                ),
            ),
        ],
    }
}

/// A corrected panel: a value in its range, one that was corrected, one with more digits than are
/// shown, words, and one without a range.
fn report() -> ReportFile {
    let replaced = ReplacedFile {
        component: number("6.10", "mmol/L", Some(["3.50", "5.10"])),
        status: ReportStatus::Final,
        until: moment(9),
    };
    let value = |name: &str, loinc: &str, component| ValueFile {
        name: name.into(),
        loinc: Some(loinc.into()),
        flag: flag(&component),
        component,
        status: ReportStatus::Corrected,
        note: None,
        replaced: Vec::new(),
    };
    ReportFile {
        name: "Basic metabolic panel".into(),
        taken: Taken::At(moment(8)),
        taken_source: None,
        issued: Taken::At(moment(9)),
        issued_source: None,
        by: vec!["Ana Whitlock".into()],
        laboratory: Some("Harbor Laboratory".into()),
        specimen: None,
        status: ReportStatus::Corrected,
        meaning: Meaning::Outside(1),
        conclusion: None,
        comments: Vec::new(),
        values: vec![
            value(
                "Sodium",
                "2951-2",
                number("139", "mmol/L", Some(["135", "145"])),
            ),
            ValueFile {
                replaced: vec![replaced],
                ..value(
                    "Potassium",
                    "2823-3",
                    number("4.10", "mmol/L", Some(["3.50", "5.10"])),
                )
            },
            ValueFile {
                note: Some("Fasting sample.".into()),
                ..value(
                    "Glucose",
                    "2345-7",
                    number("112.40000000000001", "mg/dL", Some(["70", "99"])),
                )
            },
            value(
                "Hemolysis",
                "20393-1",
                Component {
                    value: Some(LabValue::Text("None seen".into())),
                    ..Component::default()
                },
            ),
        ],
    }
}

fn number(digits: &str, unit: &str, range: Option<[&str; 2]>) -> Component {
    let quantity = |digits: &str| {
        Some(Quantity {
            value: Decimal::parse(digits)?,
            comparator: None,
            unit: Some(unit.into()),
        })
    };
    let range = range.map(|[low, high]| ReferenceRange {
        low: quantity(low),
        high: quantity(high),
        text: None,
        kind: RangeKind::Normal,
    });
    Component {
        value: quantity(digits).map(LabValue::Quantity),
        ranges: range.into_iter().collect(),
        interpretations: Vec::new(),
    }
}

fn card() -> IdCardView {
    IdCardView {
        name: "Maria Santos".into(),
        mrn: "1234 5671".into(),
        physician: Some("Ana Whitlock".into()),
        office: Some("Cedar Park Medical Office".into()),
        member_services: line("1-800-555-0120"),
        nurse: line("1-800-555-0140"),
    }
}

fn letter() -> PasswordLetter {
    let printed = moment(5);
    PasswordLetter {
        name: "Maria Santos".into(),
        address: vec![
            "12 Alder Lane, Apt. 4".into(),
            "Cedar Park, CA 94000".into(),
        ],
        password: "Quiet-Heron-4821".into(),
        until: LocalTime {
            at: letter_until(printed.at),
            ..moment(26)
        },
        site: "portal.larkhaven.example".into(),
        support: line("1-800-555-0110"),
    }
}
