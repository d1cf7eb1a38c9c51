//! The page for what went wrong below or before the app: in both languages, because at this
//! point nobody may be known; no script, no request beyond itself, nothing of the cause.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The page's own few styles, in the colours of `style/settings/_palette.scss`: the style sheet
/// would be a second request, which may go wrong as the first one did.
const STYLE: &str = "\
    :root{color-scheme:light dark}\
    body{margin:0;font:1.0625rem/1.55 system-ui,sans-serif;color:#18242c;background:#f2f6f5;border-block-start:.75rem solid #0c3d47}\
    main{max-inline-size:36rem;margin:0 auto;padding:3rem 1rem}\
    h1{margin:0;font:600 1.8125rem/1.2 Palatino,P052,Georgia,serif;text-wrap:balance}\
    p{margin:1.25rem 0 0}\
    a{display:inline-block;padding-block:.6rem;color:#13626f}\
    @media(prefers-color-scheme:dark){body{color:#eaf2f2;background:#101f24;border-color:#f5ab55}a{color:#93d2d4}}";

/// What the policy of every answer names, so that a browser takes [`STYLE`]: SHA-256, base64.
pub const STYLE_HASH: &str = "XZDnnflNOMgSQIAX5RBHAkmkl78u/wsdgzUwjY+ZtfM=";

/// The answer to a request that was refused before it got a request id.
pub fn plain(status: StatusCode) -> Response {
    page(status, "")
}

/// The same with the id under which the log holds the cause.
pub fn page(status: StatusCode, request_id: &str) -> Response {
    let (en, es) = sentences(status);
    let id = if request_id.is_empty() {
        String::new()
    } else {
        format!("<p><small>Request / Solicitud: {request_id}</small></p>")
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{en} ({number})</title>\
         <style>{STYLE}</style></head>\
         <body><main><h1>{en}</h1><p lang=\"es\">{es}</p>{id}\
         <p><a href=\"/\">Front page</a> · <a href=\"/\" lang=\"es\">Página principal</a></p>\
         </main></body></html>",
        number = status.as_u16(),
    );
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if matches!(
        status,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    ) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    response
}

const fn sentences(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        401 => ("You are not signed on.", "Usted no ha iniciado sesión."),
        403 => (
            "This request did not come from a page of this portal.",
            "Esta solicitud no vino de una página de este portal.",
        ),
        404 => ("There is no such page.", "Esta página no existe."),
        409 => (
            "This step is not open. Please start again from the first page.",
            "Este paso no está abierto. Comience de nuevo desde la primera página.",
        ),
        429 => (
            "Too many tries from your network. Please wait and try again.",
            "Demasiados intentos desde su red. Espere e inténtelo de nuevo.",
        ),
        503 => (
            "The portal is busy. Please try again in a few seconds.",
            "El portal está ocupado. Inténtelo de nuevo en unos segundos.",
        ),
        500 => (
            "Something went wrong on our side. Nothing you did caused it.",
            "Algo falló de nuestro lado. No fue por nada que usted hiciera.",
        ),
        _ => (
            "We could not understand this request.",
            "No pudimos entender esta solicitud.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest as _, Sha256};

    use super::{STYLE, STYLE_HASH};

    #[test]
    fn the_policy_names_the_style_that_is_sent() {
        assert_eq!(STANDARD.encode(Sha256::digest(STYLE)), STYLE_HASH);
    }
}
