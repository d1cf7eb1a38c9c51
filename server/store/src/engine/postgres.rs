//! A PostgreSQL database: one pool, whose connections come back clean.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor, Row};

use super::Options;
use crate::StoreError;

/// Connects, and refuses a database that could lose or disorder what it is given.
pub(super) async fn open(url: &str, options: Options) -> Result<PgPool, StoreError> {
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
        // that was left open they differ, and the connection is thrown away. That holds of a
        // statement sent whole: of one that is parsed, bound and executed, PostgreSQL takes the
        // instant anew at each step. The turn that `write_in_turn` took ends here.
        .after_release(|connection, _| {
            Box::pin(async move {
                if connection.is_in_transaction() {
                    return Ok(false);
                }
                let row = connection
                    .fetch_one(sqlx::raw_sql(
                        "SELECT transaction_timestamp() = statement_timestamp(), \
                         pg_advisory_unlock_all()::text",
                    ))
                    .await?;
                row.try_get(0)
            })
        })
        .connect_with(connect)
        .await
        .map_err(|error| StoreError::of("open", &error))?;
    check(&pool, options.durable).await?;
    Ok(pool)
}

#[derive(sqlx::FromRow)]
struct Facts {
    collation: String,
    encoding: String,
    commits: String,
    fsync: String,
    pages: String,
}

async fn check(pool: &PgPool, durable: bool) -> Result<(), StoreError> {
    let found: Facts = sqlx::query_as(
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
