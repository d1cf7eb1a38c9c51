//! About this service (SPEC section 4): what it is, who sees it, whom to call. One page for all
//! services; the words are each one's own.

use domain::help::About;
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::prelude::*;
use ui::wire::{PageStatus, WireCode};
use words::{Locale, about as say, immunizations, numbers, results, shell as frame, terms};

use super::part::{Said, part};

#[component]
pub fn AboutPage() -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let params = use_params_map();
    let about = move || {
        let key = params.read().get("service");
        key.and_then(|key| About::from_key(&key))
    };
    view! {
        <Page width=PageWidth::Reading>
            {move || match about() {
                Some(about) => about_view(&shell, about),
                None => not_found(shell.locale),
            }}
        </Page>
    }
}

/// What is said of a service, by part of the page.
struct Words {
    /// What the service is called.
    name: &'static str,
    lead: &'static str,
    what: Vec<Said>,
    see: Vec<Said>,
    when: Vec<Said>,
    who: Vec<Said>,
    not: Vec<Said>,
    /// Whom to call about what is in it.
    call: Said,
    take: Vec<Said>,
    /// What leads back to the service.
    back: &'static str,
    /// What stands elsewhere.
    more: Vec<(&'static str, Route)>,
}

fn words(shell: &ShellView, about: About) -> Words {
    let locale = shell.locale;
    let nurse = &shell.lines.nurse;
    let hours = nurse.hours(locale);
    match about {
        About::LabResults => Words {
            name: results::heading(locale),
            lead: say::results_lead(locale),
            what: vec![say::results_what(locale).into()],
            see: vec![
                say::results_see_1(locale).into(),
                say::results_see_2(locale).into(),
            ],
            when: vec![say::results_when(locale).into()],
            who: vec![
                say::results_who_1(locale).into(),
                say::results_who_2(locale).into(),
            ],
            not: vec![
                say::results_not_1(locale).into(),
                say::results_not_2(locale).into(),
            ],
            call: Said::calling(say::results_call(locale, hours, &nurse.phone), &nurse.phone),
            take: vec![
                say::results_take_1(locale).into(),
                say::results_take_2(locale).into(),
            ],
            back: results::back_to_results(locale),
            more: vec![(numbers::heading(locale), Route::Numbers)],
        },
        About::Immunizations => Words {
            name: immunizations::heading(locale),
            lead: say::immunizations_lead(locale),
            what: vec![say::immunizations_what(locale).into()],
            see: vec![
                say::immunizations_see_1(locale).into(),
                say::immunizations_see_2(locale).into(),
            ],
            when: vec![say::immunizations_when(locale).into()],
            who: vec![
                say::immunizations_who_1(locale).into(),
                say::immunizations_who_2(locale).into(),
            ],
            not: vec![
                say::immunizations_not_1(locale).into(),
                say::immunizations_not_2(locale).into(),
            ],
            call: Said::calling(
                say::immunizations_call(locale, hours, &nurse.phone),
                &nurse.phone,
            ),
            take: vec![
                say::immunizations_take_1(locale).into(),
                say::immunizations_take_2(locale).into(),
            ],
            back: immunizations::back_to_immunizations(locale),
            more: Vec::new(),
        },
    }
}

fn about_view(shell: &ShellView, about: About) -> AnyView {
    let locale = shell.locale;
    let words = words(shell, about);
    // Whoever has not signed on has no page of the service to go back to.
    let (back, label) = match shell.signed_on {
        Some(_) => (about.page(), words.back),
        None => (Route::Help, frame::technical_help(locale)),
    };
    let call = calls(shell, words.call);
    let mut more = words.more;
    more.push((frame::technical_help(locale), Route::Help));
    let more = more
        .into_iter()
        .map(|(text, route)| (text.to_owned(), route.to_string()))
        .collect::<Vec<_>>();
    view! {
        <Title text=terms::about(locale, about) />
        <BackLink href=back.to_string() label=label />
        <PageHeading text=say::heading(locale) caption=words.name lead=words.lead />
        <Stack gap=Gap::Large>
            {part(say::what_heading(locale), words.what)}
            {part(say::see_heading(locale), words.see)}
            {part(say::when_heading(locale), words.when)}
            {part(say::who_heading(locale), words.who)} {part(say::not_heading(locale), words.not)}
            {part(say::call_heading(locale), call)} {part(say::take_heading(locale), words.take)}
            {part(say::kept_heading(locale), vec![say::kept(locale).into()])}
            <Section heading=say::more_heading(locale)>
                <LinkList links=more />
            </Section>
        </Stack>
    }
    .into_any()
}

/// Whom to call: about what is in the service, about getting in, about the pages.
fn calls(shell: &ShellView, own: Said) -> Vec<Said> {
    let locale = shell.locale;
    let (services, support) = (&shell.lines.member_services, &shell.lines.support);
    vec![
        own,
        say::write(locale).into(),
        Said::calling(
            say::call_services(locale, services.hours(locale), &services.phone),
            &services.phone,
        ),
        Said::calling(
            say::call_support(locale, support.hours(locale), &support.phone),
            &support.phone,
        ),
    ]
}

/// A service that there is not, or that has no such page.
fn not_found(locale: Locale) -> AnyView {
    PageStatus::set(WireCode::NotFound);
    view! {
        <Title text=frame::not_found_heading(locale) />
        <PageHeading text=frame::not_found_heading(locale) />
        <Prose>
            <p>{frame::not_found_text(locale)}</p>
        </Prose>
        <LinkList links=vec![(frame::technical_help(locale).to_owned(), Route::Help.to_string())] />
    }
    .into_any()
}
