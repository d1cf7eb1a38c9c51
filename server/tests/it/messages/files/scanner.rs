//! What the scanner finds, and what waits for it (MSG-6).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::ids::MemberId;
use domain::messages::{FileProblem, ScanState};
use service::Scanner;
use testkit::{Browser, Choices, Person, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::pictures::{picture, preview};
use super::{Form, PATH, download, pieces};
use crate::messages::audit;

/// What `clamd` looks for when it is tried; in two parts, so that no scanner finds it here.
fn eicar() -> String {
    [
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-",
        "ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat()
}

/// A scanner as `clamd` is, as far as `INSTREAM` goes.
struct Clamd {
    place: String,
    up: Arc<AtomicBool>,
}

impl Clamd {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let up = Arc::new(AtomicBool::new(true));
        let is_up = up.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                if !is_up.load(Ordering::Relaxed) {
                    continue;
                }
                tokio::spawn(async move {
                    let mut command = [0; 10];
                    stream.read_exact(&mut command).await.unwrap();
                    assert_eq!(&command, b"zINSTREAM\0");
                    let mut content = Vec::new();
                    loop {
                        let length = stream.read_u32().await.unwrap();
                        if length == 0 {
                            break;
                        }
                        let mut piece = vec![0; length as usize];
                        stream.read_exact(&mut piece).await.unwrap();
                        content.extend(piece);
                    }
                    let found = String::from_utf8_lossy(&content).contains(&eicar());
                    let answer: &[u8] = if found {
                        b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
                    } else {
                        b"stream: OK\0"
                    };
                    stream.write_all(answer).await.unwrap();
                });
            }
        });
        Self { place, up }
    }

    async fn world(&self) -> (World, MemberId, Browser) {
        let world = World::with(Choices {
            scanner: Scanner::Tcp(self.place.clone()),
            ..Choices::default()
        })
        .await;
        let (member, browser) = world.signed_on(&Person::default()).await;
        (world, member, browser)
    }
}

#[tokio::test]
async fn msg_6_what_the_scanner_finds_is_not_taken() {
    let clamd = Clamd::start().await;
    let (world, member, browser) = clamd.world().await;
    let mut form = Form::open(&browser).await;
    assert_eq!(
        form.refused("a.txt", eicar().as_bytes()).await,
        FileProblem::Harmful
    );
    assert!(
        audit(&world, member)
            .await
            .contains(&"add_file  refused".to_owned())
    );
    let uploaded = form.add(&[("b.txt", b"harmless")]).await;
    assert_eq!(uploaded.files[0].scan, ScanState::Clean);
    assert_eq!(
        download(&browser, uploaded.files[0].id).await.text,
        "harmless"
    );
}

#[tokio::test]
async fn msg_6_while_the_scanner_is_down_files_are_held() {
    let clamd = Clamd::start().await;
    let (world, _member, browser) = clamd.world().await;
    clamd.up.store(false, Ordering::Relaxed);
    let mut form = Form::open(&browser).await;
    let virus = eicar();
    let files = [
        ("good.txt", &b"harmless"[..]),
        ("bad.txt", virus.as_bytes()),
    ];
    let uploaded = form.add(&files).await;
    let [good, bad] = [0, 1].map(|place| uploaded.files[place].clone());
    assert_eq!(
        (good.scan, bad.scan),
        (ScanState::Waiting, ScanState::Waiting)
    );
    // Sent they can be, opened they cannot.
    let page = form.send().await;
    let words = page.words();
    assert!(
        words.contains("can be opened once it was checked"),
        "{words}"
    );
    assert!(!page.has(&format!("{PATH}/{}", good.id)));
    assert_eq!(download(&browser, good.id).await.status, 503);
    world.run_due_jobs().await;
    assert_eq!(download(&browser, good.id).await.status, 503, "still down");
    clamd.up.store(true, Ordering::Relaxed);
    world.run_due_jobs().await;
    assert_eq!(download(&browser, good.id).await.text, "harmless");
    assert_eq!(download(&browser, bad.id).await.status, 404);
    assert_eq!(
        pieces(&world, bad.id).await,
        0,
        "what is harmful is not kept"
    );
    let page = browser.clone().get("/messages/sent").await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn msg_6_what_waits_for_the_scanner_has_no_small_picture_yet() {
    let clamd = Clamd::start().await;
    let (world, _member, browser) = clamd.world().await;
    clamd.up.store(false, Ordering::Relaxed);
    let mut form = Form::open(&browser).await;
    let file = form.add(&[("arm.jpeg", &picture())]).await.files[0].clone();
    assert_eq!((file.scan, file.preview), (ScanState::Waiting, None));
    assert_eq!(preview(&browser, file.id).await.status, 404);
    clamd.up.store(true, Ordering::Relaxed);
    world.run_due_jobs().await;
    assert_eq!(preview(&browser, file.id).await.status, 200);
    let page = form.send().await;
    assert!(page.has(&format!("src=\"{PATH}/{}/preview\"", file.id)));
}
