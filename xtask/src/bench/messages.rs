//! Messages in great number: the same host with a thousand and with a million stored, on each
//! engine. Both serve at once and are asked in turns, so that whatever else the machine does
//! slows both.

mod desk;
mod sending;

use std::path::Path;

use serde_json::{Value, json};

use super::figures::{Figure, Figures, median, p99};
use super::load::{self, Inbox, Load};
use super::process::{Folder, Host, Portal};
use super::streams;
use super::turns::{against, in_turns, singles, spread};
use super::visitor::Visitor;
use crate::cluster::Cluster;
use crate::project::Project;
use crate::steps::{Failure, Outcome, step};

/// How often each of two hosts has its turn under load, and for how many seconds.
const TURNS: usize = 5;
const SECONDS: u32 = 3;
/// Conversations on a page.
const PAGE_LENGTH: usize = 50;
/// What is searched for: about half of all messages hold it.
const COMMON: &str = "please";
/// How many conversations a search shows at most.
const FOUND: usize = 25;

/// How much is stored.
struct Size {
    /// In a name of a folder or a database, and in what is told.
    name: &'static str,
    messages: &'static str,
    /// Of each member, the measured one too.
    each: &'static str,
    /// Conversations that wait for the measured team.
    waiting: &'static str,
}

/// The smaller holds a whole page of the inbox too, so that both show as much.
const SIZES: [Size; 2] = [
    Size {
        name: "thousand",
        messages: "1000",
        each: "200",
        waiting: "100",
    },
    Size {
        name: "million",
        messages: "1000000",
        each: "2000",
        waiting: "10000",
    },
];

/// An engine and its figures' names.
struct Engine {
    name: &'static str,
    inbox: [&'static str; 2],
    desk: &'static str,
    search: &'static str,
    sending: [&'static str; 2],
}

const SQLITE: Engine = Engine {
    name: "sqlite",
    inbox: [
        "inbox_million_against_thousand_sqlite",
        "inbox_p99_million_against_thousand_sqlite",
    ],
    desk: "desk_10000_open_against_100_sqlite",
    search: "search_p99_million_sqlite",
    sending: [
        "sending_million_against_thousand_sqlite",
        "sending_p99_million_against_thousand_sqlite",
    ],
};

const POSTGRES: Engine = Engine {
    name: "postgres",
    inbox: [
        "inbox_million_against_thousand_postgres",
        "inbox_p99_million_against_thousand_postgres",
    ],
    desk: "desk_10000_open_against_100_postgres",
    search: "search_p99_million_postgres",
    sending: [
        "sending_million_against_thousand_postgres",
        "sending_p99_million_against_thousand_postgres",
    ],
};

/// Adds the figures of both engines, and of open streams.
pub fn measure(
    project: &Project,
    binary: &Path,
    wrk: &Path,
    folder: &Folder,
    figures: &mut Figures,
) -> Outcome {
    let stored = fill(project, binary, folder, &SQLITE, None)?;
    engine(&SQLITE, &stored, wrk, figures)?;
    step("1,000 open streams", || {
        streams::measure(&stored[0], figures)
    })?;
    // Neither lies beside the other for longer than it is measured.
    for portal in stored {
        portal.remove()?;
    }
    let cluster = Cluster::start_on_disk()?;
    let stored = fill(project, binary, folder, &POSTGRES, Some(&cluster))?;
    engine(&POSTGRES, &stored, wrk, figures)
}

/// Stores the messages of both sizes.
fn fill<'a>(
    project: &'a Project,
    binary: &Path,
    folder: &Folder,
    engine: &Engine,
    cluster: Option<&Cluster>,
) -> Outcome<[Portal<'a>; 2]> {
    let fill = |size: &Size| {
        let what = format!("a {} messages, {}", size.name, engine.name);
        step(&what, || {
            let data = folder.join(&format!("{}-{}", engine.name, size.name));
            let database = match cluster {
                Some(cluster) => Some(cluster.database(size.name)?),
                None => None,
            };
            let portal = Portal::new(project, binary, data, database.clone());
            let words = ["--messages", size.messages, "--each", size.each];
            portal.fill(&[&words[..], &["--waiting", size.waiting]].concat())?;
            if let Some(url) = database {
                // What PostgreSQL does by itself within minutes, and else beside the measuring.
                Cluster::tell(&url, "VACUUM (ANALYZE)")?;
                Cluster::tell(&url, "CHECKPOINT")?;
            }
            Ok(portal)
        })
    };
    let [small, large] = &SIZES;
    Ok([fill(small)?, fill(large)?])
}

/// Measures one engine.
fn engine(engine: &Engine, stored: &[Portal; 2], wrk: &Path, figures: &mut Figures) -> Outcome {
    let hosts = [stored[0].serve()?, stored[1].serve()?];
    step(&format!("inbox, {}", engine.name), || {
        inbox(engine, stored, &hosts, wrk, figures)
    })?;
    step(&format!("team inbox, {}", engine.name), || {
        desk::measure(engine, stored, &hosts, figures)
    })?;
    step(&format!("search, {}", engine.name), || {
        let member = Visitor::member(stored[1].data(), hosts[1].port, 0)?;
        search(engine, &member, figures)
    })?;
    step(&format!("sending, {}", engine.name), || {
        sending::measure(engine, stored, &hosts, figures)
    })
}

/// The inbox under load, and one request after another.
fn inbox(
    engine: &Engine,
    stored: &[Portal; 2],
    hosts: &[Host; 2],
    wrk: &Path,
    figures: &mut Figures,
) -> Outcome {
    let member = |place: usize| Visitor::member(stored[place].data(), hosts[place].port, 0);
    let members = [member(0)?, member(1)?];
    let inboxes = [Inbox::of(&members[0])?, Inbox::of(&members[1])?];
    for inbox in &inboxes {
        whole_page(inbox.conversations())?;
    }
    let [small, large] = in_turns(|place| members[place].get(load::PAGE).map(drop))?;
    let mut per_second = [Vec::new(), Vec::new()];
    for _ in 0..TURNS {
        for (place, inbox) in inboxes.iter().enumerate() {
            let load = Load::new(wrk.to_owned(), inbox);
            per_second[place].push(load.run(hosts[place].port, SECONDS)?.per_second);
        }
    }
    for member in &members {
        member.get(load::PAGE)?;
    }
    let how = json!({
        "thousand_requests_per_second": per_second[0],
        "million_requests_per_second": per_second[1],
    });
    let [under_load, alone] = engine.inbox;
    figures.add(against(under_load, &per_second[1], &per_second[0], median)?.with(how));
    figures.add(against(alone, &small, &large, p99)?.with(spread(&small, &large)));
    Ok(())
}

/// Whether a list shows as much as a page holds: a shorter one would be cheaper.
fn whole_page(rows: usize) -> Outcome {
    if rows == PAGE_LENGTH {
        return Ok(());
    }
    Err(Failure::new(format!(
        "a page shows {rows} conversations, not {PAGE_LENGTH}"
    )))
}

/// The search of a member with 2,000 messages of the million.
fn search(engine: &Engine, member: &Visitor, figures: &mut Figures) -> Outcome {
    let ask = || {
        let fields = [("query", COMMON)];
        let answer = member.ask("/api/messages/search", &fields)?;
        let found: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let rows = found["rows"].as_array().map_or(0, Vec::len);
        if rows == FOUND {
            return Ok(());
        }
        Err(Failure::new(format!("a search found {rows} conversations")))
    };
    let took = singles(ask)?;
    let (Some(slow), Some(middle)) = (p99(&took), median(&took)) else {
        return Err(Failure::new("nothing was measured"));
    };
    figures.add(
        Figure::at_most(engine.search, slow, "ms", 50.0).with(json!({
            "median_ms": middle,
            "searches": took.len(),
            "word": COMMON,
        })),
    );
    Ok(())
}
