//! Files that members send: the one way in that takes more than a form.
//!
//! A form comes as `multipart/form-data`, with its text and up to five files. A file that is too
//! large is refused as soon as that is known, by the length that was announced or while it comes,
//! and what is left of it is thrown away. Each file is judged, sealed and staged before the next
//! is read, so that a request never holds more than one in memory.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use app::access;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use domain::forms;
use domain::ids::{ConversationId, MemberId};
use domain::messages::{
    ComposeProblem, ComposeValues, DraftMark, DraftProblem, DraftSaved, DraftValues, FileProblem,
    MOST_FILE_BYTES, MOST_FILES, RefusedFile, ReplyProblem, ReplyValues,
};
use domain::routes::Route;
use domain::services::Service;
use hyper::body::Frame;
use serde_json::Value;
use service::access::Member;
use service::messages::files::{self, Staged, Uploaded};
use service::{Portal, Refusal, Stop};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::dispatch::{accepts_html, allowed, failed, keep_flash, see_other, way_in};
use crate::error_page::plain;
use crate::{cookies, guard};
use ui::wire::WireCode;

/// Where files are sent to.
pub const PATH: &str = "/messages/attachments";

/// The endpoint whose flash tells which files were not taken.
pub const FLASH: &str = "messages/attachments";

/// Until the next bytes come.
const PATIENCE: Duration = Duration::from_secs(20);
/// Until all of them have; the accept loop gives this path that much.
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

/// The route.
pub fn route(portal: Portal) -> MethodRouter {
    let uploads = Uploads {
        portal,
        places: Arc::new(Semaphore::new(AT_ONCE)),
    };
    post(serve)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .fallback(|| async { plain(StatusCode::METHOD_NOT_ALLOWED) })
        .with_state(uploads)
}

/// What came with a form.
#[derive(Default)]
struct Form {
    values: DraftValues,
    staged: Vec<Staged>,
    refused: Vec<RefusedFile>,
}

async fn serve(State(uploads): State<Uploads>, request: Request) -> Response {
    let Some(ours) = request.extensions().get::<service::Request>().cloned() else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let scripts = !accepts_html(request.headers());
    match upload(&uploads, &ours, request, scripts).await {
        Ok((uploaded, _)) if scripts => answer(&uploaded),
        Ok((uploaded, values)) => back(&uploads.portal, &ours, &uploaded, &values).await,
        Err(Problem::Plain(status)) => plain(status),
        Err(Problem::Stop(stop)) => {
            if let (false, Some(page)) = (scripts, way_in(&stop)) {
                return see_other(&page.to_string());
            }
            let (status, _) = ours.report(&stop);
            failed(&ours, WireCode::from_status(status), scripts)
        }
    }
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

async fn upload(
    uploads: &Uploads,
    ours: &service::Request,
    request: Request,
    scripts: bool,
) -> Result<(Uploaded, DraftValues), Problem> {
    allowed(ours, access::UPLOAD_RULE).await?;
    let member = ours
        .read(|cx| Box::pin(async move { Ok(Member::using(cx, Service::Messages).await?.id()) }))
        .await?;
    let Ok(_place) = uploads.places.try_acquire() else {
        return Err(Stop::from(Refusal::Busy).into());
    };
    let request = request.map(|body| Body::new(Paced { body, pause: false }));
    let multipart = Multipart::from_request(request, &()).await;
    let multipart = multipart.map_err(|_| Problem::Plain(StatusCode::BAD_REQUEST))?;
    let form = timeout(WHOLE, read(ours, member, multipart, scripts)).await;
    let form = form.map_err(|_| Problem::Plain(StatusCode::REQUEST_TIMEOUT))??;
    let form = Arc::new(form);
    let values = form.values.clone();
    let kept = ours
        .write(move |cx| {
            let form = form.clone();
            Box::pin(async move {
                let who = Member::with(cx, Service::Messages).await?;
                files::keep(cx, &who, &form.values, &form.staged, &form.refused).await
            })
        })
        .await?;
    Ok((kept, values))
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
fn answer(uploaded: &Uploaded) -> Response {
    let Ok(text) = serde_json::to_string(uploaded) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// Reads a form, and takes its files one after the other. A page that lives sends one file a
/// request, the last of its fields: when that is too large the rest is not waited for. A browser
/// alone shows the answer only when it could send all.
async fn read(
    ours: &service::Request,
    member: MemberId,
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
            set(&mut form.values, &name, text);
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
            Some(content) => files::take(ours, member, &given, content).await?,
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

fn set(values: &mut DraftValues, name: &str, text: String) {
    let DraftMark {
        draft,
        revision,
        page,
    } = &mut values.mark;
    let place = match name {
        "conversation" => &mut values.conversation,
        "to" => &mut values.to,
        "topic" => &mut values.topic,
        "subject" => &mut values.subject,
        "message" => &mut values.message,
        "send_key" => &mut values.send_key,
        "draft" => draft,
        "revision" => revision,
        "page" => page,
        "step" => {
            values.step = text.parse().unwrap_or(0);
            return;
        }
        _ => return,
    };
    *place = text;
}

/// Back to the form, for a browser without scripts, with what was not taken and why.
async fn back(
    portal: &Portal,
    ours: &service::Request,
    uploaded: &Uploaded,
    values: &DraftValues,
) -> Response {
    let conversation: Option<ConversationId> = values.conversation.parse().ok();
    let page = conversation.map_or(Route::MessagesNew, Route::Conversation);
    let (path, flash) = match &uploaded.saved {
        DraftSaved::Kept { draft, .. } => {
            let refused = serde_json::to_value(&uploaded.refused).ok();
            let refused = refused.filter(|_| !uploaded.refused.is_empty());
            let flash = refused.map(|refused| (FLASH, refused));
            (format!("{page}?draft={draft}&"), flash)
        }
        // What cannot be kept comes back as it was typed.
        DraftSaved::Refused(problem) => (format!("{page}?"), refused_form(values, *problem)),
        DraftSaved::Blank | DraftSaved::Later => (format!("{page}?"), None),
    };
    let Some((endpoint, kept)) = flash else {
        return see_other(path.trim_end_matches(['?', '&']));
    };
    match keep_flash(portal, ours, endpoint, &kept).await {
        Ok((id, bound_to)) => {
            let mut response = see_other(&format!("{path}flash={id}"));
            cookies::write_flash(response.headers_mut(), &bound_to);
            response
        }
        Err(stop) => crate::facts::stopped(ours, &stop),
    }
}

/// The form of a draft that was not kept, as the button that saves it would bring it back.
fn refused_form(values: &DraftValues, problem: DraftProblem) -> Option<(&'static str, Value)> {
    let values = values.clone();
    let (endpoint, form) = if values.conversation.is_empty() {
        let form = forms::Form::refused(
            ComposeValues {
                to: values.to,
                topic: values.topic,
                subject: values.subject,
                message: values.message,
                send_key: values.send_key,
                mark: values.mark,
                attached: String::new(),
            },
            vec![ComposeProblem::NotKept(problem)],
        );
        ("messages/keep-message", serde_json::to_value(form))
    } else {
        let form = forms::Form::refused(
            ReplyValues {
                conversation: values.conversation,
                message: values.message,
                send_key: values.send_key,
                newest: String::new(),
                mark: values.mark,
                attached: String::new(),
            },
            vec![ReplyProblem::NotKept(problem)],
        );
        ("messages/keep-reply", serde_json::to_value(form))
    };
    Some((endpoint, form.ok()?))
}

/// Whether a request is for this way in.
pub fn is_upload(path: &str) -> bool {
    path == PATH
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
