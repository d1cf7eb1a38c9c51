//! Pages and server functions for anybody: the front door, registration, sign-on, help.
//!
//! A room is a file (or a folder of them): its server functions in `api`, then a pure view
//! over a view type for each page, and its loader.
#![allow(
    clippy::used_underscore_binding,
    reason = "`lazy_route` uses the argument that its trait makes every route take"
)]

/// Makes a route, whose code is a file of its own, of each page.
macro_rules! lazy {
    ($($(#[$doc:meta])* $name:ident => $page:path),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        #[leptos_router::lazy_route]
        impl leptos_router::LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> leptos::prelude::AnyView {
                leptos::prelude::IntoAny::into_any($page())
            }
        }
    )+};
}

#[cfg(feature = "ssr")]
mod context;
pub mod front;
pub mod help;
pub mod locale;
pub mod registration;
pub mod session;
