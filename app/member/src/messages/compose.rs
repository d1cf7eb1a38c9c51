//! Contact Care Team: a new message.

use domain::messages::{
    AboutResult, ComposeValues, ComposeView, DraftOffer, NotListed, Recipient, Topic, Unreachable,
    is_ready,
};
use domain::routes::Route;
use domain::shell::ShellView;
use domain::time::LocalTime;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use server_fn::ServerFn;
use ui::form::{FormAction, SentForm, error_of, follow_form};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, messages as say, moments};

use super::api::{KeepMessage, SendMessage, load_compose};
use super::urgent::Urgent;
use super::{drafts, files, saving, say as terms, sending};
use crate::failed::{Instead, part};

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
    let asked = move || {
        let query = query.read();
        (query.get("to"), query.get("draft"), query.get("result"))
    };
    let view = load(asked, |(to, draft, result)| load_compose(to, draft, result));
    view! {
        <Title text=say::contact_care_team(locale) />
        <Page width=PageWidth::Form>
            <BackLink href=Route::Messages.to_string() label=say::back_to_inbox(locale) />
            <PageHeading text=say::contact_care_team(locale) lead=say::compose_lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| compose_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// Who will see it, whom to call instead, and the form.
#[allow(clippy::too_many_lines, reason = "a form is read as one")]
pub fn compose_view(locale: Locale, mut view: ComposeView) -> impl IntoView {
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
    let suggested = suggest(locale, &mut view);
    let values = view.form.values.clone();
    let begun = begun(&values, view.saved, suggested);
    let saving = saving::follow(begun, action.pending());
    sending::end_saving(action, saving);
    let sent = follow_form(action, view.form);
    let errors = sending::errors(locale, &sent, terms::compose_problem, &view.refused);
    let files = files::of(locale, saving, &view.files);
    sending::follow_key(sent.form, saving, |form| form.values.send_key.clone());
    let offered = offer(locale, view.offer, view.gone);
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
    let about = view
        .about
        .map(|result| about(locale, &result, error_of(errors, "report")));
    let not_listed = view.not_listed.map(|who| not_listed(locale, who));
    let who = who(locale, &view.recipients, &view.unreachable);
    let answer = terms::answer_by(locale, view.answer_by.as_ref());
    let to = RwSignal::new(values.to.clone());
    let chosen = chosen(locale, view.recipients, to);
    let uploading = files.pending();
    let waits = Signal::derive(move || waits.get() || uploading.get());
    let look = move || {
        look();
        saving.look();
    };
    view! {
        <ErrorSummary heading=say::problem_heading(locale) errors=errors />
        {offered}
        {not_listed}
        <Urgent />
        <Section heading=say::who_heading(locale)>
            <Prose>
                <p>{say::who_sees(locale)}</p>
                <p>{answer}</p>
            </Prose>
            {who}
        </Section>
        <SentForm
            action=action
            attr:novalidate=true
            on:input=move |_| look()
            on:change=move |_| look()
            on:focusout=move |_| look()
        >
            <Stack>
                <DefaultButton disabled=waits />
                {saving::fields(saving)}
                {about}
                <Combobox
                    name="to"
                    label=say::to(locale)
                    hint=say::to_hint(locale)
                    placeholder=say::to_placeholder(locale)
                    choices=choices
                    value=values.to
                    words=ComboboxWords::new(
                        move |count| say::to_found(locale, count),
                        say::to_nothing(locale),
                    )
                    required=true
                    error=error_of(errors, "to")
                    on_value=move |value| to.set(value)
                />
                {chosen}
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
                {files::field(locale, files, error_of(errors, "files"))}
                {sending::send_button(
                    locale,
                    waits,
                    action.pending(),
                    say::send_waits(locale),
                    saving::button(locale, saving, KeepMessage::PATH),
                )}
                {saving::status(locale, saving)}
            </Stack>
        </SentForm>
    }
    .into_any()
}

/// Why each person is in the list and who will see what is written to them, and who of the
/// member's care is not in it. It stands there before anything is chosen, and without scripts.
fn who(
    locale: Locale,
    recipients: &[Recipient],
    unreachable: &[Unreachable],
) -> impl IntoView + use<> {
    let all = recipients
        .iter()
        .map(|one| {
            let name = terms::recipient_name(locale, one).to_owned();
            let told = terms::chosen(locale, one).join(" ");
            view! {
                <li>
                    <strong>{name}</strong>
                    ". "
                    {told}
                </li>
            }
        })
        .collect_view();
    let others = (!unreachable.is_empty()).then(|| {
        let lines = unreachable
            .iter()
            .map(|one| view! { <li>{cannot(locale, one)}</li> })
            .collect_view();
        view! {
            <Details summary=say::unreachable(locale)>
                <p>{say::unreachable_lead(locale)}</p>
                <ul>{lines}</ul>
            </Details>
        }
    });
    view! {
        <Details summary=say::to_all(locale)>
            <ul>{all}</ul>
        </Details>
        {others}
    }
}

/// Why somebody cannot be written to, with the number to call instead.
fn cannot(locale: Locale, one: &Unreachable) -> impl IntoView + use<> {
    let phone = one.phone.clone().unwrap_or_default();
    view! { <CallSentence text=terms::unreachable(locale, one) phone=phone /> }
}

/// What is told of whoever is chosen, as soon as they are.
fn chosen(locale: Locale, recipients: Vec<Recipient>, to: RwSignal<String>) -> impl IntoView {
    let told = move || {
        let one = to.with(|to| recipients.iter().find(|one| one.to.to_string() == *to));
        one.map(|one| {
            let lines = terms::chosen(locale, one);
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> });
            view! { <Prose>{lines.collect_view()}</Prose> }
        })
    };
    view! { <div role="status">{told}</div> }
}

/// Somebody whom a link or a draft names and who cannot be written to: why, and what to do.
fn not_listed(locale: Locale, who: NotListed) -> impl IntoView {
    let why = match who {
        NotListed::Known(one) => view! {
            <p>{cannot(locale, &one)}</p>
            <p>{say::not_listed_next(locale)}</p>
        }
        .into_any(),
        NotListed::Other => view! { <p>{say::not_listed_other(locale)}</p> }.into_any(),
    };
    view! {
        <Alert tone=Tone::Warning heading=say::not_listed_heading(locale)>
            {why}
        </Alert>
    }
}

/// Puts a subject into a form that asks about a result, where nothing was written yet: plain words
/// that tell nothing of it. Answers whether the form holds nothing else.
fn suggest(locale: Locale, view: &mut ComposeView) -> bool {
    let values = &mut view.form.values;
    let untouched = view.form.problems.is_empty()
        && values.mark.draft.is_empty()
        && values.subject.is_empty()
        && values.message.is_empty();
    let suggested = untouched && view.about.is_some();
    if suggested {
        say::about_subject(locale).clone_into(&mut values.subject);
    }
    suggested
}

/// The result that is asked about, with a box that keeps it with the message: without scripts it
/// is taken away as it is with them.
fn about(
    locale: Locale,
    result: &AboutResult,
    error: Signal<Option<String>>,
) -> impl IntoView + use<> {
    view! {
        <Checkbox
            name="report"
            value=result.id.to_string()
            label=terms::about(locale, result)
            hint=say::about_hint(locale)
            checked=true
            error=error
        />
    }
}

fn begun(values: &ComposeValues, saved: Option<LocalTime>, suggested: bool) -> saving::Begun {
    let values = values.clone();
    saving::Begun {
        conversation: String::new(),
        values: [
            values.to,
            values.topic,
            values.subject,
            values.message,
            values.report,
        ],
        suggested,
        mark: values.mark,
        send_key: values.send_key,
        saved,
    }
}

/// A draft that waits to be gone on with, or that a link named and is gone.
fn offer(locale: Locale, offer: Option<DraftOffer>, gone: bool) -> Option<AnyView> {
    let all = move || {
        view! {
            <ActionLink href=Route::MessagesDrafts.to_string() kind=ButtonKind::Quiet>
                {say::draft_all(locale)}
            </ActionLink>
        }
    };
    if gone {
        let lost = view! {
            <Alert heading=say::draft_gone_heading(locale)>
                <p>{say::draft_gone(locale)}</p>
                <ButtonRow>{all()}</ButtonRow>
            </Alert>
        };
        return Some(lost.into_any());
    }
    let offer = offer?;
    let moment = moments::moment(locale, &offer.saved);
    let subject = if offer.subject.trim().is_empty() {
        say::draft_no_subject(locale).to_owned()
    } else {
        offer.subject
    };
    let text = match &offer.to {
        Some(to) => say::draft_offer_to(locale, moment, terms::person(locale, to), subject),
        None => say::draft_offer_nobody(locale, moment, subject),
    };
    let offered = view! {
        <Alert heading=say::draft_offer_heading(locale)>
            <p>{text}</p>
            <ButtonRow>
                // A full load: the form is on this very page, and would keep what stands in it.
                <ActionLink
                    href=drafts::href(offer.id, None)
                    kind=ButtonKind::Secondary
                    icon=IconName::Write
                    attr:rel="external"
                >
                    {say::draft_continue(locale)}
                </ActionLink>
                {all()}
            </ButtonRow>
        </Alert>
    };
    Some(offered.into_any())
}
