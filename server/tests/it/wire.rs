//! What arrives on the socket: smuggling, limits, clients that hang up (WEB-12, AVL-2, AVL-5).

use std::net::SocketAddr;
use std::time::Duration;

use testkit::{ORIGIN, Person, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Sends bytes as they are and reads until the host closes or falls silent.
async fn speak(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let _ = timeout(Duration::from_millis(400), stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn web_12_requests_that_two_servers_could_read_differently_are_refused() {
    let world = World::new().await;
    let address = world.listen().await;
    let head = "POST /api/locale/choose HTTP/1.1\r\nHost: localhost:3000\r\n";
    let corpus: Vec<String> = vec![
        format!("{head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"),
        format!("{head}Content-Length: 4, 5\r\n\r\nabcde"),
        format!("{head}Content-Length: +4\r\n\r\nabcd"),
        format!("{head}Content-Length: -1\r\n\r\n"),
        format!("{head}Content-Length: 4x\r\n\r\nabcd"),
        format!("{head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
        format!("{head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        format!("{head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
        format!("{head}X-A: b\r\n folded\r\nContent-Length: 0\r\n\r\n"),
        format!("{head}X-A: b\0c\r\nContent-Length: 0\r\n\r\n"),
        "GET / HTTP/1.1\r\nHost: localhost:3000\r\nX A: b\r\n\r\n".into(),
        "GET /\0 HTTP/1.1\r\nHost: localhost:3000\r\n\r\n".into(),
        "GET / HTTP/9.9\r\nHost: localhost:3000\r\n\r\n".into(),
        "GET  /  HTTP/1.1\r\nHost: localhost:3000\r\n\r\n".into(),
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}".into(),
    ];
    for request in &corpus {
        let answer = speak(address, request.as_bytes()).await;
        let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4");
        assert!(
            refused,
            "{request:?} was answered {:?}",
            answer.lines().next()
        );
        assert!(!answer.contains("set-cookie"), "{request:?}");
    }
    // Both lengths given: the request must not leave a second one behind on the connection.
    let both = format!(
        "{head}Transfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n0\r\n\r\n\
         GET /help HTTP/1.1\r\nHost: localhost:3000\r\n\r\n"
    );
    let answer = speak(address, both.as_bytes()).await;
    assert!(
        !answer.contains("200 OK"),
        "a smuggled request was answered"
    );
    // A body whose chunk is none.
    let bad = format!(
        "{head}Origin: http://localhost:3000\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n\
         zz\r\nlocale=es\r\n0\r\n\r\n"
    );
    assert!(!speak(address, bad.as_bytes()).await.contains("set-cookie"));
}

#[tokio::test]
async fn avl_4_heads_and_bodies_have_limits() {
    let world = World::new().await;
    let address = world.listen().await;
    let many: String = (0..200).map(|n| format!("X-{n}: y\r\n")).collect();
    let answer = speak(
        address,
        format!("GET /help HTTP/1.1\r\nHost: localhost:3000\r\n{many}\r\n").as_bytes(),
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400"),
        "{answer:.60}"
    );
    let long = "y".repeat(40 * 1024);
    let answer = speak(
        address,
        format!("GET /help HTTP/1.1\r\nHost: localhost:3000\r\nX: {long}\r\n\r\n").as_bytes(),
    )
    .await;
    assert!(!answer.contains(" 200 "), "{answer:.60}");
    let answer = speak(
        address,
        b"POST /api/locale/choose HTTP/1.1\r\nHost: localhost:3000\r\n\
          Origin: http://localhost:3000\r\nContent-Type: application/x-www-form-urlencoded\r\n\
          Content-Length: 99999999\r\n\r\n",
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer:.60}");
}

#[tokio::test]
async fn a_client_that_hangs_up_leaves_the_host_as_it_was() {
    let world = World::new().await;
    let address = world.listen().await;
    let request = b"GET /help HTTP/1.1\r\nHost: localhost:3000\r\n\r\n";
    for cut in 0..request.len() {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(&request[..cut]).await.unwrap();
        drop(stream);
    }
    let answer = speak(address, request).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.60}");
}

#[tokio::test]
async fn avl_5_a_panic_is_one_generic_page_and_the_host_lives() {
    async fn fail() -> &'static str {
        panic!("a fault of this test: {}", "with what somebody typed")
    }
    let ready = || async { "ready" };
    let router: axum::Router = axum::Router::new()
        .route("/fail", axum::routing::get(fail))
        .route("/ready", axum::routing::get(ready));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, stop) = tokio::sync::watch::channel(false);
    tokio::spawn(server::host::serve(listener, router, stop));
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    for _ in 0..50 {
        let close = b"GET /fail HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        let answer = speak(address, close).await;
        assert!(answer.starts_with("HTTP/1.1 500"), "{answer:.60}");
        assert!(!answer.contains("somebody typed"));
    }
    std::panic::set_hook(quiet);
    let close = b"GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert!(speak(address, close).await.ends_with("ready"));
    drop(tell);
}

#[tokio::test]
async fn avl_2_a_client_that_hangs_up_sends_a_whole_message_or_none() {
    let world = World::new().await;
    let address = world.listen().await;
    let (_, mut browser) = world.signed_on(&Person::default()).await;
    let page = browser.get("/messages/new").await;
    let to = page
        .text
        .split("<option value=\"")
        .filter_map(|rest| rest.split('"').next());
    let to = to
        .map(str::to_owned)
        .find(|value| value.contains('-'))
        .expect("a recipient");
    let cookie = format!("__Host-session={}", browser.cookies["__Host-session"]);
    let sends = 60;
    for n in 0..sends {
        // A fresh form each time, as its page would have it.
        let key = browser
            .get("/messages/new")
            .await
            .value_of("send_key")
            .expect("a send key");
        let body = format!("to={to}&topic=&subject=Try+{n}&message=Text+{n}&send_key={key}");
        let head = format!(
            "POST /api/messages/send HTTP/1.1\r\nHost: localhost:3000\r\nOrigin: {ORIGIN}\r\n\
             Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nAccept: text/html\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let request = [head.as_bytes(), body.as_bytes()].concat();
        let mut stream = TcpStream::connect(address).await.unwrap();
        // The first third is cut off within the request, the others while it is worked on.
        let sent = if n % 3 == 0 {
            request.len() - 1 - n
        } else {
            request.len()
        };
        stream.write_all(&request[..sent]).await.unwrap();
        tokio::time::sleep(Duration::from_micros(150 * n as u64)).await;
        drop(stream);
    }
    // What is under way ends by itself.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let sent = browser.get("/messages/sent").await.words();
    let seen: Vec<usize> = (0..sends)
        .filter(|n| sent.contains(&format!("Try {n} ")))
        .collect();
    assert!(
        seen.iter().all(|n| n % 3 != 0),
        "a request cut off was taken: {seen:?}"
    );
    let audited = world
        .request()
        .read(|cx| {
            Box::pin(async move {
                let rows = store::audit::unsealed(&mut cx.tx, 10_000).await?;
                Ok(rows
                    .iter()
                    .filter(|row| row.action == "send_message")
                    .count())
            })
        })
        .await
        .unwrap();
    assert_eq!(
        audited,
        seen.len(),
        "each message has its audit row, and each row its message"
    );
    // Nothing is held: the host still takes a message.
    assert_eq!(browser.get("/messages/new").await.status, 200);
}
