//! Files that go with messages (MSG-2 to MSG-6).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Method, header};
use domain::ids::{AttachmentId, MemberId};
use domain::messages::{
    DraftSaved, FileKind, FileProblem, MOST_BYTES_OF_ONE, MOST_FILE_BYTES, ScanState,
};
use domain::time::minutes;
use service::Scanner;
use service::messages::files::Uploaded;
use testkit::{Browser, Choices, Page, Person, World};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::{audit, sent};
use crate::registration::journey::rows;

pub const PATH: &str = "/messages/attachments";
const PDF: &[u8] = b"%PDF-1.4\n% readings of this week\n%%EOF\n";
pub const BOUNDARY: &str = "----boundary-of-a-form";

/// A form as a browser sends it.
pub fn multipart(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    for (name, content) in files {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(part.into_bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

/// The page of a new message.
pub struct Form {
    browser: Browser,
    fields: Vec<(String, String)>,
}

impl Form {
    pub async fn open(browser: &Browser) -> Self {
        let mut browser = browser.clone();
        let page = browser.get("/messages/new").await;
        Self::of(browser, &page)
    }

    fn of(browser: Browser, page: &Page) -> Self {
        let names = ["send_key", "draft", "revision", "page", "attached"];
        let fields = names.map(|name| {
            let value = page.value_of(name).unwrap_or_default();
            (name.to_owned(), value)
        });
        Self {
            browser,
            fields: fields.into(),
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|field| field.0 != name);
        self.fields.push((name.into(), value.into()));
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> String {
        let fields = &self.fields;
        let field = fields.iter().find(|field| field.0 == name);
        field.map(|field| field.1.clone()).unwrap_or_default()
    }

    fn all(&self) -> Vec<(&str, &str)> {
        let fields = self.fields.iter();
        fields.map(|field| (&*field.0, &*field.1)).collect()
    }

    async fn post(&mut self, scripts: bool, body: Body) -> Page {
        self.browser.scripts = scripts;
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.browser.request(Method::POST, PATH);
        let request = request.header(header::CONTENT_TYPE, kind).body(body);
        let page = self.browser.send(request.unwrap()).await;
        self.browser.scripts = false;
        page
    }

    /// Adds files as a living page does.
    pub async fn add(&mut self, files: &[(&str, &[u8])]) -> Uploaded {
        let body = multipart(&self.all(), files);
        let page = self.post(true, body.into()).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let uploaded: Uploaded = serde_json::from_str(&page.text).unwrap();
        if let DraftSaved::Kept {
            draft, revision, ..
        } = &uploaded.saved
        {
            self.set("draft", &draft.to_string());
            self.set("revision", &revision.to_string());
            let ids = uploaded.files.iter().map(|file| file.id.to_string());
            self.set("attached", &ids.collect::<Vec<_>>().join(" "));
        }
        uploaded
    }

    async fn refused(&mut self, name: &str, content: &[u8]) -> FileProblem {
        let uploaded = self.add(&[(name, content)]).await;
        assert!(uploaded.files.is_empty(), "{name}");
        uploaded.refused[0].why
    }

    pub async fn send(&mut self) -> Page {
        self.send_to("support").await
    }

    pub async fn send_to(&mut self, to: &str) -> Page {
        self.set("to", to);
        self.set("subject", "With files");
        self.set("message", "See there.");
        let mut browser = self.browser.clone();
        browser.submit("messages/send", &self.all()).await
    }
}

pub async fn download(browser: &Browser, id: AttachmentId) -> Page {
    browser.clone().get(&format!("{PATH}/{id}")).await
}

fn head<'p>(page: &'p Page, name: &str) -> &'p str {
    page.headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

fn picture() -> Vec<u8> {
    // A JPEG of 8 by 8, made by hand, with a place in it.
    const JPEG: &[u8] = include_bytes!("photo.jpg");
    JPEG.to_vec()
}

#[tokio::test]
async fn a_file_is_added_kept_sent_and_opened() {
    let (world, member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let uploaded = form.add(&[("readings.pdf", PDF)]).await;
    assert_eq!(uploaded.refused, []);
    let file = uploaded.files[0].clone();
    assert_eq!(
        (file.kind, file.scan),
        (FileKind::Pdf, ScanState::NotScanned)
    );
    assert_eq!(file.bytes, PDF.len() as u64);
    form.add(&[("notes.txt", "caf\u{e9}\n".as_bytes())]).await;
    // A draft with nothing but files is a draft.
    let page = browser.clone().get("/messages/drafts").await;
    assert!(page.words().contains("2 files"), "{}", page.words());
    assert_eq!(download(&browser, file.id).await.text.as_bytes(), PDF);
    let page = form.send().await;
    let words = page.words();
    assert!(words.contains("Your message was sent"), "{words}");
    assert!(
        words.contains("readings.pdf") && words.contains("PDF, 1 KB"),
        "{words}"
    );
    assert!(page.has(&format!("href=\"{PATH}/{}\" rel=\"external\"", file.id)));
    assert_eq!(download(&browser, file.id).await.text.as_bytes(), PDF);
    assert!(
        browser
            .clone()
            .get("/messages/drafts")
            .await
            .words()
            .contains("No drafts")
    );
    assert_eq!(sent(&world, member).await.len(), 1);
    let rows = audit(&world, member).await;
    for action in ["add_file", "view_file"] {
        let done = format!("{action} {} done", file.id);
        assert!(rows.contains(&done), "{done}");
    }
}

#[tokio::test]
async fn without_scripts_files_and_text_go_together() {
    let (_world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    form.set("subject", "Rash");
    form.set("message", "See the <pictures>.");
    let body = multipart(
        &form.all(),
        &[("a.pdf", PDF), ("b.exe", b"MZ"), ("c.txt", b"c"), ("", b"")],
    );
    let page = form.post(false, body.into()).await;
    assert_eq!(page.status, 303);
    let place = page.location().unwrap().to_owned();
    assert!(place.starts_with("/messages/new?draft="), "{place}");
    let mut browser = form.browser.clone();
    let page = browser.get(&place).await;
    let words = page.words();
    assert!(
        words.contains("a.pdf") && words.contains("c.txt"),
        "{words}"
    );
    assert!(
        words.contains("b.exe: Not added: files of this kind cannot be sent"),
        "{words}"
    );
    assert!(!words.contains("b.exe PDF") && page.has("See the &lt;pictures&gt;.</textarea>"));
    assert_eq!(page.value_of("subject").as_deref(), Some("Rash"));
    // One is removed by its button; the text that was typed meanwhile is kept.
    let mut form = Form::of(browser, &page);
    let removed = page.value_of("remove").unwrap();
    form.set("subject", "Rash since Sunday");
    form.set("message", "");
    form.set("remove", &removed);
    let page = form
        .browser
        .clone()
        .submit("messages/remove-file", &form.all())
        .await;
    let words = page.words();
    assert!(
        !words.contains("a.pdf") && words.contains("c.txt"),
        "{words}"
    );
    assert_eq!(
        page.value_of("subject").as_deref(),
        Some("Rash since Sunday")
    );
    assert_ne!(
        download(&form.browser, removed.parse().unwrap())
            .await
            .status,
        200
    );
}

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
async fn msg_3_a_photograph_is_kept_without_its_place() {
    let (_world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let photo = picture();
    assert!(String::from_utf8_lossy(&photo).contains("GPSLatitude"));
    let uploaded = form.add(&[("arm.jpeg", &photo)]).await;
    assert_eq!(uploaded.refused, []);
    let page = download(&browser, uploaded.files[0].id).await;
    assert_eq!(head(&page, "content-type"), "image/jpeg");
    assert!(!page.has("GPSLatitude") && !page.has("Exif"));
}

#[tokio::test]
async fn msg_4_a_file_is_served_as_an_attachment_whatever_its_name() {
    let (_world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    for (name, said) in [
        ("an\u{e1}lisis.pdf", "filename*=UTF-8''an%C3%A1lisis.pdf"),
        ("say %22a%22.pdf", "attachment; filename="),
        ("C:\\\\fakepath\\\\a.pdf", "attachment; filename=\"a.pdf\""),
        ("a\u{202e}fdp.pdf", "attachment; filename=\"afdp.pdf\""),
        ("a%0D%0AX-Evil: 1.pdf", "attachment; filename="),
    ] {
        let mut form = Form {
            browser: form.browser.clone(),
            fields: form.fields.clone(),
        };
        let uploaded = form.add(&[(name, PDF)]).await;
        assert_eq!(uploaded.refused, [], "{name}");
        let file = uploaded.files.last().unwrap().clone();
        let page = download(&browser, file.id).await;
        assert_eq!(page.status, 200, "{name}");
        let disposition = head(&page, "content-disposition");
        assert!(
            disposition.starts_with("attachment; filename=\""),
            "{disposition}"
        );
        assert!(disposition.contains(said), "{disposition}");
        assert!(page.headers.get("x-evil").is_none());
        for (header, value) in [
            ("content-type", "application/pdf"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(head(&page, header), value, "{header}");
        }
    }
    form.set("to", "support");
}

#[tokio::test]
async fn msg_5_a_file_is_sealed_and_what_has_no_place_is_swept() {
    let (world, member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let secret = b"the word is cobblestone";
    let text = secret.repeat(30_000);
    let uploaded = form.add(&[("long.txt", &text)]).await;
    let file = uploaded.files[0].id;
    assert_eq!(download(&browser, file).await.text.as_bytes(), text);
    for entry in std::fs::read_dir(world.folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(11).any(|part| part == b"cobblestone");
            assert!(!found, "{}", path.display());
        }
    }
    // A file that was staged and never got a place: a host that fell in the middle.
    let request = world.request();
    let sender = service::messages::files::Sender::member(member);
    let staged = service::messages::files::take(&request, &sender, "lost.txt", secret.to_vec());
    let lost = staged.await.unwrap().unwrap();
    assert_eq!(download(&browser, lost.id).await.status, 404);
    assert_eq!(pieces(&world, lost.id).await, 1);
    world.run_due_jobs().await;
    assert_eq!(
        pieces(&world, lost.id).await,
        1,
        "it may still be on its way"
    );
    world.clock.turn_to(world.clock.now() + minutes(61));
    world.run_due_jobs().await;
    assert_eq!(pieces(&world, lost.id).await, 0);
    assert_eq!(pieces(&world, file).await, 3, "what has a place stays");
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

/// How many pieces of a file there are.
async fn pieces(world: &World, file: AttachmentId) -> u32 {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(async move {
            let mut count = 0;
            while store::attachments::chunk(&mut cx.tx, file, count)
                .await?
                .is_some()
            {
                count += 1;
            }
            Ok(count)
        })
    });
    work.await.unwrap()
}

#[tokio::test]
async fn acc_3_a_file_of_somebody_else_is_no_file() {
    let (world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let file = form.add(&[("a.pdf", PDF)]).await.files[0].id;
    let other = Person {
        given: "Otto",
        mrn: "12345682",
        user_id: "otto.b",
        email: None,
        ..Person::default()
    };
    let (them, stranger) = world.signed_on(&other).await;
    let none = AttachmentId::new(world.clock.now(), [3; 10]);
    let (foreign, missing) = (
        download(&stranger, file).await,
        download(&stranger, none).await,
    );
    assert_eq!((foreign.status, missing.status), (404, 404));
    assert_eq!(
        download(&stranger, file).await.words().len(),
        missing.words().len()
    );
    assert!(
        audit(&world, them)
            .await
            .contains(&format!("view_file {file} refused"))
    );
    // Neither sent, nor removed, nor taken along by another's form.
    let mut theirs = Form::open(&stranger).await;
    theirs.set("attached", &file.to_string());
    let page = theirs.send().await;
    assert!(
        page.words().contains("A file is not there any more"),
        "{}",
        page.words()
    );
    theirs.set("remove", &file.to_string());
    theirs
        .browser
        .clone()
        .submit("messages/remove-file", &theirs.all())
        .await;
    assert_eq!(download(&browser, file).await.status, 200);
    let visitor = world.visitor();
    assert_eq!(download(&visitor, file).await.location(), Some("/sign-on"));
}

#[tokio::test]
async fn a_file_that_was_removed_elsewhere_is_told_and_a_draft_takes_its_files_along() {
    let (world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let uploaded = form.add(&[("a.pdf", PDF), ("b.pdf", PDF)]).await;
    let (first, second) = (uploaded.files[0].id, uploaded.files[1].id);
    let mut elsewhere = form.browser.clone();
    let mut fields = form.all();
    let gone = first.to_string();
    fields.push(("remove", &gone));
    elsewhere.submit("messages/remove-file", &fields).await;
    assert_eq!(pieces(&world, first).await, 0);
    let page = form.send().await;
    assert!(
        page.words().contains("A file is not there any more"),
        "{}",
        page.words()
    );
    let draft = page.value_of("draft").unwrap();
    elsewhere
        .submit("messages/delete-draft", &[("draft", &draft)])
        .await;
    assert_eq!(pieces(&world, second).await, 0);
    assert_eq!(download(&browser, second).await.status, 404);
}

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
