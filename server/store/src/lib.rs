//! The storage of the portal: SQL and migrations for SQLite and PostgreSQL, and nothing
//! above this floor knows which of the two it is.
//!
//! # Adding a room
//!
//! 1. Its tables: `migrations/NNNN_room.sql`, one text for both engines, listed in
//!    [`migrations`] (the rules for the text stand there).
//! 2. `src/room.rs`: one [`statements!`] block (the rules stand in [`sql`]), row structs
//!    (the rules stand in [`column`]), and plain functions
//!    `pub async fn verb(tx: &mut Tx, …) -> Result<…, StoreError>`.
//! 3. One line in [`all_statements`] below, so that the tests prepare its statements on both
//!    engines and read their plans. A table that grows with the members is added to
//!    [`BIG_TABLES`], and every table to [`snapshot::TABLES`].
//!
//! Every UPDATE says how many rows it must change ([`Tx::change_one`], [`Tx::changed_one`]);
//! lists are keyset-paged; the clock and the random source are parameters.

pub mod account;
pub mod attachments;
pub mod audit;
pub mod column;
pub mod devices;
pub mod drafts;
mod engine;
mod error;
pub mod family;
pub mod flash;
pub mod immunizations;
pub mod imports;
pub mod job;
pub mod live;
mod many;
pub mod messages;
pub mod migrations;
pub mod notices;
pub mod outbox;
pub mod record;
pub mod registration;
pub mod requests;
pub mod results;
pub mod roll;
pub mod session;
pub mod snapshot;
pub mod sql;
pub mod staff;
pub mod tally;
mod tx;
mod value;

pub use column::{Int, NotStored, Text};
pub use engine::{Engine, HostClaim, Options, Store};
pub use error::StoreError;
pub use sql::{Sql, Statement};
pub use tx::{StoredRow, Tx};
pub use value::{IntoValue, Value};

/// Every statement of every room.
pub fn all_statements() -> impl Iterator<Item = Statement> {
    [
        account::STATEMENTS,
        attachments::STATEMENTS,
        audit::STATEMENTS,
        devices::STATEMENTS,
        drafts::STATEMENTS,
        family::STATEMENTS,
        flash::STATEMENTS,
        immunizations::STATEMENTS,
        imports::STATEMENTS,
        job::STATEMENTS,
        live::STATEMENTS,
        messages::STATEMENTS,
        messages::about::STATEMENTS,
        messages::bulk::STATEMENTS,
        messages::folders::STATEMENTS,
        messages::search::STATEMENTS,
        migrations::STATEMENTS,
        notices::STATEMENTS,
        outbox::STATEMENTS,
        record::STATEMENTS,
        registration::STATEMENTS,
        requests::STATEMENTS,
        results::STATEMENTS,
        results::comments::STATEMENTS,
        results::listed::STATEMENTS,
        results::nesting::STATEMENTS,
        results::release::STATEMENTS,
        results::search::STATEMENTS,
        roll::STATEMENTS,
        roll::providers::STATEMENTS,
        session::STATEMENTS,
        snapshot::STATEMENTS,
        staff::STATEMENTS,
        staff::desk::STATEMENTS,
        staff::find::STATEMENTS,
        tally::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The tables that grow with members and time: no statement may read one from end to end
/// unless it is marked `whole_table`.
pub const BIG_TABLES: &[&str] = &[
    "account",
    "attachment",
    "attachment_chunk",
    "audit",
    "conversation",
    "desk_conversation",
    "desk_look",
    "desk_note",
    "draft",
    "family_notice",
    "fhir_identifier",
    "fhir_resource",
    "fhir_resource_history",
    "flash",
    "folder",
    "guardianship",
    "immunization",
    "imported_file",
    "job",
    "live_news",
    "member",
    "message",
    "message_report",
    "notice",
    "notice_wish",
    "observation",
    "observation_before",
    "outbox",
    "practitioner",
    "registration",
    "release_choice",
    "report",
    "report_before",
    "report_comment",
    "report_observation",
    "report_reviewer",
    "report_shown",
    "request",
    "seal",
    "secret_answer",
    "session",
    "sign_on_attempts",
    "tally",
    "terms_acceptance",
    "visit",
    "visit_participant",
];
