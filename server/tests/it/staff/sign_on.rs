//! Signing on at a desk: both halves, and nothing in between (AUT-6, AUT-7).

use axum::http::header;
use domain::staff::Role;
use domain::time::minutes;
use testkit::{Browser, PASSWORD, Page, World};

const USER: &str = "ada.desk";

async fn world() -> (World, Browser) {
    let world = World::new().await;
    world.staff_account(USER, Role::MemberServices, None).await;
    let browser = world.visitor();
    (world, browser)
}

fn turn(world: &World, seconds: u64) {
    let later = world.clock.now() + std::time::Duration::from_secs(seconds);
    world.clock.turn_to(later);
}

async fn password(browser: &mut Browser, id: &str, password: &str) -> Page {
    browser.get("/staff/sign-on").await;
    let fields = [("id", id), ("password", password)];
    browser.submit("staff/sign-on", &fields).await
}

async fn code(browser: &mut Browser, code: &str) -> Page {
    browser.submit("staff/code", &[("code", code)]).await
}

#[tokio::test]
async fn a_password_and_a_code_open_the_team_inbox() {
    let (world, mut browser) = world().await;
    let [half, whole] = world.sign_on_at_desk(&mut browser, USER).await;
    assert!(half.words().contains("Staff sign on") && half.words().contains("Authenticator code"));
    assert!(half.has("autocomplete=\"one-time-code\""));
    assert_eq!(browser.at, "/staff/messages");
    assert!(whole.words().contains("Team inbox"));
    assert!(
        whole.words().contains("Name of ada.desk, Member services"),
        "{}",
        whole.words()
    );
    // Nothing of a member's stands around it.
    for foreign in [
        "Medical Record",
        "Register now",
        "href=\"/home\"",
        "href=\"/messages\"",
    ] {
        assert!(!whole.has(foreign), "{foreign}");
    }
    let page = browser.post("staff/sign-off", &[]).await;
    assert_eq!(page.location(), Some("/staff/sign-on"));
    assert!(page.headers.contains_key("clear-site-data"));
    let page = browser.get("/staff/messages").await;
    assert_eq!(page.location(), Some("/staff/sign-on"));
}

/// SES-1, 2: a cookie of the desks' own, kept as a digest, sent to no link from elsewhere.
#[tokio::test]
async fn ses_2_the_desks_have_a_cookie_of_their_own() {
    let (world, mut browser) = world().await;
    browser.get("/staff/sign-on").await;
    let fields = [("id", USER), ("password", PASSWORD)];
    let half = browser.post("staff/sign-on", &fields).await;
    let first = browser.cookies["__Host-staff"].clone();
    let cookie = half
        .headers
        .get(header::SET_COOKIE)
        .unwrap()
        .to_str()
        .unwrap();
    for part in [
        "__Host-staff=",
        "; Secure",
        "; HttpOnly",
        "; SameSite=Strict",
        "; Path=/",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let fields = [("code", world.code())];
    browser.post("staff/code", &[("code", &fields[0].1)]).await;
    let second = browser.cookies["__Host-staff"].clone();
    assert_ne!(first, second, "SES-3: a new token for the whole session");
    assert!(!browser.cookies.contains_key("__Host-session"));
    let mut old = world.visitor();
    old.cookies.insert("__Host-staff".into(), first);
    assert_eq!(
        old.get("/staff/messages").await.location(),
        Some("/staff/sign-on")
    );
}

#[tokio::test]
async fn aut_7_a_password_alone_opens_nothing() {
    let (world, mut browser) = world().await;
    password(&mut browser, USER, PASSWORD).await;
    for page in app::access::PAGES
        .iter()
        .filter(|page| page.path.starts_with("/staff/messages"))
    {
        let path = page
            .path
            .replace("{id}", "01900000-0000-7000-8000-000000000000");
        let answer = browser.get(&path).await;
        assert_eq!(answer.location(), Some("/staff/sign-on/code"), "{path}");
    }
    browser.scripts = true;
    let mut refused = 0;
    for endpoint in app::access::ENDPOINTS {
        if matches!(
            endpoint.rule,
            app::access::Rule::Desk | app::access::Rule::Staff
        ) {
            assert_eq!(
                browser.post(endpoint.name, &[]).await.status,
                401,
                "{}",
                endpoint.name
            );
            refused += 1;
        }
    }
    assert!(refused >= 9);
    // And not for ever: five minutes later the password is asked for again.
    browser.scripts = false;
    world.clock.turn_to(world.clock.now() + minutes(5));
    assert_eq!(
        browser.get("/staff/sign-on/code").await.location(),
        Some("/staff/sign-on")
    );
    let code = world.code();
    let page = browser.post("staff/code", &[("code", &code)]).await;
    assert_eq!(page.location(), Some("/staff/sign-on"));
}

#[tokio::test]
async fn aut_6_a_code_is_taken_once() {
    let (world, mut browser) = world().await;
    let [_, page] = world.sign_on_at_desk(&mut browser, USER).await;
    assert_eq!(page.status, 200);
    // The same code in another browser, whose password was right too.
    let mut other = world.visitor();
    let [_, page] = world.sign_on_at_desk(&mut other, USER).await;
    assert!(
        page.words().contains("was used already"),
        "{}",
        page.words()
    );
    assert!(page.has("aria-invalid=\"true\""));
    assert_eq!(
        other.get("/staff/messages").await.location(),
        Some("/staff/sign-on/code")
    );
    turn(&world, 30);
    let now = world.code();
    code(&mut other, &now).await;
    assert_eq!(other.at, "/staff/messages");
}

#[tokio::test]
async fn aut_6_the_code_before_and_after_are_taken_and_no_others() {
    let (world, mut browser) = world().await;
    for (away, taken) in [(-60_i64, false), (60, false), (-30, true), (30, true)] {
        // Each in a step of its own: a step has three tries.
        turn(&world, 300);
        let now = world.clock.now();
        let shown = domain::time::Timestamp::from_micros(now.as_micros() + away * 1_000_000);
        world.clock.turn_to(shown);
        let typed = world.code();
        world.clock.turn_to(now);
        password(&mut browser, USER, PASSWORD).await;
        code(&mut browser, &typed).await;
        assert_eq!(browser.at == "/staff/messages", taken, "{away}");
        browser.cookies.clear();
        browser.at = "/".into();
    }
}

#[tokio::test]
async fn aut_6_a_fourth_code_within_a_step_is_refused() {
    let (world, mut browser) = world().await;
    password(&mut browser, USER, PASSWORD).await;
    let right = world.code();
    for wrong in ["000000", "000001", "000002"] {
        let page = code(&mut browser, wrong).await;
        assert!(
            page.words().contains("This code does not fit"),
            "{}",
            page.words()
        );
    }
    let page = code(&mut browser, &right).await;
    assert!(page.words().contains("three tries"), "{}", page.words());
    turn(&world, 30);
    let right = world.code();
    code(&mut browser, &right).await;
    assert_eq!(browser.at, "/staff/messages");
}

/// A right password in between forgives nothing: five wrong codes lock, and the sixth attempt
/// fails with the right password.
#[tokio::test]
async fn aut_1_five_failures_of_either_half_lock() {
    let (world, mut browser) = world().await;
    let page = password(&mut browser, USER, "not the password at all").await;
    assert!(page.words().contains("do not fit together"));
    password(&mut browser, USER, PASSWORD).await;
    for (number, wrong) in ["000000", "000001", "000002", "000003"].iter().enumerate() {
        turn(&world, 30);
        if number % 2 == 1 {
            browser.cookies.clear();
            password(&mut browser, USER, PASSWORD).await;
        }
        let page = code(&mut browser, wrong).await;
        let locked = page.words().contains("locked for 30 minutes");
        assert_eq!(locked, number == 3, "{number}: {}", page.words());
    }
    browser.cookies.clear();
    let page = password(&mut browser, USER, PASSWORD).await;
    assert!(page.words().contains("locked for 30 minutes"));
    world.clock.turn_to(world.clock.now() + minutes(30));
    world.sign_on_at_desk(&mut browser, USER).await;
    assert_eq!(browser.at, "/staff/messages");
}

#[tokio::test]
async fn aut_1_an_unknown_id_answers_and_locks_like_a_known_one() {
    let (world, _) = world().await;
    let mut told = Vec::new();
    for id in [USER, "nobody.here"] {
        let mut browser = world.visitor();
        let mut words = Vec::new();
        for _ in 0..6 {
            let page = password(&mut browser, id, "not the password at all").await;
            words.push(page.words().replace(id, ""));
        }
        told.push(words);
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0][4].contains("locked") && !told[0][3].contains("locked"));
}

#[tokio::test]
async fn ses_a_desk_is_signed_off_when_idle_and_after_twelve_hours() {
    let (world, mut browser) = world().await;
    world.sign_on_at_desk(&mut browser, USER).await;
    for _ in 0..51 {
        world.clock.turn_to(world.clock.now() + minutes(14));
        assert_eq!(browser.get("/staff/messages").await.status, 200);
    }
    world.clock.turn_to(world.clock.now() + minutes(14));
    assert_eq!(
        browser.get("/staff/messages").await.location(),
        Some("/staff/sign-on")
    );
    let mut browser = world.visitor();
    world.sign_on_at_desk(&mut browser, USER).await;
    world.clock.turn_to(world.clock.now() + minutes(15));
    assert_eq!(
        browser.get("/staff/messages").await.location(),
        Some("/staff/sign-on")
    );
}

#[tokio::test]
async fn aut_11_no_foreign_page_and_no_address_signs_on() {
    let (_world, mut browser) = world().await;
    let page = browser
        .get(&format!("/api/staff/sign-on?id={USER}&password=x"))
        .await;
    assert_eq!(page.status, 405);
    browser.at = "/".into();
    let request = browser
        .request(axum::http::Method::POST, "/api/staff/sign-on")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let mut request = request
        .body(axum::body::Body::from("id=a&password=b"))
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(browser.send(request).await.status, 403);
}

/// REG-9: nobody is there before `portal staff add`, which makes an account that signs on.
#[tokio::test]
async fn reg_9_the_first_account_is_made_by_the_command_alone() {
    use server::commands::staff::run;
    use service::staff::NewAccount;
    let world = World::new().await;
    let count = world
        .request()
        .read(|cx| Box::pin(async move { Ok(store::staff::count(&mut cx.tx).await?) }))
        .await
        .unwrap();
    assert_eq!(count, 0);
    let new = |role, practitioner| NewAccount {
        user_id: "first.admin".into(),
        name: "Theo Marlowe".into(),
        role,
        email: None,
        practitioner,
    };
    assert!(
        run(&world.portal, new(Role::Nurse, None)).await.is_err(),
        "who is this nurse?"
    );
    let told = run(&world.portal, new(Role::Administrator, None))
        .await
        .unwrap();
    let line = |name: &str| {
        let found = told.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap().to_owned()
    };
    let (secret, typed) = (line("Authenticator secret: "), line("Password: "));
    assert!(told.contains("otpauth://totp/") && told.contains(&format!("secret={secret}")));
    assert!(
        run(&world.portal, new(Role::Administrator, None))
            .await
            .is_err(),
        "taken"
    );
    let mut browser = world.visitor();
    password(&mut browser, "First.Admin", &typed).await;
    let now = service::staff::code_at(&secret, world.clock.now()).unwrap();
    let page = code(&mut browser, &now).await;
    assert_eq!(page.status, 403, "an administrator answers no messages");
    assert!(page.words().contains("Theo Marlowe, Administrator"));
}
