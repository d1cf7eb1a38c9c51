//! Files that a member sends to a draft.

use std::sync::Arc;

use app::access;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::forms;
use domain::ids::ConversationId;
use domain::messages::{
    ComposeProblem, ComposeValues, DraftMark, DraftProblem, DraftSaved, DraftValues, ReplyProblem,
    ReplyValues,
};
use domain::routes::Route;
use domain::services::Service;
use serde_json::Value;
use service::access::Member;
use service::messages::files::{self, Sender, Uploaded};

use super::{Problem, Uploads, answer, begun, refused};
use crate::dispatch::allowed;
use crate::error_page::plain;

/// The endpoint whose flash tells which files were not taken.
const FLASH: &str = "messages/attachments";

pub(super) async fn serve(State(uploads): State<Uploads>, request: Request) -> Response {
    let Some((ours, scripts)) = begun(&request) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    match upload(&uploads, &ours, request, scripts).await {
        Ok((uploaded, _)) if scripts => answer(&uploaded),
        Ok((uploaded, values)) => {
            let (path, flash) = back(&uploaded, &values);
            uploads.back(&ours, &path, flash).await
        }
        Err(problem) => refused(&ours, scripts, problem),
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
    let sender = Sender::member(member);
    let mut form = uploads.receive(ours, &sender, request, scripts).await?;
    let mut values = DraftValues::default();
    for field in std::mem::take(&mut form.fields) {
        set(&mut values, field);
    }
    let (form, typed) = (Arc::new(form), values.clone());
    let kept = ours
        .write(move |cx| {
            let (form, values) = (form.clone(), typed.clone());
            Box::pin(async move {
                let who = Member::with(cx, Service::Messages).await?;
                files::keep(cx, &who, &values, &form.staged, &form.refused).await
            })
        })
        .await?;
    Ok((kept, values))
}

fn set(values: &mut DraftValues, (name, text): (String, String)) {
    let DraftMark {
        draft,
        revision,
        page,
    } = &mut values.mark;
    let place = match name.as_str() {
        "conversation" => &mut values.conversation,
        "to" => &mut values.to,
        "topic" => &mut values.topic,
        "subject" => &mut values.subject,
        "message" => &mut values.message,
        "report" => &mut values.report,
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
fn back(uploaded: &Uploaded, values: &DraftValues) -> (String, Option<(&'static str, Value)>) {
    let conversation: Option<ConversationId> = values.conversation.parse().ok();
    let page = conversation.map_or(Route::MessagesNew, Route::Conversation);
    match &uploaded.saved {
        DraftSaved::Kept { draft, .. } => {
            let refused = serde_json::to_value(&uploaded.refused).ok();
            let refused = refused.filter(|_| !uploaded.refused.is_empty());
            let flash = refused.map(|refused| (FLASH, refused));
            (format!("{page}?draft={draft}"), flash)
        }
        // What cannot be kept comes back as it was typed.
        DraftSaved::Refused(problem) => (page.to_string(), refused_form(values, *problem)),
        DraftSaved::Blank | DraftSaved::Later => (page.to_string(), None),
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
                report: values.report,
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
