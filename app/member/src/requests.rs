//! My requests (SPEC section 3).

mod api;
mod list;

pub use api::{LoadRequests, load_requests};
pub use list::{RequestsRoute, requests_view};
