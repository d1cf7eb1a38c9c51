//! What is refused before anything is read: methods, foreign hosts, foreign origins.
//!
//! Leptos has no defence against cross-site requests by design; this layer is it (WEB-3,
//! WEB-4, WEB-8, AUT-11).

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::uri::{Authority, Uri};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::{host_name, is_loopback_name};
use crate::error_page::plain;
use crate::uploads;

/// The origin that browsers use, such as `https://portal.example`.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Scheme, host and port.
    pub origin: String,
    /// Host and port alone.
    authority: String,
}

impl Origin {
    /// From a checked origin.
    pub fn new(origin: String) -> Self {
        let authority = origin
            .split_once("://")
            .map_or("", |(_, rest)| rest)
            .to_owned();
        Self { origin, authority }
    }
}

/// The longest form: a message of 64 KiB takes up to three times that in an address's
/// encoding. Files have a way in of their own ([`uploads`]).
pub const BODY_LIMIT: usize = 256 * 1024;

/// The public keys of health cards: the one thing that programs of other sites may fetch. Who
/// checks a card asks for them, from wherever they are.
const KEYS: &str = "/.well-known/jwks.json";

/// Lets through what a page of ours could have sent.
pub async fn guard(State(origin): State<Origin>, request: Request, next: Next) -> Response {
    match check(&origin, &request) {
        Verdict::Pass => next.run(request).await,
        Verdict::Refuse(status) => plain(status),
        Verdict::MoveTo(target) => moved(&target),
    }
}

enum Verdict {
    Pass,
    Refuse(StatusCode),
    MoveTo(String),
}

fn check(origin: &Origin, request: &Request) -> Verdict {
    let headers = request.headers();
    let method = request.method();
    if !matches!(*method, Method::GET | Method::HEAD | Method::POST) {
        return Verdict::Refuse(StatusCode::METHOD_NOT_ALLOWED);
    }
    let host = match host_of(request) {
        Ok(host) => host,
        Err(status) => return Verdict::Refuse(status),
    };
    if !host.eq_ignore_ascii_case(&origin.authority) {
        // Another name of this machine is told the right one (CONTRACT), anything else nothing.
        let ours = is_loopback_name(host_name(&origin.authority));
        let reads = *method != Method::POST;
        return if ours && reads && is_loopback_name(host_name(&host)) {
            Verdict::MoveTo(format!("{}{}", origin.origin, request.uri().path()))
        } else {
            Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST)
        };
    }
    if *method == Method::POST {
        return match post(origin, request.uri(), headers) {
            Ok(()) => Verdict::Pass,
            Err(status) => Verdict::Refuse(status),
        };
    }
    // What nobody has asked to see is not rendered, not audited, and marks nothing (SES-9). The
    // browser asks again when somebody does.
    if is_ahead(headers) {
        return Verdict::Refuse(StatusCode::SERVICE_UNAVAILABLE);
    }
    if is_foreign_load(headers) && request.uri().path() != KEYS {
        Verdict::Refuse(StatusCode::FORBIDDEN)
    } else {
        Verdict::Pass
    }
}

/// Whether a browser asks before a person does: to have the page ready, or for a picture of it.
/// `Sec-Purpose` is the standard's; the others are what browsers said before it, and some still do.
fn is_ahead(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok())
        .map(str::to_ascii_lowercase)
        .any(|purpose| purpose.contains("prefetch") || purpose.contains("preview"))
}

/// The one host that a request is for. A server in front may have gone by another part of the
/// request than ours would: what names two is refused (WEB-12), and so is a target that is no
/// path, which no page of ours could answer.
fn host_of(request: &Request) -> Result<String, StatusCode> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().ok(),
        (None, _) => Some(""),
        (Some(_), Some(_)) => None,
    };
    let host = host.ok_or(StatusCode::BAD_REQUEST)?;
    if !request.uri().path().starts_with('/') {
        return Err(StatusCode::BAD_REQUEST);
    }
    let named = request.uri().authority().map(Authority::as_str);
    if named.is_some_and(|named| !named.eq_ignore_ascii_case(host)) {
        return Err(StatusCode::BAD_REQUEST);
    }
    if !host.is_empty() && host.parse::<Authority>().is_err() {
        return Err(StatusCode::BAD_REQUEST);
    }
    Ok(host.to_owned())
}

/// A POST passes when the browser says that a page of ours sent it: by `Sec-Fetch-Site`, or,
/// from browsers that do not know it, by `Origin`. Neither there: refused.
fn post(origin: &Origin, uri: &Uri, headers: &HeaderMap) -> Result<(), StatusCode> {
    let text = |name| {
        headers
            .get(name)
            .map(|value: &HeaderValue| value.to_str().unwrap_or("?"))
    };
    let own_origin = text("origin").map(|sent| sent == origin.origin);
    let trusted = match (text("sec-fetch-site"), own_origin) {
        (Some(site), own) => site == "same-origin" && own != Some(false),
        (None, Some(own)) => own,
        (None, None) => false,
    };
    if !trusted {
        return Err(StatusCode::FORBIDDEN);
    }
    if uri.query().is_some() {
        // No form of ours has one: credentials never stand in an address (AUT-11).
        return Err(StatusCode::BAD_REQUEST);
    }
    if uploads::is_upload(uri.path()) {
        return uploads::admits(headers);
    }
    let kind = text("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let length = text("content-length").and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > BODY_LIMIT as u64) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(())
}

/// Whether another site loads this as an image, a script or by fetch. A person who follows a
/// link from elsewhere navigates, and may.
fn is_foreign_load(headers: &HeaderMap) -> bool {
    let is = |name, value: &str| {
        headers
            .get(name)
            .is_some_and(|sent: &HeaderValue| sent == value)
    };
    let foreign = is("sec-fetch-site", "cross-site") || is("sec-fetch-site", "same-site");
    foreign && !(is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document"))
}

fn moved(target: &str) -> Response {
    let mut response = (StatusCode::TEMPORARY_REDIRECT, Body::empty()).into_response();
    if let Ok(target) = HeaderValue::from_str(target) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}
