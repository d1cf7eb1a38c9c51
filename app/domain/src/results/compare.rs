//! Results side by side: which values are of the same test, and what may be said of them.

use serde::{Deserialize, Serialize};

use super::{
    Change, Component, Flag, LabValue, ReportStatus, ResultRow, Shown, change, flag, folded_words,
};
use crate::ids::ReportId;

/// The most results that stand side by side.
pub const MOST_COMPARED: usize = 4;

/// Why results cannot stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompareProblem {
    /// None, or one.
    TooFew,
    /// More than [`MOST_COMPARED`].
    TooMany,
}

/// Why so many results cannot stand side by side, if so.
pub const fn compare_problem(chosen: usize) -> Option<CompareProblem> {
    match chosen {
        0 | 1 => Some(CompareProblem::TooFew),
        2..=MOST_COMPARED => None,
        _ => Some(CompareProblem::TooMany),
    }
}

/// A value of a result that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What was measured.
    pub name: String,
    /// Its LOINC code.
    pub loinc: Option<String>,
    /// The value with its ranges and what the laboratory made of it.
    pub component: Component,
    /// How final it is, where it is not as final as its result.
    pub status: Option<ReportStatus>,
    /// Whether it stands: neither cancelled nor withdrawn.
    pub stands: bool,
}

/// What the page of the comparison shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CompareView {
    /// Results side by side.
    SideBySide(Comparison),
    /// What to choose from, because too few (then the newest are offered too) or too many are
    /// chosen.
    Choose {
        /// Which of it.
        problem: CompareProblem,
        /// Results, those that are chosen first.
        rows: Vec<ResultRow>,
        /// Which are chosen.
        chosen: Vec<ReportId>,
    },
}

/// Results side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The results, newest first: a column each.
    pub results: Vec<ResultRow>,
    /// The tests, a row each.
    pub rows: Vec<CompareRow>,
}

/// A test in several results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareRow {
    /// What was measured, as the newest result calls it.
    pub name: String,
    /// Whether its numbers come in different units; then nothing is computed with those.
    pub units_differ: bool,
    /// A cell for each result; `None` where it has no such value.
    pub cells: Vec<Option<CompareCell>>,
}

/// A value among others of its test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareCell {
    /// The value.
    pub shown: Shown,
    /// The ranges that came with it; none means that the laboratory gave none.
    pub ranges: Vec<String>,
    /// What the laboratory made of it, where it stands.
    pub flag: Option<Flag>,
    /// How final it is, where it is not as final as its result.
    pub status: Option<ReportStatus>,
    /// How it changed since an older one beside it, where both are numbers in one unit.
    pub since: Option<Since>,
}

/// A change since an older value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// The column of the older one.
    pub column: usize,
    /// The change.
    pub change: Change,
}

/// Puts the values of results (newest first) side by side: those of one LOINC code are of one
/// test, and where one of two has none, those of one name. A result that has a test twice has two
/// rows.
pub fn compare(results: Vec<Vec<Compared>>) -> Vec<CompareRow> {
    let columns = results.len();
    let mut lines: Vec<Line> = Vec::new();
    for (column, values) in results.into_iter().enumerate() {
        for value in values {
            let key = folded_words([&*value.name]);
            let place = lines
                .iter()
                .position(|line| line.is_free(column) && line.is_of_code(&value))
                .or_else(|| {
                    let named = |line: &Line| line.is_free(column) && line.is_named(&value, &key);
                    lines.iter().position(named)
                });
            match place.and_then(|place| lines.get_mut(place)) {
                Some(line) => line.put(column, value),
                None => lines.push(Line::of(key, columns, column, value)),
            }
        }
    }
    lines.into_iter().map(Line::into_row).collect()
}

/// A row that is being made.
struct Line {
    /// Its name, folded.
    key: String,
    name: String,
    loinc: Option<String>,
    cells: Vec<Option<Compared>>,
}

impl Line {
    fn of(key: String, columns: usize, column: usize, value: Compared) -> Self {
        let mut line = Self {
            key,
            name: value.name.clone(),
            loinc: None,
            cells: vec![None; columns],
        };
        line.put(column, value);
        line
    }

    fn put(&mut self, column: usize, value: Compared) {
        if self.loinc.is_none() {
            self.loinc.clone_from(&value.loinc);
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = Some(value);
        }
    }

    fn is_free(&self, column: usize) -> bool {
        matches!(self.cells.get(column), Some(None))
    }

    fn is_of_code(&self, value: &Compared) -> bool {
        value.loinc.is_some() && self.loinc == value.loinc
    }

    fn is_named(&self, value: &Compared, key: &str) -> bool {
        (self.loinc.is_none() || value.loinc.is_none()) && self.key == key
    }

    fn into_row(self) -> CompareRow {
        let standing: Vec<(usize, &LabValue)> = (self.cells.iter().enumerate())
            .filter_map(|(column, cell)| {
                let cell = cell.as_ref().filter(|cell| cell.stands)?;
                Some((column, cell.component.value.as_ref()?))
            })
            .collect();
        let mut units = standing
            .iter()
            .filter_map(|(_, value)| value.number().map(|(_, _, unit)| unit));
        let first = units.next();
        let units_differ = units.any(|unit| Some(unit) != first);
        // What stands in a column, against the next older one that stands.
        let since = |column: usize| {
            let at = standing.iter().position(|(own, _)| *own == column)?;
            let (_, now) = standing.get(at)?;
            let (column, before) = standing.get(at + 1)?;
            change(now, before).map(|change| Since {
                column: *column,
                change,
            })
        };
        let cells = (self.cells.iter().enumerate())
            .map(|(column, cell)| {
                cell.as_ref().map(|cell| CompareCell {
                    shown: Shown::of(&cell.component),
                    ranges: cell.component.shown_ranges(),
                    flag: flag(&cell.component).filter(|_| cell.stands),
                    status: cell.status,
                    since: since(column),
                })
            })
            .collect();
        CompareRow {
            cells,
            units_differ,
            name: self.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::results::{Decimal, Direction, Quantity};

    fn number(text: &str, unit: &str) -> Component {
        Component {
            value: Some(LabValue::Quantity(Quantity {
                value: Decimal::parse(text).unwrap(),
                comparator: None,
                unit: Some(unit.to_owned()),
            })),
            ..Component::default()
        }
    }

    fn value(name: &str, loinc: Option<&str>, component: Component) -> Compared {
        Compared {
            name: name.to_owned(),
            loinc: loinc.map(str::to_owned),
            component,
            status: None,
            stands: true,
        }
    }

    #[test]
    fn two_to_four_stand_side_by_side() {
        let problems: Vec<_> = (0..=6).map(compare_problem).collect();
        let (few, many) = (Some(CompareProblem::TooFew), Some(CompareProblem::TooMany));
        assert_eq!(problems, [few, few, None, None, None, many, many]);
    }

    #[test]
    fn a_code_says_more_than_a_name_and_a_name_serves_where_there_is_none() {
        let rows = compare(vec![
            vec![
                value("Glucose", Some("2345-7"), number("101", "mg/dL")),
                value("Sodium", None, number("140", "mmol/L")),
            ],
            vec![
                value("GLUCOSE, serum", Some("2345-7"), number("95", "mg/dL")),
                value("SODIUM", Some("2951-2"), number("138", "mmol/L")),
                value("Glucose", Some("2350-7"), number("1", "g/L")),
            ],
        ]);
        let shown: Vec<(&str, Vec<bool>)> = rows
            .iter()
            .map(|row| (&*row.name, row.cells.iter().map(Option::is_some).collect()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Glucose", vec![true, true]),
                ("Sodium", vec![true, true]),
                ("Glucose", vec![false, true]),
            ]
        );
        let since = rows[0].cells[0].as_ref().unwrap().since.as_ref().unwrap();
        assert_eq!((since.column, since.change.direction), (1, Direction::Up));
        assert_eq!(since.change.amount, "6");
        assert_eq!(rows[0].cells[1].as_ref().unwrap().since, None);
    }

    #[test]
    fn other_units_are_told_and_not_computed_with() {
        let rows = compare(vec![
            vec![value("Glucose", Some("g"), number("5.6", "mmol/L"))],
            vec![value("Glucose", Some("g"), number("101", "mg/dL"))],
        ]);
        assert!(rows[0].units_differ);
        assert!(
            rows[0]
                .cells
                .iter()
                .flatten()
                .all(|cell| cell.since.is_none())
        );
    }

    #[test]
    fn what_does_not_stand_is_shown_and_counts_for_nothing() {
        let mut void = value("Potassium", Some("k"), number("9.9", "g"));
        void.stands = false;
        void.component.interpretations = vec!["HH".into()];
        let rows = compare(vec![
            vec![value("Potassium", Some("k"), number("4.5", "mmol/L"))],
            vec![void],
            vec![value("Potassium", Some("k"), number("4.1", "mmol/L"))],
        ]);
        let cells: Vec<&CompareCell> = rows[0].cells.iter().flatten().collect();
        assert!(!rows[0].units_differ);
        assert_eq!((cells[1].flag, &cells[1].since), (None, &None));
        assert_eq!(cells[1].shown, Shown::Text("9.9 g".into()));
        assert_eq!(cells[0].since.as_ref().map(|since| since.column), Some(2));
    }

    fn any_value() -> impl Strategy<Value = Compared> {
        (
            prop::sample::select(vec!["Sodium", "SODIUM", "Iron"]),
            prop::option::of(prop::sample::select(vec!["a", "b"])),
            1_u32..99,
            prop::sample::select(vec!["mg", "g"]),
            any::<bool>(),
        )
            .prop_map(|(name, loinc, digits, unit, stands)| Compared {
                stands,
                ..value(name, loinc, number(&digits.to_string(), unit))
            })
    }

    proptest! {
        /// Every value stands in its own column and none is lost; what is computed is between
        /// two numbers in one unit.
        #[test]
        fn nothing_is_lost_and_nothing_mixed(
            results in prop::collection::vec(prop::collection::vec(any_value(), 0..5), 2..=4),
        ) {
            let rows = compare(results.clone());
            for (column, values) in results.iter().enumerate() {
                let mut sent: Vec<Shown> =
                    values.iter().map(|one| Shown::of(&one.component)).collect();
                let mut there: Vec<Shown> = rows
                    .iter()
                    .filter_map(|row| row.cells[column].as_ref())
                    .map(|cell| cell.shown.clone())
                    .collect();
                let text = |shown: &Shown| format!("{shown:?}");
                sent.sort_by_key(text);
                there.sort_by_key(text);
                prop_assert_eq!(sent, there);
            }
            for row in &rows {
                prop_assert_eq!(row.cells.len(), results.len());
                prop_assert!(row.cells.iter().any(Option::is_some));
                for (column, cell) in row.cells.iter().enumerate() {
                    let Some(since) = cell.as_ref().and_then(|cell| cell.since.as_ref()) else {
                        continue;
                    };
                    prop_assert!(since.column > column);
                    let unit = |shown: &Shown| match shown {
                        Shown::Text(text) => text.split(' ').nth(1).map(str::to_owned),
                        _ => None,
                    };
                    let own = cell.as_ref().map(|cell| unit(&cell.shown));
                    let other = row.cells[since.column].as_ref().map(|cell| unit(&cell.shown));
                    prop_assert_eq!(own, other);
                }
            }
        }
    }
}
