//! What a lab value says, and how it is shown (SPEC section 6).
//!
//! Nothing here is borrowed or reworded: a value keeps the digits of its source and is only
//! *shown* shorter; a range is the laboratory's own or none; a flag comes from the
//! laboratory, else from its own range, else there is none. Floating point is used for one
//! thing: where a point stands in a drawing.

mod change;
mod comment;
mod compare;
mod decimal;
mod file;
mod find;
mod flag;
mod history;
mod nesting;
mod range;
pub mod release;
mod report;
mod value;
mod views;

pub use change::{Change, Direction, change};
pub use comment::{CommentProblem, CommentValues, CommentView};
pub use compare::{
    CompareCell, CompareProblem, CompareRow, CompareView, Compared, Comparison, MOST_COMPARED,
    Since, compare, compare_problem,
};
pub use decimal::{Decimal, SHOWN_DIGITS};
pub use file::{MOST_REPORTS, ReplacedFile, ReportFile, ResultFormat, ValueFile};
pub use find::{Find, Findable, Finder, FlagSought, Hits, Sieve, folded_words};
pub use flag::{Flag, flag};
pub use history::just_before;
pub use nesting::panels;
pub use range::{Bar, Limit, RangeKind, ReferenceRange, bar};
pub use report::{Meaning, ReportStatus, meaning};
pub use value::{Absence, Comparator, Component, LabValue, Quantity};
pub use views::{
    ChartAsked, ChartPoint, ChartRow, ChartView, Cursor, EarlierReport, EarlierValue, PAGE_LENGTH,
    PreviousValue, RecordView, ReplacedValue, ReportPage, ReportView, ResultRow, ResultsView,
    Shown, SinceLast, Taken, ValueView,
};

#[cfg(test)]
mod tests;
