//! The health card as a file, and the keys by which anybody can check one.

use axum::extract::{Extension, RawPathParams};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::family::Whose;
use service::access::Reading;
use service::{Request, immunizations};
use words::immunizations as say;

use crate::facts::stopped;
use crate::files::{Attachment, of_record};

/// `/.well-known/jwks.json`: public, and for programs of any site (smarthealth.cards:
/// "Determining keys associated with an issuer").
pub async fn keys(Extension(request): Extension<Request>) -> Response {
    let keys = match service::health_card::jwks(request.portal.keys()) {
        Ok(keys) => keys,
        Err(fault) => return stopped(&request, &fault.into()),
    };
    let mut response = keys.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

/// `/medical-record/immunizations/health-card`, of the record that the address names.
pub async fn file(Extension(request): Extension<Request>, params: RawPathParams) -> Response {
    let whose = match of_record(&params, "person") {
        Ok(person) => Whose(person),
        Err(stop) => return stopped(&request, &stop),
    };
    let made = request
        .read(move |cx| {
            Box::pin(async move {
                let who = Reading::of(cx, whose).await?;
                immunizations::health_card(cx, &who).await
            })
        })
        .await;
    match made {
        Ok(card) => {
            let name = say::card_file(request.facts.locale);
            Attachment {
                name: format!("{name}.smart-health-card"),
                kind: "application/smart-health-card",
                bytes: card.into_bytes(),
            }
            .into_response()
        }
        Err(stop) => stopped(&request, &stop),
    }
}
