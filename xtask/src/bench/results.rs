//! Lab results in great number: a member with two thousand beside one with twenty, where a
//! million values are stored, on each engine.

use std::path::Path;

use serde_json::{Value, json};

use super::bundles::{self, Record, VALUES, WORD};
use super::figures::{Figure, Figures, median, p99};
use super::load;
use super::process::{Folder, Portal};
use super::turns::{against, in_turns, singles, spread};
use super::visitor::{self, Visitor};
use crate::cluster::Cluster;
use crate::project::Project;
use crate::steps::{Failure, Outcome, While, step};

/// The list that is asked for.
const LIST: &str = "/medical-record/lab-results";
/// Results on a page of it.
const PAGE_LENGTH: usize = 20;
/// What a page may take, the slowest of a hundred, in milliseconds.
const AT_MOST: f64 = 10.0;
/// The same of a search.
const SEARCH_AT_MOST: f64 = 50.0;
/// Results of each of those whose pages are not looked at.
const EACH: u32 = 250;

/// How much is stored.
struct Size {
    /// Results of the two who are measured.
    few: u32,
    many: u32,
    /// Values of all together.
    values: u32,
}

const SIZE: Size = Size {
    few: 20,
    many: 2_000,
    values: 1_000_000,
};

/// To try the bench itself.
const SMALL: Size = Size {
    few: 20,
    many: 200,
    values: 10_000,
};

/// An engine and its figures' names: how much dearer the more is, and how long it takes.
struct Engine {
    name: &'static str,
    list: [&'static str; 2],
    page: [&'static str; 2],
    search: &'static str,
}

const SQLITE: Engine = Engine {
    name: "sqlite",
    list: [
        "results_list_2000_against_20_sqlite",
        "results_list_p99_sqlite",
    ],
    page: [
        "result_page_2000_against_20_sqlite",
        "result_page_p99_sqlite",
    ],
    search: "results_search_p99_sqlite",
};

const POSTGRES: Engine = Engine {
    name: "postgres",
    list: [
        "results_list_2000_against_20_postgres",
        "results_list_p99_postgres",
    ],
    page: [
        "result_page_2000_against_20_postgres",
        "result_page_p99_postgres",
    ],
    search: "results_search_p99_postgres",
};

/// Adds the figures of both engines.
pub fn measure(
    project: &Project,
    binary: &Path,
    folder: &Folder,
    is_small: bool,
    figures: &mut Figures,
) -> Outcome {
    let size = if is_small { &SMALL } else { &SIZE };
    let crowd = folder.join("crowd");
    step("bundles of the crowd", || write_crowd(&crowd, size))?;
    let portal = Portal::new(project, binary, folder.join("results-sqlite"), None);
    engine(&SQLITE, &portal, &crowd, size, figures, || Ok(()))?;
    // Neither lies beside the other for longer than it is measured.
    portal.remove()?;
    let cluster = Cluster::start_on_disk()?;
    let url = cluster.database("results")?;
    let data = folder.join("results-postgres");
    let portal = Portal::new(project, binary, data, Some(url.clone()));
    let stored = || {
        // What PostgreSQL does by itself within minutes, and else beside the measuring.
        Cluster::tell(&url, "VACUUM (ANALYZE)")?;
        Cluster::tell(&url, "CHECKPOINT")
    };
    engine(&POSTGRES, &portal, &crowd, size, figures, stored)
}

/// Records of people whom nobody knows, with so many values together.
fn write_crowd(folder: &Path, size: &Size) -> Outcome {
    std::fs::create_dir(folder).while_doing(format_args!("make {}", folder.display()))?;
    // From 1 on: 0 is nobody's.
    for number in 1..=size.values.div_ceil(EACH * VALUES) {
        let mut record = Record::new(number);
        (0..EACH).for_each(|_| record.report());
        bundles::put(folder, number, &record)?;
    }
    Ok(())
}

/// Fills and measures one engine; `stored` is done in between.
fn engine(
    engine: &Engine,
    portal: &Portal,
    crowd: &Path,
    size: &Size,
    figures: &mut Figures,
    stored: impl FnOnce() -> Outcome,
) -> Outcome {
    let places = step(&format!("two members' results, {}", engine.name), || {
        fill(portal, size)
    })?;
    let values = step(&format!("values of a crowd, {}", engine.name), || {
        let values = values_of(&portal.import(crowd)?);
        stored()?;
        Ok(values)
    })?;
    let host = portal.serve()?;
    let member = |place: usize| Visitor::member(portal.data(), host.port, places[place]);
    let members = [member(0)?, member(1)?];
    step(&format!("lists and pages, {}", engine.name), || {
        pages(engine, &members, values, figures)
    })?;
    step(&format!("search of results, {}", engine.name), || {
        search(engine, &members[1], figures)
    })
}

/// Makes the demo, with two members of it who have few and many results; answers their places in
/// `demo.json`.
fn fill(portal: &Portal, size: &Size) -> Outcome<[usize; 2]> {
    portal.fill(&[])?;
    let all = visitor::members(portal.data())?;
    let mut have = Vec::new();
    {
        let host = portal.serve()?;
        for (place, key) in &all {
            let member = Visitor::member(portal.data(), host.port, *place)?;
            have.push((*place, key, results_of(&member)?));
        }
    }
    have.sort_by_key(|(_, _, count)| *count);
    let (Some(few), Some(many)) = (have.first(), have.last()) else {
        return Err(Failure::new("demo.json: nobody to measure with"));
    };
    let folder = portal.data().join("more");
    std::fs::create_dir(&folder).while_doing("make a folder")?;
    let mut number = 1_000_000;
    for ((_, key, has), wanted) in [(few, size.few), (many, size.many)] {
        let more = wanted.checked_sub(*has);
        let more = more.ok_or_else(|| Failure::new(format!("{key} has {has} results")))?;
        // A file has no more values than an import reads.
        for before in (0..more).step_by(EACH as usize) {
            let mut record = Record::more(number, key, before);
            (before..more.min(before + EACH)).for_each(|_| record.report());
            bundles::put(&folder, number, &record)?;
            number += 1;
        }
    }
    portal.import(&folder)?;
    Ok([few.0, many.0])
}

/// How many results a member has, by the file that they can take away.
fn results_of(member: &Visitor) -> Outcome<u32> {
    let file = member.get(&format!("{LIST}/fhir"))?.body;
    let bundle: Value = serde_json::from_slice(&file).while_doing("read a bundle of results")?;
    let entries = bundle["entry"].as_array().into_iter().flatten();
    let reports = entries.filter(|one| one["resource"]["resourceType"] == "DiagnosticReport");
    u32::try_from(reports.count()).while_doing("count results")
}

/// The values that an import has brought.
fn values_of(lines: &[Value]) -> u64 {
    let counts = lines.iter().map(|line| &line["counts"]["Observation"]);
    counts.filter_map(Value::as_u64).sum()
}

/// The list, and the page of its first result with a chart.
fn pages(engine: &Engine, members: &[Visitor; 2], values: u64, figures: &mut Figures) -> Outcome {
    let mut newest = [String::new(), String::new()];
    for (member, newest) in members.iter().zip(&mut newest) {
        let list = member.get(LIST)?.body;
        let list = String::from_utf8_lossy(&list);
        let rows = load::conversations(&list, LIST);
        if rows != PAGE_LENGTH {
            let why = format!("a page shows {rows} results, not {PAGE_LENGTH}");
            return Err(Failure::new(why));
        }
        let first = first(&list).ok_or_else(|| Failure::new("a list leads nowhere"))?;
        *newest = format!("{LIST}/{first}?chart=0");
        let page = member.get(newest)?.body;
        if !String::from_utf8_lossy(&page).contains("id=\"over-time\"") {
            return Err(Failure::new(format!("{newest} draws nothing")));
        }
    }
    let lists = in_turns(|place| members[place].get(LIST).map(drop))?;
    told(engine.list, &lists, values, figures)?;
    let pages = in_turns(|place| members[place].get(&newest[place]).map(drop))?;
    told(engine.page, &pages, values, figures)
}

/// How much dearer the page is with the more, and how long the slower of the two takes.
fn told(
    [dearer, slow]: [&'static str; 2],
    [few, many]: &[Vec<f64>; 2],
    values: u64,
    figures: &mut Figures,
) -> Outcome {
    figures.add(against(dearer, few, many, median)?.with(spread(few, many)));
    let (Some(one), Some(other)) = (p99(few), p99(many)) else {
        return Err(Failure::new("nothing was measured"));
    };
    let how = json!({ "values_stored": values });
    figures.add(Figure::at_most(slow, one.max(other), "ms", AT_MOST).with(how));
    Ok(())
}

/// The identifier of the first result that a list names.
fn first(html: &str) -> Option<&str> {
    html.split(&format!("href=\"{LIST}/"))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        // The files have words there.
        .find(|name| name.len() == 36)
}

/// The search of the member with many, for a word of half of them.
fn search(engine: &Engine, member: &Visitor, figures: &mut Figures) -> Outcome {
    let mut all = 0;
    let took = singles(|| {
        let answer = member.ask("/api/results/list", &[("find[query]", WORD)])?;
        let found: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let rows = found["rows"].as_array().map_or(0, Vec::len);
        all = found["finder"]["found"].as_u64().unwrap_or_default();
        if rows == PAGE_LENGTH {
            return Ok(());
        }
        Err(Failure::new(format!("a search shows {rows} results")))
    })?;
    let (Some(slow), Some(middle)) = (p99(&took), median(&took)) else {
        return Err(Failure::new("nothing was measured"));
    };
    figures.add(
        Figure::at_most(engine.search, slow, "ms", SEARCH_AT_MOST).with(json!({
            "median_ms": middle,
            "searches": took.len(),
            "word": WORD,
            "found": all,
        })),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_result_is_told_from_the_other_pages_of_the_room() {
        let id = "0193f0a0-0000-7000-8000-000000000001";
        let html = format!(
            "<a href=\"{LIST}/compare\"></a><a href=\"{LIST}/{id}\"></a><a href=\"{LIST}/pdf\"></a>"
        );
        assert_eq!(first(&html), Some(id));
        assert_eq!(first("<a href=\"/help\"></a>"), None);
    }

    #[test]
    fn values_are_those_of_all_files() {
        let lines = [
            json!({"counts": {"Observation": 3, "Patient": 1}}),
            json!({"counts": {}}),
            json!({"counts": {"Observation": 4}}),
        ];
        assert_eq!(values_of(&lines), 7);
    }
}
