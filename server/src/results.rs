//! Lab results as files: one or all of them, as document, table or FHIR (SPEC section 6).

use axum::extract::{Extension, RawPathParams};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use domain::family::Whose;
use domain::ids::ReportId;
use domain::results::{ReportFile, ResultFormat};
use papers::Frame;
use service::access::Reading;
use service::access::reading::Results;
use service::results::take_away;
use service::{Refusal, Request, Stop};
use words::results as say;

use crate::facts::stopped;
use crate::files::of_record;
use crate::papers::{Kind, PDF, download, frame};

const CSV: Kind = Kind("csv", "text/csv; charset=utf-8");
const FHIR: Kind = Kind("json", "application/fhir+json");

/// All results of the record that the address names, in one form.
pub fn all(format: ResultFormat) -> MethodRouter {
    get(
        move |Extension(request): Extension<Request>, params: RawPathParams| async move {
            match of_record(&params, "person") {
                Ok(person) => take(request, Whose(person), None, format).await,
                Err(stop) => stopped(&request, &stop),
            }
        },
    )
}

/// One of them.
pub fn one(format: ResultFormat) -> MethodRouter {
    get(
        move |Extension(request): Extension<Request>, params: RawPathParams| async move {
            match (of_record(&params, "person"), of_record(&params, "id")) {
                (Ok(person), Ok(Some(id))) => take(request, Whose(person), Some(id), format).await,
                _ => stopped(&request, &Refusal::NotFound.into()),
            }
        },
    )
}

async fn take(
    request: Request,
    whose: Whose,
    which: Option<ReportId>,
    format: ResultFormat,
) -> Response {
    let locale = request.facts.locale;
    let name = match which {
        Some(_) => say::file_one(locale),
        None => say::file_all(locale),
    };
    match format {
        ResultFormat::Pdf => {
            let found = files(&request, whose, which).await;
            download(
                &request,
                found,
                name,
                PDF,
                move |frame, (files, held)| match (which, files.as_slice()) {
                    (Some(_), [only]) => papers::lab_result(frame, only)?.pdf(),
                    _ => papers::lab_results(frame, &files, held)?.pdf(),
                },
            )
            .await
        }
        ResultFormat::Csv => {
            let found = files(&request, whose, which).await;
            download(&request, found, name, CSV, |frame, (files, _)| {
                papers::lab_results_table(frame.locale, &files)
            })
            .await
        }
        ResultFormat::Fhir => {
            let found = request
                .read(move |cx| {
                    Box::pin(async move {
                        let who = Reading::<Results>::of(cx, whose).await?;
                        let bundle = take_away::fhir(cx, &who, which).await?;
                        Ok((frame(cx, who.name()), bundle))
                    })
                })
                .await;
            download(&request, found, name, FHIR, |_, bundle| {
                Ok(bundle.into_bytes())
            })
            .await
        }
    }
}

async fn files(
    request: &Request,
    whose: Whose,
    which: Option<ReportId>,
) -> Result<(Frame, (Vec<ReportFile>, u32)), Stop> {
    request
        .read(move |cx| {
            Box::pin(async move {
                let who = Reading::<Results>::of(cx, whose).await?;
                let files = take_away::files(cx, &who, which).await?;
                Ok((frame(cx, who.name()), files))
            })
        })
        .await
}
