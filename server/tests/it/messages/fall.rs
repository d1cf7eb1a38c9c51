//! MSG-5: a host that falls in the midst of uploads leaves no row without its file, and what it
//! had only begun is swept away. The real program, ended as by a lost power line.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::Method;
use domain::ids::AttachmentId;
use service::messages::files::Uploaded;
use testkit::{Browser, Person, World};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::files::{BOUNDARY, PATH, download, multipart};
use crate::registration::journey::rows;

const MEMBERS: usize = 5;
const EACH: usize = 40;
/// Uploads that were answered when the host falls.
const ANSWERED: usize = 40;

/// The files of which not every piece is there, with or without a place.
const TORN: &str = "SELECT COUNT(*) FROM attachment a WHERE a.chunks <>
    (SELECT COUNT(*) FROM attachment_chunk c WHERE c.attachment = a.id)";
const TORN_IN_PLACE: &str = "SELECT COUNT(*) FROM attachment a
    WHERE (a.draft IS NOT NULL OR a.message IS NOT NULL) AND a.chunks <>
    (SELECT COUNT(*) FROM attachment_chunk c WHERE c.attachment = a.id)";
const PIECES_ALONE: &str = "SELECT COUNT(*) FROM attachment_chunk c
    WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.id = c.attachment)";
const WITHOUT_A_PLACE: &str =
    "SELECT COUNT(*) FROM attachment WHERE draft IS NULL AND message IS NULL";
const IN_PLACE: &str = "SELECT COUNT(*) FROM attachment WHERE draft IS NOT NULL";

/// The program on the files of a world; it ends with the test.
struct Program {
    child: Child,
    port: u16,
    ops: u16,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    async fn start(world: &World) -> Self {
        let keys = world.folder().join("keys");
        if !keys.exists() {
            // Those of the world, so that it can open what the program sealed.
            std::fs::write(&keys, [7; 32]).unwrap();
            std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        let [port, ops] = [free_port(), free_port()];
        let child = Command::new(env!("CARGO_BIN_EXE_portal"))
            .arg("serve")
            .env("PORTAL_DATA_DIR", world.folder())
            .env("PORTAL_SITE_DIR", world.folder().join("site"))
            .env("PORTAL_LISTEN", format!("127.0.0.1:{port}"))
            .env("PORTAL_OPS_LISTEN", format!("127.0.0.1:{ops}"))
            .env("PORTAL_ORIGIN", testkit::ORIGIN)
            .env("PORTAL_CLOCK", "2026-11-02T17:00:00Z")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut program = Self { child, port, ops };
        for _ in 0..600 {
            assert!(program.child.try_wait().unwrap().is_none(), "it ended");
            if let Some((200, _)) = ask(ops, "GET /readyz HTTP/1.1", "", b"").await {
                return program;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it did not start");
    }

    /// SIGKILL: nothing is finished, nothing is tidied up.
    fn fall(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Asks the program; `None` where the line broke before the answer was whole.
async fn ask(port: u16, line: &str, head: &str, body: &[u8]) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let length = body.len();
    let head = format!("{line}\r\n{head}content-length: {length}\r\nconnection: close\r\n\r\n");
    let head = if head.contains("\r\nhost:") {
        head
    } else {
        head.replacen("\r\n", "\r\nhost: localhost\r\n", 1)
    };
    // The answer may come before all was sent.
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let announced = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse::<usize>().ok());
    let whole = announced.is_none_or(|length| length == body.len()) && read.is_ok();
    whole.then(|| (status, body.to_owned()))
}

/// What a file of this number holds: three pieces, and none like another's.
fn content(number: usize) -> Vec<u8> {
    format!("{number:08} readings of a week\n")
        .repeat(20_000)
        .into_bytes()
}

/// Uploads a file into a draft of its own until it is taken; `None` when the host is gone.
async fn upload(port: u16, browser: Browser, number: usize) -> Option<AttachmentId> {
    let key = |kind: u128| format!("{:032x}", (kind << 64) + number as u128 + 1);
    let (send_key, page) = (key(1), key(2));
    let fields = [
        ("send_key", send_key.as_str()),
        ("page", page.as_str()),
        ("step", "1"),
    ];
    let name = format!("readings-{number}.txt");
    let body = multipart(&fields, &[(&name, &content(number))]);
    let request = browser.request(Method::POST, PATH).body(()).unwrap();
    let mut head: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\r\n", value.to_str().unwrap()))
        .collect();
    head.push(format!(
        "content-type: multipart/form-data; boundary={BOUNDARY}\r\n"
    ));
    let head = head.concat();
    loop {
        let (status, text) = ask(port, &format!("POST {PATH} HTTP/1.1"), &head, &body).await?;
        match status {
            200 => {
                let uploaded: Uploaded = serde_json::from_str(&text).unwrap();
                assert_eq!(uploaded.refused, []);
                return Some(uploaded.files[0].id);
            }
            // More at once than a host takes.
            429 | 503 => tokio::time::sleep(Duration::from_millis(50)).await,
            other => panic!("{other}: {text}"),
        }
    }
}

async fn count(world: &World, sql: &'static str) -> usize {
    let counted: Vec<(i64,)> = rows(world, sql).await;
    usize::try_from(counted[0].0).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn msg_5_a_host_that_falls_amid_two_hundred_uploads_leaves_nothing_torn() {
    let world = World::new().await;
    let mut browsers = Vec::new();
    for number in 0..MEMBERS {
        let (mrn, user_id) = (format!("2000000{number}"), format!("member.{number}"));
        let (_, mut browser) = world
            .signed_on(&Person {
                mrn: mrn.leak(),
                user_id: user_id.leak(),
                email: None,
                ..Person::default()
            })
            .await;
        browser.scripts = true;
        browser.at = "/messages/new".into();
        browsers.push(browser);
    }
    let program = Program::start(&world).await;
    let port = program.port;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut uploads = JoinSet::new();
    for number in 0..MEMBERS * EACH {
        let (browser, answered) = (browsers[number % MEMBERS].clone(), answered.clone());
        uploads.spawn(async move {
            let file = upload(port, browser, number).await;
            answered.fetch_add(usize::from(file.is_some()), Ordering::Relaxed);
            (number, file)
        });
    }
    while answered.load(Ordering::Relaxed) < ANSWERED {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    program.fall();
    let mut kept = Vec::new();
    let mut cut = 0;
    while let Some(one) = uploads.join_next().await {
        match one.unwrap() {
            (number, Some(file)) => kept.push((number, file)),
            (_, None) => cut += 1,
        }
    }
    assert!(kept.len() >= ANSWERED && cut > 0, "{} {cut}", kept.len());

    // Before anything is tidied up: what has a place is whole, and no piece is alone.
    assert_eq!(count(&world, TORN_IN_PLACE).await, 0);
    assert_eq!(count(&world, PIECES_ALONE).await, 0);
    let in_place = count(&world, IN_PLACE).await;
    assert!(in_place >= kept.len(), "{in_place} {}", kept.len());
    let begun = count(&world, WITHOUT_A_PLACE).await;

    // Started again, it has every file that it had answered for.
    let program = Program::start(&world).await;
    for (number, file) in &kept {
        let page = download(&browsers[number % MEMBERS], *file).await;
        assert_eq!(page.text.as_bytes(), content(*number), "file {number}");
    }
    // An hour later what was only begun is gone, and nothing else.
    let turned = br#"{"now":"2026-11-02T18:10:00Z"}"#;
    let json = "content-type: application/json\r\n";
    let turning = ask(program.ops, "POST /test/clock HTTP/1.1", json, turned);
    assert_eq!(turning.await.unwrap().0, 204);
    for _ in 0..300 {
        if count(&world, WITHOUT_A_PLACE).await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(count(&world, WITHOUT_A_PLACE).await, 0, "of {begun}");
    assert_eq!(count(&world, TORN).await, 0);
    assert_eq!(count(&world, PIECES_ALONE).await, 0);
    assert_eq!(count(&world, IN_PLACE).await, in_place);
}
