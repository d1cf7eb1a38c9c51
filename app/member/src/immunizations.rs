//! Immunizations: the page, by vaccine and by date, and the vaccination record to be printed.

pub mod api;
mod list;
mod record;
mod say;

pub use list::{ImmunizationsRoute, immunizations_view};
pub use record::{VaccinationRecordRoute, vaccination_record_view};
