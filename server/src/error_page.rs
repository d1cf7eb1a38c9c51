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
    h1,h2{margin:0;font:600 1.8125rem/1.2 Palatino,P052,Georgia,serif;text-wrap:balance}\
    h2{margin-block-start:2.5rem;font-size:1.375rem}\
    p{margin:1.25rem 0 0}\
    a{display:inline-block;padding-block:.6rem;color:#13626f}\
    @media(prefers-color-scheme:dark){body{color:#eaf2f2;background:#101f24;border-color:#f5ab55}a{color:#93d2d4}}";

/// What the policy of every answer names, so that a browser takes [`STYLE`]: SHA-256, base64.
pub const STYLE_HASH: &str = "rKMuFqOTy/kmCc4xJIvgICtjrMlV/v4bJ7vIkuBaft4=";

/// The answer to a request that was refused before it got a request id.
pub fn plain(status: StatusCode) -> Response {
    page(status, "")
}

/// The same with the id under which the log holds the cause.
pub fn page(status: StatusCode, request_id: &str) -> Response {
    let words = words(status);
    let [(title, english), (heading, spanish)] = [words.english, words.spanish];
    let id = if request_id.is_empty() {
        String::new()
    } else {
        format!("<p><small>Request / Solicitud: {request_id}</small></p>")
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} ({number})</title>\
         <style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1><p>{english} {CALL_EN}</p>\
         <p><a href=\"/\">Front page</a></p>\
         <div lang=\"es\"><h2>{heading}</h2><p>{spanish} {CALL_ES}</p>\
         <p><a href=\"/\">Página principal</a></p></div>{id}\
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

const CALL_EN: &str = "If it goes on, call website & app support: the front page has the number.";
const CALL_ES: &str = "Si continúa, llame a la asistencia del sitio web y la aplicación: el número está en la página principal.";

/// What happened, and whose side it was on and what to do, in each language.
struct Words {
    english: (&'static str, &'static str),
    spanish: (&'static str, &'static str),
}

#[allow(clippy::too_many_lines, reason = "a table of words is read as one")]
const fn words(status: StatusCode) -> Words {
    match status.as_u16() {
        401 => Words {
            english: (
                "You are not signed on",
                "Your session has ended, as it does after a while without use. Sign on again.",
            ),
            spanish: (
                "Usted no ha iniciado sesión",
                "Su sesión terminó, como ocurre después de un tiempo sin uso. Inicie sesión de nuevo.",
            ),
        },
        403 => Words {
            english: (
                "This request did not come from a page of this portal",
                "To keep you safe, nothing was done. Open the portal and try again from there.",
            ),
            spanish: (
                "Esta solicitud no vino de una página de este portal",
                "Para protegerle, no se hizo nada. Abra el portal e inténtelo de nuevo desde allí.",
            ),
        },
        404 => Words {
            english: (
                "There is no such page",
                "The address may have a typing error, or the page may have moved.",
            ),
            spanish: (
                "Esta página no existe",
                "Puede que la dirección tenga un error, o que la página haya cambiado de lugar.",
            ),
        },
        405 => Words {
            english: (
                "This cannot be done at this address",
                "The address may have a typing error. Go to the front page and try from there.",
            ),
            spanish: (
                "Esto no se puede hacer en esta dirección",
                "Puede que la dirección tenga un error. Vaya a la página principal e inténtelo desde allí.",
            ),
        },
        409 => Words {
            english: (
                "This step is not open",
                "A step before it is not finished, or too much time has passed. Start again from the first page.",
            ),
            spanish: (
                "Este paso no está abierto",
                "Un paso anterior no está terminado, o pasó demasiado tiempo. Comience de nuevo desde la primera página.",
            ),
        },
        408 | 413 => Words {
            english: (
                "What you sent did not arrive as a whole",
                "It was too large, or it took too long. Go back and send fewer or smaller files: five at most, each up to 10 MB.",
            ),
            spanish: (
                "Lo que envió no llegó completo",
                "Era demasiado grande o tardó demasiado. Vuelva y envíe menos archivos o más pequeños: cinco como máximo, de hasta 10 MB cada uno.",
            ),
        },
        429 => Words {
            english: (
                "There were too many tries from your network",
                "They may not all be yours. Wait a while, then try again.",
            ),
            spanish: (
                "Hubo demasiados intentos desde su red",
                "Puede que no todos sean suyos. Espere un rato y luego inténtelo de nuevo.",
            ),
        },
        503 => Words {
            english: (
                "The portal is busy",
                "That is on our side: you did nothing wrong. Try again in a few seconds.",
            ),
            spanish: (
                "El portal está ocupado",
                "Es por nuestra parte: usted no hizo nada mal. Inténtelo de nuevo en unos segundos.",
            ),
        },
        500 => Words {
            english: (
                "Something went wrong on our side",
                "Nothing you did caused it. Try again in a few minutes.",
            ),
            spanish: (
                "Algo falló de nuestro lado",
                "No fue por nada que usted hiciera. Inténtelo de nuevo en unos minutos.",
            ),
        },
        _ => Words {
            english: (
                "We could not understand this request",
                "Nothing was done. Go back and try again, or begin from the front page.",
            ),
            spanish: (
                "No pudimos entender esta solicitud",
                "No se hizo nada. Vuelva e inténtelo de nuevo, o comience desde la página principal.",
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest as _, Sha256};

    use super::{STYLE, STYLE_HASH};

    /// The plan's colours stand in one file; this page cannot read it, and repeats some.
    #[test]
    fn its_colours_are_those_of_the_palette() {
        let palette = include_str!("../../style/settings/_palette.scss");
        let colours: Vec<&str> = STYLE.split('#').skip(1).map(|rest| &rest[..6]).collect();
        assert!(!colours.is_empty());
        for colour in colours {
            assert!(palette.contains(&format!("#{colour};")), "#{colour}");
        }
    }

    #[test]
    fn the_policy_names_the_style_that_is_sent() {
        assert_eq!(STANDARD.encode(Sha256::digest(STYLE)), STYLE_HASH);
    }
}
