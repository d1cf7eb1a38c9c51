//! The member's own account (SPEC section 3): account & preferences, the member ID card.

mod api;
mod id_card;
mod notices;
mod page;

pub use id_card::{IdCardRoute, id_card_view};
pub use page::{AccountRoute, account_view};
