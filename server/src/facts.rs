//! What is known about a request before anything renders: its id, the network, the cookies,
//! the language, and the form that was sent before it.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::locale::Locale;
use service::keys::token_hash;
use service::{Portal, RequestFacts};
use store::flash;

use crate::cookies;
use crate::error_page::page;

/// Reads the facts, hands a [`service::Request`] on, and writes what it asks the browser to
/// keep.
pub async fn gather(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|peer| peer.0.ip());
    let mut facts = read(&portal, request.headers(), peer);
    facts.head_only = *request.method() == Method::HEAD;
    let id = facts.id.clone();
    if let Some(flash_id) = flash_id(request.uri().query())
        && let Some(bound_to) = cookies::read(request.headers(), cookies::FLASH)
    {
        facts.flash = find_flash(&portal, flash_id, bound_to).await;
    }
    let ours = portal.request(facts);
    request.extensions_mut().insert(ours.clone());
    let mut response = next.run(request).await;
    cookies::write(response.headers_mut(), &ours.outgoing.take());
    if let Ok(id) = id.parse() {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

fn read(portal: &Portal, headers: &HeaderMap, peer: Option<IpAddr>) -> RequestFacts {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let locale = cookies::read(headers, cookies::LOCALE)
        .and_then(Locale::from_tag)
        .unwrap_or_else(|| Locale::negotiate(text(header::ACCEPT_LANGUAGE)));
    // Without random bytes the id is empty; whatever needs some will say so itself.
    let id = portal
        .random()
        .bytes::<8>()
        .map(|bytes| service::keys::hex(&bytes));
    RequestFacts {
        id: id.unwrap_or_default(),
        network: peer.map(network).unwrap_or_default(),
        session: cookies::read(headers, cookies::SESSION).map(token_hash),
        staff: cookies::read(headers, cookies::STAFF).map(token_hash),
        registration: cookies::read(headers, cookies::REGISTRATION).map(token_hash),
        known_device: cookies::read(headers, cookies::DEVICE).map(token_hash),
        flash: None,
        locale,
        head_only: false,
        device: device(text(header::USER_AGENT)),
    }
}

/// The network a client is counted by: an IPv4 address, or the /64 of an IPv6 address.
fn network(peer: IpAddr) -> String {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The browser and system in a few words, for the member's list of devices.
fn device(user_agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = find(&[
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, system]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// The flash that an address names: `flash=` and nothing else is read from a query.
fn flash_id(query: Option<&str>) -> Option<&str> {
    query?
        .split('&')
        .find_map(|pair| pair.strip_prefix("flash="))
        .filter(|id| id.len() <= 64)
}

async fn find_flash(portal: &Portal, id: &str, bound_to: &str) -> Option<service::cx::Flash> {
    let (id, bound_to) = (token_hash(id), token_hash(bound_to));
    let request = portal.request(RequestFacts::default());
    let found = request
        .read(move |cx| {
            Box::pin(async move { Ok(flash::find(&mut cx.tx, &id, &bound_to, cx.now).await?) })
        })
        .await;
    match found {
        Ok(row) => row.map(|row| service::cx::Flash {
            endpoint: row.endpoint,
            payload: row.payload,
        }),
        Err(stop) => {
            request.report(&stop);
            None
        }
    }
}

/// The answer to a stop outside of a server function.
pub fn stopped(request: &service::Request, stop: &service::Stop) -> Response {
    let (status, id) = request.report(stop);
    page(
        axum::http::StatusCode::from_u16(status).unwrap_or_default(),
        &id,
    )
}
