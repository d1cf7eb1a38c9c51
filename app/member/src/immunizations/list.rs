//! The page: every dose, by vaccine or by date, and what was not given.

use domain::help::About;
use domain::immunizations::{DoseGroup, DoseView, ImmunizationsView, NotGiven, Order};
use domain::routes::Route;
use domain::services::NotOpen;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::live::follow;
use ui::prelude::*;
use words::{Locale, immunizations as say, results};

use super::api::load_immunizations;
use super::record::pdf;
use super::say as terms;
use crate::failed::{Instead, part};
use crate::{about, whose};

/// `/medical-record/immunizations`.
#[derive(Debug)]
pub struct ImmunizationsRoute;

#[lazy_route]
impl LazyRoute for ImmunizationsRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    let whose = whose::whose();
    let asked = move || Order::from_query(query.read().get("by").as_deref());
    let answer = move |order| load_immunizations(whose.0, order);
    let view = follow(asked, answer, PartialEq::eq);
    view! {
        {whose::title(locale, say::heading(locale))}
        <Page width=PageWidth::Wide>
            <BackLink
                href=whose.link(Route::MedicalRecord).to_string()
                label=results::record_heading(locale)
            />
            <PageHeading text=say::heading(locale) lead=say::lead(locale) />
            {about::link(locale, About::Immunizations)}
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| immunizations_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// Everything that was given, and what was not.
pub fn immunizations_view(locale: Locale, view: ImmunizationsView) -> AnyView {
    let read_only = read_only(locale, view.read_only);
    if view.groups.is_empty() && view.not_given.is_empty() && view.withdrawn.is_empty() {
        return view! {
            <Stack>
                {read_only} <EmptyState kind=EmptyKind::None heading=say::empty_heading(locale)>
                    <p>{say::empty(locale)}</p>
                </EmptyState>
            </Stack>
        }
        .into_any();
    }
    let given = if view.groups.is_empty() {
        view! {
            <EmptyState kind=EmptyKind::None heading=say::none_given_heading(locale)>
                <p>{say::none_given(locale)}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        given(locale, view.order, view.groups)
    };
    let not_given = apart(
        locale,
        view.not_given,
        say::not_given_heading(locale),
        say::not_given_text(locale),
        true,
    );
    let withdrawn = apart(
        locale,
        view.withdrawn,
        say::withdrawn_heading(locale),
        say::withdrawn_text(locale),
        false,
    );
    view! { <Stack gap=Gap::Large>{read_only} {given} {not_given} {withdrawn}</Stack> }.into_any()
}

fn read_only(locale: Locale, why: Option<NotOpen>) -> Option<impl IntoView> {
    why.map(|_| {
        view! {
            <Alert>
                <p>{say::read_only_ended(locale)}</p>
            </Alert>
        }
    })
}

/// The doses, with what can be done with them.
fn given(locale: Locale, order: Order, groups: Vec<DoseGroup>) -> AnyView {
    let whose = whose::whose();
    let orders = vec![
        TabLink::new(
            say::by_vaccine(locale),
            whose.link(Route::Immunizations).to_string(),
            order == Order::Vaccine,
        ),
        TabLink::new(
            say::by_date(locale),
            whose.link(Route::ImmunizationsByDate).to_string(),
            order == Order::Date,
        ),
    ];
    let groups = groups.into_iter().map(move |group| section(locale, group));
    view! {
        <ButtonRow>
            <ActionLink
                href=whose.link(Route::VaccinationRecord).to_string()
                kind=ButtonKind::Secondary
                icon=IconName::Print
            >
                {say::print_record(locale)}
            </ActionLink>
            {pdf(locale)}
        </ButtonRow>
        <TabNav label=say::order_label(locale) links=orders />
        {groups.collect_view()}
    }
    .into_any()
}

fn section(locale: Locale, group: DoseGroup) -> impl IntoView {
    let heading = group
        .heading
        .unwrap_or_else(|| say::undated_heading(locale).to_owned());
    let columns = [
        say::column_date(locale),
        say::column_vaccine(locale),
        say::column_dose(locale),
        say::column_lot(locale),
        say::column_site(locale),
        say::column_place(locale),
    ]
    .map(str::to_owned);
    let caption = say::table_caption(locale, &heading);
    let rows = group.doses.into_iter().map(move |dose| row(locale, dose));
    view! {
        <Section heading=heading>
            <DataTable caption=caption columns=columns.into()>
                {rows.collect_view()}
            </DataTable>
        </Section>
    }
}

fn row(locale: Locale, dose: DoseView) -> impl IntoView {
    let or_not =
        move |text: Option<String>| text.unwrap_or_else(|| say::not_recorded(locale).to_owned());
    let when = terms::when(locale, &dose.taken, dose.taken_text.as_deref());
    let mut places: Vec<String> = dose
        .protocols
        .iter()
        .filter_map(|protocol| terms::place(locale, protocol))
        .collect();
    if places.is_empty() {
        places.push(say::not_recorded(locale).to_owned());
    }
    let places = places.into_iter().map(|place| view! { <p>{place}</p> });
    let vaccine = vaccine(locale, &dose);
    let by = dose
        .by
        .map(|name| view! { <p>{say::given_by(locale, name)}</p> });
    view! {
        <Row>
            <HeadCell>{when}</HeadCell>
            <Cell label=say::column_vaccine(locale)>{vaccine}</Cell>
            <Cell label=say::column_dose(locale)>{places.collect_view()}</Cell>
            <Cell label=say::column_lot(locale)>
                <p>{or_not(dose.lot)}</p>
            </Cell>
            <Cell label=say::column_site(locale)>
                <p>{or_not(dose.site)}</p>
            </Cell>
            <Cell label=say::column_place(locale)>
                <p>{or_not(dose.place)}</p>
                {by}
            </Cell>
        </Row>
    }
}

/// What was given, what one has to know about it, and the rest for who wants it.
fn vaccine(locale: Locale, dose: &DoseView) -> impl IntoView + use<> {
    let counts_for = (!dose.counts_for.is_empty())
        .then(|| view! { <p>{say::counts_for(locale, dose.counts_for.join(", "))}</p> });
    let reported = dose.reported.then(|| {
        view! {
            <p>
                <Tag text=say::reported(locale) />
            </p>
            <p>{say::reported_text(locale)}</p>
        }
    });
    let subpotent = dose.subpotent.then(|| {
        view! {
            <p>
                <Tag tone=TagTone::Caution icon=IconName::Info text=say::subpotent(locale) />
            </p>
            <p>{say::subpotent_text(locale)}</p>
        }
    });
    let reactions = dose
        .reactions
        .iter()
        .map(|one| view! { <p>{terms::reaction(locale, one)}</p> })
        .collect_view();
    let more: Vec<(String, String)> = [
        (say::amount(locale), dose.amount.clone()),
        (say::route(locale), dose.route.clone()),
        (say::manufacturer(locale), dose.manufacturer.clone()),
        (
            say::expires(locale),
            dose.expires
                .as_ref()
                .map(|expires| terms::when(locale, expires, None)),
        ),
        (say::source_name(locale), dose.source_name.clone()),
        (say::note(locale), dose.note.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect();
    let more = (!more.is_empty()).then(|| {
        view! {
            <Details summary=say::more(locale)>
                <SummaryList rows=more />
            </Details>
        }
    });
    view! {
        <p>{dose.vaccine.clone()}</p>
        {counts_for}
        {reported}
        {subpotent}
        {reactions}
        {more}
    }
}

/// What does not count as given, under its own heading.
fn apart(
    locale: Locale,
    rows: Vec<NotGiven>,
    heading: &'static str,
    text: &'static str,
    has_reason: bool,
) -> Option<impl IntoView> {
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![
        say::column_vaccine(locale).to_owned(),
        say::column_date(locale).to_owned(),
    ];
    if has_reason {
        columns.push(say::column_reason(locale).to_owned());
    }
    let rows = rows.into_iter().map(move |row| {
        let when = terms::when(locale, &row.taken, row.taken_text.as_deref());
        let note = row.note.map(|note| view! { <p>{note}</p> });
        let reason = has_reason.then(|| {
            let reason = row
                .reason
                .unwrap_or_else(|| say::no_reason(locale).to_owned());
            view! {
                <Cell label=say::column_reason(locale)>
                    <p>{reason}</p>
                    {note}
                </Cell>
            }
        });
        view! {
            <Row>
                <HeadCell>{row.vaccine}</HeadCell>
                <Cell label=say::column_date(locale)>
                    <p>{when}</p>
                </Cell>
                {reason}
            </Row>
        }
    });
    Some(view! {
        <Section heading=heading>
            <p>{text}</p>
            <DataTable caption=heading columns=columns>
                {rows.collect_view()}
            </DataTable>
        </Section>
    })
}
