//! One statement that inserts many rows, made of the statement that inserts one.

use std::fmt::Write as _;

use crate::{Engine, Value};

/// So many rows are inserted by one statement, of each size as many as there are whole ones: a
/// handful of texts, which the engine keeps prepared. Of any of ours 64 rows are far fewer values
/// than an engine takes (SQLite 32,766, PostgreSQL 65,535).
pub(crate) const SIZES: [usize; 3] = [64, 8, 1];

/// `INSERT … VALUES (…)` of one row, to be said of many.
pub(crate) struct Many<'s> {
    /// What stands before the row.
    head: &'s str,
    /// The row, cut at its placeholders, and which value stands at each.
    between: Vec<&'s str>,
    places: Vec<usize>,
}

impl<'s> Many<'s> {
    /// Of a statement whose text ends with its row; none of any other.
    pub(crate) fn of(text: &'s str) -> Option<Self> {
        let (before, row) = text.split_once("VALUES")?;
        let head = &text[..before.len() + "VALUES".len()];
        if !row.trim_end().ends_with(')') {
            return None;
        }
        let mut pieces = row.split('$');
        let mut between = vec![pieces.next()?];
        let mut places = Vec::new();
        for piece in pieces {
            let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
            places.push(piece[..digits].parse::<usize>().ok()?.checked_sub(1)?);
            between.push(&piece[digits..]);
        }
        Some(Self {
            head,
            between,
            places,
        })
    }

    /// The text of so many rows. SQLite gets placeholders without numbers: it looks a number up
    /// among all that came before, each time.
    pub(crate) fn text(&self, engine: Engine, rows: usize) -> String {
        let mut text = self.head.to_owned();
        let mut number = 0;
        for row in 0..rows {
            if row > 0 {
                text.push(',');
            }
            for (place, piece) in self.between.iter().enumerate() {
                if place > 0 {
                    number += 1;
                    // Writing to a String does not fail.
                    let _ = match engine {
                        Engine::Sqlite => write!(text, "?"),
                        Engine::Postgres => write!(text, "${number}"),
                    };
                }
                text.push_str(piece);
            }
        }
        text
    }

    /// The values of all rows in the order of the text.
    pub(crate) fn values(&self, rows: &[Vec<Value>]) -> Vec<Value> {
        rows.iter()
            .flat_map(|row| self.places.iter().map(|place| row[*place].clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values;

    #[test]
    fn many_rows_are_said_as_one_is() {
        let many = Many::of("INSERT INTO a (x, y, z)\n VALUES ($2, 1, $1, $2)").unwrap();
        assert_eq!(
            many.text(Engine::Sqlite, 2),
            "INSERT INTO a (x, y, z)\n VALUES (?, 1, ?, ?), (?, 1, ?, ?)"
        );
        assert_eq!(
            many.text(Engine::Postgres, 2),
            "INSERT INTO a (x, y, z)\n VALUES ($1, 1, $2, $3), ($4, 1, $5, $6)"
        );
        let rows = [values!["a", 1_i64], values!["b", 2_i64]];
        let all = many.values(&rows);
        assert!(all == values![1_i64, "a", 1_i64, 2_i64, "b", 2_i64]);
    }

    #[test]
    fn what_goes_on_after_the_row_is_not_said_of_many() {
        for text in [
            "SELECT 1",
            "INSERT INTO a (x) VALUES ($1) ON CONFLICT DO NOTHING",
        ] {
            assert!(Many::of(text).is_none(), "{text}");
        }
    }
}
