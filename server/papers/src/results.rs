//! Lab results to take away: as a document and as a table (SPEC section 6).

use domain::locale::Locale;
use domain::results::{Comparator, Component, Decimal, LabValue, ReportFile, Shown, ValueFile};
use serde::Serialize;
use words::terms::role;
use words::{moments, release, results as say, values};

use crate::frame::{Frame, Framed};
use crate::letters::{Paragraphs, Writer};
use crate::press::{Document, PaperError};

#[derive(Serialize)]
struct Data {
    frame: Framed,
    title: String,
    lead: Option<String>,
    empty: &'static str,
    /// How many are not in it, as their reader chose.
    held: Option<String>,
    columns: [&'static str; 4],
    conclusion: &'static str,
    comments: &'static str,
    reports: Vec<Report>,
}

#[derive(Serialize)]
struct Report {
    /// None where the title says it.
    name: Option<String>,
    meaning: String,
    facts: Vec<[String; 2]>,
    rows: Vec<Row>,
    conclusion: Option<String>,
    comments: Vec<Comment>,
}

/// What a clinician said.
#[derive(Serialize)]
struct Comment {
    who: String,
    written: String,
    text: Paragraphs,
}

#[derive(Serialize)]
struct Row {
    name: String,
    value: String,
    more: Vec<String>,
    range: String,
    flag: String,
}

/// One result. The title of the file says only what kind of paper it is: windows and lists of
/// files show it.
pub fn lab_result(frame: &Frame, report: &ReportFile) -> Result<Document, PaperError> {
    let mut writer = Writer::default();
    let title = writer.heading(&report.name);
    let mut reports = reports(frame.locale, std::slice::from_ref(report), &mut writer);
    for report in &mut reports {
        report.name = None;
    }
    let named = say::result(frame.locale);
    set(frame, title, [None, None], reports, named, writer)
}

/// All of them, newest first; `held` are not shown yet, as their reader chose, and not in it.
pub fn lab_results(frame: &Frame, found: &[ReportFile], held: u32) -> Result<Document, PaperError> {
    let locale = frame.locale;
    let mut writer = Writer::default();
    let title = writer.heading(&say::paper_all(locale, &frame.whose));
    let lead = (!found.is_empty()).then(|| say::paper_count(locale, found.len() as u64));
    let held = (held > 0).then(|| release::paper_held(locale, u64::from(held)));
    let reports = reports(locale, found, &mut writer);
    let named = say::heading(locale);
    set(frame, title, [lead, held], reports, named, writer)
}

fn set(
    frame: &Frame,
    title: String,
    [lead, held]: [Option<String>; 2],
    reports: Vec<Report>,
    named: &str,
    mut writer: Writer,
) -> Result<Document, PaperError> {
    let locale = frame.locale;
    let data = Data {
        title,
        lead,
        held,
        empty: say::paper_none(locale),
        columns: [
            say::column_test(locale),
            say::column_value(locale),
            say::column_range(locale),
            say::column_flag(locale),
        ],
        conclusion: say::conclusion_heading(locale),
        comments: say::comments_heading(locale),
        reports,
        frame: frame.around(named, &mut writer),
    };
    Document::set("results.typ", &data, &frame.printed, &frame.plan)
}

fn reports(locale: Locale, found: &[ReportFile], writer: &mut Writer) -> Vec<Report> {
    found
        .iter()
        .map(|report| Report {
            name: Some(writer.heading(&report.name)),
            meaning: values::meaning(locale, report.meaning),
            facts: facts(locale, report)
                .into_iter()
                .map(|(name, value)| [name.to_owned(), writer.line(&value)])
                .collect(),
            rows: report
                .values
                .iter()
                .map(|value| row(locale, report, value, writer))
                .collect(),
            conclusion: report.conclusion.as_deref().map(|text| writer.line(text)),
            comments: report
                .comments
                .iter()
                .map(|one| Comment {
                    who: writer.line(&format!("{}, {}", one.author, role(locale, one.role))),
                    written: moments::moment(locale, &one.written),
                    text: writer.paragraphs(&one.text),
                })
                .collect(),
        })
        .collect()
}

fn facts(locale: Locale, report: &ReportFile) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        (say::taken(locale), values::taken(locale, &report.taken)),
        (say::issued(locale), values::taken(locale, &report.issued)),
        (
            say::state(locale),
            values::status(locale, report.status).to_owned(),
        ),
    ];
    if !report.by.is_empty() {
        facts.push((say::who(locale), report.by.join(", ")));
    }
    let named = |label, words: &Option<String>| words.clone().map(|words| (label, words));
    facts.extend(named(say::laboratory(locale), &report.laboratory));
    facts.extend(named(say::specimen(locale), &report.specimen));
    facts
}

fn row(locale: Locale, report: &ReportFile, value: &ValueFile, writer: &mut Writer) -> Row {
    let mut more = Vec::new();
    if value.status != report.status {
        more.push(values::status(locale, value.status).to_owned());
    }
    for old in &value.replaced {
        more.push(say::paper_replaced(
            locale,
            moments::moment(locale, &old.until),
            values::status(locale, old.status),
            with_digits(locale, &old.component),
        ));
    }
    more.extend(value.note.clone());
    let ranges = value.component.shown_ranges();
    Row {
        name: writer.line(&value.name),
        value: writer.line(&with_digits(locale, &value.component)),
        more: more.iter().map(|line| writer.line(line)).collect(),
        range: if ranges.is_empty() {
            say::no_range(locale).to_owned()
        } else {
            writer.line(&ranges.join("; "))
        },
        flag: value
            .flag
            .map_or(say::no_flag(locale), |flag| values::flag(locale, flag))
            .to_owned(),
    }
}

/// A value as the page shows it, with the digits of its source where they are more.
fn with_digits(locale: Locale, component: &Component) -> String {
    let shown = values::shown(locale, &Shown::of(component));
    match component.value.as_ref().and_then(LabValue::more_digits) {
        Some(exact) => say::paper_exact(locale, exact, shown),
        None => shown,
    }
}

/// Results as a table for a spreadsheet: a line a value, in the digits and dates of the source,
/// after it a line for each value that it replaced. UTF-8, with the mark by which spreadsheets
/// know it; RFC 4180.
pub fn lab_results_table(locale: Locale, found: &[ReportFile]) -> Result<Vec<u8>, PaperError> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let unwritten = |error: csv::Error| PaperError::Table(error.to_string());
    let columns = [
        say::csv_panel(locale),
        say::taken(locale),
        say::issued(locale),
        say::column_test(locale),
        say::csv_code(locale),
        say::column_value(locale),
        say::csv_unit(locale),
        say::column_range(locale),
        say::column_flag(locale),
        say::state(locale),
        say::csv_replaced(locale),
        say::laboratory(locale),
        say::note(locale),
    ];
    table.write_record(columns).map_err(unwritten)?;
    for report in found {
        for value in &report.values {
            for line in lines(locale, report, value) {
                table
                    .write_record(line.map(|cell| safe(&cell)))
                    .map_err(unwritten)?;
            }
        }
    }
    table
        .into_inner()
        .map_err(|error| PaperError::Table(error.to_string()))
}

/// The line of a value, then one for each that it replaced.
fn lines(locale: Locale, report: &ReportFile, value: &ValueFile) -> Vec<[String; 13]> {
    let line = |component: &Component, status, flag: Option<&str>, until: String| {
        let (digits, unit) = in_two(locale, component);
        [
            report.name.clone(),
            report.taken_source.clone().unwrap_or_default(),
            report.issued_source.clone().unwrap_or_default(),
            value.name.clone(),
            value.loinc.clone().unwrap_or_default(),
            digits,
            unit,
            component.shown_ranges().join("; "),
            flag.unwrap_or_default().to_owned(),
            values::status(locale, status).to_owned(),
            until,
            report.laboratory.clone().unwrap_or_default(),
            value.note.clone().unwrap_or_default(),
        ]
    };
    let flag = value.flag.map(|flag| values::flag(locale, flag));
    let now = line(&value.component, value.status, flag, String::new());
    let before = value.replaced.iter().map(|old| {
        let until = moments::machine(&old.until);
        line(&old.component, old.status, None, until)
    });
    std::iter::once(now).chain(before).collect()
}

/// A value and its unit, each for a cell of its own; what is no number has no unit there.
fn in_two(locale: Locale, component: &Component) -> (String, String) {
    match &component.value {
        Some(LabValue::Quantity(own)) => {
            let sign = own.comparator.map_or("", Comparator::code);
            let digits = format!("{sign}{}", own.value.text());
            (digits, own.unit.clone().unwrap_or_default())
        }
        Some(value) => {
            let text = value.exact();
            let text = text.unwrap_or_else(|| values::shown(locale, &Shown::of(component)));
            (text, String::new())
        }
        None => (say::no_value(locale).to_owned(), String::new()),
    }
}

/// A cell that no spreadsheet takes for a formula (MSG-9): an apostrophe before what begins like
/// one. A number is none, whatever its sign.
fn safe(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let is_number = Decimal::parse(cell).is_some();
    if begins && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn msg_9_no_cell_is_a_formula_and_every_number_stays_one() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+1-555-0110", "'+1-555-0110"),
            ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("-1.50", "-1.50"),
            ("<0.1", "<0.1"),
            ("Glucose", "Glucose"),
            ("", ""),
        ] {
            assert_eq!(safe(cell), written);
        }
    }
}
