//! Opening a database on either engine, and what is refused.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::time::Timestamp;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqlSafeStr};

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

#[derive(Debug)]
struct Sqlite {
    path: PathBuf,
    /// One connection, so that writers of this process queue up instead of colliding.
    writer: SqlitePool,
    readers: SqlitePool,
    writes: AtomicU64,
    patience: Duration,
}

/// The right to serve this database as a host; ends when dropped, or when the process ends
/// in whatever way.
#[derive(Debug)]
pub struct HostClaim {
    _lock: Option<File>,
}

/// How often the size of the WAL is looked at, in write transactions.
const WAL_LOOK_EVERY: u64 = 32;
/// From this size on the WAL is emptied before the next write. Left to itself it grows for
/// as long as readers overlap without a gap (AVL-10: bounded, 64 MiB).
const WAL_BOUND: u64 = 16 * 1024 * 1024;
/// Writers wait meanwhile, so not for long: at most tries × patience.
const CHECKPOINT_TRIES: u32 = 4;
const CHECKPOINT_PATIENCE: &str = "PRAGMA busy_timeout = 50";

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
            Pools::Sqlite(Arc::new(open_sqlite(Path::new(path), options).await?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Pools::Postgres(open_postgres(url, options).await?)
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
                sqlite.bound_wal().await?;
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

    /// Claims the right to serve. On SQLite a second host on the same file is refused, because
    /// the limits and the writer that a host keeps in memory would then be two; commands may
    /// run beside. PostgreSQL serves any number of hosts.
    pub fn claim_host(&self) -> Result<HostClaim, StoreError> {
        let Pools::Sqlite(sqlite) = &self.pools else {
            return Ok(HostClaim { _lock: None });
        };
        let mut name = sqlite.path.clone().into_os_string();
        name.push("-host");
        let lock = private_file(Path::new(&name)).map_err(|_| StoreError::unavailable("claim"))?;
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

/// Opens or makes a file that nobody but its owner can read.
fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

async fn open_sqlite(path: &Path, options: Options) -> Result<Sqlite, StoreError> {
    if path.as_os_str().is_empty() || path.as_os_str() == ":memory:" {
        return Err(StoreError::unfit("sqlite: needs the path of a file"));
    }
    // SQLite gives its WAL the rights of the file, so the file is made first.
    private_file(path).map_err(|_| StoreError::unavailable("open"))?;
    let path = path
        .canonicalize()
        .map_err(|_| StoreError::unavailable("open"))?;
    let synchronous = if options.durable {
        SqliteSynchronous::Full
    } else {
        SqliteSynchronous::Off
    };
    let connect = SqliteConnectOptions::new()
        .filename(&path)
        .foreign_keys(true)
        .busy_timeout(options.patience)
        .synchronous(synchronous)
        .statement_cache_capacity(256)
        .pragma("journal_size_limit", WAL_BOUND.to_string())
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(options.patience)
        .after_release(|connection, _| Box::pin(is_clean(connection)))
        .connect_with(connect.clone().journal_mode(SqliteJournalMode::Wal))
        .await
        .map_err(|error| StoreError::of("open", &error))?;
    let readers = SqlitePoolOptions::new()
        .max_connections(options.connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(options.patience)
        .after_release(|connection, _| Box::pin(is_clean(connection)))
        .connect_lazy_with(connect.pragma("query_only", "ON"));
    check_sqlite(&writer, options.durable).await?;
    Ok(Sqlite {
        path,
        writer,
        readers,
        writes: AtomicU64::new(0),
        patience: options.patience,
    })
}

/// Whether a connection comes back without an open transaction. The rollback of one that was
/// dropped may still stand in the queue of the connection's thread: the ping waits behind it.
async fn is_clean(connection: &mut sqlx::SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// Reads back what was asked for: presets, forks and odd file systems have been known to
/// ignore a PRAGMA without a word.
async fn check_sqlite(writer: &SqlitePool, durable: bool) -> Result<(), StoreError> {
    let failed = |error: sqlx::Error| StoreError::of("open", &error);
    let (journal,): (String,) = sqlx::query_as("PRAGMA journal_mode")
        .fetch_one(writer)
        .await
        .map_err(failed)?;
    let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous")
        .fetch_one(writer)
        .await
        .map_err(failed)?;
    let (foreign_keys,): (i64,) = sqlx::query_as("PRAGMA foreign_keys")
        .fetch_one(writer)
        .await
        .map_err(failed)?;
    if journal != "wal" {
        return Err(StoreError::unfit(
            "SQLite does not keep a write-ahead log for this file",
        ));
    }
    if durable && synchronous < 2 {
        return Err(StoreError::unfit(
            "SQLite does not run with synchronous=FULL",
        ));
    }
    if foreign_keys != 1 {
        return Err(StoreError::unfit("SQLite does not enforce foreign keys"));
    }
    Ok(())
}

impl Sqlite {
    /// Empties the WAL when it has grown beyond its bound.
    async fn bound_wal(self: &Arc<Self>) -> Result<(), StoreError> {
        if !self
            .writes
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(WAL_LOOK_EVERY)
        {
            return Ok(());
        }
        let mut wal = self.path.clone().into_os_string();
        wal.push("-wal");
        // Does not block a worker for longer than a stat takes.
        if std::fs::metadata(&wal).map_or(0, |file| file.len()) < WAL_BOUND {
            return Ok(());
        }
        let this = Arc::clone(self);
        // In a task of its own: the connection must get its patience back in any case.
        let done = tokio::spawn(async move { this.empty_wal().await }).await;
        match done {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(StoreError::of("checkpoint", &error)),
            Err(_) => Err(StoreError::unavailable("checkpoint")),
        }
    }

    /// A checkpoint waits for the readers of old pages, but it may wait at a place that new
    /// readers take up in turn, for as long as they overlap; asked again, it looks anew and
    /// finds them out of its way. So: several short tries instead of a long one. When all are
    /// in vain the next look tries again.
    async fn empty_wal(&self) -> Result<(), sqlx::Error> {
        let mut writer = self.writer.acquire().await?;
        sqlx::query(CHECKPOINT_PATIENCE)
            .execute(&mut *writer)
            .await?;
        let mut done = Ok(());
        for _ in 0..CHECKPOINT_TRIES {
            let result: Result<(i64, i64, i64), _> =
                sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
                    .fetch_one(&mut *writer)
                    .await;
            match result {
                Ok((0, _, _)) => break,
                Ok(_) => {}
                Err(error) => {
                    done = Err(error);
                    break;
                }
            }
        }
        let patience = format!("PRAGMA busy_timeout = {}", self.patience.as_millis());
        sqlx::query(sqlx::AssertSqlSafe(patience))
            .execute(&mut *writer)
            .await?;
        done
    }
}

async fn open_postgres(url: &str, options: Options) -> Result<PgPool, StoreError> {
    let connect = PgConnectOptions::from_str(url)
        .map_err(|_| StoreError::unfit("the postgres:// address cannot be read"))?
        .application_name("memberport")
        .statement_cache_capacity(256)
        .options([
            ("idle_in_transaction_session_timeout", "10s"),
            ("statement_timeout", "30s"),
            ("synchronous_commit", "on"),
            ("client_min_messages", "warning"),
        ])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .test_before_acquire(false)
        .acquire_timeout(options.patience)
        // A connection that rested may have been cut off; one in use a moment ago has not.
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > Duration::from_secs(1) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        // Outside a transaction a statement is its own, so the two instants are equal; in one
        // that was left open they differ, and the connection is thrown away. The turn that
        // `write_in_turn` took ends here.
        .after_release(|connection, _| {
            Box::pin(async move {
                if connection.is_in_transaction() {
                    return Ok(false);
                }
                let (clean, _): (bool, String) = sqlx::query_as(
                    "SELECT transaction_timestamp() = statement_timestamp(), \
                     pg_advisory_unlock_all()::text",
                )
                .fetch_one(&mut *connection)
                .await?;
                Ok(clean)
            })
        })
        .connect_with(connect)
        .await
        .map_err(|error| StoreError::of("open", &error))?;
    check_postgres(&pool, options.durable).await?;
    Ok(pool)
}

#[derive(sqlx::FromRow)]
struct PostgresFacts {
    collation: String,
    encoding: String,
    commits: String,
    fsync: String,
    pages: String,
}

async fn check_postgres(pool: &PgPool, durable: bool) -> Result<(), StoreError> {
    let found: PostgresFacts = sqlx::query_as(
        // Who provides the collation is a column from version 15 on only.
        "SELECT CASE COALESCE(to_jsonb(d) ->> 'datlocprovider', 'c') WHEN 'i' THEN 'ICU' \
             ELSE datcollate::text END AS collation, \
         pg_encoding_to_char(encoding)::text AS encoding, \
         current_setting('synchronous_commit') AS commits, \
         current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages \
         FROM pg_database d WHERE datname = current_database()",
    )
    .fetch_one(pool)
    .await
    .map_err(|error| StoreError::of("open", &error))?;
    // Anything else sorts by the rules of some language, which change with the system's
    // library and silently break indexes, and never as SQLite does.
    if !["C", "POSIX", "C.UTF-8", "C.utf8"].contains(&found.collation.as_str()) {
        return Err(StoreError::unfit(format!(
            "the PostgreSQL database sorts by {}; make it with \
             CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
            found.collation
        )));
    }
    if found.encoding != "UTF8" {
        return Err(StoreError::unfit(
            "the PostgreSQL database is not encoded in UTF8",
        ));
    }
    if durable && !["on", "remote_apply"].contains(&found.commits.as_str()) {
        return Err(StoreError::unfit(
            "PostgreSQL runs with synchronous_commit off",
        ));
    }
    if durable && (found.fsync != "on" || found.pages != "on") {
        return Err(StoreError::unfit(
            "PostgreSQL runs with fsync or full_page_writes off",
        ));
    }
    Ok(())
}
