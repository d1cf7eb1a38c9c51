//! The storage tests: one list of functions, run on SQLite and on PostgreSQL.
//!
//! `PORTAL_TEST_POSTGRES` is the address of a PostgreSQL where databases may be made, such as
//! `postgres://postgres@127.0.0.1:5432/postgres`. Without it the PostgreSQL half is listed as
//! ignored, never as passed. Names begin with the requirement of SECURITY.md they show.
//!
//! To add a test: an `async fn name(db: Db)` and its name in the `both!` (or `only!`) list of
//! its file. Every test has its own clone of a migrated database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
// The house reads its environment and writes its log in one place each; a test runner is none
// of its rooms.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod audit;
mod counters;
mod crashes;
mod drafts;
mod engine;
mod family;
mod immunizations;
mod imports;
mod messages;
mod migrations;
mod notices;
mod outbox;
mod requests;
mod results;
mod roll;
mod session;
mod snapshot;
mod staff;
mod statements;
mod transactions;
mod work;
mod world;

use libtest_mimic::{Arguments, Trial};
use store::Engine;
use world::{Case, World};

const ROOMS: &[&[Case]] = &[
    audit::CASES,
    counters::CASES,
    crashes::CASES,
    drafts::CASES,
    engine::CASES,
    family::CASES,
    immunizations::CASES,
    imports::CASES,
    messages::CASES,
    messages::bulk::CASES,
    messages::mailboxes::CASES,
    migrations::CASES,
    notices::CASES,
    outbox::CASES,
    requests::CASES,
    results::CASES,
    results::comments::CASES,
    results::release::CASES,
    roll::CASES,
    session::CASES,
    snapshot::CASES,
    staff::CASES,
    staff::queue::CASES,
    staff::plans::CASES,
    statements::CASES,
    transactions::CASES,
    work::CASES,
];

fn main() {
    crashes::write_until_killed();
    let arguments = Arguments::from_args();
    let world = World::new();
    if !world.has_postgres() {
        eprintln!("PORTAL_TEST_POSTGRES is not set: the PostgreSQL half is NOT RUN");
    }
    let trials = ROOMS.iter().copied().flatten().flat_map(|case| {
        case.engines.iter().map({
            let world = world.clone();
            move |&engine| {
                let name = match engine {
                    Engine::Sqlite => format!("sqlite::{}", case.name),
                    Engine::Postgres => format!("postgres::{}", case.name),
                };
                let (runner, run) = (world.clone(), case.run);
                Trial::test(name, move || runner.run(engine, run))
                    .with_ignored_flag(engine == Engine::Postgres && !world.has_postgres())
            }
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    world.clean_up();
    conclusion.exit();
}
