//! Documents as downloads: gathered by a use case, made by the crate `papers`.
//!
//! Setting pages is work for a processor, not for the runtime: it runs in blocking tasks, two at
//! once. Whoever waits too long for a turn is told that the portal is busy.

use std::time::Duration;

use ::papers::{Frame, PaperError};
use axum::extract::{Extension, Path, RawPathParams};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::family::Whose;
use domain::ids::ConversationId;
use domain::locale::Locale;
use domain::services::Service;
use service::access::{Member, Reading};
use service::cx::Cx;
use service::{Refusal, Request, Stop, account, immunizations, messages};
use thiserror::Error;
use tokio::sync::Semaphore;
use words::immunizations as say;

use crate::error_page::page;
use crate::facts::stopped;
use crate::files::{Attachment, of_record};

/// How many documents are made at once.
const AT_ONCE: usize = 2;
/// How long one may wait for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// One for the process: it is its processors that are shared.
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// `/messages/{id}/pdf`.
pub async fn conversation(
    Extension(request): Extension<Request>,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<ConversationId>() else {
        return stopped(&request, &Refusal::NotFound.into());
    };
    let gathered = request
        .read(move |cx| {
            Box::pin(async move {
                let who = Member::with(cx, Service::Messages).await?;
                let view = messages::whole(cx, &who, id).await?;
                Ok((frame(cx, who.name()), view))
            })
        })
        .await;
    let name = match request.facts.locale {
        Locale::En => "conversation",
        Locale::Es => "conversacion",
    };
    download(&request, gathered, name, PDF, |frame, view| {
        ::papers::conversation(frame, &view)?.pdf()
    })
    .await
}

/// `/id-card/pdf`.
pub async fn id_card(Extension(request): Extension<Request>) -> Response {
    let gathered = request
        .read(|cx| {
            Box::pin(async move {
                let who = Member::with(cx, Service::IdCard).await?;
                let view = account::id_card_file(cx, &who).await?;
                Ok((frame(cx, who.name()), view))
            })
        })
        .await;
    let name = match request.facts.locale {
        Locale::En => "member-id-card",
        Locale::Es => "tarjeta-de-miembro",
    };
    download(&request, gathered, name, PDF, |frame, view| {
        ::papers::id_card(frame, &view)?.pdf()
    })
    .await
}

/// `/medical-record/immunizations/pdf`, of the record that the address names.
pub async fn vaccination_record(
    Extension(request): Extension<Request>,
    params: RawPathParams,
) -> Response {
    let whose = match of_record(&params, "person") {
        Ok(person) => Whose(person),
        Err(stop) => return stopped(&request, &stop),
    };
    let gathered = request
        .read(move |cx| {
            Box::pin(async move {
                let who = Reading::of(cx, whose).await?;
                let view = immunizations::record_file(cx, &who).await?;
                Ok((frame(cx, who.name()), view))
            })
        })
        .await;
    let name = say::record_file(request.facts.locale);
    download(&request, gathered, name, PDF, |frame, view| {
        ::papers::vaccination_record(frame, &view)?.pdf()
    })
    .await
}

/// What stands around a member's paper.
pub fn frame(cx: &Cx, whose: &str) -> Frame {
    Frame {
        locale: cx.facts.locale,
        plan: cx.portal.organisation().name.clone(),
        whose: whose.to_owned(),
        printed: cx.portal.local(cx.now),
    }
}

/// The ending of a file's name, and its exact type.
#[derive(Clone, Copy, Debug)]
pub struct Kind(pub &'static str, pub &'static str);

/// A document.
pub const PDF: Kind = Kind("pdf", "application/pdf");

/// Answers with the file of what was gathered. `name` begins the file's name, the day ends it;
/// it tells nothing of what is in it, because folders and lists of downloads show it.
pub async fn download<View: Send + 'static>(
    request: &Request,
    gathered: Result<(Frame, View), Stop>,
    name: &str,
    Kind(ending, kind): Kind,
    make: impl FnOnce(&Frame, View) -> Result<Vec<u8>, PaperError> + Send + 'static,
) -> Response {
    let (frame, view) = match gathered {
        Ok(gathered) => gathered,
        Err(stop) => return stopped(request, &stop),
    };
    let name = format!("{name}-{}.{ending}", frame.printed.civil.date());
    match made(move || make(&frame, view)).await {
        Ok(bytes) => Attachment { name, kind, bytes }.into_response(),
        Err(Unmade::Busy) => page(StatusCode::SERVICE_UNAVAILABLE, &request.facts.id),
        Err(error) => {
            tracing::error!(request = %request.facts.id, %error, "document not made");
            page(StatusCode::INTERNAL_SERVER_ERROR, &request.facts.id)
        }
    }
}

/// Why there is no document.
#[derive(Debug, Error)]
enum Unmade {
    /// No turn came.
    #[error("busy")]
    Busy,
    /// It could not be made.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The task died.
    #[error("task: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// Makes a document when it is its turn. The turn goes with the work and not with the request: a
/// client that hangs up does not let a third one begin.
async fn made(
    work: impl FnOnce() -> Result<Vec<u8>, PaperError> + Send + 'static,
) -> Result<Vec<u8>, Unmade> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    let Ok(Ok(turn)) = turn else {
        return Err(Unmade::Busy);
    };
    let made = tokio::task::spawn_blocking(move || {
        let bytes = work();
        drop(turn);
        bytes
    });
    Ok(made.await??)
}
