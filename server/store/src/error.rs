//! What can go wrong below: one type that never holds a value.
//!
//! Engines like to quote the offending value in their message ("invalid input syntax for
//! type bigint: …"), so nothing of the message is kept: only the name of the statement, the
//! engine's code and the name of a constraint (AUD-5).

use std::fmt;

/// A fault of the storage. Its text names statements, codes and constraints, never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    kind: Kind,
    /// The statement, or what was being done.
    place: &'static str,
    /// The engine's own code (an SQLSTATE, or SQLite's extended result code).
    code: Option<String>,
}

/// What kind of fault it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Lost against a concurrent transaction: the whole of it may be run again.
    Conflict,
    /// A UNIQUE or PRIMARY KEY constraint; holds `table.column, …` or the constraint's name.
    Unique(String),
    /// Another constraint: a foreign key, a CHECK, NOT NULL.
    Constraint,
    /// No connection, no disk, no answer: try again later (503).
    Unavailable,
    /// The number of rows is not what the statement promises.
    Rows { expected: &'static str },
    /// Values and placeholders do not match in number.
    Values { placeholders: usize, values: usize },
    /// A text value holds a zero byte, which PostgreSQL cannot store.
    ZeroByte,
    /// A statement had failed before in this transaction, so it cannot be committed.
    Aborted,
    /// The database or its address is not fit to hold health records; says why.
    Unfit(String),
    /// A second host on the same SQLite file.
    SecondHost,
    /// A column does not hold what its type promises.
    Decode(String),
    /// A mistake in the statement, or a fault the engine gives no better name for.
    Other,
}

impl StoreError {
    fn new(kind: Kind, place: &'static str) -> Self {
        Self {
            kind,
            place,
            code: None,
        }
    }

    pub(crate) fn rows(place: &'static str, expected: &'static str) -> Self {
        Self::new(Kind::Rows { expected }, place)
    }

    pub(crate) fn values(place: &'static str, placeholders: usize, values: usize) -> Self {
        Self::new(
            Kind::Values {
                placeholders,
                values,
            },
            place,
        )
    }

    pub(crate) fn zero_byte(place: &'static str) -> Self {
        Self::new(Kind::ZeroByte, place)
    }

    pub(crate) fn aborted() -> Self {
        Self::new(Kind::Aborted, "commit")
    }

    pub(crate) fn unfit(reason: impl Into<String>) -> Self {
        Self::new(Kind::Unfit(reason.into()), "open")
    }

    pub(crate) fn second_host() -> Self {
        Self::new(Kind::SecondHost, "claim")
    }

    pub(crate) fn unavailable(place: &'static str) -> Self {
        Self::new(Kind::Unavailable, place)
    }

    /// Keeps of an engine's error what cannot hold a value.
    pub(crate) fn of(place: &'static str, error: &sqlx::Error) -> Self {
        let kind = match error {
            sqlx::Error::Database(database) => {
                let code = database.code().map(std::borrow::Cow::into_owned);
                let kind = classify(database.as_ref(), code.as_deref());
                return Self { kind, place, code };
            }
            sqlx::Error::RowNotFound => Kind::Rows {
                expected: "one row",
            },
            sqlx::Error::ColumnDecode { index, .. } => Kind::Decode(index.clone()),
            sqlx::Error::ColumnNotFound(name) => Kind::Decode(name.clone()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Kind::Unavailable,
            _ => Kind::Other,
        };
        Self::new(kind, place)
    }

    /// Whether the whole transaction may simply be run again: a serialization failure or a
    /// deadlock on PostgreSQL (40001, 40P01), a lock that was not to be had in time (55P03), a
    /// busy file on SQLite.
    pub fn is_retryable(&self) -> bool {
        self.kind == Kind::Conflict
    }

    /// Whether a row with the same unique columns was there already.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self.kind, Kind::Unique(_))
    }

    /// Whether just these columns of `table` collided, in the order of their constraint.
    ///
    /// Unique columns are therefore declared in the table's DDL and never named: PostgreSQL
    /// then calls the constraint `table_column_key`, SQLite says `table.column`.
    pub fn is_unique_violation_of(&self, table: &str, columns: &[&str]) -> bool {
        let Kind::Unique(which) = &self.kind else {
            return false;
        };
        let sqlite: Vec<String> = columns
            .iter()
            .map(|column| format!("{table}.{column}"))
            .collect();
        *which == sqlite.join(", ") || *which == format!("{table}_{}_key", columns.join("_"))
    }

    /// Whether the database cannot be reached, is full or refuses to write: 503, and it may
    /// pass without a restart (AVL-3).
    pub fn is_unavailable(&self) -> bool {
        self.kind == Kind::Unavailable
    }
}

fn classify(error: &dyn sqlx::error::DatabaseError, code: Option<&str>) -> Kind {
    if error.is_unique_violation() {
        // SQLite has no name for it but says the columns after the colon; no value is there.
        let which = error.constraint().map_or_else(
            || {
                let message = error.message();
                message
                    .split_once("failed: ")
                    .map_or("", |(_, columns)| columns)
                    .to_owned()
            },
            ToOwned::to_owned,
        );
        return Kind::Unique(which);
    }
    if error.is_foreign_key_violation() || error.is_check_violation() {
        return Kind::Constraint;
    }
    let code = code.unwrap_or("");
    if let Ok(sqlite) = code.parse::<i32>()
        && code.len() < 5
    {
        // The low byte is the primary code: 5 busy, 6 locked, 8 read-only, 10 I/O error,
        // 13 full, 14 cannot open, 19 constraint.
        return match sqlite & 0xff {
            5 | 6 => Kind::Conflict,
            8 | 10 | 13 | 14 => Kind::Unavailable,
            19 => Kind::Constraint,
            _ => Kind::Other,
        };
    }
    match code {
        "40001" | "40P01" | "55P03" => Kind::Conflict,
        _ => match code.get(..2) {
            Some("23") => Kind::Constraint,
            // Connection exceptions, insufficient resources, operator intervention (a backend
            // that was terminated, a statement timeout), system errors; read-only (25006).
            Some("08" | "53" | "57" | "58") => Kind::Unavailable,
            Some("25") if code == "25006" || code == "25P03" => Kind::Unavailable,
            _ => Kind::Other,
        },
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        match &self.kind {
            Kind::Conflict => f.write_str("conflict with a concurrent transaction")?,
            Kind::Unique(which) => write!(f, "not unique ({which})")?,
            Kind::Constraint => f.write_str("a constraint refused the row")?,
            Kind::Unavailable => f.write_str("the database is not available")?,
            Kind::Rows { expected } => write!(f, "expected {expected}")?,
            Kind::Values {
                placeholders,
                values,
            } => {
                write!(f, "{placeholders} placeholders but {values} values")?;
            }
            Kind::ZeroByte => f.write_str("a text value holds a zero byte")?,
            Kind::Aborted => f.write_str("an earlier statement had failed")?,
            Kind::Unfit(reason) => f.write_str(reason)?,
            Kind::SecondHost => f.write_str(
                "another host is serving this SQLite file; two serving hosts need PostgreSQL",
            )?,
            Kind::Decode(column) => write!(f, "column {column} does not hold what it should")?,
            Kind::Other => f.write_str("the engine refused the statement")?,
        }
        match &self.code {
            Some(code) => write!(f, " [{code}]"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for StoreError {}
