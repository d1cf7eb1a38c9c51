//! `/sign-off`: asks; a GET never signs off (SES-9). Afterwards the same address says that
//! it is done.

use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::load::load;
use ui::prelude::*;
use words::session as say;

use super::api::load_sign_off;

#[component]
pub(super) fn SignOffPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let loaded = load(|| (), |()| load_sign_off());
    let asks = move || {
        view! {
            <PageHeading text=say::off_heading(locale) lead=say::off_text(locale) />
            // A plain form: what follows is a full page load, whatever has hydrated.
            <form method="post" action="/api/session/sign-off">
                <ButtonRow>
                    <Button>{say::off_button(locale)}</Button>
                    <ActionLink href=Route::Home.to_string() kind=ButtonKind::Secondary>
                        {say::off_stay(locale)}
                    </ActionLink>
                </ButtonRow>
            </form>
        }
        .into_any()
    };
    let done = move || {
        view! {
            <PageHeading text=say::off_done(locale) lead=say::off_done_text(locale) />
            <ButtonRow>
                <ActionLink href=Route::SignOn.to_string()>{say::sign_on_again(locale)}</ActionLink>
            </ButtonRow>
        }
        .into_any()
    };
    view! {
        <Title text=say::off_heading(locale) />
        <Page width=PageWidth::Form>
            <Suspense>
                {move || Suspend::new(async move {
                    if loaded.await.unwrap_or(false) { asks() } else { done() }
                })}
            </Suspense>
        </Page>
    }
}
