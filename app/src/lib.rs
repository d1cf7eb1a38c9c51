//! The app: shell, router, access table. Both halves are made of it.
//!
//! To add a page: its component in `public`, `member` or `staff`, its address in `domain::routes`,
//! its row in [`access`], its `Route` below. The start compares the last two.

pub mod access;
mod frame;
mod lazy_page;
pub mod shell;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use frame::{Frame, NotFoundPage};
use lazy_page::LazyPage;
use member::{
    Searched, SearchedResults, Unread, account, home, immunizations, messages, requests, results,
};
use public::{front, help, registration, session};
use staff::{desk, sign_on as staff_sign_on};
use ui::live::Live;

/// A page in a file of its own. A macro, because the formatter takes away the braces that an
/// expression with angle brackets needs within a tag.
macro_rules! lazy {
    ($route:path) => {
        LazyPage::of::<$route>()
    };
}

/// Everything between `<body>` and `</body>`.
#[allow(clippy::too_many_lines, reason = "a table of routes is read as one")]
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let shell = SharedValue::new(|| use_context::<domain::shell::ShellView>().unwrap_or_default())
        .into_inner();
    let unread = shell.signed_on.as_ref().map_or(0, |member| member.unread);
    let unread = Unread(RwSignal::new(unread));
    let live = Live(RwSignal::new(0));
    provide_context(unread);
    provide_context(live);
    if shell.signed_on.is_some() {
        member::live::listen(unread, live);
    }
    let at_desk = shell.at_desk.as_ref();
    if at_desk.is_some_and(|who| who.role.has_inbox()) {
        staff::live::listen(live);
    }
    provide_context(Searched(RwSignal::new(String::new())));
    provide_context(SearchedResults(RwSignal::default()));
    // A child's record has the same pages, under an address of its own.
    let base = shell.whose.base();
    provide_context(shell);
    // Says to tests, and to styles that need it, that the page is alive. Runs in browsers only.
    Effect::new(|_| {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-hydrated", "");
        }
        ui::arrival::stand_by();
    });
    view! {
        <Router base=base>
            <Frame>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=lazy!(front::FrontRoute) ssr=SsrMode::Async />
                    <Route path=path!("/help") view=lazy!(help::HelpRoute) ssr=SsrMode::Async />
                    <Route
                        path=path!("/help/numbers")
                        view=lazy!(help::NumbersRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/about/:service")
                        view=lazy!(help::AboutRoute)
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/sign-on") view=session::SignOnPage ssr=SsrMode::Async />
                    <Route
                        path=path!("/sign-off")
                        view=lazy!(session::SignOffRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register")
                        view=lazy!(registration::StartRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/membership")
                        view=lazy!(registration::MembershipRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/terms")
                        view=lazy!(registration::TermsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/user-id")
                        view=lazy!(registration::UserIdRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/user-id/code")
                        view=lazy!(registration::CodeRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/secure")
                        view=lazy!(registration::QuestionsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/secure/password")
                        view=lazy!(registration::PasswordRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/register/done")
                        view=lazy!(registration::DoneRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/terms")
                        view=lazy!(session::NewTermsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/home") view=lazy!(home::HomeRoute) ssr=SsrMode::Async />
                    <Route
                        path=path!("/messages")
                        view=lazy!(messages::InboxRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/sent")
                        view=lazy!(messages::SentRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/archive")
                        view=lazy!(messages::ArchiveRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/folders")
                        view=lazy!(messages::FoldersRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/folders/:id")
                        view=lazy!(messages::FolderRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/search")
                        view=lazy!(messages::SearchRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/drafts")
                        view=lazy!(messages::DraftsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/new")
                        view=lazy!(messages::ComposeRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/messages/:id")
                        view=lazy!(messages::ConversationRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests")
                        view=lazy!(requests::RequestsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record")
                        view=lazy!(results::RecordRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/lab-results")
                        view=lazy!(results::LabResultsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/lab-results/compare")
                        view=lazy!(results::CompareResultsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/result-choices")
                        view=lazy!(results::ResultChoicesRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/lab-results/:id")
                        view=lazy!(results::LabResultRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/account")
                        view=lazy!(account::AccountRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/id-card")
                        view=lazy!(account::IdCardRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/immunizations")
                        view=lazy!(immunizations::ImmunizationsRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/medical-record/immunizations/record")
                        view=lazy!(immunizations::VaccinationRecordRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/staff/sign-on")
                        view=lazy!(staff_sign_on::StaffSignOnRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/staff/sign-on/code")
                        view=lazy!(staff_sign_on::StaffCodeRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/staff/messages")
                        view=lazy!(desk::TeamInboxRoute)
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/staff/messages/:id")
                        view=lazy!(desk::CaseRoute)
                        ssr=SsrMode::Async
                    />
                </Routes>
            </Frame>
        </Router>
    }
}
