//! My requests (SPEC section 3): everything a member has asked for, under which number, who has
//! it now, by when, and how it stands.
//!
//! To add a kind of request: what it is in [`Asked`], how it stands as a [`State`], and a column
//! of the table `request` that names its row.

mod number;
mod standing;
mod views;

pub use number::{ConfirmationNumber, DIGITS, NumberProblem};
pub use standing::{Progress, State, state};
pub use views::{Asked, Held, RequestCursor, RequestRow, RequestsView, Stands};
