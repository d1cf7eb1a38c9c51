//! `portal migrate`: brings the database up to this program's schema.

use crate::commands::open;
use crate::config::{ConfigError, Settings};

/// Runs what has not run yet; answers the numbers of the migrations applied.
pub async fn run(settings: &Settings) -> Result<Vec<i64>, ConfigError> {
    let portal = open(settings).await?;
    Ok(portal.store().migrate(portal.clock().now()).await?)
}
