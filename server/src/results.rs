//! Lab results as files: one or all of them, as document, table or FHIR (SPEC section 6).

use axum::extract::{Extension, Path};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use domain::ids::ReportId;
use domain::results::{ReportFile, ResultFormat};
use domain::services::Service;
use papers::Frame;
use service::access::Member;
use service::results::take_away;
use service::{Refusal, Request, Stop};
use words::results as say;

use crate::facts::stopped;
use crate::papers::{Kind, PDF, download, frame};

const CSV: Kind = Kind("csv", "text/csv; charset=utf-8");
const FHIR: Kind = Kind("json", "application/fhir+json");

/// All results of the member in one form.
pub fn all(format: ResultFormat) -> MethodRouter {
    get(move |Extension(request): Extension<Request>| take(request, None, format))
}

/// One of them.
pub fn one(format: ResultFormat) -> MethodRouter {
    get(
        move |Extension(request): Extension<Request>, Path(id): Path<String>| async move {
            match id.parse::<ReportId>() {
                Ok(id) => take(request, Some(id), format).await,
                Err(_) => stopped(&request, &Refusal::NotFound.into()),
            }
        },
    )
}

async fn take(request: Request, which: Option<ReportId>, format: ResultFormat) -> Response {
    let locale = request.facts.locale;
    let name = match which {
        Some(_) => say::file_one(locale),
        None => say::file_all(locale),
    };
    match format {
        ResultFormat::Pdf => {
            let found = files(&request, which).await;
            download(&request, found, name, PDF, move |frame, files| {
                match (which, files.as_slice()) {
                    (Some(_), [only]) => papers::lab_result(frame, only)?.pdf(),
                    _ => papers::lab_results(frame, &files)?.pdf(),
                }
            })
            .await
        }
        ResultFormat::Csv => {
            let found = files(&request, which).await;
            download(&request, found, name, CSV, |frame, files| {
                papers::lab_results_table(frame.locale, &files)
            })
            .await
        }
        ResultFormat::Fhir => {
            let found = request
                .read(move |cx| {
                    Box::pin(async move {
                        let who = Member::with(cx, Service::MedicalRecord).await?;
                        let bundle = take_away::fhir(cx, &who, which).await?;
                        Ok((frame(cx, &who), bundle))
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
    which: Option<ReportId>,
) -> Result<(Frame, Vec<ReportFile>), Stop> {
    request
        .read(move |cx| {
            Box::pin(async move {
                let who = Member::with(cx, Service::MedicalRecord).await?;
                let files = take_away::files(cx, &who, which).await?;
                Ok((frame(cx, &who), files))
            })
        })
        .await
}
