//! How new results are to be shown, by kind of test.

use domain::results::release::{Choice as Release, ChoicesView, TestKind};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::arrival::{Why, arrive};
use ui::form::{FormAction, SentForm};
use ui::load::load;
use ui::prelude::*;
use ui::wire::WireCode;
use words::{Locale, release as say, results};

use super::api::{ChooseRelease, load_choices};
use super::cover::kind as name_of;
use crate::failed::{Instead, part};

/// `/medical-record/result-choices`.
#[derive(Debug)]
pub struct ResultChoicesRoute;

#[lazy_route]
impl LazyRoute for ResultChoicesRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let view = load(|| (), |()| load_choices());
    view! {
        <Title text=say::title(locale) />
        <Page width=PageWidth::Reading>
            <BackLink href=Route::LabResults.to_string() label=results::back_to_results(locale) />
            <PageHeading text=say::title(locale) lead=say::lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| choices_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// A question for each kind of test.
pub fn choices_view(locale: Locale, view: ChoicesView) -> impl IntoView {
    let action = FormAction::<ChooseRelease>::new();
    let told = RwSignal::new(view.saved.then_some(Ok(())));
    Effect::new(move |_| {
        if let Some(answer) = action.answer() {
            told.set(Some(answer.map(drop).map_err(|error| error.code)));
            arrive(Why::Action);
        }
    });
    let choices: Vec<Choice> = Release::ALL
        .map(|choice| Choice::new(choice.code(), said(locale, choice)))
        .into();
    let fields = view.choices.into_iter().map(move |(kind, chosen)| {
        view! {
            <Select
                name=kind.code()
                label=name_of(locale, kind)
                hint=hint(locale, kind)
                choices=choices.clone()
                value=chosen.code()
            />
        }
    });
    view! {
        <Stack>
            {move || told.get().map(|told| outcome(locale, told))} <p>{say::how(locale)}</p>
            <p>{say::care(locale)}</p> <p>{say::family(locale)}</p> <SentForm action=action>
                <Stack>
                    {fields.collect_view()} <ButtonRow>
                        <Button>{say::save(locale)}</Button>
                    </ButtonRow>
                </Stack>
            </SentForm>
        </Stack>
    }
}

fn said(locale: Locale, choice: Release) -> String {
    match choice {
        Release::AtOnce => say::choice_at_once(locale).to_owned(),
        Release::Cover => say::choice_cover(locale).to_owned(),
        Release::AfterComment(wait) => say::choice_comment(locale, wait.count().to_string()),
    }
}

/// Examples, where the name alone may not say it.
fn hint(locale: Locale, kind: TestKind) -> Option<&'static str> {
    match kind {
        TestKind::Everyday => Some(say::hint_everyday(locale)),
        TestKind::Genetic => Some(say::hint_genetic(locale)),
        TestKind::Cancer => Some(say::hint_cancer(locale)),
        TestKind::Other => Some(say::hint_other(locale)),
        TestKind::Infection | TestKind::Pregnancy => None,
    }
}

/// What became of a change.
fn outcome(locale: Locale, told: Result<(), WireCode>) -> impl IntoView {
    let (tone, text) = match told {
        Ok(()) => (Tone::Success, say::saved(locale)),
        Err(WireCode::SignOnNeeded) => (Tone::Danger, say::sign_on(locale)),
        Err(_) => (Tone::Danger, say::failed(locale)),
    };
    view! {
        <Alert tone=tone announce=true>
            <p>{text}</p>
        </Alert>
    }
}
