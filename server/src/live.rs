//! `/live` and `/staff/live`: streams of server-sent events that say when something has changed,
//! of the member's or at the desk.
//!
//! An event holds a number or a word and no health information. The stream ends with the session,
//! and being open is not being used: it does not extend the idle limit.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use service::Stop;
use service::live;
use service::live::{Ear, Listening};

/// How often a quiet stream looks whether its session has ended, and tells the line that it is
/// still there.
const EVERY: Duration = Duration::from_secs(15);

/// Whose stream it is.
#[derive(Clone, Copy)]
enum Whose {
    Member,
    Desk,
}

impl Whose {
    /// What it listens for, while the session lasts.
    async fn ears(self, request: &service::Request) -> Result<Vec<Ear>, Stop> {
        match self {
            Self::Member => live::member(request).await,
            Self::Desk => live::desk(request).await,
        }
    }

    /// What it says of a change: a member's number of unread conversations; at a desk the page
    /// asks for itself.
    async fn news(self, request: &service::Request) -> Result<String, Stop> {
        match self {
            Self::Member => Ok(live::unread(request).await?.to_string()),
            Self::Desk => live::desk(request).await.map(|_| "news".to_owned()),
        }
    }
}

struct Stream {
    whose: Whose,
    request: service::Request,
    listening: Listening,
    /// Nothing was told yet: a page that comes back is told how it stands.
    first: bool,
}

/// Opens the stream of a member.
pub async fn member(request: Request) -> Response {
    serve(Whose::Member, request).await
}

/// Opens the stream of somebody at a desk.
pub async fn desk(request: Request) -> Response {
    serve(Whose::Desk, request).await
}

async fn serve(whose: Whose, request: Request) -> Response {
    let Some(ours) = request.extensions().get::<service::Request>().cloned() else {
        return crate::error_page::plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let ears = match whose.ears(&ours).await {
        Ok(ears) => ears,
        // The page of a session that has ended asks once more, when another tab has signed off:
        // it is told the end, not an error.
        Err(Stop::Refused(_)) => {
            let end = stream::iter([Ok::<_, Infallible>(event_of("end"))]);
            return Sse::new(end).into_response();
        }
        Err(stop) => {
            ours.report(&stop);
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let stream = Stream {
        whose,
        listening: ours.portal.live().listen(&ears),
        request: ours,
        first: true,
    };
    let events = stream::unfold(Some(stream), |stream| async move {
        let mut stream = stream?;
        let event = next(&mut stream).await;
        Some(match event {
            Some(event) => (Ok::<_, Infallible>(event), Some(stream)),
            None => (Ok(event_of("end")), None),
        })
    });
    let mut response = Sse::new(events).into_response();
    // A proxy in front must pass on what it gets.
    response.headers_mut().insert(
        header::HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

/// What is told next; `None` at the end of the session, and at the end of the host.
async fn next(stream: &mut Stream) -> Option<Event> {
    if !stream.first {
        let change = tokio::time::timeout(EVERY, stream.listening.next()).await;
        match change {
            Ok(None) => return None,
            Ok(Some(_)) => stream.listening.all_at_once(),
            Err(_) => {
                stream.whose.ears(&stream.request).await.ok()?;
                return Some(event_of(""));
            }
        }
    }
    let news = stream.whose.news(&stream.request).await.ok()?;
    // A stream that begins says how it stands.
    let begins = if std::mem::take(&mut stream.first) {
        "="
    } else {
        ""
    };
    Some(event_of(&format!("{begins}{news}")))
}

/// The one kind of event: news, nothing (the line is there), or `end`.
fn event_of(text: &str) -> Event {
    Event::default().event("live").data(text)
}
