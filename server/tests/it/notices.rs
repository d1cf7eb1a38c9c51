//! The page of the account with its notices, what happens to a member's account (AUT-4), and
//! mail that cannot be bent (MSG-9).

use std::path::Path;

use domain::locale::Locale;
use server::mail::{Mail, Mailer};
use testkit::{Browser, PASSWORD, Page, Person, World};

use crate::messages::audit;
use crate::registration::journey::marias;

fn ticked(page: &Page) -> bool {
    let tag = page.text.split("name=\"wanted[]\"").nth(1).unwrap();
    tag[..tag.find('>').unwrap()].contains("checked")
}

#[tokio::test]
async fn the_account_says_what_is_told_and_keeps_what_is_wished() {
    let (world, member, mut browser) = World::with_member().await;
    assert!(browser.get("/home").await.has("href=\"/account\""));
    let page = browser.get("/account").await;
    assert_eq!(page.status, 200);
    for part in [
        "Account & preferences",
        "Notices",
        "maria.santos@mail.example",
        "I have a new message",
        "Save notices",
    ] {
        assert!(page.words().contains(part), "{part}: {}", page.words());
    }
    assert!(ticked(&page) && !page.words().contains("Your notices are saved."));
    // Without scripts: a form, a redirect back, and the page says it.
    let answer = browser.post("account/save-notices", &[]).await;
    assert_eq!(answer.status, 303);
    let page = browser.get(answer.location().unwrap()).await;
    assert!(!ticked(&page) && page.words().contains("Your notices are saved."));
    let page = browser.get("/account").await;
    assert!(!ticked(&page) && !page.words().contains("Your notices are saved."));
    // The same again is no change.
    browser.post("account/save-notices", &[]).await;
    let on = [("wanted[]", "messages")];
    let page = browser.submit("account/save-notices", &on).await;
    assert!(ticked(&page));
    let rows = audit(&world, member).await;
    let changes: Vec<_> = rows
        .iter()
        .filter(|row| row.starts_with("change_notices"))
        .collect();
    assert_eq!(
        changes,
        [
            "change_notices messages:on done",
            "change_notices results:off done",
            "change_notices messages:off done"
        ]
    );
    assert!(rows.contains(&"view_account  done".into()), "{rows:?}");
    // What there is not cannot be wished for.
    browser.scripts = true;
    let unknown = [("wanted[]", "messages"), ("wanted[]", "everything")];
    let answer = browser.post("account/save-notices", &unknown).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn acc_1_a_wish_is_ones_own() {
    let (world, _, mut maria) = World::with_member().await;
    let other = Person {
        given: "Grace",
        mrn: "99999994",
        user_id: "grace.lindholm",
        email: Some("grace@mail.example"),
        ..Person::default()
    };
    let (_, mut grace) = world.signed_on(&other).await;
    maria.submit("account/save-notices", &[]).await;
    let page = grace.get("/account").await;
    assert!(ticked(&page) && page.has("grace@mail.example"));
    assert!(!page.has("maria.santos"));
    let mut visitor = world.visitor();
    assert_eq!(visitor.get("/account").await.location(), Some("/sign-on"));
    visitor.scripts = true;
    let answer = visitor.post("account/save-notices", &[]).await;
    assert_eq!(answer.status, 401);
}

async fn sign_on(browser: &mut Browser, password: &str) {
    let fields = [("id", "maria.santos"), ("password", password)];
    browser.submit("session/sign-on", &fields).await;
}

#[tokio::test]
async fn aut_4_a_member_is_told_of_a_device_they_never_signed_on_from() {
    let world = World::new().await;
    world.account(&marias()).await;
    // The first is no news, and neither is the same again.
    let mut home = world.visitor();
    for _ in 0..2 {
        sign_on(&mut home, PASSWORD).await;
        assert_eq!(home.at, "/home");
        assert_eq!(world.outbox().await.len(), 0);
    }
    let token = home.cookies["__Host-device"].clone();
    assert_eq!(token.len(), 43);
    // A wrong password from elsewhere is none; the right one is, once.
    let mut library = world.visitor();
    sign_on(&mut library, "not the right password").await;
    assert_eq!(world.outbox().await.len(), 0);
    assert!(!library.cookies.contains_key("__Host-device"));
    for _ in 0..2 {
        sign_on(&mut library, PASSWORD).await;
    }
    let told = world.outbox().await;
    assert_eq!(told.len(), 1);
    assert!(told[0].subject.contains("was used on a new device"));
    let body = told[0].body.as_ref().unwrap();
    for said in [
        "Maria",
        "maria.santos",
        "1234",
        "127.0.0.1",
        "http",
        "Chrome",
    ] {
        assert!(!body.contains(said), "{said}: {body}");
    }
    // Somebody else of the house on the same device is at home there.
    let other = Person {
        given: "Jonah",
        family: "Reed",
        mrn: "20000001",
        user_id: "jonah.reed",
        email: Some("jonah.reed@mail.example"),
        ..Person::default()
    };
    world.account(&other).await;
    home.get("/sign-on").await;
    let fields = [("id", "jonah.reed"), ("password", PASSWORD)];
    home.submit("session/sign-on", &fields).await;
    assert_eq!(home.cookies["__Host-device"], token);
    assert_eq!(world.outbox().await.len(), 1);
    // A token that somebody makes up is no device that is known.
    let mut stranger = world.visitor();
    stranger
        .cookies
        .insert("__Host-device".into(), "made-up".into());
    sign_on(&mut stranger, PASSWORD).await;
    assert_eq!(world.outbox().await.len(), 2);
}

#[tokio::test]
async fn aut_4_a_member_is_told_of_a_lock_and_of_a_sign_on_after_failures() {
    const WRONG: &str = "not the right password";
    let world = World::new().await;
    let spanish = Person {
        locale: Some(Locale::Es),
        ..marias()
    };
    world.account(&spanish).await;
    // Whoever tries reads English; the mail is for the owner.
    let mut browser = world.visitor();
    for failures in 0..=3 {
        for _ in 0..failures {
            sign_on(&mut browser, WRONG).await;
        }
        sign_on(&mut browser, PASSWORD).await;
        assert_eq!(browser.at, "/home");
        let told = world.outbox().await.len();
        assert_eq!(told, usize::from(failures == 3), "{failures} failures");
    }
    for _ in 0..7 {
        sign_on(&mut browser, WRONG).await;
    }
    let told = world.outbox().await;
    assert_eq!(told.len(), 2, "one mail a lock");
    let plan = "Larkhaven Health Plan";
    assert_eq!(
        [&*told[0].subject, &*told[1].subject],
        [
            format!("Alguien inició sesión en su cuenta de {plan}"),
            format!("Su cuenta en línea de {plan} está bloqueada")
        ]
    );
    for mail in &told {
        assert_eq!(mail.to, "maria.santos@mail.example");
        let body = mail.body.as_ref().unwrap();
        for said in ["Maria", "maria.santos", "1234", "127.0.0.1", WRONG, "http"] {
            assert!(!body.contains(said), "{said}: {body}");
        }
        assert!(body.contains("1-800-555-0110"));
    }
    // Of an ID that nobody has there is nobody to tell.
    for _ in 0..6 {
        let fields = [("id", "nobody.at.all"), ("password", WRONG)];
        browser.submit("session/sign-on", &fields).await;
    }
    assert_eq!(world.outbox().await.len(), 2);
}

/// Sends a mail into files; answers the headers of what left, or nothing.
async fn headers_of(folder: &Path, mail: &Mail) -> Option<String> {
    let mailer = Mailer::open("file:", folder).unwrap();
    if let Err(error) = mailer.send(mail).await {
        assert!(error.is_final(), "{error}: it would be tried for ever");
        return None;
    }
    let file = folder
        .join("outbox")
        .join(format!("{}.eml", mail.message_id));
    let text = std::fs::read_to_string(file).unwrap();
    Some(text.split_once("\r\n\r\n").unwrap().0.to_owned())
}

#[tokio::test]
async fn msg_9_no_name_and_no_address_becomes_a_header_or_a_recipient() {
    let world = World::new().await;
    let plain = Mail {
        message_id: "01900000-0000-7000-8000-000000000000".into(),
        from: "Larkhaven Health Plan <no-reply@larkhaven.example>".into(),
        to: "maria@mail.example".into(),
        subject: "You have a new message".into(),
        body: "Text\n".into(),
    };
    let whole = headers_of(world.folder(), &plain).await.unwrap();
    assert_eq!(whole.matches("maria@mail.example").count(), 1);
    let breaks = ["\r\n", "\n", "\r", "\r\n ", "\u{2028}", "\u{85}", "\0"];
    let evil = [
        "Bcc: eve@evil.example",
        "\r\nEvil text",
        "To: eve@evil.example",
    ];
    let mut bent = Vec::new();
    for (line, more) in breaks.iter().flat_map(|line| evil.map(|more| (line, more))) {
        let name = format!("Larkhaven{line}{more}");
        let [mut to, mut subject, mut from] = [plain.clone(), plain.clone(), plain.clone()];
        to.to = format!("maria@mail.example{line}{more}");
        subject.subject = name.clone();
        from.from = format!("{name} <no-reply@larkhaven.example>");
        bent.extend([to, subject, from]);
    }
    for to in [
        "maria@mail.example, eve@evil.example",
        "maria@mail.example;eve@evil.example",
        "<maria@mail.example> eve@evil.example",
        "maria@mail.example eve@evil.example",
        "",
    ] {
        bent.push(Mail {
            to: to.into(),
            ..plain.clone()
        });
    }
    let mut left = 0;
    for mail in bent {
        let Some(headers) = headers_of(world.folder(), &mail).await else {
            continue;
        };
        left += 1;
        let names: Vec<&str> = headers
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(':').expect("a header").0)
            .collect();
        let mut known = vec!["Message-ID", "From", "To", "Subject", "Date"];
        known.extend(["MIME-Version", "Content-Type", "Content-Transfer-Encoding"]);
        for name in &names {
            let times = names.iter().filter(|other| other == &name).count();
            assert!(known.contains(name) && times == 1, "{name}: {headers}");
        }
        let to = headers.split("\r\n").find(|line| line.starts_with("To:"));
        assert_eq!(to, Some("To: maria@mail.example"), "{headers}");
        assert!(!headers.replace("\r\n", "").contains(['\r', '\n', '\0']));
    }
    assert!(left > 0, "a subject is made harmless, not refused");
}
