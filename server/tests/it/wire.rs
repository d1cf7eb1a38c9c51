//! What arrives on the socket: smuggling, limits, clients that hang up (WEB-12, AVL-2, AVL-5).

use std::net::SocketAddr;
use std::time::Duration;

use testkit::World;
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
