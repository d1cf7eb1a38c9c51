//! The commands of the binary `portal` (CONTRACT: "The binary").
//!
//! To add one: a file here with a `run`, a variant in `main.rs`.

pub mod audit;
#[cfg(feature = "demo")]
pub mod demo;
pub mod import_fhir;
pub mod import_guardians;
pub mod migrate;
pub mod outbox;
pub mod serve;
pub mod staff;

use std::sync::Arc;

use domain::time::Timestamp;
use service::clock::Clock;
use service::hashing::Cost;
use service::keys::Keys;
use service::random::Random;
use service::{Parts, Portal};
use store::Store;

use crate::config::{ConfigError, Settings, limits, organisation};

/// Opens what every command works with: data directory, keys, database, organisation.
pub async fn open(settings: &Settings) -> Result<Portal, ConfigError> {
    open_with(settings, clock(settings)?, Random::Os).await
}

/// The same with a clock and a random source of the caller's.
pub async fn open_with(
    settings: &Settings,
    clock: Clock,
    random: Random,
) -> Result<Portal, ConfigError> {
    settings.make_data_dir()?;
    let fresh = Random::Os
        .bytes()
        .map_err(|error| ConfigError::Setting(error.to_string()))?;
    let keys = Keys::open(&settings.data_dir, fresh).map_err(|cause| ConfigError::File {
        path: settings.data_dir.join("keys"),
        cause,
    })?;
    let store = Store::open(&settings.database_url()).await?;
    let loosened = cfg!(feature = "demo") && settings.data_dir.join("demo.json").exists();
    Portal::new(Parts {
        store,
        clock: Arc::new(clock),
        random,
        keys,
        organisation: organisation(&settings.data_dir)?,
        origin: settings.origin()?,
        limits: limits(loosened)?,
        scanner: settings
            .scanner
            .parse()
            .map_err(|why| ConfigError::Setting(format!("PORTAL_SCANNER: {why}")))?,
        hash_cost: Cost::CURRENT,
    })
    .map_err(ConfigError::Setting)
}

#[cfg(feature = "demo")]
fn clock(settings: &Settings) -> Result<Clock, ConfigError> {
    let Some(text) = &settings.clock else {
        return Ok(Clock::system());
    };
    parse_time(text).map(Clock::starting_at)
}

#[cfg(not(feature = "demo"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the demo feature's version can fail"
)]
fn clock(_: &Settings) -> Result<Clock, ConfigError> {
    Ok(Clock::system())
}

/// An RFC 3339 time.
pub fn parse_time(text: &str) -> Result<Timestamp, ConfigError> {
    text.parse::<jiff::Timestamp>()
        .map(|at| Timestamp::from_micros(at.as_microsecond()))
        .map_err(|_| ConfigError::Setting(format!("{text:?} is not an RFC 3339 time")))
}
