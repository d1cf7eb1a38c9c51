//! The gallery: every component and every page in every state, for designers.
//!
//! Two programs write it as a folder of files, which `cargo xtask gallery` serves:
//! `gallery-components` all pages of the gallery and the sheets of the components, which are
//! quick to compile; `gallery-pages` whole pages of the app, mails and papers. Neither needs a
//! database: components have their fixtures in `ui`, pages theirs in `app/gallery/pages`,
//! recorded from the running demo.
//!
//! To add a component's state: its `fixtures.rs`. A page's: a state in
//! `end2end/support/states.ts`, then `cargo xtask gallery --record`. A mail: [`mails`]. A letter
//! or PDF: [`papers`].

#[cfg(not(debug_assertions))]
compile_error!("fixtures are in debug builds alone, and so is the gallery");

#[cfg(feature = "hydrate")]
pub mod alive;
#[cfg(feature = "ssr")]
pub mod catalogue;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "pages")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod markup;
#[cfg(feature = "pages")]
pub mod pages;
#[cfg(feature = "pages")]
pub mod papers;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod site;
