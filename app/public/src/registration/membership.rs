//! `/register/membership`: step 1.

use domain::mrn::{Mrn, MrnProblem, MrnScheme};
use domain::names::{self, NameProblem};
use domain::registration::membership::{MembershipProblem, MembershipValues};
use domain::registration::{MembershipNotice, MembershipView, Step};
use domain::routes::Route;
use leptos::prelude::*;
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use words::registration as say;

use super::api::{SubmitMembership, load_membership};
use super::frame::{
    error_of, error_while_typing, errors, member_services_line, shell, step_page, support_line,
};
use super::problems;

#[component]
pub(super) fn MembershipPage() -> impl IntoView {
    let locale = shell().locale;
    step_page(
        Step::Membership,
        say::membership_heading(locale),
        load_membership,
        |view| view! { <MembershipForm view=view /> }.into_any(),
    )
}

#[component]
fn MembershipForm(view: MembershipView) -> impl IntoView {
    let shell = shell();
    let locale = shell.locale;
    let phone = shell.lines.support.phone.clone();
    let action = FormAction::<SubmitMembership>::new();
    let scheme = view.scheme;
    let values = view.form.values.clone();
    let sent = ui::form::follow_form(action, view);
    // A message goes as soon as its cause does, and comes while one types where more typing
    // cannot mend it: the host's rules, run here.
    let typed = RwSignal::new(values.clone());
    let problems = Signal::derive(move || {
        let (told, found) = sent
            .form
            .with(|view| (view.form.values.clone(), view.form.problems.clone()));
        let stays = |now: &MembershipValues, problem: MembershipProblem| match problem {
            MembershipProblem::FirstName(found) => {
                now.first_name == told.first_name || names::tidy(&now.first_name) == Err(found)
            }
            MembershipProblem::LastName(found) => {
                now.last_name == told.last_name || names::tidy(&now.last_name) == Err(found)
            }
            MembershipProblem::Mrn(found) => {
                now.mrn == told.mrn || Mrn::parse(&now.mrn, scheme) == Err(found)
            }
            _ => true,
        };
        typed.with(|now| {
            found
                .into_iter()
                .filter(|&p| stays(now, p))
                .collect::<Vec<_>>()
        })
    });
    let live = Signal::derive(move || {
        typed.with(|now| {
            let mrn = Mrn::parse(&now.mrn, scheme).err();
            let names = [
                names::tidy(&now.first_name)
                    .err()
                    .map(MembershipProblem::FirstName),
                names::tidy(&now.last_name)
                    .err()
                    .map(MembershipProblem::LastName),
            ];
            names
                .into_iter()
                .flatten()
                .chain(mrn.map(MembershipProblem::Mrn))
                .collect::<Vec<_>>()
        })
    });
    let words = move |problem| problems::membership(locale, problem, scheme, &phone);
    let errors = errors(problems, sent.failure, words.clone());
    let error = move |field| error_while_typing(errors, live, is_hopeless, words.clone(), field);
    let notice = move || sent.form.with(|view| view.notice).map(told);
    let follow = move |set: fn(&mut MembershipValues, String)| {
        Callback::new(move |text: String| typed.update(|values| set(values, text)))
    };
    let mrn_hint = match scheme {
        MrnScheme::CheckDigit => say::mrn_hint(locale),
        MrnScheme::AsGiven => say::mrn_hint_given(locale),
    };
    view! {
        {notice}
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <p>{say::membership_lead(locale)}</p>
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <TextInput
                    name="first_name"
                    label=say::first_name(locale)
                    value=values.first_name
                    error=error("first_name")
                    autocomplete="off"
                    required=true
                    on_value=follow(|values, text| values.first_name = text)
                />
                <TextInput
                    name="last_name"
                    label=say::last_name(locale)
                    value=values.last_name
                    error=error("last_name")
                    autocomplete="off"
                    required=true
                    on_value=follow(|values, text| values.last_name = text)
                />
                <DateInput
                    name="birth"
                    legend=say::birth_date(locale)
                    hint=say::birth_hint(locale)
                    error=error_of(errors, "birth")
                    month_label=say::month(locale)
                    day_label=say::day(locale)
                    year_label=say::year(locale)
                    month=values.birth_month
                    day=values.birth_day
                    year=values.birth_year
                />
                <TextInput
                    name="mrn"
                    label=say::mrn(locale)
                    hint=mrn_hint
                    value=values.mrn
                    error=error("mrn")
                    autocomplete="off"
                    inputmode="numeric"
                    width=Width::Medium
                    required=true
                    on_value=follow(|values, text| values.mrn = text)
                />
                <ButtonRow>
                    <Button busy=action.pending()>{say::continue_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

/// Whether more typing cannot mend it.
fn is_hopeless(problem: MembershipProblem) -> bool {
    use MembershipProblem as P;
    matches!(
        problem,
        P::FirstName(NameProblem::TooLong | NameProblem::NotAName)
            | P::LastName(NameProblem::TooLong | NameProblem::NotAName)
            | P::Mrn(MrnProblem::NotDigits | MrnProblem::CheckDigit)
    )
}

/// What is told to someone whose facts match, instead of going on.
fn told(notice: MembershipNotice) -> AnyView {
    let locale = shell().locale;
    let (heading, text, line) = match notice {
        MembershipNotice::Young => (
            say::young_heading(locale),
            say::young_text(locale),
            member_services_line().into_any(),
        ),
        MembershipNotice::Registered => (
            say::registered_heading(locale),
            say::registered_text(locale),
            support_line().into_any(),
        ),
        MembershipNotice::Died => (
            say::died_heading(locale),
            say::died_text(locale),
            member_services_line().into_any(),
        ),
    };
    let sign_on = (notice == MembershipNotice::Registered).then(|| {
        let way = (
            say::sign_on_link(locale).to_owned(),
            Route::SignOn.to_string(),
        );
        view! { <LinkList links=vec![way] /> }
    });
    view! {
        <Alert tone=Tone::Info heading=heading announce=true>
            <p>{text}</p>
            <p>{line}</p>
            {sign_on}
        </Alert>
    }
    .into_any()
}
