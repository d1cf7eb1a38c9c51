//! What members send with their messages is there for whoever answers (MSG-4, ACC-10), and what
//! those send for the member (MSG-2 to MSG-5).

use axum::http::{Method, header};
use domain::ids::ConversationId;
use domain::messages::{FileProblem, MOST_FILE_BYTES};
use domain::staff::Role;
use domain::time::minutes;
use service::staff::files::Added;
use testkit::{Browser, Page};

use super::{Desk, QUESTION, ask, audit, desk};
use crate::messages::files::pictures::picture;
use crate::messages::files::{BOUNDARY, Form, multipart};

const PDF: &[u8] = b"%PDF-1.4\n% a rash\n%%EOF\n";

/// The newest conversation of the member, by their inbox of what was sent.
async fn newest(desk: &mut Desk) -> ConversationId {
    let page = desk.maria.get("/messages/sent").await;
    let link = page.text.split("href=\"/messages/").skip(1);
    let mut ids = link.filter_map(|rest| rest.split('"').next()?.parse().ok());
    ids.next().unwrap()
}

#[tokio::test]
async fn msg_4_a_members_file_opens_for_who_answers_and_for_nobody_else() {
    let mut desk = desk().await;
    let physician = desk.world.clinicians().await[0].to_string();
    let mut form = Form::open(&desk.maria).await;
    let file = form.add(&[("rash.pdf", PDF)]).await.files[0].id;
    form.send_to(&physician).await;
    let conversation = newest(&mut desk).await;
    let path = format!("/staff/messages/{conversation}");
    let address = format!("{path}/files/{file}");
    // What is kept with a draft is nobody's yet.
    let mut draft = Form::open(&desk.maria).await;
    let unsent = draft.add(&[("later.pdf", PDF)]).await.files[0].id;

    let nurse = &mut desk.nurse.browser;
    let page = nurse.get(&path).await;
    let words = page.words();
    assert!(
        words.contains("rash.pdf") && words.contains("PDF, 1 KB"),
        "{words}"
    );
    assert!(page.has(&format!("href=\"{address}\" rel=\"external\"")));
    let opened = nurse.get(&address).await;
    assert_eq!((opened.status, opened.text.as_bytes()), (200, PDF));
    let header = |name: &str| opened.headers[name].to_str().unwrap();
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"rash.pdf\""
    );
    assert_eq!(
        header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(header("cache-control"), "no-store");
    let seen = audit(&desk.world, desk.member).await;
    assert_eq!(seen[0], "staff view_file care done");
    let elsewhere = desk.conversation;
    for gone in [
        format!("{path}/files/{unsent}"),
        format!("/staff/messages/{elsewhere}/files/{file}"),
        format!("{path}/files/nothing"),
    ] {
        assert_eq!(nurse.get(&gone).await.status, 404, "{gone}");
    }

    // Another office's nurse has to say why first, and who is no clinician never reads it.
    let clinicians = desk.world.clinicians().await;
    for (name, role, clinician, status) in [
        ("nurse.elsewhere", Role::Nurse, Some(clinicians[1]), 403),
        ("services", Role::MemberServices, None, 404),
    ] {
        let mut other = desk.world.worker(name, role, clinician).await;
        let page = other.browser.get(&address).await;
        assert_eq!(page.status, status, "{name}");
        assert!(!page.has("a rash"), "{name}");
    }
    // The member has an address of their own for it.
    let page = desk.maria.get(&address).await;
    assert_eq!(
        (page.status, page.location()),
        (303, Some("/staff/sign-on"))
    );
}

#[tokio::test]
async fn msg_4_a_small_picture_is_shown_to_who_answers_and_to_nobody_else() {
    let mut desk = desk().await;
    let physician = desk.world.clinicians().await[0].to_string();
    let mut form = Form::open(&desk.maria).await;
    let files = [("arm.jpeg", &picture()[..]), ("rash.pdf", PDF)];
    let sent = form.add(&files).await.files;
    form.send_to(&physician).await;
    let conversation = newest(&mut desk).await;
    let path = format!("/staff/messages/{conversation}");
    let address = |file| format!("{path}/files/{file}/preview");

    let nurse = &mut desk.nurse.browser;
    let page = nurse.get(&path).await;
    assert_eq!(page.text.matches("<img").count(), 1);
    assert!(page.has(&format!("src=\"{}\"", address(sent[0].id))));
    assert!(page.has("alt=\"Preview of arm.jpeg\""));
    let small = nurse.get(&address(sent[0].id)).await;
    assert_eq!(small.status, 200);
    assert!(small.has("JFIF") && !small.has("GPSLatitude"));
    for (header, value) in [
        ("content-type", "image/jpeg"),
        ("content-disposition", "inline"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(small.headers[header], value);
    }
    assert_eq!(nurse.get(&address(sent[1].id)).await.status, 404);
    let seen = audit(&desk.world, desk.member).await;
    assert!(
        seen.contains(&"staff view_file care done".to_owned()),
        "{seen:?}"
    );

    let clinicians = desk.world.clinicians().await;
    for (name, role, clinician, status) in [
        ("nurse.elsewhere", Role::Nurse, Some(clinicians[1]), 403),
        ("services", Role::MemberServices, None, 404),
    ] {
        let mut other = desk.world.worker(name, role, clinician).await;
        let page = other.browser.get(&address(sent[0].id)).await;
        assert_eq!(page.status, status, "{name}");
        assert!(!page.has("JFIF"), "{name}");
    }
}

#[tokio::test]
async fn a_message_without_files_has_no_list_of_them() {
    let mut desk = desk().await;
    let id = ask(&desk.world, &mut desk.maria, "Another question").await;
    let page = desk
        .nurse
        .browser
        .get(&format!("/staff/messages/{id}"))
        .await;
    assert!(page.has(QUESTION) && !page.has("bubble__files"));
}

/// The reply of the nurse as its form has it.
struct Reply {
    browser: Browser,
    path: String,
    fields: Vec<(String, String)>,
}

impl Reply {
    async fn open(desk: &mut Desk) -> Self {
        let path = desk.path();
        let page = desk.nurse.browser.get(&path).await;
        Self::of(desk.nurse.browser.clone(), path, &page)
    }

    fn of(browser: Browser, path: String, page: &Page) -> Self {
        let names = ["conversation", "newest", "send_key", "attached"];
        let fields = names.map(|name| {
            let value = page.value_of(name).unwrap_or_default();
            (name.to_owned(), value)
        });
        Self {
            browser,
            path,
            fields: fields.into(),
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|field| field.0 != name);
        self.fields.push((name.into(), value.into()));
    }

    fn all(&self) -> Vec<(&str, &str)> {
        let fields = self.fields.iter();
        fields.map(|field| (&*field.0, &*field.1)).collect()
    }

    async fn post(&mut self, scripts: bool, files: &[(&str, &[u8])]) -> Page {
        self.browser.scripts = scripts;
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let path = format!("{}/files", self.path);
        let request = self.browser.request(Method::POST, &path);
        let body = multipart(&self.all(), files);
        let request = request.header(header::CONTENT_TYPE, kind);
        let page = self.browser.send(request.body(body.into()).unwrap()).await;
        self.browser.scripts = false;
        page
    }

    /// Adds files as a living page does.
    async fn add(&mut self, files: &[(&str, &[u8])]) -> Added {
        let page = self.post(true, files).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let added: Added = serde_json::from_str(&page.text).unwrap();
        let ids = added.files.iter().map(|file| file.id.to_string());
        self.set("attached", &ids.collect::<Vec<_>>().join(" "));
        added
    }

    async fn send(&mut self, text: &str) -> Page {
        self.set("message", text);
        self.browser
            .clone()
            .submit("staff/reply", &self.all())
            .await
    }
}

#[tokio::test]
async fn a_desks_file_goes_with_its_answer_and_is_nobody_elses_before() {
    let mut desk = desk().await;
    let mut reply = Reply::open(&mut desk).await;
    let added = reply.add(&[("plan.pdf", PDF)]).await;
    assert_eq!((added.files.len(), added.refused.len()), (1, 0));
    let file = added.files[0].id;
    let (own, theirs) = (
        format!("/messages/attachments/{file}"),
        format!("{}/files/{file}", desk.path()),
    );
    // Until it is sent the member knows nothing of it, and no colleague sees it.
    assert_eq!(desk.maria.get(&own).await.status, 404);
    let office = desk.world.clinicians().await[3];
    let mut colleague = (desk.world)
        .worker("nurse.beside", Role::Nurse, Some(office))
        .await;
    let path = desk.path();
    assert!(!colleague.browser.get(&path).await.has("plan.pdf"));
    // Nor can they send what another has added.
    let page = colleague.browser.get(&path).await;
    let mut stolen = Reply::of(colleague.browser.clone(), path.clone(), &page);
    stolen.set("attached", &file.to_string());
    let page = stolen.send("Mine now.").await;
    assert!(page.words().contains("A file is not there any more"));
    assert!(page.has("Mine now.</textarea>"));
    // Whoever added it finds it there again.
    assert!(desk.nurse.browser.get(&path).await.has("plan.pdf"));

    let page = reply.send("Here is your plan.").await;
    let words = page.words();
    assert!(words.contains("Your reply was sent"), "{words}");
    assert!(page.has(&format!("href=\"{theirs}\" rel=\"external\"")));
    let page = desk.marias_page().await;
    assert!(page.has(&format!("href=\"{own}\" rel=\"external\"")));
    for (browser, address) in [
        (&mut desk.maria, &own),
        (&mut desk.nurse.browser, &theirs),
        (&mut colleague.browser, &theirs),
    ] {
        let opened = browser.get(address).await;
        assert_eq!((opened.status, opened.text.as_bytes()), (200, PDF));
    }
    let seen = audit(&desk.world, desk.member).await;
    for act in ["staff add_file care done", "member view_file  done"] {
        assert!(seen.iter().any(|row| row == act), "{act}: {seen:?}");
    }
    // Sent once: the same form again brings the same message, and no second file.
    reply.send("Here is your plan.").await;
    let page = desk.marias_page().await;
    assert_eq!(page.text.matches(&format!("href=\"{own}\"")).count(), 1);
}

#[tokio::test]
async fn msg_2_a_desks_files_are_held_to_the_same_rules() {
    let mut desk = desk().await;
    let mut reply = Reply::open(&mut desk).await;
    for (name, content, why) in [
        ("a.exe", &b"MZ"[..], FileProblem::OtherKind),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", FileProblem::NotWhatItSays),
        ("a.txt", b"", FileProblem::Empty),
        ("a.png", b"\x89PNG\r\n\x1a\nno", FileProblem::Broken),
    ] {
        let added = reply.add(&[(name, content)]).await;
        assert_eq!(
            (added.files.len(), added.refused[0].why),
            (0, why),
            "{name}"
        );
    }
    let large = vec![b'x'; MOST_FILE_BYTES + 1];
    let added = reply.add(&[("large.txt", &large)]).await;
    assert_eq!(added.refused[0].why, FileProblem::TooLarge);
    for name in ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt"] {
        assert_eq!(reply.add(&[(name, b"x")]).await.refused, []);
    }
    let added = reply.add(&[("6.txt", b"x")]).await;
    assert_eq!(
        (added.files.len(), added.refused[0].why),
        (5, FileProblem::TooMany)
    );
    // What a desk sends takes none of the member's room, and nobody without a desk sends here.
    let mut maria = Reply::of(desk.maria.clone(), desk.path(), &desk.marias_page().await);
    let page = maria.post(false, &[("a.pdf", PDF)]).await;
    assert_eq!(
        (page.status, page.location()),
        (303, Some("/staff/sign-on"))
    );
    assert_eq!(maria.post(true, &[("a.pdf", PDF)]).await.status, 401);
    // Another team's conversation is not written to before there is a reason.
    let clinicians = desk.world.clinicians().await;
    for (name, role, clinician, status) in [
        ("nurse.elsewhere", Role::Nurse, Some(clinicians[1]), 403),
        ("services", Role::MemberServices, None, 404),
    ] {
        let other = desk.world.worker(name, role, clinician).await;
        let mut other = Reply::of(other.browser, desk.path(), &desk.marias_page().await);
        assert_eq!(other.post(true, &[("a.pdf", PDF)]).await.status, status);
    }
}

#[tokio::test]
async fn without_scripts_a_desks_files_and_text_go_together() {
    let mut desk = desk().await;
    let mut reply = Reply::open(&mut desk).await;
    reply.set("message", "See the <plan>.");
    reply.set("covering", "true");
    let files: [(&str, &[u8]); 4] = [("a.pdf", PDF), ("b.exe", b"MZ"), ("c.txt", b"c"), ("", b"")];
    let page = reply.post(false, &files).await;
    assert_eq!(page.status, 303);
    let place = page.location().unwrap().to_owned();
    assert!(
        place.starts_with(&format!("{}?flash=", desk.path())),
        "{place}"
    );
    let page = reply.browser.get(&place).await;
    let words = page.words();
    assert!(
        words.contains("a.pdf") && words.contains("c.txt"),
        "{words}"
    );
    assert!(
        words.contains("b.exe: Not added: files of this kind cannot be sent"),
        "{words}"
    );
    assert!(page.has("See the &lt;plan&gt;.</textarea>"));
    // One is removed by its button; what was typed meanwhile is kept.
    let removed = page.value_of("remove").unwrap();
    let mut form = Reply::of(reply.browser.clone(), desk.path(), &page);
    form.set("message", "See the plan of Monday.");
    form.set("remove", &removed);
    let mut browser = form.browser.clone();
    let page = browser.submit("staff/remove-file", &form.all()).await;
    let words = page.words();
    assert!(
        !words.contains("a.pdf") && words.contains("c.txt"),
        "{words}"
    );
    assert!(page.has("See the plan of Monday.</textarea>"));
    let mut form = Reply::of(browser, desk.path(), &page);
    assert!(
        form.send("Done.")
            .await
            .words()
            .contains("Your reply was sent")
    );
    let page = desk.marias_page().await;
    assert!(page.has("c.txt") && !page.has("a.pdf"));
}

#[tokio::test]
async fn msg_5_what_was_added_and_never_sent_is_gone_after_a_day() {
    let mut desk = desk().await;
    let mut reply = Reply::open(&mut desk).await;
    reply.add(&[("plan.pdf", PDF)]).await;
    let begun = desk.world.clock.now();
    desk.world.clock.turn_to(begun + minutes(23 * 60));
    desk.world.run_due_jobs().await;
    let nurse = &mut desk.nurse;
    let mut browser = desk.world.visitor();
    (desk.world)
        .sign_on_at_desk(&mut browser, "nurse.of.cedar")
        .await;
    nurse.browser = browser;
    let path = desk.path();
    assert!(desk.nurse.browser.get(&path).await.has("plan.pdf"));
    desk.world.clock.turn_to(begun + minutes(24 * 60 + 5));
    desk.world.run_due_jobs().await;
    let mut browser = desk.world.visitor();
    (desk.world)
        .sign_on_at_desk(&mut browser, "nurse.of.cedar")
        .await;
    let page = browser.get(&path).await;
    assert!(!page.has("plan.pdf"));
    reply.browser = browser;
    let page = reply.send("With the plan.").await;
    assert!(page.words().contains("A file is not there any more"));
    assert!(page.has("With the plan.</textarea>"));
}
