//! A transaction on either engine. The one `match` on the engine that a room never sees.

use sqlx::postgres::{PgArguments, PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, FromRow, Transaction};

use crate::many::{Many, SIZES};
use crate::{Engine, Statement, StoreError, Value};

/// A row type that both engines can fill; what `#[derive(sqlx::FromRow)]` makes of a struct
/// of plain columns, and tuples such as `(String, i64)`.
pub trait StoredRow:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<R> StoredRow for R where
    R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

/// An open transaction. Dropping it rolls back.
///
/// A statement that fails spoils the transaction on both engines alike: [`Tx::commit`] then
/// refuses (PostgreSQL would answer a COMMIT with a silent rollback). Where a duplicate is an
/// expected answer, the statement says `ON CONFLICT … DO NOTHING` and its rows are counted.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    spoiled: bool,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl From<Transaction<'static, Sqlite>> for Tx {
    fn from(tx: Transaction<'static, Sqlite>) -> Self {
        Self {
            inner: Inner::Sqlite(tx),
            spoiled: false,
        }
    }
}

impl From<Transaction<'static, Postgres>> for Tx {
    fn from(tx: Transaction<'static, Postgres>) -> Self {
        Self {
            inner: Inner::Postgres(tx),
            spoiled: false,
        }
    }
}

/// Runs a sqlx query on whichever engine it is, with the values counted and bound; or another
/// text that was made of a statement, with values that were checked.
macro_rules! on_engine {
    ($tx:ident, $statement:ident, $values:ident, $query:ident, $call:ident) => {{
        let text = $statement.text($tx.engine());
        let checked = check($statement, $values);
        on_engine!($tx, $statement.name(), text, checked, $query, $call)
    }};
    ($tx:ident, $name:expr, $text:expr, $checked:expr, $query:ident, $call:ident) => {{
        let done = match ($checked, &mut $tx.inner) {
            (Err(error), _) => Err(error),
            (Ok(values), Inner::Sqlite(tx)) => match bind::<SqliteArguments>($name, values) {
                Err(error) => Err(error),
                Ok(arguments) => sqlx::$query($text, arguments)
                    .$call(&mut **tx)
                    .await
                    .map($crate::tx::Answer::answer)
                    .map_err(|error| StoreError::of($name, &error)),
            },
            (Ok(values), Inner::Postgres(tx)) => match bind::<PgArguments>($name, values) {
                Err(error) => Err(error),
                Ok(arguments) => sqlx::$query($text, arguments)
                    .$call(&mut **tx)
                    .await
                    .map($crate::tx::Answer::answer)
                    .map_err(|error| StoreError::of($name, &error)),
            },
        };
        $tx.spoiled |= done.is_err();
        done
    }};
}

impl Tx {
    /// Which engine it runs on.
    pub const fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// All rows.
    pub async fn all<R: StoredRow>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<Vec<R>, StoreError> {
        on_engine!(self, statement, values, query_as_with, fetch_all)
    }

    /// The one row there must be (the first, if there are more).
    pub async fn one<R: StoredRow>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<R, StoreError> {
        self.optional(statement, values)
            .await?
            .ok_or_else(|| StoreError::rows(statement.name(), "one row"))
    }

    /// The row, if there is one.
    pub async fn optional<R: StoredRow>(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<Option<R>, StoreError> {
        on_engine!(self, statement, values, query_as_with, fetch_optional)
    }

    /// Runs a statement without rows; answers how many rows it changed.
    pub async fn execute(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        on_engine!(self, statement, values, query_with, execute)
    }

    /// Runs an INSERT, UPDATE or DELETE that must change exactly one row.
    pub async fn change_one(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        if self.execute(statement, values).await? == 1 {
            return Ok(());
        }
        self.spoiled = true;
        Err(StoreError::rows(statement.name(), "one changed row"))
    }

    /// Inserts rows: `statement` inserts one, and takes these values. Many go together, which is
    /// several times as fast as one after the other.
    pub async fn insert_all(
        &mut self,
        statement: Statement,
        rows: Vec<Vec<Value>>,
    ) -> Result<(), StoreError> {
        let (name, engine) = (statement.name(), self.engine());
        let Some(many) = Many::of(statement.text(engine)) else {
            self.spoiled = true;
            return Err(StoreError::unfit(
                "a statement that does not end with its row",
            ));
        };
        let mut rows = rows.into_iter();
        for size in SIZES {
            while rows.len() >= size {
                let checked: Result<Vec<_>, _> = (rows.by_ref().take(size))
                    .map(|row| check(statement, row))
                    .collect();
                let checked = checked.map(|rows| many.values(&rows));
                let text = AssertSqlSafe(many.text(engine, size));
                let inserted = on_engine!(self, name, text, checked, query_with, execute)?;
                if inserted != size as u64 {
                    self.spoiled = true;
                    return Err(StoreError::rows(name, "every row inserted"));
                }
            }
        }
        Ok(())
    }

    /// Runs a statement that changes one row or none, and tells which.
    pub async fn changed_one(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
    ) -> Result<bool, StoreError> {
        match self.execute(statement, values).await? {
            0 => Ok(false),
            1 => Ok(true),
            _ => {
                self.spoiled = true;
                Err(StoreError::rows(
                    statement.name(),
                    "at most one changed row",
                ))
            }
        }
    }

    /// Waits until no other open transaction holds `key`, and holds it until this one ends.
    ///
    /// The snapshot of a PostgreSQL transaction is as old as its first statement, be it this
    /// one: who waited here long may meet a conflict and has to run again. Where many want the
    /// same row at once, [`crate::Store::write_in_turn`] waits before it begins. SQLite has
    /// one writer, so there is nothing to do.
    pub async fn lock(&mut self, key: &str) -> Result<(), StoreError> {
        if let Inner::Postgres(tx) = &mut self.inner {
            sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(key)
                .execute(&mut **tx)
                .await
                .map_err(|error| {
                    self.spoiled = true;
                    StoreError::of("lock", &error)
                })?;
        }
        Ok(())
    }

    /// Runs a script of several statements without values: migrations only.
    pub(crate) async fn script(
        &mut self,
        place: &'static str,
        text: &'static str,
    ) -> Result<(), StoreError> {
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
            Inner::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
        };
        self.spoiled |= done.is_err();
        done.map_err(|error| StoreError::of(place, &error))
    }

    /// Makes everything done here durable; refused when a statement had failed.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.spoiled {
            self.rollback().await?;
            return Err(StoreError::aborted());
        }
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        }
        .map_err(|error| StoreError::of("commit", &error))
    }

    /// Forgets everything done here.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.rollback().await,
            Inner::Postgres(tx) => tx.rollback().await,
        }
        .map_err(|error| StoreError::of("rollback", &error))
    }
}

/// What both engines' answers come down to.
trait Answer {
    type Plain;
    fn answer(self) -> Self::Plain;
}

impl<R> Answer for Vec<R> {
    type Plain = Self;
    fn answer(self) -> Self {
        self
    }
}

impl<R> Answer for Option<R> {
    type Plain = Self;
    fn answer(self) -> Self {
        self
    }
}

impl Answer for sqlx::sqlite::SqliteQueryResult {
    type Plain = u64;
    fn answer(self) -> u64 {
        self.rows_affected()
    }
}

impl Answer for sqlx::postgres::PgQueryResult {
    type Plain = u64;
    fn answer(self) -> u64 {
        self.rows_affected()
    }
}

/// SQLite would take a missing value as NULL and a zero byte as it is, where PostgreSQL
/// refuses both: here both engines refuse.
fn check(statement: Statement, values: Vec<Value>) -> Result<Vec<Value>, StoreError> {
    if statement.placeholders() != values.len() {
        let (placeholders, values) = (statement.placeholders(), values.len());
        return Err(StoreError::values(statement.name(), placeholders, values));
    }
    let zero = |value: &Value| matches!(value, Value::Text(Some(text)) if text.contains('\0'));
    if values.iter().any(zero) {
        return Err(StoreError::zero_byte(statement.name()));
    }
    Ok(values)
}

fn bind<A>(name: &'static str, values: Vec<Value>) -> Result<A, StoreError>
where
    A: Arguments + Default,
    Option<String>: for<'q> sqlx::Encode<'q, A::Database> + sqlx::Type<A::Database>,
    Option<i64>: for<'q> sqlx::Encode<'q, A::Database> + sqlx::Type<A::Database>,
    Option<Vec<u8>>: for<'q> sqlx::Encode<'q, A::Database> + sqlx::Type<A::Database>,
{
    let mut arguments = A::default();
    let count = values.len();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Int(number) => arguments.add(number),
            Value::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(|_| StoreError::values(name, count, count))?;
    }
    Ok(arguments)
}
