//! Files that go with messages (MSG-2 to MSG-6).

mod kept;
mod kinds;
pub mod pictures;
mod scanner;

use axum::body::Body;
use axum::http::{Method, header};
use domain::ids::AttachmentId;
use domain::messages::{DraftSaved, FileKind, FileProblem, ScanState};
use service::messages::files::Uploaded;
use testkit::{Browser, Page, Person, World};

use super::{audit, sent};

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
    let other = Person::another();
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
