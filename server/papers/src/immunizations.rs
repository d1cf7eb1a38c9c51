//! The vaccination record for school, sports and camp (SPEC section 6).

use domain::immunizations::{QrCode, VaccinationRecord};
use domain::locale::Locale;
use serde::Serialize;
use words::{immunizations as say, moments, terms};

use crate::frame::{Frame, Framed};
use crate::letters::Writer;
use crate::press::{Document, PaperError};

/// How many modules of white a reader needs around a code.
const QUIET: u32 = 4;

#[derive(Serialize)]
struct Data {
    frame: Framed,
    title: &'static str,
    purpose: &'static str,
    facts: Vec<[String; 2]>,
    columns: [&'static str; 2],
    rows: Vec<Row>,
    empty: &'static str,
    not_given_heading: &'static str,
    not_given: Vec<String>,
    about_heading: &'static str,
    about: Vec<String>,
    card_heading: &'static str,
    card: Vec<String>,
    codes: Vec<Code>,
}

#[derive(Serialize)]
struct Row {
    group: String,
    doses: Vec<Dose>,
}

#[derive(Serialize)]
struct Dose {
    when: String,
    note: String,
}

#[derive(Serialize)]
struct Code {
    svg: String,
    label: String,
    caption: String,
}

/// The record: whose, what was given by date, what was not, what the paper is and is not, and
/// the same for machines. One page where it fits.
pub fn vaccination_record(frame: &Frame, view: &VaccinationRecord) -> Result<Document, PaperError> {
    let locale = frame.locale;
    let mut writer = Writer::default();
    let facts = [
        (say::name(locale), view.name.clone()),
        (
            say::birth_date(locale),
            moments::date(locale, view.birth_date),
        ),
        (say::plan(locale), view.plan.clone()),
        (
            say::made(locale),
            moments::date(locale, view.made.civil.date()),
        ),
    ]
    .map(|(name, value)| [name.to_owned(), writer.line(&value)]);
    let rows = view.rows.iter().map(|row| Row {
        group: writer.line(&row.group),
        doses: row
            .doses
            .iter()
            .map(|dose| {
                let reported = dose.reported.then(|| say::record_reported(locale));
                let notes: Vec<&str> = dose
                    .vaccine
                    .as_deref()
                    .into_iter()
                    .chain(reported)
                    .collect();
                let when = terms::figures(locale, &dose.taken, dose.taken_text.as_deref());
                Dose {
                    when: writer.line(&when),
                    note: writer.line(&notes.join(", ")),
                }
            })
            .collect(),
    });
    let rows: Vec<Row> = rows.collect();
    let reported = view
        .rows
        .iter()
        .flat_map(|row| &row.doses)
        .any(|dose| dose.reported);
    let mut about = vec![say::about_copy(locale, &view.plan)];
    about.extend(reported.then(|| say::about_reported(locale).to_owned()));
    about.push(say::about_form(locale).to_owned());
    let not_given = view.not_given.iter().map(|row| {
        let reason = row.reason.as_deref().unwrap_or(say::no_reason(locale));
        writer.line(&say::record_not_given_line(locale, reason, &row.vaccine))
    });
    let not_given: Vec<String> = not_given.collect();
    let data = Data {
        title: say::record_heading(locale),
        purpose: say::record_for(locale),
        facts: facts.into(),
        columns: [say::record_vaccine(locale), say::record_dates(locale)],
        rows,
        empty: say::record_empty(locale),
        not_given_heading: say::record_not_given(locale),
        not_given,
        about_heading: say::about_heading(locale),
        about: about.iter().map(|text| writer.line(text)).collect(),
        card_heading: say::card_heading(locale),
        card: card(locale, view),
        codes: codes(locale, view, &mut writer),
        frame: frame.around(say::record_heading(locale), &mut writer),
    };
    Document::set("vaccinations.typ", &data, &frame.printed, &frame.plan)
}

/// What the card holds and what it does not.
fn card(locale: Locale, view: &VaccinationRecord) -> Vec<String> {
    let mut lines = vec![say::card_on(locale, u64::from(view.card.on_card))];
    let off = view.card.off_card;
    lines.extend((off > 0).then(|| say::card_off(locale, u64::from(off))));
    lines
}

fn codes(locale: Locale, view: &VaccinationRecord, writer: &mut Writer) -> Vec<Code> {
    let parts = view.card.codes.len();
    let code = |(part, code): (usize, &QrCode)| Code {
        svg: svg(code),
        label: writer.line(&match parts {
            1 => say::card_label(locale, &view.name),
            _ => say::card_label_part(locale, &view.name, part, parts),
        }),
        caption: match parts {
            1 => say::card_caption(locale).to_owned(),
            _ => say::card_caption_part(locale, part, parts),
        },
    };
    (1..=parts).zip(&view.card.codes).map(code).collect()
}

/// A code as a drawing: a bar for every run of dark modules.
fn svg(code: &QrCode) -> String {
    use std::fmt::Write as _;
    let whole = code.side + 2 * QUIET;
    let mut bits = code.modules.chars().flat_map(|digit| {
        let digit = digit.to_digit(16).unwrap_or(0);
        [8, 4, 2, 1].map(|bit| digit & bit != 0)
    });
    let mut path = String::new();
    for row in 0..code.side {
        let mut dark: Option<u32> = None;
        for column in 0..=code.side {
            let is_dark = column < code.side && bits.next().unwrap_or(false);
            match (dark, is_dark) {
                (None, true) => dark = Some(column),
                (Some(from), false) => {
                    let (x, y, run) = (from + QUIET, row + QUIET, column - from);
                    // Writing to a String does not fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                    dark = None;
                }
                _ => {}
            }
        }
    }
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {whole} {whole}' \
         shape-rendering='crispEdges'><rect width='{whole}' height='{whole}' fill='#ffffff'/>\
         <path d='{path}' fill='#000000'/></svg>"
    )
}
