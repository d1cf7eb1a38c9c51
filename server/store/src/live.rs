//! Telling other processes that something of a member's has changed: by PostgreSQL's LISTEN and
//! NOTIFY. On SQLite there is one host, which knows by itself what it did; a command beside it
//! leaves word in a table that the host looks at.

use sqlx::postgres::PgListener;

use crate::{StoreError, Tx, values};

/// The channel that every host listens to.
const CHANNEL: &str = "portal_live";

crate::statements! {
    /// Tells every host, when the transaction commits.
    TELL = {
        sqlite: "INSERT INTO live_news (id, told)
            SELECT COALESCE(MAX(id), 0) + 1, CAST($1 AS TEXT) FROM live_news RETURNING told",
        postgres: "SELECT CAST(pg_notify('portal_live', CAST($1 AS TEXT)) AS TEXT) AS told",
    };
    /// No more than a few rows: the host removes what it has read.
    LAST = "SELECT MAX(id) FROM live_news";
    SINCE = "SELECT id, told FROM live_news WHERE id > $1 ORDER BY id LIMIT $2";
    FORGET = "DELETE FROM live_news WHERE id < $1";
}

/// What other hosts, and this one, told.
pub struct Listener(PgListener);

/// Tells every host, this one too, once this transaction has committed. On SQLite it is left in
/// a table, for a host that is another process.
pub async fn tell(tx: &mut Tx, text: &str) -> Result<(), StoreError> {
    let _: (Option<String>,) = tx.one(TELL, values![text]).await?;
    Ok(())
}

/// The number of what was left last; 0 before the first.
pub async fn last(tx: &mut Tx) -> Result<i64, StoreError> {
    let (last,): (Option<i64>,) = tx.one(LAST, values![]).await?;
    Ok(last.unwrap_or(0))
}

/// What was left after a number, oldest first, each with its own; no more than `limit`.
pub async fn since(tx: &mut Tx, id: i64, limit: u32) -> Result<Vec<(i64, String)>, StoreError> {
    tx.all(SINCE, values![id, limit]).await
}

/// Removes what was left before a number. The last stays: the next number is one higher.
pub async fn forget(tx: &mut Tx, id: i64) -> Result<u64, StoreError> {
    tx.execute(FORGET, values![id]).await
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
