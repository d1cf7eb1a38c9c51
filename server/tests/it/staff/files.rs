//! What members send with their messages is there for whoever answers (MSG-4, ACC-10).

use domain::ids::ConversationId;
use domain::staff::Role;

use super::{Desk, QUESTION, ask, audit, desk};
use crate::messages::files::Form;

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
