//! The vaccination record for school, sports and camp: one sheet of paper where it fits.

use domain::immunizations::{HealthCardView, NotGiven, RecordRow, VaccinationRecord};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, immunizations as say, moments, shell, terms as shared};

use super::api::load_vaccination_record;
use super::say as terms;
use crate::failed::{Instead, part};
use crate::whose;

/// `/medical-record/immunizations/record`.
#[derive(Debug)]
pub struct VaccinationRecordRoute;

#[lazy_route]
impl LazyRoute for VaccinationRecordRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let whose = whose::whose();
    let view = load(|| (), move |()| load_vaccination_record(whose.0));
    view! {
        {whose::title(locale, say::record_heading(locale))}
        <Page width=PageWidth::Wide>
            <BackLink
                href=whose.link(Route::Immunizations).to_string()
                label=say::back_to_immunizations(locale)
            />
            <PageHeading text=say::record_heading(locale) caption=say::record_for(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| vaccination_record_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// The record: whose, what was given, what it is and is not, and the same for machines.
pub fn vaccination_record_view(locale: Locale, view: VaccinationRecord) -> AnyView {
    let facts = [
        (say::name(locale), view.name.clone()),
        (
            say::birth_date(locale),
            moments::date(locale, view.birth_date),
        ),
        (say::plan(locale), view.plan.clone()),
        (
            say::made(locale),
            moments::date(locale, view.made.civil.date()),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    let has_reported = view
        .rows
        .iter()
        .flat_map(|row| &row.doses)
        .any(|dose| dose.reported);
    let reported = has_reported.then(|| view! { <p>{say::about_reported(locale)}</p> });
    let card_file = (view.card.on_card > 0).then(|| {
        view! {
            <ActionLink
                href=whose::whose().link(Route::HealthCard).to_string()
                kind=ButtonKind::Secondary
                icon=IconName::Download
                attr:rel="external"
            >
                {say::download_card(locale)}
            </ActionLink>
        }
    });
    let table = table(locale, &view.name, view.rows);
    let not_given = not_given(locale, view.not_given);
    let card = card(locale, &view.name, view.card);
    view! {
        <Sheet>
            <ButtonRow>
                <PrintButton label=say::print(locale) />
                {pdf(locale)}
                {card_file}
            </ButtonRow>
            <SummaryList rows=facts.into() />
            {table}
            {not_given}
            <Columns>
                <Section heading=say::about_heading(locale)>
                    <p>{say::about_copy(locale, view.plan)}</p>
                    {reported}
                    <p>{say::about_form(locale)}</p>
                </Section>
                {card}
            </Columns>
        </Sheet>
    }
    .into_any()
}

/// The link to the record as a file.
pub(super) fn pdf(locale: Locale) -> impl IntoView {
    view! {
        <ActionLink
            href=whose::whose().link(Route::VaccinationRecordPdf).to_string()
            kind=ButtonKind::Secondary
            icon=IconName::Download
            attr:rel="external"
        >
            {shell::download_pdf(locale)}
        </ActionLink>
    }
}

fn table(locale: Locale, name: &str, rows: Vec<RecordRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p>{say::record_empty(locale)}</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| DoseRow {
            name: row.group,
            doses: row
                .doses
                .into_iter()
                .map(|dose| {
                    let reported = dose
                        .reported
                        .then(|| say::record_reported(locale).to_owned());
                    let notes: Vec<String> = dose.vaccine.into_iter().chain(reported).collect();
                    DoseDate {
                        when: shared::figures(locale, &dose.taken, dose.taken_text.as_deref()),
                        datetime: terms::machine(&dose.taken),
                        note: (!notes.is_empty()).then(|| notes.join(", ")).into(),
                    }
                })
                .collect(),
        })
        .collect();
    let columns = [say::record_vaccine(locale), say::record_dates(locale)].map(str::to_owned);
    view! { <DoseTable caption=say::record_caption(locale, name) columns=columns rows=rows /> }
        .into_any()
}

fn not_given(locale: Locale, rows: Vec<NotGiven>) -> Option<impl IntoView> {
    if rows.is_empty() {
        return None;
    }
    let lines = rows.into_iter().map(move |row| {
        let reason = row
            .reason
            .unwrap_or_else(|| say::no_reason(locale).to_owned());
        view! { <p>{say::record_not_given_line(locale, reason, row.vaccine)}</p> }
    });
    Some(view! { <Section heading=say::record_not_given(locale)>{lines.collect_view()}</Section> })
}

/// The codes, with what is in them and what is not.
fn card(locale: Locale, name: &str, card: HealthCardView) -> impl IntoView + use<> {
    if card.codes.is_empty() {
        return None;
    }
    let parts = card.codes.len();
    let codes = (1..=parts).zip(card.codes).map(|(part, code)| {
        let (label, caption) = if parts == 1 {
            (
                say::card_label(locale, name),
                say::card_caption(locale).to_owned(),
            )
        } else {
            (
                say::card_label_part(locale, name, part, parts),
                say::card_caption_part(locale, part, parts),
            )
        };
        view! { <QrCode label=label caption=caption side=code.side modules=code.modules /> }
    });
    let codes = codes.collect_view();
    let on = say::card_on(locale, u64::from(card.on_card));
    let off = (card.off_card > 0)
        .then(|| view! { <p>{say::card_off(locale, u64::from(card.off_card))}</p> });
    Some(view! {
        <Section heading=say::card_heading(
            locale,
        )>{codes} <p>{on}</p> {off} <p>{say::card_file_text(locale)}</p></Section>
    })
}
