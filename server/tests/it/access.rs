//! Who gets what: every page, server function and file of the access table, in every method,
//! asked for by every role, of everybody's record and with everybody's objects, against the
//! reviewed table `access/table.txt` (ACC-1, 2, 3, 7, 8).

mod cast;
mod table;

use std::io::Write as _;
use std::sync::Arc;

use app::access::{ENDPOINTS, FILES, PAGES, Rule};
use axum::body::Body;
use axum::http::Method;
use testkit::{Browser, Page};
use tokio::task::JoinSet;

use cast::{Cast, MALFORMED, MISSING, Who, cast};
use table::{Object, Table};

/// How something is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Get,
    Head,
    /// A form, as a browser without scripts sends it.
    Form,
    /// A call, as an open page makes it.
    Call,
}

/// One request and what it has to be answered with.
struct Cell {
    how: How,
    row: &'static str,
    rule: Rule,
    /// Whose record, of the table's persons; empty where none is named.
    person: &'static str,
    /// Which object; empty where there is none.
    which: &'static str,
    expected: &'static str,
}

/// The page on which a file's service says why it is not open.
fn page_of(row: &str) -> Option<&'static str> {
    FILES
        .iter()
        .find(|file| file.path == row)
        .map(|file| file.page)
}

/// What an answer comes down to.
fn class(cell: &Cell, answer: &Page) -> String {
    let word = match (answer.status, answer.location()) {
        (303, _) if cell.rule == Rule::Public => "open",
        (303, Some("/sign-on")) => "sign-on",
        (303, Some("/terms")) => "terms",
        (303, Some("/staff/sign-on")) => "desk",
        (303, Some("/staff/sign-on/code")) if cell.rule != Rule::StaffSigningOn => "code",
        (303, to) if to == page_of(cell.row) => "closed",
        (200 | 303, _) => "open",
        (400 | 409, _) => "form",
        (401, _) => "way in",
        (403, _) => "closed",
        (404, _) => "none",
        (405, _) => "no method",
        (status, _) => return status.to_string(),
    };
    word.to_owned()
}

/// Whether an answer is the one that the table has.
fn fits(expected: &str, class: &str) -> bool {
    match expected {
        "refused" => matches!(class, "closed" | "none" | "form"),
        "open" => matches!(class, "open" | "form"),
        "malformed" => matches!(class, "none" | "form"),
        "sign-on" | "terms" | "desk" | "code" => class == expected || class == "way in",
        other => class == other,
    }
}

/// What one role is asked for.
fn cells(table: &Table, cast: &Cast, who: &Who) -> Vec<Cell> {
    let persons = table.persons();
    let mut cells = Vec::new();
    let paths = PAGES.iter().map(|page| (page.path, page.rule));
    let paths = paths.chain(FILES.iter().map(|file| (file.path, file.rule)));
    for (row, rule) in paths {
        let none = [""];
        let named: &[&str] = if row.contains("{person}") {
            &persons
        } else {
            &none
        };
        for &person in named {
            for how in [How::Get, How::Head] {
                add(&mut cells, table, cast, who, (row, rule, how, person));
            }
        }
    }
    // Signing off comes last: nobody is there after it.
    let mut endpoints: Vec<_> = ENDPOINTS.iter().collect();
    endpoints.sort_by_key(|endpoint| endpoint.name.ends_with("sign-off"));
    for endpoint in endpoints {
        let (row, rule) = (endpoint.name, endpoint.rule);
        cells.push(Cell {
            how: How::Get,
            row,
            rule,
            person: "",
            which: "",
            expected: "no method",
        });
        for how in [How::Form, How::Call] {
            let own_record = if rule == Rule::Record {
                Rule::Open(domain::services::Service::MedicalRecord)
            } else {
                rule
            };
            add(&mut cells, table, cast, who, (row, own_record, how, ""));
            if rule == Rule::Record {
                for &person in &persons {
                    add(&mut cells, table, cast, who, (row, rule, how, person));
                }
            }
        }
    }
    cells
}

/// Adds the cells of a row: one, or one for each object that it takes.
fn add(
    cells: &mut Vec<Cell>,
    table: &Table,
    cast: &Cast,
    who: &Who,
    (row, rule, how, person): (&'static str, Rule, How, &'static str),
) {
    let object = table.object(row);
    let which: &[&str] = match object {
        None => &[""],
        Some(object) if object.kind == "case" => &["clinical", "services", "missing", "malformed"],
        Some(_) => &["own", "foreign", "missing", "malformed"],
    };
    for &which in which {
        let expected = expected(table, who, (row, rule, person), object, which);
        let is_there =
            object.is_none_or(|object| cast.thing(who, person, object.kind, which).is_some());
        if expected != "-" && is_there {
            cells.push(Cell {
                how,
                row,
                rule,
                person,
                which,
                expected,
            });
        }
    }
}

/// What the table has for a request: the first of rule, person and object that does not let in.
fn expected(
    table: &Table,
    who: &Who,
    (row, rule, person): (&'static str, Rule, &'static str),
    object: Option<&Object>,
    which: &'static str,
) -> &'static str {
    let gate = table.rule(who.name, rule);
    // A form whose own object would be gone afterwards is not sent even where nobody is let in.
    let of_object = match object {
        None => "open",
        Some(_) if which == "malformed" => "malformed",
        Some(object) => table.of_object(who.name, object, which),
    };
    if of_object == "-" {
        return "-";
    }
    let of_row = table.of_row(who.name, row).unwrap_or("open");
    for answer in [gate, of_row] {
        if answer != "open" {
            // Whether it is an identifier may be looked at before whether the service is open.
            let is_either = answer == "closed" && which == "malformed";
            return if is_either { "refused" } else { answer };
        }
    }
    if !person.is_empty() {
        let of_person = table.person(who.name, row, person);
        if person == "malformed" {
            return "malformed";
        }
        if of_person != "open" {
            return if which == "malformed" {
                "refused"
            } else {
                of_person
            };
        }
    }
    of_object
}

/// Sends a cell's request.
async fn ask(cast: &Cast, who: &Who, cell: &Cell, table: &Table) -> Page {
    let mut browser: Browser = who.browser.clone();
    let person = cast.person(who, cell.person);
    let object = table.object(cell.row);
    let thing = object.and_then(|object| cast.thing(who, cell.person, object.kind, cell.which));
    let filled = |text: &str| {
        text.replace("{id}", thing.as_deref().unwrap_or(MISSING))
            .replace("{person}", &person)
            .replace("{file}", MISSING)
            .replace("{key}", &"0".repeat(32))
            .replace("{service}", "lab-results")
    };
    match cell.how {
        How::Get | How::Head => {
            let method = if cell.how == How::Get {
                Method::GET
            } else {
                Method::HEAD
            };
            let path = if cell.row.starts_with('/') {
                filled(cell.row)
            } else {
                format!("/api/{}", cell.row)
            };
            let request = browser.request(method, &path).body(Body::empty());
            browser.send(request.unwrap()).await
        }
        How::Form | How::Call => {
            browser.scripts = cell.how == How::Call;
            let mut fields = Vec::new();
            if !cell.person.is_empty() {
                fields.push(("person".to_owned(), person.clone()));
            }
            if cell.row == "immunizations/list" {
                fields.push(("order".to_owned(), "vaccine".to_owned()));
            }
            let given = object.map_or("", |object| object.fields).split('&');
            for (name, value) in given.filter_map(|field| field.split_once('=')) {
                fields.push((name.to_owned(), filled(value)));
            }
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
            browser.post(cell.row, &fields).await
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acc_2_acc_7_everything_for_everybody() {
    let table = Arc::new(Table::read());
    let (world, cast) = cast().await;
    let cast = Arc::new(cast);
    let mut roles = JoinSet::new();
    for place in 0..cast.roles.len() {
        let (table, cast) = (table.clone(), cast.clone());
        roles.spawn(async move {
            let who = &cast.roles[place];
            let cells = cells(&table, &cast, who);
            let mut wrong = Vec::new();
            for cell in &cells {
                let answer = ask(&cast, who, cell, &table).await;
                let class = class(cell, &answer);
                if !fits(cell.expected, &class) {
                    let Cell {
                        how,
                        row,
                        person,
                        which,
                        expected,
                        ..
                    } = cell;
                    let name = who.name;
                    wrong.push(format!(
                        "{name} {how:?} {row} {person} {which}: {class}, not {expected}"
                    ));
                }
            }
            (cells.len(), wrong)
        });
    }
    let (mut asked, mut wrong) = (0, Vec::new());
    for (count, found) in roles.join_all().await {
        asked += count;
        wrong.extend(found);
    }
    // Past the test runner's capture, which shows nothing of a test that passes.
    let _ = writeln!(std::io::stderr(), "{asked} cells of the access table");
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {asked}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(asked >= 10_000, "{asked}");
    cast::is_untouched(&world, &cast).await;
}

#[test]
fn everything_that_takes_an_object_is_in_the_reviewed_table() {
    let table = Table::read();
    let rows = PAGES.iter().map(|page| page.path);
    let rows: Vec<&str> = rows
        .chain(FILES.iter().map(|file| file.path))
        .chain(ENDPOINTS.iter().map(|endpoint| endpoint.name))
        .collect();
    for row in table.with_objects() {
        assert!(rows.contains(&row), "{row} is no row of the access table");
    }
    for row in rows.iter().filter(|row| row.contains("{id}")) {
        assert!(
            table.object(row).is_some(),
            "{row} is not in the reviewed table"
        );
    }
    assert!(MALFORMED.parse::<domain::ids::MemberId>().is_err());
}

/// The test of the test: what is not as the table has it is told.
#[test]
fn an_answer_that_is_not_the_tables_does_not_fit() {
    for (expected, class) in [
        ("sign-on", "open"),
        ("sign-on", "form"),
        ("none", "closed"),
        ("closed", "open"),
        ("open", "none"),
        ("open", "closed"),
        ("malformed", "open"),
        ("no method", "open"),
        ("open", "500"),
    ] {
        assert!(!fits(expected, class), "{expected}: {class}");
    }
}
