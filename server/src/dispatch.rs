//! Server functions: the one way in for every POST.
//!
//! The access table decides before the function runs. A browser whose scripts are off sends
//! the same form to the same address; it is told by its `Accept`, and gets 303 where the
//! WebAssembly would get JSON. What a form looks like when it comes back (typed text and what
//! is wrong with it) is kept as a *flash* for the next page: on the host, under an opaque id,
//! bound to a cookie, gone after half an hour. Nothing of it stands in the address.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::routes::Route;
use domain::time::minutes;
use leptos::prelude::provide_context;
use serde_json::Value;
use service::access::{DeskWorker, Member, PasswordOnly, Staff};
use service::keys::token_hash;
use service::{Portal, Refusal, Stop};
use store::flash::Kept;
use ui::wire::{Answer, WireCode, WireError};

use crate::error_page::page;
use crate::{cookies, guard};
use app::access::{self, Endpoint, Rule};

/// How long a form's answer waits for its page.
const FLASH_MINUTES: u64 = 30;

/// Answers `/api/…`.
pub async fn serve(State(portal): State<Portal>, mut request: Request) -> Response {
    let Some(ours) = request.extensions().get::<service::Request>().cloned() else {
        return page(StatusCode::INTERNAL_SERVER_ERROR, "");
    };
    let scripts = !accepts_html(request.headers());
    let name = request.uri().path().trim_start_matches("/api/").to_owned();
    let Some(endpoint) = access::endpoint(&name) else {
        return failed(&ours, WireCode::NotFound, scripts);
    };
    if let Err(stop) = allowed(&ours, endpoint.rule).await {
        let (status, _) = ours.report(&stop);
        if !scripts && let Some(page) = way_in(&stop) {
            return see_other(&page.to_string());
        }
        return failed(&ours, WireCode::from_status(status), scripts);
    }
    let referer = own_referer(request.headers());
    // server_fn would answer a browser with a redirect to the raw Referer; ours is below.
    request.headers_mut().remove(header::ACCEPT);
    request.headers_mut().remove(header::REFERER);
    let context = ours.clone();
    let answer = leptos_axum::handle_server_fns_with_context(
        move || provide_context(context.clone()),
        request,
    )
    .await
    .into_response();
    let (parts, body) = answer.into_parts();
    let Ok(body) = to_bytes(body, 16 * guard::BODY_LIMIT).await else {
        return failed(&ours, WireCode::Unexpected, scripts);
    };
    if !parts.status.is_success() {
        // A stop of ours, or arguments that no form of ours sends; never server_fn's own text.
        let code = serde_json::from_slice::<WireError>(&body)
            .map_or(WireCode::BadRequest, |error| error.code);
        return failed(&ours, code, scripts);
    }
    if scripts {
        return Response::from_parts(parts, Body::from(body));
    }
    without_scripts(&portal, &ours, endpoint, referer, &body).await
}

/// Where somebody goes first who is not signed on, or not yet let in.
pub fn way_in(stop: &Stop) -> Option<Route> {
    match stop {
        Stop::Refused(Refusal::SignOnNeeded) => Some(Route::SignOn),
        Stop::Refused(Refusal::TermsDue) => Some(Route::Terms),
        Stop::Refused(Refusal::StaffSignOnNeeded) => Some(Route::StaffSignOn),
        Stop::Refused(Refusal::CodeDue) => Some(Route::StaffCode),
        _ => None,
    }
}

/// Enforces the table.
pub async fn allowed(request: &service::Request, rule: Rule) -> Result<(), Stop> {
    match rule {
        Rule::Public => Ok(()),
        Rule::SigningOn => {
            request
                .read(|cx| Box::pin(async move { Member::signing_on(cx).await.map(|_| ()) }))
                .await
        }
        Rule::Member | Rule::Record => {
            request
                .read(|cx| Box::pin(async move { Member::signed_on(cx).await.map(|_| ()) }))
                .await
        }
        Rule::Open(service) => {
            request
                .read(move |cx| {
                    Box::pin(async move { Member::with(cx, service).await.map(|_| ()) })
                })
                .await
        }
        Rule::StaffSigningOn => {
            request
                .read(|cx| Box::pin(async move { PasswordOnly::signing_on(cx).await.map(drop) }))
                .await
        }
        Rule::Staff => {
            request
                .read(|cx| Box::pin(async move { Staff::signed_on(cx).await.map(drop) }))
                .await
        }
        Rule::Desk => {
            request
                .read(|cx| Box::pin(async move { DeskWorker::at_desk(cx).await.map(drop) }))
                .await
        }
    }
}

async fn without_scripts(
    portal: &Portal,
    request: &service::Request,
    endpoint: &Endpoint,
    referer: Option<String>,
    body: &[u8],
) -> Response {
    let back = referer
        .filter(|_| !endpoint.answers_there)
        .unwrap_or_else(|| endpoint.form_on.unwrap_or("/").to_owned());
    match serde_json::from_slice::<Answer<Value>>(body) {
        Ok(Answer::Go(path) | Answer::Load(path)) => see_other(if access::is_own_page(&path) {
            &path
        } else {
            "/home"
        }),
        Ok(Answer::Show(form)) => match keep_flash(portal, request, endpoint.name, &form).await {
            Ok((id, bound_to)) => {
                let mut response = see_other(&format!("{back}?flash={id}"));
                cookies::write_flash(response.headers_mut(), &bound_to);
                response
            }
            Err(stop) => crate::facts::stopped(request, &stop),
        },
        // A function without a form (such as "Mark as read"): back to where one was.
        Err(_) => see_other(&back),
    }
}

/// Stores the form; answers the opaque id for the address and the token for the cookie.
pub async fn keep_flash(
    portal: &Portal,
    request: &service::Request,
    endpoint: &'static str,
    form: &Value,
) -> Result<(String, String), Stop> {
    let token = || {
        portal
            .random()
            .bytes::<24>()
            .map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
    };
    let (id, bound_to) = (token()?, token()?);
    let (id_hash, bound_hash) = (token_hash(&id), token_hash(&bound_to));
    let kept = Kept {
        endpoint: endpoint.to_owned(),
        payload: form.to_string(),
    };
    request
        .write(move |cx| {
            let (id, bound_to, kept) = (id_hash.clone(), bound_hash.clone(), kept.clone());
            Box::pin(async move {
                let expires_at = cx.now + minutes(FLASH_MINUTES);
                Ok(store::flash::keep(&mut cx.tx, &id, &bound_to, &kept, expires_at).await?)
            })
        })
        .await?;
    Ok((id, bound_to))
}

/// Whether the browser itself asks, and not the page's WebAssembly.
pub fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"))
}

/// The path of the page that sent the form, when it is one of ours.
fn own_referer(headers: &HeaderMap) -> Option<String> {
    let referer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let same = referer
        .authority()
        .is_some_and(|authority| authority.as_str() == host);
    Some(referer.path().to_owned()).filter(|path| same && access::is_own_page(path))
}

/// 303: the page after a POST is asked for by GET, so that reload never posts again.
pub fn see_other(target: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(target) = HeaderValue::from_str(target) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}

/// The answer to what failed, for the WebAssembly or for a browser.
pub fn failed(request: &service::Request, code: WireCode, scripts: bool) -> Response {
    let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !scripts {
        return page(status, &request.facts.id);
    }
    let error = WireError {
        code,
        request: request.facts.id.clone(),
    };
    let mut response = (status, serde_json::to_string(&error).unwrap_or_default()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    if matches!(code, WireCode::Busy | WireCode::TooMany) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}
