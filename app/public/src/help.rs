//! Help, for anybody: technical help, what each service is, what the numbers of a result mean.

mod about;
mod numbers;
mod part;

use domain::help::About;
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::prelude::*;
use words::{Locale, about as services, help as say, immunizations, numbers as of_numbers};
use words::{results, terms};

lazy! {
    /// `/help`.
    HelpRoute => HelpPage,
    /// `/help/numbers`.
    NumbersRoute => numbers::NumbersPage,
    /// `/about/{service}`.
    AboutRoute => about::AboutPage,
}

/// A question, and where more about it stands.
struct Topic {
    question: &'static str,
    answer: &'static str,
    more: Option<(&'static str, Route)>,
}

#[component]
fn HelpPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let numbers = (of_numbers::heading(locale), Route::Numbers);
    let links = About::ALL
        .into_iter()
        .map(|one| about(locale, one))
        .chain([numbers])
        .map(|(text, route)| (text.to_owned(), route.to_string()))
        .collect::<Vec<_>>();
    view! {
        <Title text=say::heading(locale) />
        <Page width=PageWidth::Reading>
            <PageHeading text=say::heading(locale) lead=say::lead(locale) />
            <Stack gap=Gap::Large>
                {section(say::signing_heading(locale), signing(locale))}
                {section(say::messages_heading(locale), messages(locale))}
                {section(results::heading(locale), results_topics(locale))}
                {section(immunizations::heading(locale), immunizations_topics(locale))}
                {section(say::browser_heading(locale), browser(locale))}
                <Section heading=services::services_heading(locale)>
                    <LinkList links=links />
                </Section>
            </Stack>
        </Page>
    }
}

/// The questions of one kind, each folded.
fn section(heading: &'static str, topics: Vec<Topic>) -> impl IntoView {
    let topics = topics.into_iter().map(|topic| {
        let more = topic.more.map(|(text, route)| {
            view! { <LinkList links=vec![(text.to_owned(), route.to_string())] /> }
        });
        view! {
            <Details summary=topic.question>
                <p>{topic.answer}</p>
                {more}
            </Details>
        }
    });
    view! {
        <Section heading=heading>
            <Stack gap=Gap::Small>{topics.collect_view()}</Stack>
        </Section>
    }
}

const fn topic(question: &'static str, answer: &'static str) -> Topic {
    Topic {
        question,
        answer,
        more: None,
    }
}

fn signing(locale: Locale) -> Vec<Topic> {
    vec![
        topic(say::sign_on_question(locale), say::sign_on_answer(locale)),
        topic(say::locked_question(locale), say::locked_answer(locale)),
        topic(say::number_question(locale), say::number_answer(locale)),
        topic(say::code_question(locale), say::code_answer(locale)),
    ]
}

fn messages(locale: Locale) -> Vec<Topic> {
    vec![
        topic(say::send_question(locale), say::send_answer(locale)),
        topic(say::reply_question(locale), say::reply_answer(locale)),
    ]
}

fn results_topics(locale: Locale) -> Vec<Topic> {
    vec![
        Topic {
            more: Some(about(locale, About::LabResults)),
            ..topic(
                say::result_missing_question(locale),
                say::result_missing_answer(locale),
            )
        },
        Topic {
            more: Some((of_numbers::heading(locale), Route::Numbers)),
            ..topic(say::value_question(locale), say::value_answer(locale))
        },
        topic(
            say::result_corrected_question(locale),
            say::result_corrected_answer(locale),
        ),
        topic(
            say::result_print_question(locale),
            say::result_print_answer(locale),
        ),
        topic(say::download_question(locale), say::download_answer(locale)),
        topic(say::child_question(locale), say::child_answer(locale)),
    ]
}

fn immunizations_topics(locale: Locale) -> Vec<Topic> {
    vec![
        Topic {
            more: Some(about(locale, About::Immunizations)),
            ..topic(
                say::vaccine_missing_question(locale),
                say::vaccine_missing_answer(locale),
            )
        },
        topic(
            say::vaccine_wrong_question(locale),
            say::vaccine_wrong_answer(locale),
        ),
        topic(say::school_question(locale), say::school_answer(locale)),
        topic(say::card_question(locale), say::card_answer(locale)),
    ]
}

fn browser(locale: Locale) -> Vec<Topic> {
    vec![
        topic(say::scripts_question(locale), say::scripts_answer(locale)),
        topic(say::shared_question(locale), say::shared_answer(locale)),
    ]
}

/// What leads to the page about a service.
fn about(locale: Locale, about: About) -> (&'static str, Route) {
    (terms::about(locale, about), Route::About(about))
}
