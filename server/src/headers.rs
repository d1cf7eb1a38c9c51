//! The headers of every answer, whatever its status, method or route (WEB-1, 5, 6, 9).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::error_page::STYLE_HASH;

/// The nonce of this answer's scripts.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// Whether the answer may be kept: only files under the hash of their content.
#[derive(Clone, Copy, Debug)]
pub struct Immutable;

/// Whether the answer is a file that somebody wrote or that holds what somebody wrote: it is
/// given to no page and runs nothing, even if a browser opens it (MSG-4).
#[derive(Clone, Copy, Debug)]
pub struct Sandboxed;

const FIXED: &[(&str, &str)] = &[
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
         encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// Gives the request a fresh nonce and the answer its headers. Outermost layer.
pub async fn secure(mut request: Request, next: Next) -> Response {
    let nonce = fresh_nonce();
    if let Some(nonce) = &nonce {
        request.extensions_mut().insert(Nonce(nonce.clone()));
    }
    let mut response = next.run(request).await;
    let immutable = response.extensions().get::<Immutable>().is_some();
    let sandboxed = response.extensions().get::<Sandboxed>().is_some();
    let policy = if sandboxed {
        "sandbox; default-src 'none'".to_owned()
    } else {
        policy(nonce.as_deref().unwrap_or_default())
    };
    apply(response.headers_mut(), &policy, immutable);
    response
}

/// The policy of a page.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         manifest-src 'self'; worker-src 'self'; style-src 'self' 'nonce-{nonce}' \
         'sha256-{STYLE_HASH}'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )
}

fn apply(headers: &mut HeaderMap, policy: &str, immutable: bool) {
    for (name, value) in FIXED {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let cache = if immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.remove(header::SERVER);
}

/// 128 random bits; `None` (a policy that lets no inline script run) if the system gives none.
fn fresh_nonce() -> Option<String> {
    let bytes = service::random::Random::Os.bytes::<16>().ok()?;
    Some(STANDARD_NO_PAD.encode(bytes))
}
