//! Pictures: written anew, and shown small (MSG-3, MSG-4).

use axum::body::Body;
use axum::http::Method;
use domain::ids::AttachmentId;
use testkit::{Browser, Page, Person, World};

use super::{Form, PATH, PDF, download, head};
use crate::messages::audit;
use crate::registration::journey::rows;

pub async fn preview(browser: &Browser, id: AttachmentId) -> Page {
    browser.clone().get(&format!("{PATH}/{id}/preview")).await
}

pub fn picture() -> Vec<u8> {
    // A JPEG of 16 by 16, made by hand, with a place in it.
    const JPEG: &[u8] = include_bytes!("../photo.jpg");
    JPEG.to_vec()
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
async fn msg_4_a_picture_is_seen_small_where_it_is_listed() {
    let (world, member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let files = [("arm.jpeg", &picture()[..]), ("readings.pdf", PDF)];
    let uploaded = form.add(&files).await;
    let (arm, readings) = (&uploaded.files[0], &uploaded.files[1]);
    assert_eq!((arm.preview, readings.preview), (Some((16, 16)), None));
    let page = preview(&browser, arm.id).await;
    assert_eq!(page.status, 200);
    for (header, value) in [
        ("content-type", "image/jpeg"),
        ("content-disposition", "inline"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(head(&page, header), value, "{header}");
    }
    assert!(page.has("JFIF") && !page.has("GPSLatitude") && !page.has("Exif"));
    // What is no picture is listed by its name alone.
    assert_eq!(preview(&browser, readings.id).await.status, 404);
    let draft = format!("/messages/new?draft={}", form.value("draft"));
    for page in [browser.clone().get(&draft).await, form.send().await] {
        assert_eq!(page.text.matches("<img").count(), 1);
        let tag = page.text.split("<img").nth(1).unwrap();
        let tag = tag.split('>').next().unwrap();
        for said in [
            &*format!("src=\"{PATH}/{}/preview\"", arm.id),
            "alt=\"Preview of arm.jpeg\"",
            "width=\"16\" height=\"16\"",
            "loading=\"lazy\"",
        ] {
            assert!(tag.contains(said), "{said}: {tag}");
        }
        assert!(page.words().contains("PDF, 1 KB"));
    }
    let looked = audit(&world, member).await;
    for (file, outcome) in [(arm.id, "done"), (readings.id, "refused")] {
        assert!(looked.contains(&format!("view_file {file} {outcome}")));
    }
    // It lies sealed beside its file, as no picture that could be read.
    let count = "SELECT COUNT(*), COALESCE(SUM(hex(substr(preview, 1, 2)) = 'FFD8'), 0)
                 FROM attachment WHERE preview IS NOT NULL";
    assert_eq!(rows::<(i64, i64)>(&world, count).await, [(1, 0)]);
}

#[tokio::test]
async fn acc_3_a_small_picture_is_its_members_alone() {
    let (world, _member, browser) = World::with_member().await;
    let mut form = Form::open(&browser).await;
    let file = form.add(&[("arm.jpeg", &picture())]).await.files[0].id;
    let other = Person::another();
    let (them, stranger) = world.signed_on(&other).await;
    let none = AttachmentId::new(world.clock.now(), [3; 10]);
    let (foreign, missing) = (
        preview(&stranger, file).await,
        preview(&stranger, none).await,
    );
    assert_eq!((foreign.status, missing.status), (404, 404));
    assert_eq!(foreign.words().len(), missing.words().len());
    let refused = format!("view_file {file} refused");
    assert!(audit(&world, them).await.contains(&refused));
    let visitor = world.visitor();
    assert_eq!(preview(&visitor, file).await.location(), Some("/sign-on"));
    // WEB-4: another site cannot load it into a page of its own.
    let mut asked = browser.clone();
    let path = format!("{PATH}/{file}/preview");
    let mut request = asked
        .request(Method::GET, &path)
        .body(Body::empty())
        .unwrap();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "no-cors"),
        ("sec-fetch-dest", "image"),
    ] {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    assert_eq!(asked.send(request).await.status, 403);
    // Removed, it is gone with its file.
    let mut fields = form.all();
    let gone = file.to_string();
    fields.push(("remove", &gone));
    let mut here = form.browser.clone();
    here.submit("messages/remove-file", &fields).await;
    assert_eq!(preview(&browser, file).await.status, 404);
}
