//! The documents that the portal makes: conversations, letters, cards, as tagged PDF with every
//! font inside, on paper of the size that the United States print on.
//!
//! A document is a template in `documents/` and a function here that fills it. Texts of people
//! reach a template as data (`json("data.json")`) and are never read as markup; a template reads
//! nothing but that data and the files beside it, has no clock and no network. The same view
//! makes the same bytes.
//!
//! To add a document: its view type in `domain`, its sentences in `words`, a template, a function
//! in the file of its room, a fixture in the gallery (`app/gallery/src/papers.rs`).

mod account;
mod frame;
mod immunizations;
mod letters;
mod messages;
mod press;
mod registration;
mod results;

pub use account::id_card;
pub use frame::Frame;
pub use immunizations::vaccination_record;
pub use messages::conversation;
pub use press::{Document, PaperError};
pub use registration::password_letter;
pub use results::{lab_result, lab_results, lab_results_table};
