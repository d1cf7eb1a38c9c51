//! The files of results: links that the router leaves to the host.

use domain::ids::ReportId;
use domain::results::ResultFormat;
use domain::routes::Route;
use leptos::prelude::*;
use ui::prelude::*;
use words::{Locale, release, results as say, shell};

use crate::whose::whose;

/// One result in every form.
pub(super) fn one(locale: Locale, id: ReportId) -> AnyView {
    section(locale, say::download_heading(locale), 0, |format| {
        Route::LabResultFile(id, format)
    })
}

/// All results in every form; `held` are not shown yet, and not in them.
pub(super) fn all(locale: Locale, held: u32) -> AnyView {
    section(
        locale,
        say::download_all_heading(locale),
        held,
        Route::LabResultsFile,
    )
}

fn section(
    locale: Locale,
    heading: &'static str,
    held: u32,
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
    let held = (held > 0).then(|| view! { <p>{release::files_held(locale, u64::from(held))}</p> });
    view! {
        <Section heading=heading screen_only=true>
            {held}
            <p>{say::download_text(locale)}</p>
            <p>{say::download_safe(locale)}</p>
            <ButtonRow>{links.into_iter().collect_view()}</ButtonRow>
        </Section>
    }
    .into_any()
}
