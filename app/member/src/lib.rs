//! Pages and server functions of a member who is signed on.
//!
//! A room is a file (or a folder of them): its server functions in `api`, then a pure view
//! over a view type for each page, and its loader. Pages here are lazy routes.
#![allow(
    clippy::used_underscore_binding,
    reason = "`lazy_route` uses the argument that its trait makes every route take"
)]

mod about;
pub mod account;
#[cfg(feature = "ssr")]
mod context;
mod failed;
pub mod home;
pub mod immunizations;
pub mod live;
pub mod messages;
mod phones;
pub mod requests;
pub mod results;
mod whose;

use domain::results::Find;
use leptos::prelude::RwSignal;

pub use phones::phone_line;

/// How many conversations hold something unread: in the header, and changed by the pages that
/// mark messages read.
#[derive(Clone, Copy, Debug)]
pub struct Unread(pub RwSignal<u32>);

/// What was last searched for in messages: kept in the page's memory alone, so that Back finds
/// it again and nothing else holds it.
#[derive(Clone, Copy, Debug)]
pub struct Searched(pub RwSignal<String>);

/// What was last looked for in results, likewise; and how often it was asked for, so that asking
/// for nothing is told from not having asked yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchedResults(pub RwSignal<(Find, u32)>);
