//! The result that a member asks about, and the comment on it.

use domain::forms::{Form, Problem};
use domain::results::{CommentProblem, CommentValues, CommentView, Flag, ReportStatus};
use domain::staff::{AskedResult, AskedValue, CaseResult};
use leptos::prelude::*;
use ui::form::{self, FormAction, SentForm};
use ui::prelude::*;
use words::terms::role;
use words::{Locale, moments, results, session, staff as say, values};

use super::api::CommentOnResult;
use super::work::look_again;
use super::{reply, say as terms};

/// The section of the result: what it says, what was said about it, the form of a comment.
pub(super) fn asked_view(
    locale: Locale,
    asked: CaseResult,
    form: Option<Form<CommentValues, CommentProblem>>,
) -> impl IntoView {
    let inside = match asked {
        CaseResult::Closed => view! { <p>{say::asked_closed(locale)}</p> }.into_any(),
        CaseResult::Open(result) => {
            let form = form.map(|form| comment_form(locale, form));
            view! { <Stack>{result_view(locale, *result)} {form}</Stack> }.into_any()
        }
    };
    view! { <Section heading=say::asked(locale)>{inside}</Section> }
}

fn result_view(locale: Locale, result: AskedResult) -> impl IntoView {
    let day = values::day(locale, &result.taken);
    let standing = standing(locale, &result);
    let facts = vec![
        (results::result(locale).to_owned(), result.name.clone()),
        (results::taken(locale).to_owned(), day),
        (
            results::state(locale).to_owned(),
            values::status(locale, result.status).to_owned(),
        ),
    ];
    let columns = [
        results::column_test(locale),
        results::column_value(locale),
        results::column_range(locale),
    ]
    .map(str::to_owned);
    let rows = result
        .values
        .into_iter()
        .map(move |value| row(locale, value));
    let conclusion = result.conclusion.map(|text| {
        view! { <p>{say::asked_conclusion(locale, text)}</p> }
    });
    let comments = comments(locale, result.comments);
    view! {
        {standing}
        <SummaryList rows=facts />
        <DataTable caption=results::table_caption(locale, result.name) columns=columns.into()>
            {rows.collect_view()}
        </DataTable>
        {conclusion}
        {comments}
    }
}

/// What has become of it since the member asked.
fn standing(locale: Locale, result: &AskedResult) -> Option<impl IntoView + use<>> {
    let text = if result.status == ReportStatus::EnteredInError {
        say::asked_withdrawn(locale)
    } else if result.changed {
        say::asked_changed(locale)
    } else {
        return None;
    };
    Some(view! {
        <Alert tone=Tone::Warning>
            <p>{text}</p>
        </Alert>
    })
}

fn row(locale: Locale, value: AskedValue) -> impl IntoView {
    let attention = value.flag.is_some_and(Flag::is_outside);
    let flag = value.flag.map(|flag| flag_tag(locale, flag));
    let status = value
        .status
        .map(|status| view! { <Tag text=values::status(locale, status) /> });
    let ranges = if value.ranges.is_empty() {
        results::no_range(locale).to_owned()
    } else {
        value.ranges.join("; ")
    };
    view! {
        <Row attention=attention>
            <HeadCell>{value.name}</HeadCell>
            <Cell label=results::column_value(
                locale,
            )>{values::shown(locale, &value.shown)} " " {flag} " " {status}</Cell>
            <Cell label=results::column_range(locale)>{ranges}</Cell>
        </Row>
    }
}

/// A flag in words, with its colour.
fn flag_tag(locale: Locale, flag: Flag) -> impl IntoView {
    let tone = match flag {
        Flag::Normal | Flag::Negative => TagTone::Good,
        Flag::Positive | Flag::Indeterminate => TagTone::Neutral,
        _ if flag.is_critical() => TagTone::Urgent,
        _ => TagTone::Caution,
    };
    view! { <Tag tone=tone text=values::flag(locale, flag) /> }
}

fn comments(locale: Locale, comments: Vec<CommentView>) -> AnyView {
    if comments.is_empty() {
        return view! { <p>{say::comments_none(locale)}</p> }.into_any();
    }
    let bubbles = comments.into_iter().enumerate().map(move |(number, one)| {
        view! {
            <MessageBubble
                id=format!("comment-{number}")
                from=one.author
                role=role(locale, one.role)
                when=moments::moment(locale, &one.written)
                datetime=moments::machine(&one.written)
                text=one.text
            />
        }
    });
    view! { <Thread label=say::comments(locale)>{bubbles.collect_view()}</Thread> }.into_any()
}

fn comment_form(locale: Locale, begun: Form<CommentValues, CommentProblem>) -> impl IntoView {
    let action = FormAction::<CommentOnResult>::new();
    let values = begun.values.clone();
    let sent = form::follow_form(action, begun);
    let form = sent.form;
    let errors = form::errors(
        Signal::derive(move || form.with(|form| form.problems.clone())),
        sent.failure,
        move |&problem| FieldError::new(problem.field(), terms::comment_problem(locale, problem)),
        move |error| terms::failure(locale, error.code).to_owned(),
    );
    look_again(action, || drop(reply::put("comment", "")));
    let pending = action.pending();
    view! {
        <ErrorSummary heading=session::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <input type="hidden" name="conversation" value=values.conversation />
                <input type="hidden" name="report" value=values.report />
                <input
                    type="hidden"
                    name="send_key"
                    autocomplete="off"
                    value=move || form.with(|form| form.values.send_key.clone())
                />
                <Textarea
                    name="comment"
                    label=say::comment(locale)
                    hint=say::comment_hint(locale)
                    value=values.comment
                    rows=4
                    required=true
                    error=form::error_of(errors, "comment")
                />
                <ButtonRow>
                    <Button
                        kind=ButtonKind::Secondary
                        disabled=Signal::from(pending)
                        busy=Signal::from(pending)
                    >
                        {say::comment_add(locale)}
                    </Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}
