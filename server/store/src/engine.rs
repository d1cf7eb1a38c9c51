//! Opening a database on either engine, and what is refused.

mod postgres;
mod sqlite;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use sqlx::SqlSafeStr;
use sqlx::postgres::PgPool;

use self::sqlite::Sqlite;
use crate::{StoreError, Tx, migrations};

/// Which database engine is underneath.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One file, one serving host.
    Sqlite,
    /// For several hosts.
    Postgres,
}

/// How a database is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many connections read at once (SQLite), or are there at all (PostgreSQL).
    pub connections: u32,
    /// How long to wait for a connection, or for another process that writes to the same
    /// SQLite file, before answering "not available".
    pub patience: Duration,
    /// Whether an acknowledged write survives a power cut (AVL-1). Only a test that counts
    /// milliseconds says no.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let connections = u32::try_from(cores * 4).unwrap_or(16).clamp(8, 16);
        Self {
            connections,
            patience: Duration::from_secs(5),
            durable: true,
        }
    }
}

/// An open database; clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    pools: Pools,
    durable: bool,
}

#[derive(Clone, Debug)]
enum Pools {
    Sqlite(Arc<Sqlite>),
    Postgres(PgPool),
}

/// The right to serve this database as a host; ends when dropped, or when the process ends
/// in whatever way.
#[derive(Debug)]
pub struct HostClaim {
    _lock: Option<File>,
}

impl Store {
    /// Opens `sqlite:path` (made if it is not there) or `postgres://…`, and refuses a
    /// database that could lose or disorder what it is given. Migrates nothing.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, Options::default()).await
    }

    /// Opens with options.
    pub async fn open_with(url: &str, options: Options) -> Result<Self, StoreError> {
        let pools = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            Pools::Sqlite(Arc::new(sqlite::open(Path::new(path), options).await?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Pools::Postgres(postgres::open(url, options).await?)
        } else {
            return Err(StoreError::unfit(
                "the database's address begins sqlite: or postgres://",
            ));
        };
        Ok(Self {
            pools,
            durable: options.durable,
        })
    }

    /// Which engine it is.
    pub const fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite(_) => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that only reads, on one snapshot.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        match &self.pools {
            Pools::Sqlite(sqlite) => begin(sqlite.readers.clone(), "BEGIN").await,
            Pools::Postgres(pool) => {
                begin(
                    pool.clone(),
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                )
                .await
            }
        }
    }

    /// Begins a transaction that may write: the only one on SQLite (`BEGIN IMMEDIATE`, so that
    /// it never fails half-way as "busy"), SERIALIZABLE on PostgreSQL (so that it may fail
    /// with [`StoreError::is_retryable`] and is then run again as a whole).
    pub async fn write(&self) -> Result<Tx, StoreError> {
        match &self.pools {
            Pools::Sqlite(sqlite) => {
                sqlite.tend_wal().await?;
                begin(sqlite.writer.clone(), "BEGIN IMMEDIATE").await
            }
            Pools::Postgres(pool) => begin(pool.clone(), SERIALIZABLE).await,
        }
    }

    /// Begins a write transaction that waits its turn among those of the same `key`, on all
    /// hosts: for rows that everybody wants at once, such as the counter of one account.
    ///
    /// Without it PostgreSQL lets all begin and all but one fail as a conflict. The turn is
    /// taken before `BEGIN`, because the snapshot of a SERIALIZABLE transaction is as old as
    /// its first statement, be it the one that waits for a lock ([`Tx::lock`]). SQLite has one
    /// writer, so everybody waits their turn anyway.
    pub async fn write_in_turn(&self, key: &str) -> Result<Tx, StoreError> {
        let Pools::Postgres(pool) = &self.pools else {
            return self.write().await;
        };
        let (pool, key) = (pool.clone(), key.to_owned());
        unhurried(async move {
            let mut connection = pool.acquire().await?;
            // Given back by the pool's `after_release`, however the transaction ends.
            sqlx::query("SELECT pg_advisory_lock(hashtextextended($1, 1))")
                .bind(key)
                .execute(&mut *connection)
                .await?;
            sqlx::Transaction::begin(connection, Some(SERIALIZABLE.into_sql_str())).await
        })
        .await
    }

    /// Brings the schema up to date; answers the numbers of the migrations it applied. Safe to
    /// run from several processes at once and to be killed in.
    pub async fn migrate(&self, now: Timestamp) -> Result<Vec<i64>, StoreError> {
        migrations::run(self, now).await
    }

    /// A transaction for a migration: it sees what others committed while it waited for the
    /// lock, and DDL may take its time.
    pub(crate) async fn begin_migration(&self) -> Result<Tx, StoreError> {
        match &self.pools {
            Pools::Sqlite(sqlite) => begin(sqlite.writer.clone(), "BEGIN IMMEDIATE").await,
            Pools::Postgres(pool) => {
                let mut tx = begin(pool.clone(), "BEGIN ISOLATION LEVEL READ COMMITTED").await?;
                tx.script("migration", "SET LOCAL statement_timeout = 0")
                    .await?;
                Ok(tx)
            }
        }
    }

    /// Listens to what transactions tell ([`crate::live::tell`]); `None` on SQLite, where there
    /// is one host.
    pub async fn listen(&self) -> Result<Option<crate::live::Listener>, StoreError> {
        match &self.pools {
            Pools::Sqlite(_) => Ok(None),
            Pools::Postgres(pool) => crate::live::Listener::open(pool).await.map(Some),
        }
    }

    /// Claims the right to serve. On SQLite a second host on the same file is refused, because
    /// the limits and the writer that a host keeps in memory would then be two; commands may
    /// run beside. PostgreSQL serves any number of hosts.
    pub fn claim_host(&self) -> Result<HostClaim, StoreError> {
        let Pools::Sqlite(sqlite) = &self.pools else {
            return Ok(HostClaim { _lock: None });
        };
        let mut name = sqlite.path.clone().into_os_string();
        name.push("-host");
        let lock =
            sqlite::private_file(Path::new(&name)).map_err(|_| StoreError::unavailable("claim"))?;
        match lock.try_lock() {
            Ok(()) => Ok(HostClaim { _lock: Some(lock) }),
            Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::second_host()),
            Err(std::fs::TryLockError::Error(_)) => Err(StoreError::unavailable("claim")),
        }
    }

    /// Whether acknowledged writes survive a power cut; false only where a test asked for it.
    pub const fn is_durable(&self) -> bool {
        self.durable
    }

    /// Waits for open transactions and closes every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(sqlite) => {
                sqlite.readers.close().await;
                sqlite.copier.close().await;
                // The last connection out empties the WAL into the file.
                sqlite.writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

const SERIALIZABLE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";

async fn begin<DB>(pool: sqlx::Pool<DB>, statement: &'static str) -> Result<Tx, StoreError>
where
    DB: sqlx::Database,
    Tx: From<sqlx::Transaction<'static, DB>>,
{
    unhurried(async move { pool.begin_with(statement).await }).await
}

/// Begins in a task of its own: a request that goes away must not cancel a `BEGIN` half-way,
/// because sqlx ≤ 0.9.0 would return the connection with a transaction it does not know of.
async fn unhurried<DB, F>(begin: F) -> Result<Tx, StoreError>
where
    DB: sqlx::Database,
    Tx: From<sqlx::Transaction<'static, DB>>,
    F: Future<Output = Result<sqlx::Transaction<'static, DB>, sqlx::Error>> + Send + 'static,
{
    match tokio::spawn(begin).await {
        Ok(Ok(tx)) => Ok(Tx::from(tx)),
        Ok(Err(error)) => Err(StoreError::of("begin", &error)),
        Err(_) => Err(StoreError::unavailable("begin")),
    }
}
