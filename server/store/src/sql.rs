//! Statements: the only way SQL enters a transaction.
//!
//! # Adding a statement
//!
//! Every room opens with one `statements!` block. A statement is one text for both engines,
//! or two where the dialects part; its placeholders are `$1 … $N`, each number used at least
//! once (checked when the crate is compiled, and again against the values at every call):
//!
//! ```
//! store::statements! {
//!     /// The member with this number.
//!     BY_MRN = "SELECT id, mrn FROM member WHERE mrn = $1";
//!     /// Due work that nobody holds.
//!     DUE = {
//!         sqlite: "SELECT id FROM job WHERE due_at <= $1 LIMIT 1",
//!         postgres: "SELECT id FROM job WHERE due_at <= $1 LIMIT 1 FOR UPDATE SKIP LOCKED",
//!     };
//!     /// All offices: a plan has some hundred of them at most.
//!     OFFICES = whole_table "SELECT id FROM medical_office ORDER BY id";
//! }
//! # fn main() { assert_eq!(STATEMENTS.len(), 3); assert_eq!(DUE.placeholders(), 1); }
//! ```
//!
//! The block also makes the room's `STATEMENTS`, which [`crate::all_statements`] lists: a
//! test prepares every one on both engines and refuses a plan that reads a whole table,
//! unless the statement says `whole_table` and its comment says why that is right.
//!
//! What serves both engines: every integer column is BIGINT, so sums are written
//! `CAST(SUM(x) AS BIGINT)` (PostgreSQL answers NUMERIC otherwise); a parameter that stands
//! alone needs a cast (`CAST($1 AS TEXT)`); no `?`, no `datetime('now')`: the clock is ours;
//! `ON CONFLICT … DO NOTHING` where a duplicate is an expected answer, because a statement
//! that fails spoils its transaction.

use crate::Engine;

/// The text of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sql {
    /// One text for both engines.
    Both(&'static str),
    /// Two texts, where the dialects part.
    Each {
        /// What SQLite runs.
        sqlite: &'static str,
        /// What PostgreSQL runs.
        postgres: &'static str,
    },
}

impl Sql {
    /// The text for an engine.
    pub const fn text(self, engine: Engine) -> &'static str {
        match (self, engine) {
            (Self::Both(text), _)
            | (Self::Each { sqlite: text, .. }, Engine::Sqlite)
            | (Self::Each { postgres: text, .. }, Engine::Postgres) => text,
        }
    }
}

/// A registered statement; made by [`statements!`](crate::statements) only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    name: &'static str,
    sql: Sql,
    placeholders: usize,
    whole_table: bool,
}

impl Statement {
    /// Registers a statement; compilation fails when its placeholders are not `$1 … $N`.
    #[doc(hidden)]
    pub const fn new(name: &'static str, sql: Sql, whole_table: bool) -> Self {
        let placeholders = match sql {
            Sql::Both(text) => placeholders(text),
            Sql::Each { sqlite, postgres } => {
                let count = placeholders(sqlite);
                assert!(
                    count == placeholders(postgres),
                    "both texts need the same placeholders"
                );
                count
            }
        };
        Self {
            name,
            sql,
            placeholders,
            whole_table,
        }
    }

    /// Its name, as `room::NAME`; this is what errors print.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its text for an engine.
    pub const fn text(&self, engine: Engine) -> &'static str {
        self.sql.text(engine)
    }

    /// How many values it takes.
    pub const fn placeholders(&self) -> usize {
        self.placeholders
    }

    /// Whether it may read a whole table.
    pub const fn whole_table(&self) -> bool {
        self.whole_table
    }
}

/// Counts the placeholders of a text, leaving out what stands in quotes.
const fn placeholders(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut seen = [false; 65];
    let mut highest = 0;
    let mut quoted = false;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\'' {
            quoted = !quoted;
        } else if bytes[at] == b'$' && !quoted {
            let mut number = 0;
            while at + 1 < bytes.len() && bytes[at + 1].is_ascii_digit() {
                number = number * 10 + (bytes[at + 1] - b'0') as usize;
                at += 1;
            }
            assert!(number >= 1 && number <= 64, "placeholders are $1 to $64");
            seen[number] = true;
            if number > highest {
                highest = number;
            }
        }
        at += 1;
    }
    let mut number = 1;
    while number <= highest {
        assert!(seen[number], "a placeholder is left out");
        number += 1;
    }
    highest
}

/// Registers the statements of a room; see [`crate::sql`] for how.
#[macro_export]
macro_rules! statements {
    (@sql { sqlite: $sqlite:expr, postgres: $postgres:expr $(,)? }) => {
        $crate::Sql::Each { sqlite: $sqlite, postgres: $postgres }
    };
    (@sql $text:expr) => { $crate::Sql::Both($text) };
    (@one [$($done:ident)*]) => {
        /// The statements of this room.
        // Who forgets to list it in `all_statements` is told by a test.
        #[allow(dead_code)]
        pub const STATEMENTS: &[$crate::Statement] = &[$($done),*];
    };
    (@one [$($done:ident)*] $(#[$doc:meta])* $name:ident = whole_table $text:tt; $($rest:tt)*) => {
        $(#[$doc])*
        const $name: $crate::Statement = $crate::Statement::new(
            concat!(module_path!(), "::", stringify!($name)),
            $crate::statements!(@sql $text),
            true,
        );
        $crate::statements!(@one [$($done)* $name] $($rest)*);
    };
    (@one [$($done:ident)*] $(#[$doc:meta])* $name:ident = $text:tt; $($rest:tt)*) => {
        $(#[$doc])*
        const $name: $crate::Statement = $crate::Statement::new(
            concat!(module_path!(), "::", stringify!($name)),
            $crate::statements!(@sql $text),
            false,
        );
        $crate::statements!(@one [$($done)* $name] $($rest)*);
    };
    (@one $($unknown:tt)*) => { compile_error!("a statement is NAME = \"text\"; or NAME = { sqlite: …, postgres: … };"); };
    ($($all:tt)*) => { $crate::statements!(@one [] $($all)*); };
}
