//! Home: a greeting, and what waits.

use domain::family::{ChangeAhead, Extent};
use domain::home::HomeView;
use domain::routes::Route;
use domain::services::{NotOpen, Service, ServiceStanding};
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::live::follow;
use ui::prelude::*;
use ui::wire::WireError;
use words::{Locale, family, home as say, moments};

use crate::Unread;
use crate::failed::{Instead, part};
use crate::messages::person;

/// Home of whoever is signed on.
#[server(endpoint = "home/load", protocol = ui::wire::Wire)]
pub async fn load_home() -> Result<HomeView, WireError> {
    use service::access::Member;
    let request = crate::context::request()?;
    let view = request.read(|cx| {
        Box::pin(async move {
            let who = Member::signed_on(cx).await?;
            service::home::home(cx, &who).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// `/home`: lazy like the others, so that nobody who only signs on pays for it.
#[derive(Debug)]
pub struct HomeRoute;

#[lazy_route]
impl LazyRoute for HomeRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        view! { <HomePage /> }.into_any()
    }
}

#[component]
fn HomePage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let view = follow(|| (), |()| load_home(), PartialEq::eq);
    view! {
        <Title text=say::title(locale) />
        <Page width=PageWidth::Wide>
            {part(
                view,
                Instead {
                    page: Some(say::title(locale)),
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| home_view(locale, view),
            )}
        </Page>
    }
}

/// What waits for the member, and where they can go.
pub fn home_view(locale: Locale, view: HomeView) -> impl IntoView {
    if let Some(header) = use_context::<Unread>() {
        Effect::new(move |_| header.0.set(view.unread));
    }
    let last_here = match &view.last_here {
        Some(at) => say::last_here(locale, moments::moment(locale, at)),
        None => say::first_time(locale).to_owned(),
    };
    let next = next_steps(locale, &view.services);
    let not_open = not_open(locale, &view.services);
    let heading = say::greeting(locale, &view.given);
    let ahead = view.family.iter().map(|one| change_ahead(locale, one));
    let ahead = ahead.collect_view();
    let waiting = waiting(locale, view);
    view! {
        <Stack gap=Gap::Large>
            <PageHeading text=heading lead=last_here />
            {ahead}
            <Section heading=say::waiting_heading(locale)>{waiting}</Section>
            <Section heading=say::next_heading(locale)>
                <Columns>{next}</Columns>
            </Section>
            {not_open}
        </Stack>
    }
}

/// A birthday that will take something away from a parent: when, and what.
fn change_ahead(locale: Locale, ahead: &ChangeAhead) -> impl IntoView + use<> {
    let day = moments::date(locale, ahead.on);
    let (heading, text) = match ahead.then {
        Extent::Nothing => (
            family::end_heading(locale, &ahead.given),
            family::end_text(locale, day),
        ),
        _ => (
            family::step_down_heading(locale, &ahead.given),
            family::step_down_text(locale, day),
        ),
    };
    view! {
        <Alert heading=heading>
            <p>{text}</p>
        </Alert>
    }
}

fn waiting(locale: Locale, view: HomeView) -> AnyView {
    if view.unread == 0 && view.new_results == 0 {
        return view! {
            <Alert tone=Tone::Success heading=say::nothing_waiting_heading(locale)>
                <p>{say::nothing_waiting(locale)}</p>
            </Alert>
        }
        .into_any();
    }
    let more_messages = left(view.unread, view.messages.len());
    let messages = (view.unread > 0).then(|| {
        let mut links: Vec<_> = view
            .messages
            .into_iter()
            .map(|message| {
                let name = person(locale, &message.from);
                let text = say::message_from(locale, name, message.subject);
                (text, Route::Conversation(message.id).to_string())
            })
            .collect();
        if more_messages > 0 {
            links.push((
                say::more_messages(locale, more_messages),
                Route::Messages.to_string(),
            ));
        }
        view! {
            <Card heading=say::messages_heading(locale)>
                <LinkList links=links />
            </Card>
        }
    });
    let more_results = left(view.new_results, view.results.len());
    let results = (view.new_results > 0).then(|| {
        let mut links: Vec<_> = view
            .results
            .into_iter()
            .map(|result| {
                let text = say::result_of(locale, moments::date(locale, result.on), result.panel);
                (text, Route::LabResult(result.id).to_string())
            })
            .collect();
        if more_results > 0 {
            links.push((
                say::more_results(locale, more_results),
                Route::LabResults.to_string(),
            ));
        }
        view! {
            <Card heading=say::results_heading(locale)>
                <LinkList links=links />
            </Card>
        }
    });
    view! { <Columns>{messages} {results}</Columns> }.into_any()
}

/// How many there are beside those that were named.
fn left(all: u32, named: usize) -> u64 {
    u64::from(all).saturating_sub(u64::try_from(named).unwrap_or(u64::MAX))
}

fn standing(services: &[(Service, ServiceStanding)], service: Service) -> ServiceStanding {
    services.iter().find(|(one, _)| *one == service).map_or(
        ServiceStanding::NotOpen(NotOpen::AccessOver),
        |(_, standing)| *standing,
    )
}

fn step(to: &Route, icon: IconName, title: &'static str, text: &'static str) -> impl IntoView {
    view! { <LinkCard href=to.to_string() icon=icon title=title text=text /> }
}

fn next_steps(locale: Locale, services: &[(Service, ServiceStanding)]) -> impl IntoView + use<> {
    let messages = standing(services, Service::Messages);
    let record = standing(services, Service::MedicalRecord);
    let card = standing(services, Service::IdCard);
    let requests = standing(services, Service::Requests);
    let write = messages.may_write().then(|| {
        step(
            &Route::MessagesNew,
            IconName::Write,
            say::next_write(locale),
            say::next_write_text(locale),
        )
    });
    let inbox = messages.may_read().then(|| {
        step(
            &Route::Messages,
            IconName::Message,
            say::next_inbox(locale),
            say::next_inbox_text(locale),
        )
    });
    let results = record.may_read().then(|| {
        step(
            &Route::LabResults,
            IconName::Tube,
            say::next_results(locale),
            say::next_results_text(locale),
        )
    });
    let card = card.may_read().then(|| {
        step(
            &Route::IdCard,
            IconName::Card,
            say::next_card(locale),
            say::next_card_text(locale),
        )
    });
    let requests = requests.may_read().then(|| {
        step(
            &Route::Requests,
            IconName::Clock,
            say::next_requests(locale),
            say::next_requests_text(locale),
        )
    });
    view! {
        {write}
        {inbox}
        {requests}
        {results}
        {card}
        {step(
            &Route::Account,
            IconName::Person,
            say::next_account(locale),
            say::next_account_text(locale),
        )}
        {step(&Route::Help, IconName::Info, say::next_help(locale), say::next_help_text(locale))}
    }
}

/// The services that are not open, or only to read, each with its reason.
fn not_open(locale: Locale, services: &[(Service, ServiceStanding)]) -> Option<AnyView> {
    let lines: Vec<String> = [
        (Service::Messages, say::not_open_messages(locale)),
        (Service::MedicalRecord, say::not_open_record(locale)),
        (Service::IdCard, say::not_open_card(locale)),
        (Service::Requests, say::not_open_requests(locale)),
    ]
    .into_iter()
    .filter_map(|(service, name)| match standing(services, service) {
        ServiceStanding::Open => None,
        ServiceStanding::ReadOnly(_) => Some(say::read_only(locale, name)),
        ServiceStanding::NotOpen(NotOpen::CareElsewhere) => Some(say::why_elsewhere(locale, name)),
        ServiceStanding::NotOpen(NotOpen::ChoosePhysician) => {
            Some(say::why_physician(locale, name))
        }
        ServiceStanding::NotOpen(NotOpen::CoverageEnded) => Some(say::why_ended(locale, name)),
        ServiceStanding::NotOpen(NotOpen::AccessOver) => Some(say::why_over(locale, name)),
    })
    .collect();
    (!lines.is_empty()).then(|| {
        let lines = lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view();
        view! {
            <Section heading=say::not_open_heading(locale)>
                <Prose>
                    <ul>{lines}</ul>
                </Prose>
            </Section>
        }
        .into_any()
    })
}
