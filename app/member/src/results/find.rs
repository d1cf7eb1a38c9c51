//! Finding results. What is looked for stands in no address: the form goes by POST, and a living
//! page keeps it in its memory.

use domain::results::{Find, Finder, FlagSought};
use domain::routes::Route;
use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use server_fn::ServerFn as _;
use ui::prelude::*;
use words::{Locale, results as say, terms};

use super::api::FindResults;
use crate::SearchedResults;

/// Keeps what the host says is looked for, so that a page that was sent whole goes on with it
/// once it lives. Nothing is asked for by that.
pub(super) fn remember(searched: SearchedResults, find: &Find) {
    searched
        .0
        .update_untracked(|(kept, _)| kept.clone_from(find));
}

/// The field of the search, its filters, and how much was found; nothing where there is nothing
/// to look for.
pub(super) fn form(
    locale: Locale,
    finder: Finder,
    searched: SearchedResults,
) -> Option<impl IntoView> {
    if finder.panels.is_empty() {
        return None;
    }
    let navigate = use_navigate();
    let ask = move |event: SubmitEvent| {
        let Ok(data) = form_data_from_event(&event) else {
            return;
        };
        if let Ok(find) = Find::read(|name| data.get(name).as_string()) {
            event.prevent_default();
            navigate(&Route::LabResults.to_string(), NavigateOptions::default());
            again(searched, find);
        }
    };
    let told = match finder.found {
        _ if finder.no_word => Some(say::find_no_word(locale).to_owned()),
        None | Some(0) => None,
        Some(count) => Some(say::find_found(locale, u64::from(count))),
    };
    let filters = filters(locale, &finder);
    Some(view! {
        <Search
            action=FindResults::PATH
            asks=Asks::InPrivate
            name=Find::QUERY
            label=say::find_label(locale)
            button=say::find_button(locale)
            hint=say::find_hint(locale)
            value=finder.find.query
            found=Signal::stored(told)
            on:submit=ask
        >
            {filters}
        </Search>
    })
}

/// By what less is found: open where one of them is chosen.
fn filters(locale: Locale, finder: &Finder) -> impl IntoView + use<> {
    let find = &finder.find;
    let open = find.is_narrowed();
    let flags = FlagSought::ALL
        .map(|flag| Choice::new(flag.code(), flag_name(locale, flag)))
        .into();
    let times = (finder.times.iter())
        .map(|when| Choice::new(when.to_string(), terms::when(locale, *when)))
        .collect();
    let panels: Vec<Choice> = (finder.panels.iter())
        .map(|panel| Choice::new(panel.clone(), panel.clone()))
        .collect();
    let panel = find.panel.clone();
    let panels = (panels.len() > 1).then(|| {
        view! {
            <Select
                name=Find::PANEL
                label=say::find_panel(locale)
                placeholder=say::find_any_panel(locale)
                choices=panels
                value=panel
            />
        }
    });
    let flag = find.flag.map_or("", FlagSought::code);
    let when = find.when.map(|when| when.to_string()).unwrap_or_default();
    view! {
        <Details summary=say::find_more(locale) open=open>
            <Select
                name=Find::FLAG
                label=say::find_flag(locale)
                placeholder=say::find_any_flag(locale)
                choices=flags
                value=flag
            />
            {panels}
            <Select
                name=Find::WHEN
                label=say::find_when(locale)
                placeholder=say::find_any_time(locale)
                choices=times
                value=when
            />
            <ButtonRow>
                <Button kind=ButtonKind::Secondary>{say::find_show(locale)}</Button>
            </ButtonRow>
        </Details>
    }
}

fn flag_name(locale: Locale, flag: FlagSought) -> &'static str {
    match flag {
        FlagSought::Outside => say::find_outside(locale),
        FlagSought::High => say::flag_high(locale),
        FlagSought::Low => say::flag_low(locale),
        FlagSought::Critical => say::flag_critical(locale),
        FlagSought::Positive => say::flag_positive(locale),
    }
}

/// There are results, and none of them fits.
pub(super) fn nothing(locale: Locale) -> impl IntoView {
    view! {
        <EmptyState kind=EmptyKind::None heading=say::find_nothing_heading(locale)>
            <p>{say::find_nothing(locale)}</p>
        </EmptyState>
    }
}

/// The way from what was found to the whole list.
pub(super) fn way_back(locale: Locale, searched: SearchedResults) -> impl IntoView {
    view! {
        <ButtonRow>
            <ActionLink
                href=Route::LabResults.to_string()
                kind=ButtonKind::Secondary
                on:click=move |_| {
                    empty_fields();
                    again(searched, Find::default());
                }
            >
                {say::find_all(locale)}
            </ActionLink>
        </ButtonRow>
    }
}

/// What was typed and chosen stays in a field that lives, whatever its attribute says.
fn empty_fields() {
    let field = |name: &str| document().get_element_by_id(name);
    if let Some(query) = field(Find::QUERY).and_then(|one| one.dyn_into::<HtmlInputElement>().ok())
    {
        query.set_value("");
    }
    for name in [Find::FLAG, Find::PANEL, Find::WHEN] {
        if let Some(list) = field(name).and_then(|one| one.dyn_into::<HtmlSelectElement>().ok()) {
            list.set_value("");
        }
    }
}

/// Looks for something else, also where it is the same as before.
fn again(searched: SearchedResults, find: Find) {
    searched.0.update(|(kept, asked)| {
        *kept = find;
        *asked += 1;
    });
}
