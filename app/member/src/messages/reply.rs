//! The reply to a conversation, or why there can be none.

use domain::forms::{Form, Problem};
use domain::messages::{
    FileView, NotListed, Person, RefusedFile, ReplyClosed, ReplyProblem, ReplyValues, ReplyView,
    Unreachable, WhyNot, is_blank,
};
use domain::routes::Route;
use domain::staff::TeamName;
use domain::time::LocalTime;
use leptos::prelude::*;
use server_fn::ServerFn;
use ui::form::{FormAction, SentForm, error_of, follow_form};
use ui::prelude::*;
use ui::replying::Replying;
use ui::wire::Answer;
use words::terms::desk_name;
use words::{Locale, messages as say, moments};

use super::api::{KeepReply, SendReply};
use super::say as terms;
use super::urgent::Urgent;
use super::{files, saving, sending};

/// The reply, or why there can be none and what to do instead.
pub(super) fn reply_view(
    locale: Locale,
    reply: ReplyView,
    with: &Person,
    name: &str,
    replying: Replying,
) -> AnyView {
    match reply {
        ReplyView::Open {
            until,
            answer_by,
            absent,
            form,
            saved,
            files,
            refused,
        } => {
            let sees = match (&absent, with) {
                (Some(absent), _) => sees(locale, &absent.team),
                (None, Person::Named(_)) => say::reply_expect(locale, name),
                (None, Person::Desk(_)) => say::reply_expect_desk(locale, name),
            };
            let told = [
                say::reply_until(locale, moments::moment(locale, &until)),
                sees,
                terms::answer_by(locale, answer_by.as_ref()),
            ];
            let absent = absent.map(|absent| absent_alert(locale, name, &absent.why));
            let draft = Draft {
                form,
                saved,
                files,
                refused,
            };
            reply_form(locale, draft, (absent, told), replying).into_any()
        }
        ReplyView::Closed {
            why,
            since,
            instead,
            absent,
            unsent,
        } => {
            let since = since.map(|since| moments::moment(locale, &since));
            let text = match why {
                ReplyClosed::NoReply => say::closed_no_reply(locale).to_owned(),
                ReplyClosed::TooOld(_) => say::closed_too_old(locale, since.unwrap_or_default()),
                ReplyClosed::NotOpen(why) => terms::read_only(locale, why).to_owned(),
            };
            let instead = instead.map(|to| {
                let offer = say::closed_new_message(locale, name);
                view! {
                    <ActionLink href=format!("{}?to={to}", Route::MessagesNew) icon=IconName::Write>
                        {offer}
                    </ActionLink>
                }
            });
            let absent = absent.map(|why| {
                let (why, call) = (why_absent(locale, name, &why), call(locale, &why));
                view! {
                    <p>{why}</p>
                    <p>{call} {say::absent_closed(locale)}</p>
                    <ButtonRow>{to_others(locale)}</ButtonRow>
                }
            });
            let unsent = unsent.map(|text| {
                view! {
                    <p>{say::closed_unsent(locale)}</p>
                    <Textarea name="unsent" label=say::message(locale) value=text />
                }
            });
            view! {
                <Section heading=say::closed_heading(locale)>
                    <p>{text}</p>
                    {unsent}
                    {absent}
                    <ButtonRow>{instead}</ButtonRow>
                </Section>
            }
            .into_any()
        }
    }
}

/// Who sees a reply, where whom the conversation is with does not.
fn sees(locale: Locale, team: &TeamName) -> String {
    match team {
        TeamName::Office(office) => say::reply_sees_office(locale, office),
        TeamName::Desk(desk) => say::reply_sees_desk(locale, desk_name(locale, *desk)),
        TeamName::Clinicians => say::reply_sees_clinicians(locale).to_owned(),
    }
}

/// What is to be known before a word of a reply is written: that whom it was written with will
/// not read it, why, and what else can be done.
fn absent_alert(locale: Locale, name: &str, why: &NotListed) -> impl IntoView + use<> {
    let heading = say::absent_heading(locale, name);
    let (why, call) = (why_absent(locale, name, why), call(locale, why));
    view! {
        <Alert tone=Tone::Warning heading=heading>
            <p>{why}</p>
            <p>{call} {say::absent_next(locale)}</p>
            <ButtonRow>{to_others(locale)}</ButtonRow>
        </Alert>
    }
}

fn why_absent(locale: Locale, name: &str, why: &NotListed) -> String {
    match why {
        NotListed::Known(one) => match one.why {
            WhyNot::Left => say::absent_left(locale, name),
            WhyNot::NoMessages => say::absent_no_messages(locale, name),
        },
        NotListed::Other => say::absent_other(locale, name),
    }
}

/// The number of their office, where it is known.
fn call(locale: Locale, why: &NotListed) -> Option<impl IntoView + use<>> {
    let NotListed::Known(Unreachable {
        phone: Some(phone), ..
    }) = why
    else {
        return None;
    };
    let text = format!("{} ", say::absent_call(locale, phone));
    Some(view! { <CallSentence text=text phone=phone.clone() /> })
}

fn to_others(locale: Locale) -> impl IntoView {
    view! {
        <ActionLink
            href=Route::MessagesNew.to_string()
            kind=ButtonKind::Secondary
            icon=IconName::Write
        >
            {say::contact_care_team(locale)}
        </ActionLink>
    }
}

/// What is written of a reply.
struct Draft {
    form: Form<ReplyValues, ReplyProblem>,
    saved: Option<LocalTime>,
    files: Vec<FileView>,
    refused: Vec<RefusedFile>,
}

/// The form of a reply.
fn reply_form(
    locale: Locale,
    draft: Draft,
    (absent, told): (Option<impl IntoView + 'static>, [String; 3]),
    replying: Replying,
) -> impl IntoView {
    let action = FormAction::<SendReply>::new();
    let form = draft.form;
    let values = form.values.clone();
    let begun = saving::Begun {
        conversation: values.conversation.clone(),
        values: ["", "", "", &values.message, ""].map(str::to_owned),
        suggested: false,
        mark: values.mark.clone(),
        send_key: values.send_key.clone(),
        saved: draft.saved,
    };
    let saving = saving::follow(begun, action.pending());
    sending::end_saving(action, saving);
    let sent = follow_form(action, form);
    let errors = sending::errors(locale, &sent, terms::reply_problem, &draft.refused);
    let files = files::of(locale, saving, &draft.files);
    let form = sent.form;
    sending::follow_key(form, saving, |form| form.values.send_key.clone());
    Effect::new(move |_| {
        if let Some(Ok(Answer::Go(_))) = action.answer() {
            replying.is_sent();
        }
    });
    // Whatever is wrong is told beside the one field there is.
    let error = Signal::derive(move || {
        form.with(|form| form.problems.first().copied())
            .filter(|problem| problem.field() == "message")
            .map(|problem| terms::reply_problem(locale, problem))
    });
    let (waits, look) = sending::waits(["message"], |[message]| !is_blank(message));
    let uploading = files.pending();
    replying.follow(
        move || saving.send_key.get(),
        move || action.pending().get() || uploading.get(),
    );
    let waits = Signal::derive(move || waits.get() || uploading.get());
    let look = move || {
        look();
        saving.look();
    };
    view! {
        <Section heading=say::reply(locale)>
            <ErrorSummary heading=say::problem_heading(locale) errors=errors />
            {absent}
            <Prose>{told.map(|told| view! { <p>{told}</p> }).collect_view()}</Prose>
            <SentForm
                action=action
                attr:novalidate=true
                on:input=move |_| look()
                on:change=move |_| look()
                on:focusout=move |_| look()
            >
                <Stack>
                    <DefaultButton disabled=waits />
                    <input type="hidden" name="conversation" value=values.conversation />
                    <input type="hidden" name="newest" value=values.newest />
                    {saving::fields(saving)}
                    <Textarea
                        name="message"
                        label=say::message(locale)
                        hint=say::message_hint(locale)
                        value=values.message
                        rows=8
                        required=true
                        error=error
                    />
                    {files::field(locale, files, error_of(errors, "files"))}
                    {sending::send_button(
                        locale,
                        waits,
                        action.pending(),
                        say::send_reply_waits(locale),
                        saving::button(locale, saving, KeepReply::PATH),
                    )}
                    {saving::status(locale, saving)}
                </Stack>
            </SentForm>
            <Urgent />
        </Section>
    }
}
