//! The files of results: links that the router leaves to the host.

use domain::ids::ReportId;
use domain::results::ResultFormat;
use domain::routes::Route;
use leptos::prelude::*;
use ui::prelude::*;
use words::{Locale, results as say, shell};

use crate::whose::whose;

/// One result in every form.
pub(super) fn one(locale: Locale, id: ReportId) -> AnyView {
    section(locale, say::download_heading(locale), |format| {
        Route::LabResultFile(id, format)
    })
}

/// All results in every form.
pub(super) fn all(locale: Locale) -> AnyView {
    section(
        locale,
        say::download_all_heading(locale),
        Route::LabResultsFile,
    )
}

fn section(
    locale: Locale,
    heading: &'static str,
    address: impl Fn(ResultFormat) -> Route,
) -> AnyView {
    let whose = whose();
    let links = ResultFormat::ALL.map(|format| {
        let label = match format {
            ResultFormat::Pdf => shell::download_pdf(locale),
            ResultFormat::Csv => say::download_csv(locale),
            ResultFormat::Fhir => say::download_fhir(locale),
        };
        view! {
            <ActionLink
                href=whose.link(address(format)).to_string()
                kind=ButtonKind::Secondary
                icon=IconName::Download
                attr:rel="external"
            >
                {label}
            </ActionLink>
        }
    });
    view! {
        <Section heading=heading screen_only=true>
            <p>{say::download_text(locale)}</p>
            <p>{say::download_safe(locale)}</p>
            <ButtonRow>{links.into_iter().collect_view()}</ButtonRow>
        </Section>
    }
    .into_any()
}
