//! `/register/secure`: step 4, three questions from the member's record.

use domain::registration::identity::Choice as Fact;
use domain::registration::{QuestionsView, Step};
use leptos::prelude::*;
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use words::{Locale, registration as say};

use super::api::{SubmitQuestions, load_questions};
use super::frame::{error_of, errors, shell, step_page};
use super::problems;

#[component]
pub(super) fn QuestionsPage() -> impl IntoView {
    let locale = shell().locale;
    step_page(
        Step::Questions,
        say::secure_heading(locale),
        load_questions,
        |view| view! { <QuestionsForm view=view /> }.into_any(),
    )
}

#[component]
fn QuestionsForm(view: QuestionsView) -> impl IntoView {
    let shell = shell();
    let locale = shell.locale;
    let phone = shell.lines.support.phone.clone();
    let action = FormAction::<SubmitQuestions>::new();
    let sent = ui::form::follow_form(action, view);
    let problems = Signal::derive(move || sent.form.with(|view| view.problems.clone()));
    let errors = errors(problems, sent.failure, move |problem| {
        problems::identity(locale, problem, &phone)
    });
    // Drawn anew only when the questions are others: what is chosen stays otherwise.
    let asked = Memo::new(move |_| sent.form.with(|view| view.questions.clone()));
    let fields = move || {
        let chosen = sent.form.with_untracked(|view| view.chosen.clone());
        asked
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, question)| {
                let choices = question
                    .options
                    .iter()
                    .enumerate()
                    .map(|(index, fact)| Choice::new(index.to_string(), words_of(locale, fact)))
                    .collect();
                let value = chosen
                    .get(place)
                    .copied()
                    .flatten()
                    .map(|index| index.to_string());
                let code = question.kind.code();
                view! {
                    <Radios
                        attr:data-question=code
                        name=code
                        legend=problems::question(locale, question.kind)
                        choices=choices
                        value=value.unwrap_or_default()
                        error=error_of(errors, code)
                    />
                }
            })
            .collect_view()
    };
    let can_answer = Memo::new(move |_| asked.with(|asked| !asked.is_empty()));
    view! {
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <Show when=move || can_answer.get()>
            <Prose>
                <p>{say::questions_lead(locale)}</p>
            </Prose>
        </Show>
        <SentForm action=action attr:autocomplete="off" attr:novalidate=true>
            <Stack gap=Gap::Large>
                {fields} <Show when=move || can_answer.get()>
                    <ButtonRow>
                        <Button busy=action.pending()>{say::continue_button(locale)}</Button>
                    </ButtonRow>
                </Show>
            </Stack>
        </SentForm>
    }
}

fn words_of(locale: Locale, fact: &Fact) -> String {
    match fact {
        Fact::Text(text) => text.clone(),
        Fact::Month(month) => words::moments::month_of_year(locale, month.year, month.month),
    }
}
