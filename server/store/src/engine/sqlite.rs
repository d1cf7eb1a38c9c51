//! One SQLite file: a writer, readers, and a log of writes that stays small.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use super::Options;
use crate::StoreError;

/// How often the WAL is copied into the file, beside the writes, and its size is looked at; in
/// write transactions.
const WAL_LOOK_EVERY: u64 = 32;
/// How often a copy is followed by one of what was written meanwhile. Once all is copied the
/// next write begins the WAL anew.
const COPIES: u32 = 4;
/// From this size on the WAL is emptied before the next write. Left to itself it grows for
/// as long as readers overlap without a gap (AVL-10: bounded, 64 MiB).
const WAL_BOUND: u64 = 16 * 1024 * 1024;
/// At this size it is emptied even between two looks: an import writes megabytes at once.
const WAL_MOST: u64 = 48 * 1024 * 1024;
/// Writers wait meanwhile, so not for long: at most tries × patience.
const CHECKPOINT_TRIES: u32 = 4;
const CHECKPOINT_PATIENCE: &str = "PRAGMA busy_timeout = 50";

#[derive(Debug)]
pub(super) struct Sqlite {
    pub(super) path: PathBuf,
    /// One connection, so that writers of this process queue up instead of colliding.
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
    /// One connection, which copies the WAL into the file. Were it the writer, one send in some
    /// dozens would wait until pages from all over a large file are on the disk.
    pub(super) copier: SqlitePool,
    copying: AtomicBool,
    writes: AtomicU64,
    patience: Duration,
}

/// Opens or makes a file that nobody but its owner can read.
pub(super) fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens the file, made if it is not there, and refuses one that cannot be trusted.
pub(super) async fn open(path: &Path, options: Options) -> Result<Sqlite, StoreError> {
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
        // A chart's rows in one go: each time that they do not fit, two threads wait for each other.
        .row_buffer_size(256)
        .pragma("journal_size_limit", WAL_BOUND.to_string())
        .pragma("wal_autocheckpoint", "0")
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    let writer = connect_writer(connect.clone(), options).await?;
    let copier = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(options.patience)
        .connect_lazy_with(connect.clone());
    let readers = SqlitePoolOptions::new()
        .max_connections(options.connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(options.patience)
        .after_release(|connection, _| Box::pin(is_clean(connection)))
        .connect_lazy_with(connect.pragma("query_only", "ON"));
    check(&writer, options.durable).await?;
    Ok(Sqlite {
        path,
        writer,
        readers,
        copier,
        copying: AtomicBool::new(false),
        writes: AtomicU64::new(0),
        patience: options.patience,
    })
}

/// Connects the writer and switches the file to a write-ahead log. SQLite does not wait for
/// others in that switch, whatever its busy timeout, so two processes that open a new file at
/// once need this loop.
async fn connect_writer(
    connect: SqliteConnectOptions,
    options: Options,
) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(options.patience)
        .after_release(|connection, _| Box::pin(is_clean(connection)));
    let connect = connect.journal_mode(SqliteJournalMode::Wal);
    let start = Instant::now();
    loop {
        let connected = pool.clone().connect_with(connect.clone()).await;
        match connected.map_err(|error| StoreError::of("open", &error)) {
            Err(error) if error.is_retryable() && start.elapsed() < options.patience => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            done => return done,
        }
    }
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
async fn check(writer: &SqlitePool, durable: bool) -> Result<(), StoreError> {
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
    /// Keeps the WAL small: every so many writes it is copied into the file beside them, and
    /// emptied before the next where it has grown beyond its bound.
    pub(super) async fn tend_wal(self: &Arc<Self>) -> Result<(), StoreError> {
        let writes = self.writes.fetch_add(1, Ordering::Relaxed);
        let bound = if writes.is_multiple_of(WAL_LOOK_EVERY) {
            self.copy_wal();
            WAL_BOUND
        } else {
            WAL_MOST
        };
        let mut wal = self.path.clone().into_os_string();
        wal.push("-wal");
        // Does not block a worker for longer than a stat takes.
        if std::fs::metadata(&wal).map_or(0, |file| file.len()) < bound {
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

    /// Copies the WAL into the file, waiting for nobody and in nobody's way. One that fails has
    /// lost nothing: the next goes on where it ended.
    fn copy_wal(self: &Arc<Self>) {
        if self.copying.swap(true, Ordering::AcqRel) {
            return;
        }
        let this = Arc::clone(self);
        tokio::spawn(async move {
            for _ in 0..COPIES {
                let copied: Result<(i64, i64, i64), _> =
                    sqlx::query_as("PRAGMA wal_checkpoint(PASSIVE)")
                        .fetch_one(&this.copier)
                        .await;
                if copied.map_or(true, |(_, pages, copied)| pages == copied) {
                    break;
                }
            }
            this.copying.store(false, Ordering::Release);
        });
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
