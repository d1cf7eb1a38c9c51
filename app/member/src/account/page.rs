//! Account & preferences: what the member can look at and change about their account.

use domain::account::AccountView;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, account as say};

use super::api::load_account;
use super::notices::notices;
use crate::failed::{Instead, part};

/// `/account`.
#[derive(Debug)]
pub struct AccountRoute;

#[lazy_route]
impl LazyRoute for AccountRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let view = load(|| (), |()| load_account());
    view! {
        <Title text=say::title(locale) />
        <Page width=PageWidth::Reading>
            <PageHeading text=say::title(locale) lead=say::lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| account_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// A member's account.
pub fn account_view(locale: Locale, view: AccountView) -> impl IntoView {
    view! { <Section heading=say::notices_heading(locale)>{notices(locale, view.notices)}</Section> }
}
