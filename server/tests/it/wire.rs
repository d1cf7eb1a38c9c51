//! What arrives on the socket: smuggling, limits, clients that hang up (WEB-12, AVL-2, AVL-5).

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::StatusCode;
use axum::routing::get;
use domain::ids::MemberId;
use domain::messages::Mailbox;
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

/// What every request of the corpus begins with, and what a form has besides.
const HEAD: &str = "POST /api/locale/choose HTTP/1.1\r\nHost: localhost:3000\r\n\
    Origin: http://localhost:3000\r\nSec-Fetch-Site: same-origin\r\n\
    Content-Type: application/x-www-form-urlencoded\r\n";

/// Requests that two servers in a row could take for different ones.
fn ambiguous() -> Vec<String> {
    let lengths = [
        "4\r\nContent-Length: 5",
        "4, 5",
        "4,4 ,5",
        "+4",
        "-1",
        "4x",
        "0x4",
        " ",
        "4 4",
        "4;5",
        "1e1",
        "99999999999999999999",
        "４",
        "\"4\"",
        "4\t5",
        ",4",
        "4.",
    ];
    let encodings = [
        "chunked, identity",
        "xchunked",
        "identity",
        "chunked, chunked, gzip",
        "gzip",
        "\u{b}chunked",
        "chunkedx",
        "chunked;q=1",
        "[chunked]",
        " ",
        "\"chunked\"",
        "chunk",
        "chunked\r\nTransfer-Encoding: identity",
        "deflate",
    ];
    let headers = [
        "Transfer-Encoding : chunked",
        " Transfer-Encoding: chunked",
        "Transfer\0-Encoding: x",
        "Transfer-Encoding\t: chunked",
        "Content-Length : 4",
        "Content Length: 4",
        "X-A: b\r\n folded",
        "X-A: b\r\n\tfolded",
        "Content-Length:\r\n 9",
        "Transfer-Encoding:\r\n chunked",
        "X-A: b\0c",
        "X-A: b\rc",
        "X-A",
        ": b",
        "X-A: b\u{1}",
        "X(A): b",
        "X-A: b\u{7f}",
    ];
    // In place of a chunk's length; the last ones end the chunk elsewhere than it says.
    let chunks = [
        "zz\r\nlocale=es",
        "-1\r\nlocale=es",
        "+9\r\nlocale=es",
        "0x9\r\nlocale=es",
        "9 9\r\nlocale=es",
        "\r\nlocale=es",
        "1_0\r\nlocale=es",
        "９\r\nlocale=es",
        "FFFFFFFFFFFFFFFFF\r\nlocale=es",
        "9;\n\r\nlocale=es",
        "9\0\r\nlocale=es",
        "9\r\nlocale=esXX",
        "8\r\nlocale=es",
    ];
    let starts = [
        "GET /\0 HTTP/1.1",
        "GET / HTTP/9.9",
        "GET  /  HTTP/1.1",
        "GET / HTTP/1.2",
        "GET / HTTP/2.0",
        "GET / http/1.1",
        "GET\t/ HTTP/1.1",
        "G\0T / HTTP/1.1",
        "GET /help\u{1} HTTP/1.1",
        "/ HTTP/1.1",
        "GET /a b HTTP/1.1",
        " GET / HTTP/1.1",
        "GET / HTTP/1.1\r",
        "GET evil.example HTTP/1.1",
        "GET http://evil.example/ HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: evil.example",
    ];
    let mut corpus = Vec::new();
    corpus.extend(lengths.map(|length| format!("{HEAD}Content-Length: {length}\r\n\r\nabcde")));
    corpus.extend(
        encodings.map(|coding| format!("{HEAD}Transfer-Encoding: {coding}\r\n\r\n0\r\n\r\n")),
    );
    corpus.extend(headers.map(|header| format!("{HEAD}{header}\r\n\r\n0\r\n\r\n")));
    corpus.extend(
        chunks.map(|chunk| format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunk}\r\n0\r\n\r\n")),
    );
    corpus.extend(starts.map(|start| format!("{start}\r\nHost: localhost:3000\r\n\r\n")));
    corpus.push("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}".into());
    corpus
}

#[tokio::test]
async fn web_12_requests_that_two_servers_could_read_differently_are_refused() {
    let world = World::new().await;
    let address = world.listen().await;
    let corpus = ambiguous();
    assert!(corpus.len() >= 60, "{}", corpus.len());
    for request in corpus {
        // Were the host to read on, the second request would be answered as well.
        let both = format!("{request}GET /help HTTP/1.1\r\nHost: localhost:3000\r\n\r\n");
        for bytes in [request.as_bytes(), both.as_bytes()] {
            let answer = speak(address, bytes).await;
            assert!(
                answer.starts_with("HTTP/1.1 400 ") && !answer.contains("set-cookie"),
                "{request:?} was answered {:?}",
                answer.lines().next()
            );
        }
    }
    // Both lengths given, in either order: nothing is left behind on the connection.
    for both in [
        "Transfer-Encoding: chunked\r\nContent-Length: 60",
        "Content-Length: 60\r\nTransfer-Encoding: chunked",
    ] {
        let request = format!(
            "{HEAD}{both}\r\n\r\n0\r\n\r\nGET /help HTTP/1.1\r\nHost: localhost:3000\r\n\r\n"
        );
        let answer = speak(address, request.as_bytes()).await;
        assert!(!answer.contains("200 OK"), "{both}: {answer:.60}");
    }
    // What is no ambiguity is taken.
    let plain = format!("{HEAD}Content-Length: 9\r\n\r\nlocale=es");
    let chunked = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n9\r\nlocale=es\r\n0\r\n\r\n");
    for request in [plain, chunked] {
        let answer = speak(address, request.as_bytes()).await;
        assert!(answer.contains("set-cookie"), "{answer:.60}");
    }
}

#[tokio::test]
async fn avl_4_heads_and_bodies_have_limits() {
    let world = World::new().await;
    let address = world.listen().await;
    let many = "X-Y: z\r\n".repeat(200);
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

/// Every second panic happens within a transaction: the only writer must come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn avl_5_a_panic_is_one_generic_page_and_the_host_lives() {
    // Like `panic!`, but past the hook, which would print a thousand times.
    fn fall() -> &'static str {
        std::panic::resume_unwind(Box::new("with what somebody typed"))
    }
    let world = World::new().await;
    let request = world.request();
    let fail = || async { fall() };
    let fail_writing = move || async move {
        let work = request.write(|_| Box::pin(async { Ok(fall()) }));
        work.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
    };
    let router = world
        .router
        .clone()
        .route("/fail", get(fail))
        .route("/fail-writing", get(fail_writing));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, stop) = tokio::sync::watch::channel(false);
    tokio::spawn(server::host::serve(listener, router, stop));
    let visitors = (0..4).map(|_| {
        tokio::spawn(async move {
            for path in ["fail", "fail-writing"].repeat(125) {
                let request =
                    format!("GET /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                let answer = speak(address, request.as_bytes()).await;
                assert!(answer.starts_with("HTTP/1.1 500"), "{answer:.60}");
                assert!(!answer.contains("somebody typed"));
            }
        })
    });
    for visitor in visitors.collect::<Vec<_>>() {
        visitor.await.unwrap();
    }
    // It reads, and it writes.
    let close = b"GET /sign-on HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n";
    assert!(speak(address, close).await.starts_with("HTTP/1.1 200"));
    world.account(&Person::default()).await;
    drop(tell);
}

/// Clients that hang up, half of them within the request.
const HANG_UPS: usize = 500;

/// The subjects of all messages a member has sent.
async fn subjects(world: &World, member: MemberId) -> Vec<String> {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(async move {
            let all = 2 * u32::try_from(HANG_UPS).unwrap();
            Ok(store::messages::list(&mut cx.tx, member, Mailbox::Sent, None, all).await?)
        })
    });
    let rows = work.await.unwrap();
    rows.into_iter().map(|row| row.subject).collect()
}

#[tokio::test]
async fn avl_2_a_client_that_hangs_up_sends_a_whole_message_or_none() {
    let world = World::new().await;
    let address = world.listen().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let request_of = |n: usize| {
        // A key of its own, as a fresh form has.
        let body = format!("to={to}&topic=&subject=Try+{n}&message=Text+{n}&send_key={n:032x}");
        format!(
            "POST /api/messages/send HTTP/1.1\r\nHost: localhost:3000\r\nOrigin: {ORIGIN}\r\n\
             Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nAccept: text/html\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    for n in 0..HANG_UPS {
        let request = request_of(n);
        let mut stream = TcpStream::connect(address).await.unwrap();
        // Every other one is cut off within the request, at each of its bytes in turn; the rest
        // while it is worked on.
        let sent = if n % 2 == 0 {
            1 + n / 2 % (request.len() - 1)
        } else {
            request.len()
        };
        stream.write_all(&request.as_bytes()[..sent]).await.unwrap();
        let pause = Duration::from_micros(40 * (n as u64 % 200));
        tokio::time::sleep(if n % 2 == 0 { Duration::ZERO } else { pause }).await;
        drop(stream);
    }
    // What is under way ends by itself.
    let mut settled = (usize::MAX, Vec::new());
    for _ in 0..100 {
        let now = subjects(&world, member).await;
        if now.len() == settled.0 {
            break;
        }
        settled = (now.len(), now);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let seen: Vec<usize> = settled
        .1
        .iter()
        .map(|subject| subject.trim_start_matches("Try ").parse().unwrap())
        .collect();
    assert!(
        seen.iter().all(|n| n % 2 == 1),
        "a request cut off was taken: {seen:?}"
    );
    assert!(!seen.is_empty(), "none was taken");
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
