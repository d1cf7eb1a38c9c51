//! Contact Care Team: a new message.

use domain::messages::{ComposeView, Topic, is_ready};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::form::{FormAction, SentForm, error_of, follow_form};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, messages as say};

use super::api::{SendMessage, load_compose};
use super::say as terms;
use super::sending;
use super::urgent::Urgent;
use crate::failed::{Instead, loaded, loading};

/// `/messages/new`.
#[derive(Debug)]
pub struct ComposeRoute;

#[lazy_route]
impl LazyRoute for ComposeRoute {
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
    let to = move || query.read().get("to");
    let view = load(to, load_compose);
    view! {
        <Title text=say::contact_care_team(locale) />
        <Page width=PageWidth::Form>
            <BackLink href=Route::Messages.to_string() label=say::back_to_inbox(locale) />
            <PageHeading text=say::contact_care_team(locale) lead=say::compose_lead(locale) />
            <Suspense fallback=move || loading(
                locale,
            )>
                {move || Suspend::new(async move {
                    let instead = Instead {
                        page: None,
                        failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                        not_found: None,
                    };
                    loaded(view.await, &instead, |view| compose_view(locale, view))
                })}
            </Suspense>
        </Page>
    }
    .into_any()
}

/// Who will see it, whom to call instead, and the form.
pub fn compose_view(locale: Locale, view: ComposeView) -> impl IntoView {
    if let Some(why) = view.read_only {
        return view! {
            <Alert>
                <p>{terms::read_only(locale, why)}</p>
            </Alert>
            <Urgent />
        }
        .into_any();
    }
    let action = FormAction::<SendMessage>::new();
    let values = view.form.values.clone();
    let sent = follow_form(action, view.form);
    let errors = sending::errors(locale, &sent, terms::compose_problem);
    let form = sent.form;
    let (waits, look) = sending::waits(["to", "subject", "message"], |[to, subject, message]| {
        is_ready(to, subject, message)
    });
    let choices = view
        .recipients
        .iter()
        .map(|one| Choice::new(one.to.to_string(), terms::recipient(locale, one)))
        .collect();
    let topics = Topic::ALL
        .map(|topic| Choice::new(topic.key(), terms::topic(locale, topic)))
        .into();
    let unreachable = (!view.unreachable.is_empty()).then(|| {
        let lines = view
            .unreachable
            .iter()
            .map(|one| view! { <li>{terms::unreachable(locale, one)}</li> })
            .collect_view();
        view! {
            <Details summary=say::unreachable(locale)>
                <p>{say::unreachable_lead(locale)}</p>
                <ul>{lines}</ul>
            </Details>
        }
    });
    view! {
        <ErrorSummary heading=say::problem_heading(locale) errors=errors />
        <Urgent />
        <Section heading=say::who_heading(locale)>
            <Prose>
                <p>{say::who_sees(locale)}</p>
                <p>{say::when_answered(locale)}</p>
            </Prose>
            {unreachable}
        </Section>
        <SentForm
            action=action
            attr:novalidate=true
            on:input=move |_| look()
            on:change=move |_| look()
            on:focusout=move |_| look()
        >
            <Stack>
                <input
                    type="hidden"
                    name="send_key"
                    autocomplete="off"
                    value=move || form.with(|form| form.values.send_key.clone())
                />
                <Select
                    name="to"
                    label=say::to(locale)
                    placeholder=say::to_placeholder(locale)
                    choices=choices
                    value=values.to
                    required=true
                    error=error_of(errors, "to")
                />
                <Select name="topic" label=say::topic(locale) choices=topics value=values.topic />
                <TextInput
                    name="subject"
                    label=say::subject(locale)
                    hint=say::subject_hint(locale)
                    value=values.subject
                    required=true
                    prose=true
                    error=error_of(errors, "subject")
                />
                <Textarea
                    name="message"
                    label=say::message(locale)
                    hint=say::message_hint(locale)
                    value=values.message
                    rows=10
                    required=true
                    error=error_of(errors, "message")
                />
                {sending::send_button(locale, waits, action.pending(), say::send_waits(locale))}
            </Stack>
        </SentForm>
    }
    .into_any()
}
