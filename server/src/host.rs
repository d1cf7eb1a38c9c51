//! The accept loop: hyper with the timers and caps that `axum::serve` lacks (AVL-4).

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::uploads;

/// Until the head of a request is there; also the wait between two on one connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Until a handler has answered.
const HANDLER_TIMEOUT: Duration = Duration::from_secs(15);
/// A connection's longest life: it bounds slow bodies and slow readers alike.
const CONNECTION_LIFE: Duration = Duration::from_mins(5);
/// After the word to stop, connections may end by themselves for this long.
const GRACE: Duration = Duration::from_secs(8);
/// Connections at once, and of them from one address.
const CONNECTIONS: usize = 4_096;
const PER_ADDRESS: usize = 512;
/// Bytes of a request's head.
const HEAD_BYTES: usize = 16 * 1024;
/// Headers of a request.
const HEADERS: usize = 100;

/// Serves until `stop` turns true, then lets requests under way finish.
pub async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let connections = TaskTracker::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let addresses = Addresses::default();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of descriptors, most likely: let some connections end.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(permit) = room.clone().try_acquire_owned() else {
            continue;
        };
        let Some(place) = addresses.enter(peer.ip()) else {
            continue;
        };
        let work = connection(stream, peer, router.clone(), stop.clone());
        connections.spawn(async move {
            let _ = timeout(CONNECTION_LIFE, work).await;
            drop((permit, place));
        });
    }
    connections.close();
    let _ = timeout(GRACE, connections.wait()).await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    // Small answers should not wait for the peer's acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move { Ok::<_, Infallible>(answer(router, peer, request).await) }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    let told = async {
        // What `wait_for` answers borrows the channel: let go of it at once.
        drop(stop.wait_for(|stop| *stop).await);
    };
    tokio::select! {
        _ = serving.as_mut() => return,
        () = told => serving.as_mut().graceful_shutdown(),
    }
    let _ = serving.await;
}

/// Runs the router with a time limit. The database work of a request runs in a task of its
/// own, so that the limit never cuts a transaction in two.
async fn answer(router: Router, peer: SocketAddr, mut request: Request<Incoming>) -> Response {
    request.extensions_mut().insert(ConnectInfo(peer));
    // A file takes its time on a slow line; how long it may stand still is seen to there.
    let limit = if uploads::is_upload(request.uri().path()) {
        uploads::WHOLE + HANDLER_TIMEOUT
    } else {
        HANDLER_TIMEOUT
    };
    let handled = tokio::spawn(timeout(limit, router.oneshot(request)));
    match handled.await {
        Ok(Ok(Ok(response))) => response,
        Ok(Err(_)) => crate::error_page::plain(StatusCode::SERVICE_UNAVAILABLE),
        // A panic in a handler: the process lives, the page is the generic one (AVL-5).
        Err(_) => crate::error_page::plain(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// How many connections each address holds.
#[derive(Clone, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

struct Place(Addresses, IpAddr);

impl Addresses {
    fn enter(&self, address: IpAddr) -> Option<Place> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(address).or_default();
        if *count >= PER_ADDRESS {
            return None;
        }
        *count += 1;
        Some(Place(self.clone(), address))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.1);
            }
        }
    }
}
