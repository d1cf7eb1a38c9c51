//! The team inbox.

use domain::routes::Route;
use domain::shell::ShellView;
use domain::staff::{Filter, TeamInboxView, TeamRow};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use ui::load::load;
use ui::prelude::*;
use words::{Locale, staff as say};

use super::api::load_team_inbox;
use super::say as terms;
use crate::failed::part;

#[component]
pub(super) fn TeamInboxPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    let asked = move || (query.read().get("filter"), query.read().get("after"));
    let view = load(asked, |(filter, after)| load_team_inbox(filter, after));
    view! {
        <Title text=say::inbox(locale) />
        <Page width=PageWidth::Wide>
            <PageHeading text=say::inbox(locale) lead=say::inbox_lead(locale) />
            {part(view, move |view| inbox_view(locale, view))}
        </Page>
    }
}

/// The conversations that wait, and the ways to fewer of them.
pub fn inbox_view(locale: Locale, view: TeamInboxView) -> impl IntoView {
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
