//! What is taken as a file, and how much of it (MSG-2).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Method, header};
use domain::ids::{AttachmentId, MemberId};
use domain::messages::{FileKind, FileProblem, MOST_BYTES_OF_ONE, MOST_FILE_BYTES, ScanState};
use service::messages::files::Uploaded;
use testkit::World;

use super::{BOUNDARY, Form, PATH, PDF, download, multipart};
use crate::registration::journey::rows;

#[tokio::test]
async fn msg_2_only_what_is_what_it_says_is_taken() {
    let (_world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    for (name, content, why) in [
        (
            "a.pdf",
            &b"\x89PNG\r\n\x1a\n"[..],
            FileProblem::NotWhatItSays,
        ),
        ("a.jpg", PDF, FileProblem::NotWhatItSays),
        ("a.txt", b"zero\0byte", FileProblem::NotWhatItSays),
        (
            "a.pdf",
            b"%PDF-1.4\n%%EOF\nPK\x03\x04",
            FileProblem::NotWhatItSays,
        ),
        ("a.jpg", b"\xff\xd8\xff\xe0 no picture", FileProblem::Broken),
        ("a.pdf.exe", PDF, FileProblem::OtherKind),
        ("a.html.pdf", PDF, FileProblem::OtherKind),
        ("a", PDF, FileProblem::OtherKind),
        ("a.pdf", b"", FileProblem::Empty),
    ] {
        assert_eq!(form.refused(name, content).await, why, "{name}");
    }
    let large = [PDF, &vec![b' '; MOST_FILE_BYTES + 1 - PDF.len()]].concat();
    assert_eq!(large.len(), MOST_FILE_BYTES + 1);
    assert_eq!(form.refused("a.pdf", &large).await, FileProblem::TooLarge);
    let uploaded = form.add(&[("a.pdf", &large[..MOST_FILE_BYTES])]).await;
    assert_eq!(uploaded.files[0].bytes, MOST_FILE_BYTES as u64);
    // Five of them, and no sixth.
    let four = [
        ("b.pdf", PDF),
        ("c.pdf", PDF),
        ("d.pdf", PDF),
        ("e.pdf", PDF),
    ];
    assert_eq!(form.add(&four).await.files.len(), 5);
    let uploaded = form.add(&[("f.pdf", PDF)]).await;
    assert_eq!(
        (uploaded.files.len(), uploaded.refused[0].why),
        (5, FileProblem::TooMany)
    );
}

#[tokio::test]
async fn msg_2_what_is_too_large_is_refused_before_it_was_read() {
    let (_world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let read = Arc::new(AtomicUsize::new(0));
    let start = {
        let mut start = multipart(&form.all(), &[("a.pdf", PDF)]);
        start.truncate(start.len() - (BOUNDARY.len() + 8));
        start
    };
    // A body without an end, which says nothing of its length.
    let endless = |read: Arc<AtomicUsize>| {
        let pieces = futures(start.clone(), read);
        Body::from_stream(pieces)
    };
    let page = form.post(true, endless(read.clone())).await;
    let uploaded: Uploaded = serde_json::from_str(&page.text).unwrap();
    assert_eq!(uploaded.refused[0].why, FileProblem::TooLarge);
    let first = read.load(Ordering::Relaxed);
    assert!(first < MOST_FILE_BYTES + 1024 * 1024, "{first}");
    // One that says how long it is: not a byte of it is read.
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    read.store(0, Ordering::Relaxed);
    let request = form.browser.request(Method::POST, PATH);
    let request = request
        .header(header::CONTENT_TYPE, kind)
        .header(header::CONTENT_LENGTH, "60000000");
    let request = request.body(endless(read.clone())).unwrap();
    assert_eq!(form.browser.send(request).await.status, 413);
    assert_eq!(read.load(Ordering::Relaxed), 0);
    // And a browser alone does not hold the host up for ever.
    let page = form.post(false, endless(read.clone())).await;
    assert_eq!(page.status, 413);
    assert!(read.load(Ordering::Relaxed) < 60 * 1024 * 1024);
}

/// A stream that begins as a form with a file and never ends; counts what was taken of it.
fn futures(
    start: Vec<u8>,
    read: Arc<AtomicUsize>,
) -> impl futures_core::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    let mut first = Some(start);
    Endless(move || {
        let piece = first.take().unwrap_or_else(|| vec![b' '; 64 * 1024]);
        read.fetch_add(piece.len(), Ordering::Relaxed);
        Bytes::from(piece)
    })
}

struct Endless<F>(F);

impl<F: FnMut() -> Bytes + Unpin> futures_core::Stream for Endless<F> {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok((self.0)())))
    }
}

#[tokio::test]
async fn msg_2_the_way_in_is_guarded_as_every_other() {
    let (world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let body = || Body::from(multipart(&form.all(), &[("a.pdf", PDF)]));
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let foreign = browser
        .request(Method::POST, PATH)
        .header(header::CONTENT_TYPE, &kind);
    let mut foreign = foreign.body(body()).unwrap();
    foreign
        .headers_mut()
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(browser.clone().send(foreign).await.status, 403);
    for (path, kind) in [
        (PATH, "application/x-www-form-urlencoded"),
        (PATH, "text/plain"),
        ("/api/messages/save-draft", kind.as_str()),
    ] {
        let request = browser.request(Method::POST, path);
        let request = request.header(header::CONTENT_TYPE, kind).body(body());
        let page = browser.clone().send(request.unwrap()).await;
        assert_eq!(page.status, 415, "{path} {kind}");
    }
    let mut stranger = Form {
        browser: world.visitor(),
        fields: form.fields.clone(),
    };
    let page = stranger
        .post(true, multipart(&form.all(), &[("a.pdf", PDF)]).into())
        .await;
    assert_eq!(page.status, 401);
    let page = stranger
        .post(false, multipart(&form.all(), &[("a.pdf", PDF)]).into())
        .await;
    assert_eq!(page.location(), Some("/sign-on"));
    assert_eq!(browser.clone().get(PATH).await.status, 405);
    // A form of nobody.
    form.set("page", "");
    let page = form
        .post(true, multipart(&form.all(), &[("a.pdf", PDF)]).into())
        .await;
    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn msg_2_above_what_a_member_may_keep_nothing_is_added_and_nothing_lost() {
    let (world, member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let kept = form.add(&[("readings.pdf", PDF)]).await.files[0].id;
    // All but room for one more of that size, in files of messages long sent.
    let (small, most) = (PDF.len() as u64, MOST_BYTES_OF_ONE);
    stage(&world, member, most - 2 * small).await;
    let second = form.add(&[("second.pdf", PDF)]).await;
    assert_eq!(
        (second.refused.len(), second.files.len()),
        (0, 2),
        "the last that fits"
    );
    let third = form.add(&[("third.txt", b"one line more")]).await;
    assert_eq!(third.refused[0].why, FileProblem::NoRoom);
    assert_eq!(third.refused[0].name, "third.txt");
    let ids: Vec<_> = third.files.iter().map(|file| file.id).collect();
    assert_eq!(ids, [kept, second.files[1].id]);
    // Nothing of it is kept: neither its row nor its pieces.
    let (rows, pieces) = kept_files(&world).await;
    assert_eq!((rows, pieces), (3, 2));
    // Without scripts the page says why, with the text as it was written.
    form.set("message", "Not lost");
    let body = multipart(&form.all(), &[("third.txt", b"one line more")]);
    let page = form.post(false, body.into()).await;
    let page = form.browser.get(page.location().unwrap()).await;
    let words = page.words();
    assert!(
        words.contains("third.txt: Not added: your files are more than 500 MB by now"),
        "{words}"
    );
    assert!(words.contains("readings.pdf") && words.contains("second.pdf"));
    assert!(page.has("Not lost"));
    // What is there can be opened and sent.
    assert_eq!(download(&browser, kept).await.text.as_bytes(), PDF);
    form.set("attached", &format!("{kept} {}", second.files[1].id));
    let words = form.send().await.words();
    assert!(words.contains("Your message was sent"), "{words}");
    // Once a draft with a file is gone there is room again.
    let mut form = Form::open(&browser).await;
    assert_eq!(form.refused("more.pdf", PDF).await, FileProblem::NoRoom);
    drop_staged(&world, member).await;
    assert_eq!(form.add(&[("more.pdf", PDF)]).await.refused, []);
}

/// The one file that [`stage`] puts there.
fn staged(member: MemberId) -> store::attachments::NewFile {
    store::attachments::NewFile {
        id: AttachmentId::new(testkit::at("2026-11-02T16:59:00Z"), [3; 10]),
        member,
        staff: None,
        name: "before.pdf".into(),
        kind: FileKind::Pdf,
        bytes: 0,
        chunks: 1,
        scan: ScanState::NotScanned,
        preview: None,
    }
}

/// Has a member keep a file of so many bytes, none of which is there.
async fn stage(world: &World, member: MemberId, bytes: u64) {
    let new = store::attachments::NewFile {
        bytes,
        ..staged(member)
    };
    let request = world.request();
    let work = request.write(move |cx| {
        let new = new.clone();
        Box::pin(async move { Ok(store::attachments::stage(&mut cx.tx, &new, cx.now).await?) })
    });
    work.await.unwrap();
}

async fn drop_staged(world: &World, member: MemberId) {
    let id = staged(member).id;
    let request = world.request();
    let work = request.write(move |cx| {
        Box::pin(async move { Ok(store::attachments::remove(&mut cx.tx, id).await?) })
    });
    work.await.unwrap();
}

/// How many files and how many pieces there are in all.
async fn kept_files(world: &World) -> (i64, i64) {
    let count = "SELECT (SELECT COUNT(*) FROM attachment), (SELECT COUNT(*) FROM attachment_chunk)";
    rows(world, count).await[0]
}
