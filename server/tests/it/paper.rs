//! Files as they arrive, byte for byte, and a PDF as another reader than ours finds it.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method};
use http_body_util::BodyExt as _;
use testkit::{Browser, World};
use tower::ServiceExt as _;

/// Downloads a file as it is, byte for byte.
pub async fn bytes(world: &World, browser: &Browser, path: &str) -> (u16, HeaderMap, Vec<u8>) {
    let request = browser.request(Method::GET, path);
    let mut request = request.body(Body::empty()).unwrap();
    request
        .extensions_mut()
        .insert(ConnectInfo(browser.address));
    let response = world.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status.as_u16(), parts.headers, bytes.to_vec())
}

/// The words of a PDF, as another reader finds them.
pub fn words(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
