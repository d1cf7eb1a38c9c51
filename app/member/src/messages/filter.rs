//! What of a list is shown: a link for what is unread, a form for the rest. The choice stands in
//! the address, so that Back, a reload and a page without scripts all have it.

use domain::messages::{Filter, FilterForm, InboxView};
use domain::routes::Route;
use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::prelude::*;
use words::{Locale, messages as say};

use super::say as terms;

/// In the address: the form is asked for.
pub(super) const ASKED_FOR: &str = "filter";

/// The same with its value.
const OPEN: &str = "filter=open";

/// The address of a list with a filter, and with what else its query says.
pub(super) fn address(this: Route, filter: Filter, more: &str) -> String {
    let filter = filter.to_string();
    let query: Vec<&str> = [&*filter, more]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    match query.join("&") {
        query if query.is_empty() => this.to_string(),
        query => format!("{this}?{query}"),
    }
}

/// The links above a list, or the form. Nothing where there is nothing to leave out.
pub(super) fn filter(locale: Locale, this: Route, view: &InboxView) -> Option<AnyView> {
    let filter = view.filter;
    if let Some(form) = view.filter_form.clone() {
        return Some(filter_form(locale, this, filter, form).into_any());
    }
    if filter.shows_all() && view.rows.is_empty() {
        return None;
    }
    let unread = if filter.unread {
        Some((say::show_all(locale), this.to_string()))
    } else {
        let some = view.rows.iter().any(|row| row.unread > 0);
        let only = Filter {
            unread: true,
            ..filter
        };
        some.then(|| (say::only_unread(locale), address(this, only, "")))
    };
    let unread = unread.map(|(text, href)| {
        view! {
            <ActionLink href=href kind=ButtonKind::Quiet>
                {text}
            </ActionLink>
        }
    });
    let more = view! {
        <ActionLink href=address(this, filter, OPEN) kind=ButtonKind::Quiet>
            {say::filter_open(locale)}
        </ActionLink>
    };
    Some(view! { <ButtonRow>{unread} {more}</ButtonRow> }.into_any())
}

fn filter_form(locale: Locale, this: Route, filter: Filter, form: FilterForm) -> impl IntoView {
    let people = form
        .people
        .iter()
        .map(|(who, person)| Choice::new(who.to_string(), terms::person(locale, person)))
        .collect();
    let times = form
        .times
        .into_iter()
        .map(|when| Choice::new(when.to_string(), words::terms::when(locale, when)))
        .collect();
    let navigate = use_navigate();
    let ask = move |event: SubmitEvent| {
        let Ok(data) = form_data_from_event(&event) else {
            return;
        };
        if let Ok(filter) = Filter::read(|name| data.get(name).as_string()) {
            event.prevent_default();
            navigate(&address(this, filter, OPEN), NavigateOptions::default());
        }
    };
    view! {
        <Card>
            <form action=this.to_string() aria-label=say::filter_heading(locale) on:submit=ask>
                <Stack>
                    <input type="hidden" name=ASKED_FOR value="open" />
                    <Select
                        name=Filter::WITH
                        label=say::filter_with(locale)
                        placeholder=say::filter_anybody(locale)
                        choices=people
                        value=filter.with.map(|with| with.to_string()).unwrap_or_default()
                    />
                    <Select
                        name=Filter::WHEN
                        label=say::filter_when(locale)
                        placeholder=say::filter_any_time(locale)
                        choices=times
                        value=filter.when.map(|when| when.to_string()).unwrap_or_default()
                    />
                    <Checkbox
                        name=Filter::UNREAD
                        label=say::filter_unread(locale)
                        checked=filter.unread
                    />
                    <Checkbox
                        name=Filter::FILES
                        label=say::filter_files(locale)
                        checked=filter.files
                    />
                    <ButtonRow>
                        <Button>{say::filter_show(locale)}</Button>
                        <ActionLink href=this.to_string() kind=ButtonKind::Quiet>
                            {say::show_all(locale)}
                        </ActionLink>
                    </ButtonRow>
                </Stack>
            </form>
        </Card>
    }
}
