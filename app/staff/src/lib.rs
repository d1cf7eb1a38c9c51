//! Pages and server functions of the desks: whoever works there signs on with a second factor,
//! and answers what members write (SPEC section 12).
//!
//! A room is a file and a folder: its server functions in `api`, then a pure view over a view
//! type for each page, and its loader. Pages here are lazy routes.
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
pub mod desk;
mod failed;
pub mod live;
pub mod sign_on;
