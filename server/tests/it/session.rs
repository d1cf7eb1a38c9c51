//! Signing on and off over HTTP: SECURITY.md AUT-1 to AUT-11, SES-1 to SES-9.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, header};
use domain::session::LOCK;
use domain::time::minutes;
use service::Limits;
use service::hashing::Cost;
use testkit::{Browser, Choices, PASSWORD, Page, Person, World};

use crate::registration::journey::{audit, count_of, marias, rows};

const WRONG: &str = "not the right password";

async fn sign_on(browser: &mut Browser, id: &str, password: &str) -> Page {
    browser.get("/sign-on").await;
    browser
        .submit("session/sign-on", &[("id", id), ("password", password)])
        .await
}

fn is_locked(page: &Page) -> bool {
    page.words()
        .contains("this account is locked for 30 minutes")
}

fn no_match(page: &Page) -> bool {
    page.words().contains("do not fit together")
}

#[tokio::test]
async fn user_id_in_any_case_and_the_number_both_sign_on() {
    let world = World::new().await;
    world.account(&marias()).await;
    for id in [
        "maria.santos",
        " MARIA.Santos ",
        "1234 5671",
        "1234-5671",
        "12345671",
    ] {
        let mut browser = world.visitor();
        let page = sign_on(&mut browser, id, PASSWORD).await;
        assert_eq!((page.status, browser.at.as_str()), (200, "/home"), "{id}");
    }
    let mut browser = world.visitor();
    assert!(no_match(
        &sign_on(&mut browser, "maria.santos", &PASSWORD.to_uppercase()).await
    ));
    let page = sign_on(&mut browser, "", "").await;
    assert!(
        page.words().contains("Enter your user ID") && page.words().contains("Enter your password")
    );
}

#[tokio::test]
async fn aut_1_five_lock_and_the_sixth_fails_even_with_the_right_password() {
    let world = World::new().await;
    world.account(&marias()).await;
    let before = world.portal.hashing().verifications();
    let mut known = Vec::new();
    for n in 1..=5 {
        // Whichever ID is typed, it is one account.
        let id = if n % 2 == 0 {
            "maria.santos"
        } else {
            "1234 5671"
        };
        let mut browser = world.visitor();
        known.push(sign_on(&mut browser, id, WRONG).await);
    }
    let mut browser = world.visitor();
    known.push(sign_on(&mut browser, "maria.santos", PASSWORD).await);
    assert!(known[..4].iter().all(no_match));
    assert!(is_locked(&known[4]) && is_locked(&known[5]));
    assert_eq!(world.portal.hashing().verifications() - before, 5);
    // The audit trail: five failures, one lock, one refusal.
    assert_eq!(count_of(&world, "lock", "done").await, 1);
    assert_eq!(count_of(&world, "sign_on", "refused").await, 6);
    // A made-up name answers the same six times.
    for (n, known) in known.iter().enumerate() {
        let mut browser = world.visitor();
        let page = sign_on(&mut browser, "nobody.at.all", WRONG).await;
        assert_eq!(
            (is_locked(&page), no_match(&page)),
            (is_locked(known), no_match(known)),
            "{n}"
        );
        assert_eq!(page.status, known.status);
    }
    // Thirty minutes, flat.
    world
        .clock
        .turn_to(world.clock.now() + LOCK - Duration::from_secs(2));
    let mut browser = world.visitor();
    assert!(is_locked(
        &sign_on(&mut browser, "maria.santos", PASSWORD).await
    ));
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(3));
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_eq!(browser.at, "/home");
}

#[tokio::test]
async fn aut_1_a_success_forgets_the_tries_before_it() {
    let world = World::new().await;
    world.account(&marias()).await;
    for _ in 0..3 {
        for _ in 0..4 {
            let mut browser = world.visitor();
            assert!(no_match(
                &sign_on(&mut browser, "maria.santos", WRONG).await
            ));
        }
        let mut browser = world.visitor();
        sign_on(&mut browser, "maria.santos", PASSWORD).await;
        assert_eq!(browser.at, "/home");
    }
}

/// Fifty guesses at once, several times over: five are compared, never a sixth.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn aut_2_simultaneous_guesses_are_five() {
    let world = World::new().await;
    for trial in 0..4_u32 {
        let mrn = domain::mrn::Mrn::from_serial(1_000 + trial)
            .as_str()
            .to_owned();
        let user_id = format!("racer.{trial:03}");
        let person = Person {
            mrn: mrn.leak(),
            user_id: user_id.clone().leak(),
            ..marias()
        };
        world.account(&person).await;
        let before = world.portal.hashing().verifications();
        let guesses: Vec<_> = (0..50)
            .map(|_| {
                let (mut browser, id) = (world.visitor(), user_id.clone());
                tokio::spawn(async move {
                    // A shed request (503) is no guess, and is made again.
                    for _ in 0..20 {
                        let fields = [("id", id.as_str()), ("password", WRONG)];
                        let status = browser.post("session/sign-on", &fields).await.status;
                        if status != 503 {
                            return status;
                        }
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                    503
                })
            })
            .collect();
        for guess in guesses {
            assert_eq!(guess.await.unwrap(), 303);
        }
        assert_eq!(world.portal.hashing().verifications() - before, 5);
        let mut browser = world.visitor();
        assert!(is_locked(&sign_on(&mut browser, &user_id, PASSWORD).await));
    }
}

/// The chance that a sample of one class is larger than one of another: 0.5 when the time
/// tells nothing.
fn auc(ones: &[Duration], others: &[Duration]) -> f64 {
    let mut wins = 0.0;
    for one in ones {
        for other in others {
            wins += match one.cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some hundred samples")]
    let pairs = (ones.len() * others.len()) as f64;
    wins / pairs
}

fn median(samples: &[Duration]) -> Duration {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

/// Known, unknown and locked cost the same. Three hundred interleaved samples a class; they
/// pass when the order tells nothing or the medians are within five milliseconds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn aut_3_known_unknown_and_locked_cost_the_same() {
    const SAMPLES: u32 = 300;
    let cost = Cost {
        memory_kib: 1024,
        passes: 1,
    };
    let world = World::with(Choices {
        hash_cost: cost,
        ..Choices::default()
    })
    .await;
    for n in 0..SAMPLES / 4 + 1 {
        let mrn = domain::mrn::Mrn::from_serial(n).as_str().to_owned();
        let user_id = format!("known.{n:04}");
        world
            .account(&Person {
                mrn: mrn.leak(),
                user_id: user_id.leak(),
                ..marias()
            })
            .await;
    }
    world.account(&marias()).await;
    for _ in 0..5 {
        sign_on(&mut world.visitor(), "maria.santos", WRONG).await;
    }
    let mut classes: [Vec<Duration>; 3] = Default::default();
    for n in 0..SAMPLES {
        // Four tries an account: none of them locks.
        let ids = [
            format!("known.{:04}", n / 4),
            format!("ghost.{:04}", n / 4),
            "maria.santos".into(),
        ];
        for (id, samples) in ids.iter().zip(&mut classes) {
            let mut browser = world.visitor();
            let began = Instant::now();
            let fields = [("id", id.as_str()), ("password", WRONG)];
            let page = browser.post("session/sign-on", &fields).await;
            samples.push(began.elapsed());
            assert_eq!(page.status, 303);
        }
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let area = auc(&classes[a], &classes[b]);
        let (one, other) = (median(&classes[a]), median(&classes[b]));
        let gap = one.abs_diff(other);
        assert!(
            (0.45..=0.55).contains(&area) || gap < Duration::from_millis(5),
            "classes {a} and {b}: AUC {area:.3}, medians {one:?} and {other:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn aut_5_a_flood_is_shed_and_other_pages_stay_fast() {
    let cost = Cost::CURRENT;
    let world = World::with(Choices {
        hash_cost: cost,
        ..Choices::default()
    })
    .await;
    let flood: Vec<_> = (0..200)
        .map(|n| {
            let mut browser = world.visitor();
            browser.scripts = true;
            tokio::spawn(async move {
                let id = format!("flood.{n:04}");
                let fields = [("id", id.as_str()), ("password", WRONG)];
                let page = browser.post("session/sign-on", &fields).await;
                (page.status, page.headers.get(header::RETRY_AFTER).cloned())
            })
        })
        .collect();
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let began = Instant::now();
        assert_eq!(world.visitor().get("/help").await.status, 200);
        slowest = slowest.max(began.elapsed());
    }
    let mut shed = 0;
    for request in flood {
        let (status, retry_after) = request.await.unwrap();
        assert!(matches!(status, 200 | 503), "{status}");
        if status == 503 {
            shed += 1;
            assert!(retry_after.is_some());
        }
    }
    assert!(shed > 0, "two hundred at once were all taken");
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    // A request that was shed is no attempt: nothing is locked by a flood of one name.
    assert_eq!(count_of(&world, "lock", "done").await, 0);
}

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
    let world = World::new().await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
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
    let page = browser
        .send(
            browser
                .request(Method::GET, path)
                .body(Body::empty())
                .unwrap(),
        )
        .await;
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

#[tokio::test]
async fn failures_of_one_network_are_limited() {
    let limits = Limits {
        sign_on_failures_per_network: 6,
        ..Limits::default()
    };
    let world = World::with(Choices {
        limits,
        ..Choices::default()
    })
    .await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    for n in 0..6 {
        assert!(no_match(
            &sign_on(&mut browser, &format!("ghost.{n}"), WRONG).await
        ));
    }
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    assert_eq!(browser.post("session/sign-on", &fields).await.status, 429);
    let mut elsewhere = world.visitor().from_address([127, 0, 0, 8]);
    sign_on(&mut elsewhere, "maria.santos", PASSWORD).await;
    assert_eq!(elsewhere.at, "/home");
    world.clock.turn_to(world.clock.now() + minutes(11));
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_eq!(browser.at, "/home");
}

#[tokio::test]
async fn ses_1_and_2_the_token_is_in_the_cookie_and_nowhere_else() {
    let world = World::new().await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    browser.get("/sign-on").await;
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    let answer = browser.post("session/sign-on", &fields).await;
    let token = browser.cookies["__Host-session"].clone();
    assert!(token.len() >= 43, "256 bits and more");
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(!answer.location().unwrap().contains(&token) && !answer.text.contains(&token));
    let home = browser.get("/home").await;
    assert!(!home.text.contains(&token));
    world.run_due_jobs().await;
    for file in std::fs::read_dir(world.folder()).unwrap().flatten() {
        if file.path().is_file() {
            let bytes = std::fs::read(file.path()).unwrap();
            let found = bytes
                .windows(token.len())
                .any(|window| window == token.as_bytes());
            assert!(!found, "{}", file.path().display());
        }
    }
}

#[tokio::test]
async fn ses_3_a_planted_cookie_never_becomes_signed_on() {
    let world = World::new().await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    browser
        .cookies
        .insert("__Host-session".into(), "planted".into());
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let first = browser.cookies["__Host-session"].clone();
    assert_ne!(first, "planted");
    let mut attacker = world.visitor();
    attacker
        .cookies
        .insert("__Host-session".into(), "planted".into());
    attacker.get("/home").await;
    assert_ne!(attacker.at, "/home");
    // Signing on again in the same browser: a new token, and the old one is dead.
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_ne!(browser.cookies["__Host-session"], first);
    attacker.cookies.insert("__Host-session".into(), first);
    attacker.get("/home").await;
    assert_ne!(attacker.at, "/home");
}

#[tokio::test]
async fn ses_4_fifteen_minutes_idle_and_twelve_hours() {
    let world = World::new().await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let began = world.clock.now();
    let opens = async |browser: &mut Browser| browser.get("/home").await.status == 200;
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(14 * 60 + 58));
    assert!(opens(&mut browser).await);
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(15 * 60 + 1));
    assert!(!opens(&mut browser).await);
    // And once ended it stays ended, whatever the clock says.
    world.clock.turn_to(began);
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    for step in 1..=72 {
        // A second more than the hours: the session began a little after the clock was turned.
        world
            .clock
            .turn_to(began + minutes(10 * step) + Duration::from_secs(1));
        assert_eq!(
            opens(&mut browser).await,
            step < 72,
            "after {} minutes",
            10 * step
        );
    }
}

#[tokio::test]
async fn ses_5_sign_off_ends_the_session_and_clears_the_browser() {
    let world = World::new().await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let old = browser.clone();
    let page = browser.post("session/sign-off", &[]).await;
    assert_eq!(page.status, 303);
    assert_eq!(page.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert!(!browser.cookies.contains_key("__Host-session"));
    let page = browser
        .get(page.location().unwrap().to_owned().as_str())
        .await;
    assert!(
        page.words().contains("You are signed off"),
        "{}",
        page.words()
    );
    let mut replayed = old;
    let page = replayed.get("/home").await;
    assert_eq!((page.status, page.location()), (303, Some("/sign-on")));
    let sessions: Vec<(i64,)> = rows(&world, "SELECT COUNT(*) FROM session").await;
    assert_eq!(sessions, [(0,)]);
}

#[tokio::test]
async fn ses_9_a_get_never_signs_off_and_a_prefetch_changes_nothing() {
    let world = World::new().await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let page = browser.get("/sign-off").await;
    assert!(
        page.words().contains("Do you want to sign off?"),
        "{}",
        page.words()
    );
    assert!(page.has("action=\"/api/session/sign-off\"") && page.has("method=\"post\""));
    assert_eq!(browser.get("/home").await.status, 200);
    let path = "/api/session/sign-off";
    let page = browser
        .send(
            browser
                .request(Method::GET, path)
                .body(Body::empty())
                .unwrap(),
        )
        .await;
    assert!(matches!(page.status, 404 | 405));
    for path in ["/sign-off", "/sign-on", "/register/membership"] {
        let request = browser
            .request(Method::GET, path)
            .header("sec-purpose", "prefetch")
            .body(Body::empty())
            .unwrap();
        browser.send(request).await;
    }
    assert_eq!(browser.get("/home").await.status, 200);
    assert_eq!(count_of(&world, "sign_off", "done").await, 0);
}
