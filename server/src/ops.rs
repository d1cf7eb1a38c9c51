//! The operations listener: health and figures, never on the public port (OPS-3); with the
//! demo feature also the test controls (CONTRACT).

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use service::Portal;

use crate::mail::Mailer;

/// What the handlers need.
#[derive(Clone)]
pub struct Ops {
    /// The portal.
    pub portal: Portal,
    /// The way mail leaves.
    pub mailer: Arc<Mailer>,
}

/// The routes.
pub fn router(portal: Portal, mailer: Arc<Mailer>) -> Router {
    let router = Router::new()
        .route("/livez", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics));
    #[cfg(feature = "demo")]
    let router = router.merge(controls::routes());
    router.with_state(Ops { portal, mailer })
}

/// Ready when the database takes a write.
async fn ready(State(ops): State<Ops>) -> Response {
    let written = match ops.portal.store().write().await {
        Ok(tx) => tx.rollback().await,
        Err(error) => Err(error),
    };
    match written {
        Ok(()) => "ok".into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database takes no write",
        )
            .into_response(),
    }
}

async fn metrics(State(ops): State<Ops>) -> String {
    format!(
        "# TYPE portal_password_verifications_total counter\n\
         portal_password_verifications_total {}\n",
        ops.portal.hashing().verifications()
    )
}

#[cfg(feature = "demo")]
mod controls {
    //! Turn the clock, restore the data, read the outbox: for tests from outside.

    use axum::routing::post;
    use serde::Deserialize;

    use super::{IntoResponse, Ops, Response, Router, State, StatusCode, get};
    use crate::commands::{outbox, parse_time};

    pub fn routes() -> Router<Ops> {
        Router::new()
            .route("/test/clock", post(clock))
            .route("/test/outbox", get(outbox_list))
            .route("/test/restore", post(restore))
            .route("/test/run-due-jobs", post(run_due_jobs))
            .route("/test/fail-next-mail", post(fail_next_mail))
    }

    #[derive(Deserialize)]
    struct Now {
        now: String,
    }

    async fn clock(State(ops): State<Ops>, body: String) -> Response {
        let Ok(Now { now }) = serde_json::from_str(&body) else {
            return (StatusCode::BAD_REQUEST, "{\"now\": RFC 3339}").into_response();
        };
        match parse_time(&now) {
            Ok(at) => {
                ops.portal.clock().turn_to(at);
                StatusCode::NO_CONTENT.into_response()
            }
            Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
        }
    }

    async fn outbox_list(State(ops): State<Ops>) -> Response {
        match outbox::listed(&ops.portal).await {
            Ok(posts) => {
                let text = serde_json::to_string(&posts).unwrap_or_default();
                ([("content-type", "application/json")], text).into_response()
            }
            Err(stop) => (StatusCode::INTERNAL_SERVER_ERROR, stop.to_string()).into_response(),
        }
    }

    async fn restore(State(ops): State<Ops>) -> Response {
        match ops.portal.store().restore_snapshot().await {
            Ok(()) => StatusCode::NO_CONTENT.into_response(),
            Err(error) => (StatusCode::CONFLICT, error.to_string()).into_response(),
        }
    }

    async fn run_due_jobs(State(ops): State<Ops>) -> Response {
        crate::jobs::due(&ops.portal, &ops.mailer).await;
        StatusCode::NO_CONTENT.into_response()
    }

    async fn fail_next_mail(State(ops): State<Ops>) -> Response {
        ops.mailer.fail_next();
        StatusCode::NO_CONTENT.into_response()
    }
}
