//! `cargo xtask bench`: the figures that the portal is held to, measured on the release build.
//!
//! It measures and says so; it is not a test: a missed budget is told plainly, with where the
//! cost lies, and ends well all the same. Figures of another machine, or of a busy one, are
//! figures of that machine: the JSON says how many processors there are and what they had to do.

mod bundles;
mod figures;
mod http;
mod import;
mod load;
mod messages;
mod process;
mod results;
mod sizes;
mod streams;
mod turns;
mod visitor;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{available_parallelism, sleep};
use std::time::Duration;

use serde_json::{Value, json};

use crate::host::{self, Kind};
use crate::project::Project;
use crate::stamp::{Made, NOT_CODE};
use crate::steps::{Failure, Outcome, While, output, run, step};
use crate::tools;
use figures::{Figure, Figures};
use load::{Inbox, Load};
use process::{Folder, Host, Portal, Running};
use visitor::Visitor;

/// Conversations in the inbox: a whole page of the list.
const CONVERSATIONS: usize = 50;
/// How long the host is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);
/// Requests for the inbox before its memory is read again.
const REQUESTS: u64 = 100_000;

/// The parts of the bench, as they are called.
const PARTS: [&str; 4] = ["pages", "messages", "results", "import"];
/// Makes results and import store little: that tries them, and measures nothing.
const SMALL: &str = "--small";

/// The measurements: all, or one part of them.
pub fn bench(project: &Project, words: &[&str]) -> Outcome {
    let is_small = words.contains(&SMALL);
    let named: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| *word != SMALL)
        .collect();
    let parts: &[&str] = if named.is_empty() { &PARTS } else { &named };
    if named.len() > 1 || !parts.iter().all(|part| PARTS.contains(part)) {
        return Err(
            Failure::new(format!("{} is no part of the bench", named.join(" ")))
                .advise(format!("one of {}", PARTS.join(", "))),
        );
    }
    host::release(project)?;
    let portal = host::build(project, Kind::Release)?;
    let busy = load_average();
    let folder = Folder::make()?;
    let mut figures = Figures::default();
    for part in parts {
        match *part {
            "pages" => pages(project, &portal, &tools::wrk()?, &folder, &mut figures)?,
            "messages" => {
                messages::measure(project, &portal, &tools::wrk()?, &folder, &mut figures)?;
            }
            "results" => results::measure(project, &portal, &folder, is_small, &mut figures)?,
            _ => import::measure(project, &portal, &folder, is_small, &mut figures)?,
        }
    }
    let machine = json!({
        "processors": available_parallelism().map_or(0, usize::from),
        "load_average_before": busy,
        "small": is_small,
    });
    figures.tell(&machine);
    Ok(())
}

/// What a visit costs, the inbox beside a bare handler, and memory.
fn pages(
    project: &Project,
    portal: &Path,
    wrk: &Path,
    folder: &Folder,
    figures: &mut Figures,
) -> Outcome {
    let chromium = tools::chromium()?;
    tools::end2end(project)?;
    let bare = bare(project)?;
    let portal = Portal::new(project, portal, folder.join("data"), None);
    step("demo data with a full inbox", || {
        portal.fill(&["--conversations", &CONVERSATIONS.to_string()])
    })?;
    let host = portal.serve()?;
    let port = host.port;
    step("memory of the idle host", || {
        sleep(IDLE);
        figures.add(memory("memory_idle", &host, 40.0, &json!({}))?);
        Ok(())
    })?;
    let paint = step("a first visit in Chromium, on a slow phone", || {
        paint(project, port, chromium)
    })?;
    painted(&paint, figures)?;
    sizes::measure(project, port, &paint["arrived"], figures)?;

    let inbox = Inbox::of(&Visitor::member(portal.data(), port, 0)?)?;
    if inbox.conversations() != CONVERSATIONS {
        return Err(Failure::new(format!(
            "the inbox shows {} conversations, not {CONVERSATIONS}",
            inbox.conversations()
        )));
    }
    let answer = folder.join("answer");
    fs::write(&answer, &inbox.wire).while_doing("keep the inbox's answer")?;
    let asked = {
        let [other] = process::free_ports()?;
        let mut command = process::clean(project.command(&bare));
        command.arg(format!("127.0.0.1:{other}")).arg(&answer);
        let _bare = Running::start(&mut command, other, &folder.join("bare.log"))?;
        let load = Load::new(wrk.to_owned(), &inbox);
        step("the inbox beside a bare handler, in turns", || {
            load.in_turns(port, other, figures)
        })?
    };
    step("100,000 requests for the inbox", || {
        let asked = Load::new(wrk.to_owned(), &inbox).until(port, REQUESTS, asked)?;
        inbox.still_there(port)?;
        let how = json!({ "requests": asked });
        figures.add(memory("memory_after_100000_requests", &host, 80.0, &how)?);
        Ok(())
    })
}

/// The bare handler that the inbox is compared with.
fn bare(project: &Project) -> Outcome<PathBuf> {
    let binary = project.target.join("release/bare");
    Made {
        name: "bare handler",
        from: &["Cargo.toml", "Cargo.lock", ".cargo", "app", "server"],
        without: NOT_CODE,
        with: "",
        makes: std::slice::from_ref(&binary),
    }
    .make(project, || {
        run(project.cargo().args([
            "build",
            "--release",
            "--package",
            "server",
            "--features",
            "demo",
            "--bin",
            "bare",
        ]))
    })?;
    Ok(binary)
}

/// What the machine has to do, by its own account.
fn load_average() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn memory(name: &'static str, host: &Host, budget: f64, how: &Value) -> Outcome<Figure> {
    let bytes = host.resident()?;
    Ok(Figure::at_most(name, figures::mega(bytes), "MB", budget).with(how.clone()))
}

/// Visits `/sign-on` as `end2end/bench/paint.mjs` does.
fn paint(project: &Project, port: u16, chromium: PathBuf) -> Outcome<Value> {
    let said = output(
        Command::new("node")
            .arg("bench/paint.mjs")
            .arg(format!("http://localhost:{port}/sign-on"))
            .current_dir(project.root.join("end2end"))
            .env("PORTAL_CHROMIUM", chromium),
    )?;
    let last = said.lines().last().unwrap_or_default();
    serde_json::from_str(last).while_doing("read what Chromium measured")
}

fn painted(paint: &Value, figures: &mut Figures) -> Outcome {
    let number = |value: &Value| {
        value
            .as_f64()
            .ok_or_else(|| Failure::new("Chromium's figures are not whole"))
    };
    let ratio = number(&paint["lcp"]["ratio"])?;
    let line = "CPU 4 times slower, 1.6 Mbit/s, 150 ms; visits in turns, medians";
    figures.add(
        Figure::at_most("sign_on_lcp_against_wasm_blocked", ratio, "times", 1.1).with(json!({
            "allowed_ms": paint["lcp"]["allowed"],
            "blocked_ms": paint["lcp"]["blocked"],
            "line": line,
        })),
    );
    let blocking = number(&paint["blocking"]["allowed"])?;
    figures.add(
        Figure::at_most("sign_on_blocking_time", blocking, "ms", 60.0).with(json!({
            "with_wasm_blocked_ms": paint["blocking"]["blocked"],
            "long_tasks_of_each_visit_ms": paint["blocking"]["tasks"],
            "line": line,
        })),
    );
    Ok(())
}
