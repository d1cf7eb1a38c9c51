//! Files that members and the desks send: the one way in that takes more than a form.
//!
//! A form comes as `multipart/form-data`, with its text and up to five files. A file that is too
//! large is refused as soon as that is known, by the length that was announced or while it comes,
//! and what is left of it is thrown away. Each file is judged, sealed and staged before the next
//! is read, so that a request never holds more than one in memory.

mod desk;
mod member;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::messages::{FileProblem, MOST_FILE_BYTES, MOST_FILES, RefusedFile};
use hyper::body::Frame;
use serde::Serialize;
use service::messages::files::{self, Sender, Staged};
use service::{Portal, Refusal, Stop};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use ui::wire::WireCode;

use crate::dispatch::{failed, keep_flash, see_other, way_in};
use crate::error_page::plain;
use crate::{cookies, guard};

/// Where members send files to.
const PATH: &str = "/messages/attachments";

/// Where the desks do: beside the conversation.
const DESK_PATH: &str = "/staff/messages/{id}/files";

/// Until the next bytes come.
const PATIENCE: Duration = Duration::from_secs(20);
/// Until all of them have; the accept loop gives these paths that much.
pub const WHOLE: Duration = Duration::from_mins(4);

/// Requests that are read at once: each may hold a file in memory.
const AT_ONCE: usize = 16;

/// The most bytes of a request: five files, and the form around them.
pub const BODY_LIMIT: usize = MOST_FILES * MOST_FILE_BYTES + 2 * guard::BODY_LIMIT;

/// The most bytes of one field of the form that is no file.
const FIELD_LIMIT: usize = guard::BODY_LIMIT;

#[derive(Clone)]
struct Uploads {
    portal: Portal,
    places: Arc<Semaphore>,
}

/// The routes.
pub fn routes(portal: Portal) -> Router {
    let uploads = Uploads {
        portal,
        places: Arc::new(Semaphore::new(AT_ONCE)),
    };
    let only = || async { plain(StatusCode::METHOD_NOT_ALLOWED) };
    Router::new()
        .route(PATH, post(member::serve).fallback(only))
        .route(DESK_PATH, post(desk::serve).fallback(only))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(uploads)
}

/// What came with a form.
#[derive(Default)]
struct Form {
    /// Its text, by the names of the fields.
    fields: Vec<(String, String)>,
    staged: Vec<Staged>,
    refused: Vec<RefusedFile>,
}

/// Why a request ended early.
enum Problem {
    Stop(Stop),
    Plain(StatusCode),
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// A request as the handlers begin with it: ours, and whether a page that lives sent it.
fn begun(request: &Request) -> Option<(service::Request, bool)> {
    let ours = request.extensions().get::<service::Request>().cloned()?;
    let scripts = !crate::dispatch::accepts_html(request.headers());
    Some((ours, scripts))
}

/// The answer to what went wrong.
fn refused(ours: &service::Request, scripts: bool, problem: Problem) -> Response {
    match problem {
        Problem::Plain(status) => plain(status),
        Problem::Stop(stop) => {
            if let (false, Some(page)) = (scripts, way_in(&stop)) {
                return see_other(&page.to_string());
            }
            let (status, _) = ours.report(&stop);
            failed(ours, WireCode::from_status(status), scripts)
        }
    }
}

impl Uploads {
    /// Reads a form, once it has a place.
    async fn receive(
        &self,
        ours: &service::Request,
        sender: &Sender,
        request: Request,
        scripts: bool,
    ) -> Result<Form, Problem> {
        let Ok(_place) = self.places.try_acquire() else {
            return Err(Stop::from(Refusal::Busy).into());
        };
        let request = request.map(|body| Body::new(Paced { body, pause: false }));
        let multipart = Multipart::from_request(request, &()).await;
        let multipart = multipart.map_err(|_| Problem::Plain(StatusCode::BAD_REQUEST))?;
        let form = timeout(WHOLE, read(ours, sender, multipart, scripts)).await;
        form.map_err(|_| Problem::Plain(StatusCode::REQUEST_TIMEOUT))?
    }

    /// Back to a page, with what it is to show.
    async fn back(
        &self,
        ours: &service::Request,
        path: &str,
        flash: Option<(&'static str, serde_json::Value)>,
    ) -> Response {
        let Some((endpoint, kept)) = flash else {
            return see_other(path);
        };
        match keep_flash(&self.portal, ours, endpoint, &kept).await {
            Ok((id, bound_to)) => {
                let and = if path.contains('?') { '&' } else { '?' };
                let mut response = see_other(&format!("{path}{and}flash={id}"));
                cookies::write_flash(response.headers_mut(), &bound_to);
                response
            }
            Err(stop) => crate::facts::stopped(ours, &stop),
        }
    }
}

/// A body that pauses after each piece. The reader of forms takes all that is ready before it
/// hands on any of it, and from a fast line that could be everything.
struct Paced {
    body: Body,
    pause: bool,
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if std::mem::take(&mut self.pause) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = Pin::new(&mut self.body).poll_frame(cx);
        self.pause = piece.is_ready();
        piece
    }
}

/// The answer for a page that lives.
fn answer(kept: &impl Serialize) -> Response {
    let Ok(text) = serde_json::to_string(kept) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// Reads a form, and takes its files one after the other. A page that lives sends one file a
/// request, the last of its fields: when that is too large the rest is not waited for. A browser
/// alone shows the answer only when it could send all.
async fn read(
    ours: &service::Request,
    sender: &Sender,
    mut multipart: Multipart,
    scripts: bool,
) -> Result<Form, Problem> {
    let mut form = Form::default();
    while let Some(field) = in_time(multipart.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(given) = field.file_name().map(str::to_owned) else {
            let text = whole(field, FIELD_LIMIT, true).await?;
            let text = text.ok_or(Problem::Plain(StatusCode::PAYLOAD_TOO_LARGE))?;
            let text = String::from_utf8(text);
            let text = text.map_err(|_| Problem::Plain(StatusCode::BAD_REQUEST))?;
            form.fields.push((name, text));
            continue;
        };
        let content = whole(field, MOST_FILE_BYTES, scripts).await?;
        let is_cut = scripts && content.is_none();
        if given.is_empty() && content.as_ref().is_some_and(Vec::is_empty) {
            // A control in which nothing was chosen.
            continue;
        }
        let taken = match content {
            _ if form.staged.len() >= MOST_FILES => Err(FileProblem::TooMany),
            None => Err(FileProblem::TooLarge),
            Some(content) => files::take(ours, sender, &given, content).await?,
        };
        match taken {
            Ok(staged) => form.staged.push(staged),
            Err(why) => form.refused.push(RefusedFile {
                name: files::shown_name(&given),
                why,
            }),
        }
        if is_cut {
            break;
        }
    }
    Ok(form)
}

/// The bytes of a field; `None` when they are more than `most`: then the rest is thrown away, or
/// with `cut` not read at all.
async fn whole(mut field: Field<'_>, most: usize, cut: bool) -> Result<Option<Vec<u8>>, Problem> {
    let mut content = Some(Vec::new());
    while let Some(piece) = in_time(field.chunk()).await? {
        content = content.filter(|content| content.len() + piece.len() <= most);
        if let Some(content) = &mut content {
            content.extend_from_slice(&piece);
        } else if cut {
            break;
        }
    }
    Ok(content)
}

async fn in_time<T>(coming: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Problem> {
    match timeout(PATIENCE, coming).await {
        Err(_) => Err(Problem::Plain(StatusCode::REQUEST_TIMEOUT)),
        Ok(Err(error)) => Err(Problem::Plain(error.status())),
        Ok(Ok(came)) => Ok(came),
    }
}

/// Whether a request is for this way in.
pub fn is_upload(path: &str) -> bool {
    let at_desk = path
        .strip_prefix("/staff/messages/")
        .and_then(|rest| rest.strip_suffix("/files"));
    path == PATH || at_desk.is_some_and(|id| !id.is_empty() && !id.contains('/'))
}

/// Whether a body may come this way: its type, and how long it says that it is.
pub fn admits(headers: &HeaderMap) -> Result<(), StatusCode> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("multipart/form-data") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let length = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > BODY_LIMIT as u64) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_in_are_told_from_what_only_looks_like_one() {
        for path in [PATH, "/staff/messages/0190-x/files"] {
            assert!(is_upload(path), "{path}");
        }
        for path in [
            "/messages/attachments/0190-x",
            "/messages/0190-x/files",
            "/staff/messages//files",
            "/staff/messages/0190-x/files/0190-y",
            "/staff/messages/files",
            "/staff/messages/a/b/files",
        ] {
            assert!(!is_upload(path), "{path}");
        }
    }
}
