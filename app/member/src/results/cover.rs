//! The cover of a result that is not shown yet, as its reader chose; and its row in a list.

use domain::results::ResultRow as Row;
use domain::results::release::{CoverView, Held, TestKind};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use ui::arrival::{Why, arrive};
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use words::{Locale, moments, release as say, results};

use super::api::ShowResult;
use super::say as terms;
use crate::whose::whose;

/// What the member reads for a kind of test.
pub(super) fn kind(locale: Locale, kind: TestKind) -> &'static str {
    match kind {
        TestKind::Everyday => say::kind_everyday(locale),
        TestKind::Genetic => say::kind_genetic(locale),
        TestKind::Cancer => say::kind_cancer(locale),
        TestKind::Infection => say::kind_infection(locale),
        TestKind::Pregnancy => say::kind_pregnancy(locale),
        TestKind::Other => say::kind_other(locale),
    }
}

/// Its row in a list: the day and the kind, and where only a cover lies on it the name.
pub(super) fn row(locale: Locale, row: Row, held: &Held) -> AnyView {
    let title = if row.name.is_empty() {
        kind(locale, held.kind).to_owned()
    } else {
        row.name
    };
    let text = match &held.until {
        Some(at) => say::row_waiting(locale, moments::date(locale, at.civil.date())),
        None => say::row_covered(locale).to_owned(),
    };
    view! {
        <ResultRow
            href=whose().link(Route::LabResult(row.id)).to_string()
            title=title
            when=terms::day(locale, &row.taken)
            datetime=terms::machine(&row.taken)
            by=say::row_now(locale)
            meaning_text=text
        />
    }
    .into_any()
}

/// What it is and that nothing is lost, for whoever may be afraid of it, and the button that shows
/// it. `asked` rises when the page is to be asked for anew.
pub fn cover_view(locale: Locale, view: CoverView, asked: RwSignal<u32>) -> impl IntoView {
    let kind = kind(locale, view.held.kind);
    let why = match &view.held.until {
        Some(at) => say::wait_why(locale, kind, moments::moment(locale, at)),
        None => say::cover_why(locale, kind),
    };
    let heading = view
        .name
        .unwrap_or_else(|| say::wait_heading(locale).to_owned());
    let nurse = use_context::<ShellView>().unwrap_or_default().lines.nurse;
    let call = say::call(locale, nurse.hours(locale), &nurse.phone);
    let own = whose().is_own();
    let write = view.can_write.then(|| {
        view! {
            <ActionLink
                href=Route::MessagesNew.to_string()
                kind=ButtonKind::Secondary
                icon=IconName::Write
            >
                {say::write(locale)}
            </ActionLink>
        }
    });
    let change = own.then(|| {
        let link = (
            say::link(locale).to_owned(),
            Route::ResultChoices.to_string(),
        );
        view! { <LinkList links=vec![link] /> }
    });
    let show = FormAction::<ShowResult>::new();
    let failed = RwSignal::new(false);
    Effect::new(move |_| match show.answer() {
        None => {}
        Some(Ok(())) => {
            asked.update(|count| *count += 1);
            arrive(Why::Action);
        }
        Some(Err(_)) => failed.set(true),
    });
    let told = move || {
        failed.get().then(|| {
            view! {
                <Alert tone=Tone::Danger announce=true>
                    <p>{say::show_failed(locale)}</p>
                </Alert>
            }
        })
    };
    let person = whose()
        .0
        .map(|person| view! { <input type="hidden" name="person" value=person.to_string() /> });
    view! {
        <Stack gap=Gap::Large>
            <PageHeading text=heading caption=terms::day(locale, &view.taken) lead=why />
            {told}
            <Prose>
                <p>{say::whole(locale)}</p>
                <p>{say::calm(locale)}</p>
                <p>
                    <CallSentence text=call phone=nurse.phone />
                </p>
                <p>{results::critical_emergency(locale)}</p>
            </Prose>
            <ButtonRow>
                <SentForm action=show>
                    {person} <input type="hidden" name="id" value=view.id.to_string() />
                    <Button>{say::show(locale)}</Button>
                </SentForm>
                {write}
            </ButtonRow>
            {change}
        </Stack>
    }
}
