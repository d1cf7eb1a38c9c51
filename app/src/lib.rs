//! The app: shell, router, access table. Both halves are made of it.
//!
//! To add a page: its component in `public` or `member`, its address in `domain::routes`,
//! its row in [`access`], its `Route` below. The start compares the last two.

pub mod access;
mod frame;
pub mod shell;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use frame::{Frame, NotFoundPage};
use member::Unread;
use public::help;

/// Everything between `<body>` and `</body>`.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let shell = SharedValue::new(|| use_context::<domain::shell::ShellView>().unwrap_or_default())
        .into_inner();
    let unread = shell.signed_on.as_ref().map_or(0, |member| member.unread);
    provide_context(Unread(RwSignal::new(unread)));
    provide_context(shell);
    // Says to tests, and to styles that need it, that the page is alive. Runs in browsers only.
    Effect::new(|_| {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-hydrated", "");
        }
    });
    view! {
        <Router>
            <Frame>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/help") view=help::HelpPage ssr=SsrMode::Async />
                </Routes>
            </Frame>
        </Router>
    }
}
