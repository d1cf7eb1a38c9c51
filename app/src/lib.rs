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
use leptos_router::{Lazy, SsrMode, path};

use frame::{Frame, NotFoundPage};
use member::{Unread, home, messages, results};
use public::{front, help, registration, session};

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
                    <Route path=path!("/") view=front::FrontPage ssr=SsrMode::Async />
                    <Route path=path!("/help") view=help::HelpPage ssr=SsrMode::Async />
                    <Route path=path!("/sign-on") view=session::SignOnPage ssr=SsrMode::Async />
                    <Route path=path!("/sign-off") view=session::SignOffPage ssr=SsrMode::Async />
                    <Route
                        path=path!("/register")
                        view=registration::StartPage
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/membership")
                        view=Lazy::<registration::MembershipRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/terms")
                        view=Lazy::<registration::TermsRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/user-id")
                        view=Lazy::<registration::UserIdRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/user-id/code")
                        view=Lazy::<registration::CodeRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/secure")
                        view=Lazy::<registration::QuestionsRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/secure/password")
                        view=Lazy::<registration::PasswordRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/done")
                        view=Lazy::<registration::DoneRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/home")
                        view=Lazy::<home::HomeRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages")
                        view=Lazy::<messages::InboxRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/sent")
                        view=Lazy::<messages::SentRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/new")
                        view=Lazy::<messages::ComposeRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/:id")
                        view=Lazy::<messages::ConversationRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record")
                        view=Lazy::<results::RecordRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/lab-results")
                        view=Lazy::<results::LabResultsRoute>::new()
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/lab-results/:id")
                        view=Lazy::<results::LabResultRoute>::new()
                        ssr=SsrMode::Async
                    />
                </Routes>
            </Frame>
        </Router>
    }
}
