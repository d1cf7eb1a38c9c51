//! Files as they are served and as they lie in the database (MSG-4, MSG-5).

use domain::time::minutes;
use testkit::World;

use super::{Form, PDF, download, head, pieces};

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
