//! The form and the password (AUT-9 to AUT-12).

use axum::body::Body;
use axum::http::{Method, header};
use service::hashing::Cost;
use testkit::{PASSWORD, World};

use super::{sign_on, with_maria};
use crate::registration::journey::{audit, marias};

#[tokio::test]
async fn aut_9_exactly_as_typed_but_for_the_normal_form() {
    let world = World::new().await;
    world.account(&marias()).await;
    let request = world.request();
    let composed = "caf\u{e9} sunday orchard ";
    let hash = world
        .portal
        .hashing()
        .hash(vec![composed.into()], world.portal.random())
        .await;
    let hash = hash.unwrap().remove(0);
    request
        .write(move |cx| {
            let hash = hash.clone();
            Box::pin(async move {
                let account = store::account::by_user_id(&mut cx.tx, "maria.santos")
                    .await?
                    .unwrap();
                let old = account.password_hash.clone();
                assert!(store::account::rehashed(&mut cx.tx, account.id, &old, &hash).await?);
                Ok(())
            })
        })
        .await
        .unwrap();
    for (typed, works) in [
        (composed, true),
        ("cafe\u{301} sunday orchard ", true),
        ("caf\u{e9} sunday orchard", false),
        (" caf\u{e9} sunday orchard ", false),
        ("cafe sunday orchard ", false),
    ] {
        let mut browser = world.visitor();
        sign_on(&mut browser, "maria.santos", typed).await;
        assert_eq!(browser.at == "/home", works, "{typed:?}");
    }
}

#[tokio::test]
async fn aut_10_every_field_says_what_a_browser_may_fill_in() {
    let world = World::new().await;
    let page = world.visitor().get("/sign-on").await;
    for (name, token) in [("id", "username"), ("password", "current-password")] {
        let at = page.text.find(&format!("name=\"{name}\"")).unwrap();
        let tag = &page.text[page.text[..at].rfind('<').unwrap()..];
        let tag = &tag[..tag.find('>').unwrap()];
        assert!(tag.contains(&format!("autocomplete=\"{token}\"")), "{tag}");
    }
    let page = world.visitor().get("/register/membership").await;
    for name in ["first_name", "last_name", "mrn"] {
        let at = page.text.find(&format!("name=\"{name}\"")).unwrap();
        let tag = &page.text[page.text[..at].rfind('<').unwrap()..];
        assert!(
            tag[..tag.find('>').unwrap()].contains("autocomplete=\"off\""),
            "{name}"
        );
    }
}

#[tokio::test]
async fn aut_11_the_form_is_taken_from_our_own_page_only_and_never_from_an_address() {
    let (world, mut browser) = with_maria().await;
    let form = |origin: &str, site: &str| {
        world
            .visitor()
            .request(Method::POST, "/api/session/sign-on")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!(
                "id=maria.santos&password={}",
                PASSWORD.replace(' ', "+")
            )))
            .map(|mut request| {
                request
                    .headers_mut()
                    .insert(header::ORIGIN, origin.parse().unwrap());
                request
                    .headers_mut()
                    .insert("sec-fetch-site", site.parse().unwrap());
                request
            })
            .unwrap()
    };
    for (origin, site) in [
        ("https://evil.example", "cross-site"),
        ("http://localhost:3999", "same-site"),
    ] {
        let page = browser.send(form(origin, site)).await;
        assert_eq!(page.status, 403);
        assert!(browser.cookies.is_empty());
    }
    let path = "/api/session/sign-on?id=maria.santos&password=x";
    let page = browser.get(path).await;
    assert!(matches!(page.status, 404 | 405), "{}", page.status);
    let page = browser
        .send(
            browser
                .request(Method::POST, path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
    assert_eq!(page.status, 400);
    assert!(browser.cookies.is_empty());
    assert!(audit(&world).await.is_empty(), "nothing was even tried");
}

#[tokio::test]
async fn aut_12_an_outdated_hash_is_made_anew_and_a_monstrous_one_refused() {
    let world = World::new().await;
    world.account(&marias()).await;
    let hash = |world: &World| {
        let path = world.folder().join("portal.sqlite");
        async move {
            let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display()))
                .await
                .unwrap();
            let (hash,): (String,) = sqlx::query_as("SELECT password_hash FROM account")
                .fetch_one(&pool)
                .await
                .unwrap();
            (pool, hash)
        }
    };
    let (pool, now) = hash(&world).await;
    let weaker = {
        let cost = Cost {
            memory_kib: 16,
            passes: 1,
        };
        let keys = service::keys::Keys::from_bytes([7; 32]);
        let hashing = service::hashing::Hashing::new(&keys, cost);
        hashing
            .hash(vec![PASSWORD.into()], world.portal.random())
            .await
            .unwrap()
            .remove(0)
    };
    assert_ne!(weaker.split('$').nth(3), now.split('$').nth(3));
    sqlx::query("UPDATE account SET password_hash = $1")
        .bind(&weaker)
        .execute(&pool)
        .await
        .unwrap();
    let mut browser = world.visitor();
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_eq!(browser.at, "/home");
    let (pool, after) = hash(&world).await;
    assert_eq!(after.split('$').nth(3), now.split('$').nth(3));
    let bomb = after.replace("m=8,", "m=4000000,");
    assert_ne!(bomb, after);
    sqlx::query("UPDATE account SET password_hash = $1")
        .bind(&bomb)
        .execute(&pool)
        .await
        .unwrap();
    let page = sign_on(&mut world.visitor(), "maria.santos", PASSWORD).await;
    assert_eq!(page.status, 500);
}
