//! A page whose code is a file of its own, as the router takes it: one type for all of them.
//! `leptos_router`'s own has the page for its parameter, and what the router does with a page
//! is then in the main file as often as there are pages.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::AnyView;
use leptos_router::{ChooseView, LazyRoute};

type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// A lazy page. Its route's `data` is asked for when the page is shown, not earlier: none of
/// ours has any.
#[derive(Clone, Copy)]
pub struct LazyPage {
    view: fn() -> Later<AnyView>,
    preload: fn() -> Later<()>,
}

impl LazyPage {
    /// The page of a route.
    pub fn of<R: LazyRoute>() -> Self {
        Self {
            view: || Box::pin(R::view(R::data())),
            preload: || Box::pin(R::preload()),
        }
    }
}

impl ChooseView for LazyPage {
    async fn choose(self) -> AnyView {
        (self.view)().await
    }

    async fn preload(&self) {
        (self.preload)().await;
    }
}
