//! The reply, with the plan's texts.

use domain::forms::{Form, Problem};
use domain::ids::ConversationId;
use domain::messages::{FileView, RefusedFile, is_blank};
use domain::staff::{CaseReplyProblem, CaseReplyValues, TemplateName};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlInputElement, HtmlTextAreaElement};
use ui::form::{self, FormAction, SentForm};
use ui::prelude::*;
use ui::replying::Replying;
use ui::wire::Answer;
use words::{Locale, messages, session, staff as say};

use super::api::ReplyToCase;
use super::files;
use super::say as terms;

/// What the reply begins with.
pub(super) struct Begun {
    /// The conversation.
    pub id: ConversationId,
    /// What was typed.
    pub form: Form<CaseReplyValues, CaseReplyProblem>,
    /// The files that were added,
    pub files: Vec<FileView>,
    /// and those that were not taken.
    pub refused: Vec<RefusedFile>,
    /// The plan's texts.
    pub templates: Vec<TemplateName>,
    /// Whether one can cover for a colleague.
    pub may_cover: bool,
}

pub(super) fn reply_view(locale: Locale, begun: Begun, replying: Replying) -> impl IntoView {
    let action = FormAction::<ReplyToCase>::new();
    let values = begun.form.values.clone();
    let sent = form::follow_form(action, begun.form);
    let form = sent.form;
    let problems = Signal::derive(move || form.with(|form| form.problems.clone()));
    let errors = form::errors(
        problems,
        sent.failure,
        move |&problem| FieldError::new(problem.field(), terms::reply_problem(locale, problem)),
        move |error| terms::failure(locale, error.code).to_owned(),
    );
    let errors = files::or_refused(locale, errors, &begun.refused);
    let files = files::of(locale, begun.id, &begun.files);
    let uploading = files.pending();
    // `false` in the HTML, so that the form works before the page lives and without scripts.
    let waits = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(Ok(Answer::Show(form))) = action.answer() {
            let whole = form.problems.is_empty();
            waits.set(is_blank(&form.values.message));
            show(&form.values.message, whole);
        }
    });
    let pending = action.pending();
    Effect::new(move |_| {
        if let Some(Ok(Answer::Go(_))) = action.answer() {
            replying.is_sent();
        }
    });
    replying.follow(
        move || form.with(|form| form.values.send_key.clone()),
        move || pending.get() || uploading.get(),
    );
    let text = move || {
        if pending.get() {
            messages::sending(locale)
        } else {
            messages::send(locale)
        }
    };
    let covering = begun.may_cover.then(|| {
        view! {
            <Checkbox
                name="covering"
                label=say::covering(locale)
                hint=say::covering_hint(locale)
                checked=values.covering
            />
        }
    });
    // Without a text of the plan's to insert, the first button would be a file's.
    let send_by_enter = begun
        .templates
        .is_empty()
        .then(|| view! { <DefaultButton /> });
    view! {
        <Section heading=messages::reply(locale)>
            <ErrorSummary heading=session::summary_heading(locale) errors=errors />
            <SentForm action=action attr:novalidate=true>
                <Stack>
                    {send_by_enter}
                    <input type="hidden" name="conversation" value=values.conversation />
                    <input
                        type="hidden"
                        name="newest"
                        autocomplete="off"
                        value=move || form.with(|form| form.values.newest.clone())
                    />
                    <input
                        type="hidden"
                        name="send_key"
                        autocomplete="off"
                        value=move || form.with(|form| form.values.send_key.clone())
                    /> {template_field(locale, begun.templates)}
                    <Textarea
                        name="message"
                        label=messages::message(locale)
                        value=values.message
                        rows=8
                        required=true
                        error=form::error_of(errors, "message")
                        on_value=Callback::new(move |text: String| waits.set(is_blank(&text)))
                    /> {files::field(locale, files, form::error_of(errors, "files"))} {covering}
                    <ButtonRow>
                        <Button
                            disabled=Signal::derive(move || {
                                waits.get() || uploading.get() || pending.get()
                            })
                            busy=Signal::from(pending)
                        >
                            {text}
                        </Button>
                    </ButtonRow>
                </Stack>
            </SentForm>
        </Section>
    }
}

/// The plan's texts, and the button that puts one into the reply. It stands before "Send": what
/// Enter presses in a form is its first button, and this one sends nothing.
fn template_field(locale: Locale, templates: Vec<TemplateName>) -> Option<AnyView> {
    if templates.is_empty() {
        return None;
    }
    let choices = templates
        .into_iter()
        .map(|template| Choice {
            value: template.key,
            label: template.name,
            hint: None,
        })
        .collect();
    Some(
        view! {
            <Select
                name="template"
                label=say::template(locale)
                hint=say::template_hint(locale)
                choices=choices
                placeholder=say::template_none(locale)
            />
            <ButtonRow>
                <Button kind=ButtonKind::Secondary name="insert" value="true">
                    {say::template_insert(locale)}
                </Button>
            </ButtonRow>
        }
        .into_any(),
    )
}

/// Begins another reply where one was sent: a field that was typed in, and a box that was ticked,
/// do not follow their attributes.
pub(super) fn begin_anew(text: &str) {
    show(text, false);
    let covering = document().get_element_by_id("covering");
    if let Some(covering) = covering.and_then(|control| control.dyn_into().ok()) {
        let covering: HtmlInputElement = covering;
        covering.set_checked(false);
    }
}

/// Puts the text of an answered form into the field. With nothing wrong in it the keyboard goes
/// there too.
fn show(text: &str, whole: bool) {
    if let Some(area) = put("message", text)
        && whole
    {
        // A field that takes no focus leaves it where it is.
        let _ = area.focus();
    }
}

/// Puts a text into a field: what the page brought at first stands in an attribute, which a field
/// that was typed in does not follow.
pub(super) fn put(field: &str, text: &str) -> Option<HtmlTextAreaElement> {
    let control = document().get_element_by_id(field)?;
    let area: HtmlTextAreaElement = control.dyn_into().ok()?;
    area.set_value(text);
    Some(area)
}
