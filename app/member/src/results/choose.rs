//! Choosing results to compare: a box beside each row, and a form whose address names opaque ids
//! alone, so that Back, a reload and a page without scripts all have it.

use domain::ids::ReportId;
use domain::results::{MOST_COMPARED, ResultRow as Row};
use domain::routes::Route;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::prelude::*;
use words::{Locale, results as say};

use super::list::rows;

/// The name of the boxes, and of the ids in the address.
pub(super) const FIELD: &str = "result";

/// Rows with a box each, where there is something to compare; `chosen` are ticked.
pub(super) fn rows_to_choose(locale: Locale, all: Vec<Row>, chosen: &[ReportId]) -> AnyView {
    if all.is_empty() {
        return rows(locale, all, None);
    }
    let navigate = use_navigate();
    let compare = move |event: SubmitEvent| {
        event.prevent_default();
        navigate(&address(&chosen_rows()), NavigateOptions::default());
    };
    let full = RwSignal::new(false);
    // On a page that lives one too many is not taken; elsewhere the page after tells it.
    let limit = move |event: Event| {
        let now = chosen_rows().len() > MOST_COMPARED;
        if now {
            event_target::<HtmlInputElement>(&event).set_checked(false);
        }
        full.set(now);
    };
    let told = move || {
        full.get().then(|| {
            view! {
                <Alert tone=Tone::Warning announce=true>
                    <p>{say::compare_full(locale)}</p>
                </Alert>
            }
        })
    };
    view! {
        <form
            action=Route::CompareResults.to_string()
            aria-label=say::compare_heading(locale)
            on:submit=compare
            on:change=limit
        >
            <Stack>
                {rows(locale, all, Some(chosen))} {told} <p>{say::compare_hint(locale)}</p>
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary>{say::compare_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </form>
    }
    .into_any()
}

/// The address of a comparison.
fn address(chosen: &[String]) -> String {
    let ids: Vec<String> = chosen.iter().map(|id| format!("{FIELD}={id}")).collect();
    match ids.join("&") {
        ids if ids.is_empty() => Route::CompareResults.to_string(),
        ids => format!("{}?{ids}", Route::CompareResults),
    }
}
