//! Registration in five steps over HTTP, scripts off: SECURITY.md REG-1 to REG-10.

mod contact;
mod identity;
pub mod journey;
mod membership;
mod secure;

use domain::time::minutes;
use journey::{SECRETS, begun};
use service::Limits;
use testkit::{Choices, World};

/// A world with the production's rates.
async fn strict() -> World {
    World::with(Choices {
        limits: Limits::default(),
        ..Choices::default()
    })
    .await
}

#[tokio::test]
async fn five_steps_lead_from_the_card_to_signed_on() {
    let (world, mut at) = begun().await;
    let page = at.browser.get("/register").await;
    assert_eq!(page.status, 200);
    assert!(page.has("<h1") && page.words().contains("Register"));
    assert!(
        page.words().contains("1234 5671"),
        "the card's picture shows the number"
    );
    let page = at.membership(&[]).await;
    assert!(
        page.words().contains("Accept the terms and conditions"),
        "{}",
        page.words()
    );
    assert!(page.words().contains("Step 2 of 5"));
    assert!(
        !page.text.contains("checked"),
        "the box is not ticked beforehand"
    );
    let page = at.terms().await;
    assert!(page.words().contains("Create your user ID"));
    let page = at.user_id("Maria.Santos", "maria@new.example").await;
    assert!(
        page.words().contains("Confirmation code"),
        "{}",
        page.words()
    );
    let page = at.code(&world.newest_code().await).await;
    assert!(page.words().contains("Secure your account"));
    let page = at.questions(&page, true).await;
    assert!(
        page.words().contains("Secret question 1"),
        "{}",
        page.words()
    );
    let page = at.secrets(&[]).await;
    assert!(
        page.words().contains("You are registered"),
        "{}",
        page.words()
    );
    assert_eq!(page.value_of("id").as_deref(), Some("Maria.Santos"));
    let page = at
        .browser
        .submit(
            "session/sign-on",
            &[("id", "maria.SANTOS"), ("password", SECRETS[0].1)],
        )
        .await;
    assert_eq!((page.status, at.browser.at.as_str()), (200, "/home"));
    assert!(page.words().contains("Maria"));
}

#[tokio::test]
async fn reg_5_a_step_is_neither_skipped_nor_done_twice() {
    let (world, mut at) = begun().await;
    // Without a ticket, and with a made-up one: nothing but step 1 is open.
    let secrets = SECRETS.map(|(name, value)| (name, value));
    let version = [("accepted", "true"), ("version", "2026-03")];
    let forms: [(&str, &[(&str, &str)]); 6] = [
        ("registration/terms", &version),
        (
            "registration/user-id",
            &[("user_id", "maria.santos"), ("email", "m@new.example")],
        ),
        ("registration/code", &[("code", "123456")]),
        ("registration/resend", &[]),
        ("registration/questions", &[("street", "0")]),
        ("registration/password", &secrets),
    ];
    for (endpoint, fields) in forms {
        assert_eq!(
            at.browser.post(endpoint, fields).await.status,
            409,
            "{endpoint}"
        );
    }
    at.browser
        .cookies
        .insert("__Host-registration".into(), "made-up".into());
    for (endpoint, fields) in forms {
        assert_eq!(
            at.browser.post(endpoint, fields).await.status,
            409,
            "{endpoint}"
        );
    }
    // One step reached: the next is open, those after it are not.
    at.membership(&[]).await;
    for (endpoint, fields) in &forms[1..] {
        assert_eq!(
            at.browser.post(endpoint, fields).await.status,
            409,
            "{endpoint}"
        );
    }
    for path in [
        "/register/user-id",
        "/register/user-id/code",
        "/register/secure",
        "/register/secure/password",
        "/register/done",
    ] {
        assert_eq!(at.browser.get(path).await.status, 409, "{path}");
    }
    // A double click: both are answered with 303 to the same page, one code goes out.
    at.terms().await;
    let contact = [("user_id", "maria.santos"), ("email", "m@new.example")];
    for _ in 0..2 {
        let page = at.browser.post("registration/user-id", &contact).await;
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/register/user-id/code"))
        );
    }
    assert_eq!(world.outbox().await.len(), 1);
    let page = at.browser.post("registration/terms", &version).await;
    assert_eq!(
        (page.status, page.location()),
        (303, Some("/register/user-id/code"))
    );
    // The last step twice: one account, and the same page.
    at.code(&world.newest_code().await).await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
    let clicks = [at.browser.clone(), at.browser.clone()].map(|mut browser| {
        let fields = SECRETS.map(|(name, value)| (name, value));
        tokio::spawn(async move { browser.post("registration/password", &fields).await })
    });
    for click in clicks {
        let page = click.await.unwrap();
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/register/done"))
        );
    }
    assert_eq!(journey::count_of(&world, "register", "done").await, 1);
}

#[tokio::test]
async fn going_back_keeps_what_was_typed_and_declining_deletes_it() {
    let (_world, mut at) = begun().await;
    at.membership(&[]).await;
    at.terms().await;
    at.user_id("maria.santos", "m@new.example").await;
    let page = at.browser.get("/register/user-id").await;
    assert_eq!(page.value_of("email").as_deref(), Some("m@new.example"));
    let page = at.browser.get("/register/membership").await;
    assert_eq!(page.value_of("last_name").as_deref(), Some("Santos"));
    let page = at.browser.get("/register/terms").await;
    assert!(page.has("checked"));
    let page = at.browser.submit("registration/decline", &[]).await;
    assert_eq!((page.status, at.browser.at.as_str()), (200, "/"));
    assert!(!at.browser.cookies.contains_key("__Host-registration"));
    let page = at.browser.get("/register/membership").await;
    assert_eq!(page.value_of("last_name").unwrap_or_default(), "");
}

#[tokio::test]
async fn a_draft_lives_thirty_minutes_after_the_last_request() {
    let (world, mut at) = begun().await;
    at.membership(&[]).await;
    for _ in 0..3 {
        world.clock.turn_to(world.clock.now() + minutes(29));
        assert_eq!(at.browser.get("/register/terms").await.status, 200);
    }
    world.clock.turn_to(world.clock.now() + minutes(31));
    assert_eq!(at.browser.get("/register/terms").await.status, 409);
}

#[tokio::test]
async fn reg_10_fields_are_checked_and_unknown_ones_ignored() {
    let (world, mut at) = begun().await;
    let page = at.membership(&[("first_name", "Ana\u{0}Maria")]).await;
    assert!(
        page.words().contains("Enter your first name in letters"),
        "{}",
        page.words()
    );
    let page = at.membership(&[("first_name", &"a".repeat(60_000))]).await;
    assert!(page.words().contains("can have 100 characters at most"));
    let huge = "a".repeat(1_000_000);
    let page = at
        .browser
        .post("registration/membership", &[("first_name", &huge)])
        .await;
    // 413 where the length is announced, 400 where the body is cut off at the limit.
    assert!(matches!(page.status, 400 | 413), "{}", page.status);
    let page = at
        .browser
        .post("registration/membership", &[("first_name", "Maria")])
        .await;
    assert_eq!(
        page.status, 400,
        "a form without its fields is none of ours"
    );
    let extra = [
        ("role", "staff"),
        ("verified", "1"),
        ("member", "x"),
        ("progress", "done"),
    ];
    at.membership(&extra).await;
    assert_eq!(at.browser.at, "/register/terms");
    let kept = journey::drafts(&world).await;
    assert!(!kept.is_empty());
    assert!(
        kept.iter()
            .all(|draft| !draft.contains("staff") && !draft.contains("verified"))
    );
}

#[tokio::test]
async fn every_step_speaks_spanish() {
    let (world, mut at) = begun().await;
    at.browser.language = "es".into();
    let page = at.browser.get("/register/membership").await;
    assert!(page.has("lang=\"es\"") && page.words().contains("Escriba los datos de su membresía"));
    at.membership(&[]).await;
    at.terms().await;
    let page = at.user_id("maria.santos", "m@new.example").await;
    assert!(page.words().contains("Código de confirmación"));
    assert!(
        world.outbox().await[0]
            .body
            .clone()
            .unwrap()
            .contains("Escriba este código")
    );
    let page = at.code(&world.newest_code().await).await;
    let said = page.words();
    assert!(
        said.contains("Proteja su cuenta") && !said.contains("October"),
        "{said}"
    );
}
