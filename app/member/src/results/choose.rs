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

/// Which boxes of a page are ticked, from one list that it shows to the next.
#[derive(Clone, Copy, Debug)]
pub struct Ticked {
    ids: StoredValue<Vec<String>>,
    /// Whether a list was shown before the one that is shown now.
    shown: StoredValue<bool>,
}

impl Ticked {
    /// None is.
    pub(super) fn none() -> Self {
        Self {
            ids: StoredValue::new(Vec::new()),
            shown: StoredValue::new(false),
        }
    }

    /// A list that takes another's place keeps its boxes as they were ticked there: they are
    /// ticked by what they now stand for.
    fn follow(self, chosen: &[ReportId]) {
        if self.shown.get_value() {
            let chosen: Vec<String> = chosen.iter().map(ReportId::to_string).collect();
            Effect::new(move |_| {
                let ticked = self.ids.get_value();
                let chosen = chosen.clone();
                // Once the rows stand there: until then the boxes are those of the list before.
                request_animation_frame(move || {
                    choose_rows(|row| ticked.iter().chain(&chosen).any(|own| own == row));
                });
            });
        }
        self.shown.set_value(true);
    }
}

/// Rows with a box each, and the button that compares; `chosen` are ticked.
pub(super) fn rows_to_choose(
    locale: Locale,
    all: Vec<Row>,
    chosen: Vec<ReportId>,
    ticked: Ticked,
) -> AnyView {
    ticked.follow(&chosen);
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
        ticked.ids.set_value(chosen_rows());
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
