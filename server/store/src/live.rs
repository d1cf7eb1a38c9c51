//! Telling other hosts that something of a member's has changed (PostgreSQL's LISTEN and
//! NOTIFY). On SQLite there is one host, which knows by itself.

use sqlx::postgres::PgListener;

use crate::{Engine, StoreError, Tx, values};

/// The channel that every host listens to.
const CHANNEL: &str = "portal_live";

crate::statements! {
    /// Tells every host, when the transaction commits.
    TELL = {
        sqlite: "SELECT CAST($1 AS TEXT) AS told",
        postgres: "SELECT CAST(pg_notify('portal_live', CAST($1 AS TEXT)) AS TEXT) AS told",
    };
}

/// What other hosts, and this one, told.
pub struct Listener(PgListener);

/// Tells every host, this one too, once this transaction has committed: on PostgreSQL. On
/// SQLite nothing is told.
pub async fn tell(tx: &mut Tx, text: &str) -> Result<(), StoreError> {
    if tx.engine() == Engine::Postgres {
        let _: (Option<String>,) = tx.one(TELL, values![text]).await?;
    }
    Ok(())
}

impl Listener {
    pub(crate) async fn open(pool: &sqlx::PgPool) -> Result<Self, StoreError> {
        let failed = |error: &sqlx::Error| StoreError::of("listen", error);
        let mut listener = PgListener::connect_with(pool)
            .await
            .map_err(|error| failed(&error))?;
        listener
            .listen(CHANNEL)
            .await
            .map_err(|error| failed(&error))?;
        Ok(Self(listener))
    }

    /// What was told next; `None` when the line was lost, and with it what was told meanwhile.
    /// It is open again then.
    pub async fn next(&mut self) -> Result<Option<String>, StoreError> {
        let told = self.0.try_recv().await;
        told.map(|told| told.map(|told| told.payload().to_owned()))
            .map_err(|error| StoreError::of("listen", &error))
    }
}
