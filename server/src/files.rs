//! Files to download: plain handlers, each with its row in the access table.
//!
//! The table decides before the handler runs, the use case decides again in its own transaction,
//! and what leaves is always an attachment of an exact type (MSG-4), but for the small pictures of
//! pictures, which a page shows: JPEG of our own making, and sandboxed like the others. What goes wrong is told by a
//! page: a link to a file must not have `download`, which would save that page in its place, but
//! `rel="external"`, which keeps the app's router from taking it for a page of its own.
//!
//! To add a download: its row in `app/src/access.rs`, its handler in [`downloads`].

use std::str::FromStr;

use app::access::{self, File};
use axum::extract::{Path, RawPathParams, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use axum::{Extension, Router, body::Body};
use domain::ids::{AttachmentId, ConversationId};
use domain::results::ResultFormat;
use domain::services::Service;
use service::access::{DeskWorker, Member};
use service::messages::files::Opened;
use service::{Refusal, Stop};

use crate::dispatch::{allowed, see_other, way_in};
use crate::error_page::{page, plain};
use crate::facts::stopped;
use crate::headers::Sandboxed;
use crate::health_card;
use crate::{papers, results};

/// Every download: the pattern of its address and what answers it.
pub fn downloads() -> Vec<(&'static str, MethodRouter)> {
    vec![
        ("/messages/{id}/pdf", get(papers::conversation)),
        ("/messages/attachments/{id}", get(attachment)),
        ("/messages/attachments/{id}/preview", get(preview)),
        ("/staff/messages/{id}/files/{file}", get(attachment_at_desk)),
        (
            "/staff/messages/{id}/files/{file}/preview",
            get(preview_at_desk),
        ),
        ("/id-card/pdf", get(papers::id_card)),
        ("/.well-known/jwks.json", get(health_card::keys)),
        (
            "/medical-record/lab-results/pdf",
            results::all(ResultFormat::Pdf),
        ),
        (
            "/medical-record/lab-results/csv",
            results::all(ResultFormat::Csv),
        ),
        (
            "/medical-record/lab-results/fhir",
            results::all(ResultFormat::Fhir),
        ),
        (
            "/medical-record/lab-results/{id}/pdf",
            results::one(ResultFormat::Pdf),
        ),
        (
            "/medical-record/lab-results/{id}/csv",
            results::one(ResultFormat::Csv),
        ),
        (
            "/medical-record/lab-results/{id}/fhir",
            results::one(ResultFormat::Fhir),
        ),
        (
            "/medical-record/immunizations/pdf",
            get(papers::vaccination_record),
        ),
        (
            "/medical-record/immunizations/health-card",
            get(health_card::file),
        ),
        (
            "/for/{person}/medical-record/lab-results/pdf",
            results::all(ResultFormat::Pdf),
        ),
        (
            "/for/{person}/medical-record/lab-results/csv",
            results::all(ResultFormat::Csv),
        ),
        (
            "/for/{person}/medical-record/lab-results/fhir",
            results::all(ResultFormat::Fhir),
        ),
        (
            "/for/{person}/medical-record/lab-results/{id}/pdf",
            results::one(ResultFormat::Pdf),
        ),
        (
            "/for/{person}/medical-record/lab-results/{id}/csv",
            results::one(ResultFormat::Csv),
        ),
        (
            "/for/{person}/medical-record/lab-results/{id}/fhir",
            results::one(ResultFormat::Fhir),
        ),
        (
            "/for/{person}/medical-record/immunizations/pdf",
            get(papers::vaccination_record),
        ),
        (
            "/for/{person}/medical-record/immunizations/health-card",
            get(health_card::file),
        ),
    ]
}

/// An identifier of a download's address: `None` where its pattern has none of that name, and
/// not found where it is no identifier.
pub fn of_record<T: FromStr>(params: &RawPathParams, name: &str) -> Result<Option<T>, Stop> {
    let found = params.iter().find(|(named, _)| *named == name);
    found
        .map(|(_, text)| text.parse().map_err(|_| Refusal::NotFound.into()))
        .transpose()
}

/// A file of a message, or of a draft.
async fn attachment(
    Extension(ours): Extension<service::Request>,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<AttachmentId>() else {
        return page(StatusCode::NOT_FOUND, &ours.facts.id);
    };
    let opened = ours.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::files::open(cx, &who, id).await
        })
    });
    given(&ours, opened.await)
}

/// The small picture of a picture, for the page that lists it.
async fn preview(Extension(ours): Extension<service::Request>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<AttachmentId>() else {
        return page(StatusCode::NOT_FOUND, &ours.facts.id);
    };
    let opened = ours.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::files::preview(cx, &who, id).await
        })
    });
    shown(&ours, opened.await)
}

/// A file of a message at the desk that answers its conversation.
async fn attachment_at_desk(
    Extension(ours): Extension<service::Request>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let (Ok(id), Ok(file)) = (id.parse::<ConversationId>(), file.parse::<AttachmentId>()) else {
        return page(StatusCode::NOT_FOUND, &ours.facts.id);
    };
    let opened = ours.read(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::messages::files::open_at_desk(cx, &who, id, file).await
        })
    });
    given(&ours, opened.await)
}

/// The small picture of a picture, for the page of the conversation at the desk.
async fn preview_at_desk(
    Extension(ours): Extension<service::Request>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let (Ok(id), Ok(file)) = (id.parse::<ConversationId>(), file.parse::<AttachmentId>()) else {
        return page(StatusCode::NOT_FOUND, &ours.facts.id);
    };
    let opened = ours.read(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::messages::files::preview_at_desk(cx, &who, id, file).await
        })
    });
    shown(&ours, opened.await)
}

fn shown(request: &service::Request, opened: Result<Vec<u8>, Stop>) -> Response {
    match opened {
        Ok(jpeg) => Picture(jpeg).into_response(),
        Err(stop) => stopped(request, &stop),
    }
}

fn given(request: &service::Request, opened: Result<Opened, Stop>) -> Response {
    match opened {
        Ok(file) => Attachment {
            name: file.name,
            kind: file.kind.media_type(),
            bytes: file.content,
        }
        .into_response(),
        Err(stop) => stopped(request, &stop),
    }
}

/// The downloads as routes, each behind its row of the access table; one without a row, with
/// which the start has stopped already, is left out.
pub fn routes(downloads: Vec<(&'static str, MethodRouter)>) -> Router {
    let mut router = Router::new();
    for (path, handler) in downloads {
        if let Some(file) = access::file(path) {
            router = router.route(path, guarded(handler, *file));
        }
    }
    router
}

fn guarded(handler: MethodRouter, file: File) -> MethodRouter {
    handler
        .layer(from_fn_with_state(file, enter))
        .fallback(|| async { plain(StatusCode::METHOD_NOT_ALLOWED) })
}

/// Enforces the table.
async fn enter(State(file): State<File>, request: Request, next: Next) -> Response {
    let Some(ours) = request.extensions().get::<service::Request>().cloned() else {
        return page(StatusCode::INTERNAL_SERVER_ERROR, "");
    };
    match allowed(&ours, file.rule).await {
        Ok(()) => next.run(request).await,
        Err(stop) => refused(&ours, &file, &stop),
    }
}

/// What somebody gets who may not have a file: the way in, the page of the service that says why
/// it is not open, or the page of what went wrong.
fn refused(request: &service::Request, file: &File, stop: &Stop) -> Response {
    match (way_in(stop), stop) {
        (Some(page), _) => see_other(&page.to_string()),
        (None, Stop::Refused(Refusal::NotOpen)) => see_other(file.page),
        (None, _) => stopped(request, stop),
    }
}

/// A file as it is sent.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The name under which the browser saves it, with its ending.
    pub name: String,
    /// Its exact type, such as `application/pdf`.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl IntoResponse for Attachment {
    /// With the headers of MSG-4; those of every answer (nosniff, no-store, same-origin) are set
    /// by `headers`, which gives this one the policy of a sandbox.
    fn into_response(self) -> Response {
        let mut response = Body::from(self.bytes).into_response();
        response.extensions_mut().insert(Sandboxed);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        let disposition = HeaderValue::from_str(&disposition(&self.name));
        headers.insert(
            header::CONTENT_DISPOSITION,
            disposition.unwrap_or(HeaderValue::from_static("attachment")),
        );
        response
    }
}

/// A small picture as it is sent: a JPEG that the portal itself has written.
#[derive(Clone, Debug)]
struct Picture(Vec<u8>);

impl IntoResponse for Picture {
    /// To be shown and not to be saved; else with the headers of an [`Attachment`].
    fn into_response(self) -> Response {
        let mut response = Body::from(self.0).into_response();
        response.extensions_mut().insert(Sandboxed);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
        headers.insert(
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("inline"),
        );
        response
    }
}

/// `Content-Disposition` for a name that anybody may have chosen: RFC 6266, with the name in
/// ASCII for old browsers and, where that loses something, as RFC 8187 writes it.
fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let name: String = name
        .chars()
        .map(|letter| match letter {
            // What would be a folder, a stream or a device somewhere; what turns the line around.
            '/'
            | '\\'
            | ':'
            | '*'
            | '?'
            | '"'
            | '<'
            | '>'
            | '|'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => '_',
            letter if letter.is_control() => '_',
            letter => letter,
        })
        .collect();
    let name = match name.trim_matches([' ', '.']) {
        "" => "file",
        name => name,
    };
    // A percent sign is ASCII, but some browsers decode what follows it.
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii() && letter != '%' {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let mut value = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        value.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                value.push(char::from(byte));
            } else {
                // Writing to a String does not fail.
                let _ = write!(value, "%{byte:02X}");
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn msg_4_a_name_is_a_name_whatever_stands_in_it() {
        for (name, written) in [
            ("letter.pdf", "attachment; filename=\"letter.pdf\""),
            (
                "análisis 100%.pdf",
                "attachment; filename=\"an_lisis 100_.pdf\"; \
                 filename*=UTF-8''an%C3%A1lisis%20100%25.pdf",
            ),
            (
                "a\r\nSet-Cookie: x=\"y\".pdf",
                "attachment; filename=\"a__Set-Cookie_ x=_y_.pdf\"",
            ),
            (
                "../../etc/passwd",
                "attachment; filename=\"_.._etc_passwd\"",
            ),
            (
                "photo\u{202e}gpj.exe",
                "attachment; filename=\"photo_gpj.exe\"",
            ),
            ("..", "attachment; filename=\"file\""),
        ] {
            assert_eq!(disposition(name), written);
            assert!(HeaderValue::from_str(&disposition(name)).is_ok());
        }
    }

    #[test]
    fn msg_4_a_file_is_an_attachment_of_its_type() {
        let response = Attachment {
            name: "a.txt".into(),
            kind: "text/plain; charset=utf-8",
            bytes: b"a".into(),
        }
        .into_response();
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/plain; charset=utf-8"
        );
        assert!(response.extensions().get::<Sandboxed>().is_some());
    }
}
