//! A bare handler for `cargo xtask bench`: one answer, read from a file as it stood on the
//! wire (head, empty line, body), given to every request by the portal's own accept loop. What
//! the portal takes longer than this is what its pages cost.
//!
//! `bare ADDRESS FILE`

use std::error::Error;
use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// What the server below writes by itself.
const ITS_OWN: [HeaderName; 4] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::DATE,
    header::TRANSFER_ENCODING,
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [address, file] = words.as_slice() else {
        return Err("bare ADDRESS FILE".into());
    };
    let listener = TcpListener::bind(address.parse::<SocketAddr>()?).await?;
    let (headers, body) = answer(&tokio::fs::read(file).await?.into())?;
    let handler = get(move || {
        let (headers, body) = (headers.clone(), body.clone());
        async move { given(headers, body) }
    });
    let (_tell, stop) = watch::channel(false);
    server::host::serve(listener, Router::new().fallback(handler), stop).await;
    Ok(())
}

fn given(headers: HeaderMap, body: Bytes) -> Response {
    let mut response = Body::from(body).into_response();
    *response.headers_mut() = headers;
    response
}

/// Splits what stood on the wire.
fn answer(wire: &Bytes) -> Result<(HeaderMap, Bytes), Box<dyn Error>> {
    let end = wire
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .ok_or("the file holds no head")?;
    let mut headers = HeaderMap::new();
    for line in std::str::from_utf8(&wire[..end])?.split("\r\n").skip(1) {
        let (name, value) = line.split_once(':').ok_or("a header without a colon")?;
        let name: HeaderName = name.parse()?;
        if !ITS_OWN.contains(&name) {
            headers.append(name, HeaderValue::from_str(value.trim())?);
        }
    }
    Ok((headers, wire.slice(end + 4..)))
}
