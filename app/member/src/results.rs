//! Medical Record & Lab Results: the landing page, the list, one result.

pub mod api;
mod chart;
mod choices;
mod choose;
mod compare;
mod cover;
mod find;
mod list;
mod reading;
mod report;
pub(crate) mod say;
mod take_away;

pub use choices::{ResultChoicesRoute, choices_view};
pub use choose::Ticked;
pub use compare::{CompareResultsRoute, compare_view};
pub use cover::cover_view;
pub use list::{LabResultsRoute, RecordRoute, record_view, results_view};
pub use report::{LabResultRoute, report_view};
