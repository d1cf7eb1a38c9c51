//! Medical Record & Lab Results: the landing page, the list, one result.

pub mod api;
mod chart;
mod list;
mod reading;
mod report;
pub(crate) mod say;
mod take_away;

pub use list::{LabResultsRoute, RecordRoute, record_view, results_view};
pub use report::{LabResultRoute, report_view};
