//! The member's own account (SPEC section 3): the member ID card.

mod api;
mod id_card;

pub use id_card::{IdCardRoute, id_card_view};
