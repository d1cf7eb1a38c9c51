//! The team inbox.

use domain::routes::Route;
use domain::shell::ShellView;
use domain::staff::{Filter, FindProblem, FoundCase, FoundCases, Standing, TeamInboxView, TeamRow};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use server_fn::ServerFn as _;
use ui::live::follow;
use ui::prelude::*;
use words::{Locale, moments, staff as say};

use super::api::{FindCase, load_team_inbox};
use super::say as terms;
use crate::failed::part;

/// The search field's name.
const FIELD: &str = "query";

#[component]
pub(super) fn TeamInboxPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    // What is looked for stands in no address: the form goes by POST, and a living page keeps the
    // words in its memory.
    let searched = RwSignal::new(String::new());
    let asked = move || {
        let (filter, after) = (query.read().get("filter"), query.read().get("after"));
        (filter, after, searched.get())
    };
    let answer = |(filter, after, searched)| load_team_inbox(filter, after, searched);
    let view = follow(asked, answer, PartialEq::eq);
    view! {
        <Title text=say::inbox(locale) />
        <Page width=PageWidth::Wide>
            <PageHeading text=say::inbox(locale) lead=say::inbox_lead(locale) />
            {part(view, move |view| inbox_view(locale, view, searched))}
        </Page>
    }
}

/// The conversations that wait, and the ways to fewer of them; or what was found.
pub fn inbox_view(
    locale: Locale,
    view: TeamInboxView,
    searched: RwSignal<String>,
) -> impl IntoView {
    let search = search_box(locale, view.found.as_ref(), searched);
    let list = match view.found {
        Some(found) => found_view(locale, found, searched).into_any(),
        None => waiting_view(locale, view).into_any(),
    };
    view! { <Stack>{search} {list}</Stack> }
}

/// The field of the search, with what was looked for and how much was found.
fn search_box(
    locale: Locale,
    found: Option<&FoundCases>,
    searched: RwSignal<String>,
) -> impl IntoView + use<> {
    let told = found.and_then(|found| {
        let count = found.rows.len() as u64;
        match (found.problem, found.more) {
            (Some(problem), _) => Some(problem_text(locale, problem).to_owned()),
            (None, _) if count == 0 => None,
            (None, false) => Some(say::find_found(locale, count)),
            (None, true) => Some(say::find_more(locale, count)),
        }
    });
    let ask = move |event: SubmitEvent| {
        let field = document().get_element_by_id(FIELD);
        let typed = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(typed) = typed {
            event.prevent_default();
            searched.set(typed.value());
        }
    };
    view! {
        <Search
            action=FindCase::PATH
            asks=Asks::InPrivate
            name=FIELD
            label=say::find_label(locale)
            button=say::find_button(locale)
            hint=say::find_hint(locale)
            value=found.map(|found| found.typed.clone()).unwrap_or_default()
            found=Signal::stored(told)
            on:submit=ask
        />
    }
}

/// Why nothing was looked for, and what to do.
fn problem_text(locale: Locale, problem: FindProblem) -> &'static str {
    match problem {
        FindProblem::TooShort => say::find_short(locale),
        FindProblem::NoNumber => say::find_no_number(locale),
        FindProblem::NumberSlip => say::find_number_slip(locale),
        FindProblem::MrnSlip => say::find_mrn_slip(locale),
    }
}

fn found_view(locale: Locale, found: FoundCases, searched: RwSignal<String>) -> impl IntoView {
    let nothing = (found.problem.is_none() && found.rows.is_empty()).then(|| {
        view! {
            <EmptyState kind=EmptyKind::None heading=say::find_nothing_heading(locale)>
                <p>{say::find_nothing(locale)}</p>
            </EmptyState>
        }
    });
    let columns = [
        say::column_subject(locale),
        say::column_member(locale),
        say::column_topic(locale),
        say::column_standing(locale),
        say::column_changed(locale),
        say::column_assigned(locale),
    ];
    let rows: Vec<_> = found
        .rows
        .into_iter()
        .map(|row| found_row(locale, row))
        .collect();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <DataTable caption=say::find_results(locale) columns=columns.map(str::to_owned).into()>
                {rows.collect_view()}
            </DataTable>
        }
    });
    view! {
        <Stack>
            {nothing} {table} <ButtonRow>
                <ActionLink
                    href=Route::TeamInbox.to_string()
                    kind=ButtonKind::Secondary
                    on:click=move |_| searched.set(String::new())
                >
                    {say::find_back(locale)}
                </ActionLink>
            </ButtonRow>
        </Stack>
    }
}

fn found_row(locale: Locale, row: FoundCase) -> impl IntoView {
    let standing = match row.standing {
        Standing::Waiting => say::standing_waiting(locale),
        Standing::Answered => say::answered_heading(locale),
        Standing::Closed => say::closed_heading(locale),
    };
    let member = say::member_born(locale, moments::date(locale, row.birth_date), row.member);
    let assigned = row
        .assigned
        .unwrap_or_else(|| say::nobody(locale).to_owned());
    view! {
        <Row>
            <HeadCell>
                <Link href=Route::StaffConversation(row.id).to_string()>{row.subject}</Link>
            </HeadCell>
            <Cell label=say::column_member(locale)>{member}</Cell>
            <Cell label=say::column_topic(locale)>{terms::topic(locale, row.topic)}</Cell>
            <Cell label=say::column_standing(locale)>{standing}</Cell>
            <Cell label=say::column_changed(locale)>{moments::moment(locale, &row.changed)}</Cell>
            <Cell label=say::column_assigned(locale)>{assigned}</Cell>
        </Row>
    }
}

fn waiting_view(locale: Locale, view: TeamInboxView) -> impl IntoView {
    let current = view.filter;
    let tabs = Filter::ALL.iter().map(move |&filter| TabLink {
        label: filter_name(locale, filter).to_owned(),
        href: address(filter, None),
        current: filter == current,
    });
    let later = view.next.map(|next| {
        let href = address(view.filter, Some(&next));
        (say::later(locale).to_owned(), href)
    });
    let first = view
        .continued
        .then(|| (say::first(locale).to_owned(), address(view.filter, None)));
    let list = if view.rows.is_empty() {
        view! {
            <EmptyState kind=EmptyKind::None heading=say::empty_heading(locale)>
                <p>{say::empty(locale)}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let columns = [
            say::column_subject(locale),
            say::column_member(locale),
            say::column_topic(locale),
            say::column_waiting(locale),
            say::column_due(locale),
            say::column_assigned(locale),
        ];
        let rows = view.rows.into_iter().map(move |one| row(locale, one));
        view! {
            <DataTable caption=say::inbox(locale) columns=columns.map(str::to_owned).into()>
                {rows.collect_view()}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <Stack>
            <TabNav label=say::filters(locale) links=tabs.collect() />
            {list}
            <Pagination label=say::inbox(locale) newer=first older=later />
        </Stack>
    }
}

fn row(locale: Locale, row: TeamRow) -> impl IntoView {
    let overdue = row.waits.overdue;
    let (age, due) = (
        terms::age(locale, &row.waits),
        terms::due(locale, &row.waits),
    );
    let late = overdue.then(|| view! { <Tag tone=TagTone::Urgent text=say::overdue(locale) /> });
    let assigned = row
        .assigned
        .unwrap_or_else(|| say::nobody(locale).to_owned());
    view! {
        <Row attention=overdue>
            <HeadCell>
                <Stack gap=Gap::Small>
                    <Link href=Route::StaffConversation(row.id).to_string()>{row.subject}</Link>
                    {terms::urgency_tag(locale, row.urgency)}
                </Stack>
            </HeadCell>
            <Cell label=say::column_member(locale)>{row.member}</Cell>
            <Cell label=say::column_topic(locale)>{terms::topic(locale, row.topic)}</Cell>
            <Cell label=say::column_waiting(locale)>{age}</Cell>
            <Cell label=say::column_due(locale)>
                <Stack gap=Gap::Small>{late} <span>{due}</span></Stack>
            </Cell>
            <Cell label=say::column_assigned(locale)>{assigned}</Cell>
        </Row>
    }
}

fn filter_name(locale: Locale, filter: Filter) -> &'static str {
    match filter {
        Filter::All => say::filter_all(locale),
        Filter::Mine => say::filter_mine(locale),
        Filter::Unassigned => say::filter_unassigned(locale),
        Filter::Overdue => say::filter_overdue(locale),
        Filter::Urgent => say::filter_urgent(locale),
    }
}

/// The address of a page of the list.
fn address(filter: Filter, after: Option<&str>) -> String {
    let base = Route::TeamInbox;
    match (filter, after) {
        (Filter::All, None) => base.to_string(),
        (filter, None) => format!("{base}?filter={}", filter.code()),
        (filter, Some(after)) => format!("{base}?filter={}&after={after}", filter.code()),
    }
}
