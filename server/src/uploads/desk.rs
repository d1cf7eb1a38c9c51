//! Files that a desk sends to its answer in a conversation.

use std::sync::Arc;

use app::access;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::forms;
use domain::ids::ConversationId;
use domain::routes::Route;
use domain::staff::{CaseReplyProblem, CaseReplyValues};
use service::access::DeskWorker;
use service::staff::files::{self, Added};

use super::{Problem, Uploads, answer, begun, refused};
use crate::dispatch::allowed;
use crate::error_page::{page, plain};

/// The endpoint whose flash brings the form back, with the files that were not taken.
const FLASH: &str = "staff/files";

pub(super) async fn serve(
    State(uploads): State<Uploads>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let Some((ours, scripts)) = begun(&request) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let Ok(id) = id.parse::<ConversationId>() else {
        return page(StatusCode::NOT_FOUND, &ours.facts.id);
    };
    match upload(&uploads, &ours, id, request, scripts).await {
        Ok((added, _)) if scripts => answer(&added),
        Ok((added, values)) => {
            let form = forms::Form::<_, CaseReplyProblem>::fresh(values);
            let flash = serde_json::to_value((form, added.refused)).ok();
            let path = Route::StaffConversation(id).to_string();
            let flash = flash.map(|kept| (FLASH, kept));
            uploads.back(&ours, &path, flash).await
        }
        Err(problem) => refused(&ours, scripts, problem),
    }
}

async fn upload(
    uploads: &Uploads,
    ours: &service::Request,
    id: ConversationId,
    request: Request,
    scripts: bool,
) -> Result<(Added, CaseReplyValues), Problem> {
    allowed(ours, access::DESK_UPLOAD_RULE).await?;
    let sender = ours
        .read(move |cx| {
            Box::pin(async move {
                let who = DeskWorker::at_desk(cx).await?;
                files::sender(cx, &who, id).await
            })
        })
        .await?;
    let mut form = uploads.receive(ours, &sender, request, scripts).await?;
    let mut values = CaseReplyValues::default();
    for field in std::mem::take(&mut form.fields) {
        set(&mut values, field);
    }
    values.conversation = id.to_string();
    let form = Arc::new(form);
    let added = ours
        .write(move |cx| {
            let form = form.clone();
            Box::pin(async move {
                let who = DeskWorker::at_desk(cx).await?;
                files::keep(cx, &who, id, &form.staged, &form.refused).await
            })
        })
        .await?;
    Ok((added, values))
}

fn set(values: &mut CaseReplyValues, (name, text): (String, String)) {
    match name.as_str() {
        "message" => values.message = text,
        "covering" => values.covering = text == "true",
        "send_key" => values.send_key = text,
        "newest" => values.newest = text,
        _ => {}
    }
}
