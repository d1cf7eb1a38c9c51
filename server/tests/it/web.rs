//! The browser's side of safety, over the real router: SECURITY.md WEB-1 to WEB-12.

use std::collections::BTreeSet;
use std::time::Duration;

use app::access::{ENDPOINTS, FILES, PAGES, Rule};
use axum::body::Body;
use axum::http::{Method, Request, header};
use testkit::{Browser, ORIGIN, Page, World};

/// How long a page may take on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// A path of every page and every download, with made-up ids.
fn paths() -> Vec<String> {
    let id = "01900000-0000-7000-8000-000000000000";
    let pages = PAGES.iter().map(|page| page.path);
    let files = FILES.iter().map(|file| file.path);
    pages
        .chain(files)
        .map(|path| path.replace("{id}", id))
        .collect()
}

fn header<'p>(page: &'p Page, name: &str) -> &'p str {
    page.headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// What a POST from elsewhere looks like to the host.
fn foreign_post(
    browser: &Browser,
    endpoint: &str,
    changes: &[(&str, Option<&str>)],
) -> Request<Body> {
    let mut request = browser
        .request(Method::POST, &format!("/api/{endpoint}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("locale=es"))
        .unwrap();
    for (name, value) in changes {
        let name: header::HeaderName = name.parse().unwrap();
        request.headers_mut().remove(&name);
        if let Some(value) = value {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
    }
    request
}

#[tokio::test]
async fn web_1_every_answer_has_the_policy_and_its_own_nonce() {
    let (_world, _, mut browser) = World::with_member().await;
    let mut nonces = BTreeSet::new();
    let mut asked = 0;
    for path in
        paths()
            .iter()
            .map(String::as_str)
            .chain(["/nowhere", "/pkg/nothing", "/api/nothing"])
    {
        let page = browser.get(path).await;
        let policy = header(&page, "content-security-policy");
        if header(&page, "content-disposition").starts_with("attachment") {
            // A file runs nothing at all (MSG-4).
            assert_eq!(policy, "sandbox; default-src 'none'", "{path}");
            continue;
        }
        asked += 1;
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'nonce-"),
            "{path}: {policy}"
        );
        for part in [
            "'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'self'",
            "connect-src 'self'",
        ] {
            assert!(policy.contains(part), "{path}: no {part}");
        }
        for part in [
            "unsafe-inline",
            "'unsafe-eval'",
            "data:",
            "strict-dynamic",
            "http:",
        ] {
            assert!(!policy.contains(part), "{path}: {part}");
        }
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap();
        if page.text.contains("<script") {
            assert!(page.text.contains(&format!("nonce=\"{nonce}\"")), "{path}");
            for script in page.text.split("<script").skip(1) {
                assert!(
                    script.split('>').next().unwrap().contains(nonce),
                    "{path}: a script without it"
                );
            }
        }
        nonces.insert(nonce.to_owned());
    }
    for _ in 0..200 {
        let page = browser.get("/help").await;
        asked += 1;
        let policy = header(&page, "content-security-policy").to_owned();
        nonces.insert(
            policy
                .split("'nonce-")
                .nth(1)
                .unwrap()
                .split('\'')
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(nonces.len(), asked, "a nonce was given twice");
}

#[tokio::test]
async fn web_3_a_post_from_elsewhere_changes_nothing() {
    let world = World::new().await;
    let mut browser = world.visitor();
    let foreign: &[&[(&str, Option<&str>)]] = &[
        &[
            ("sec-fetch-site", Some("cross-site")),
            ("origin", Some("https://evil.example")),
        ],
        &[
            ("sec-fetch-site", Some("same-site")),
            ("origin", Some("http://localhost:3999")),
        ],
        &[("sec-fetch-site", Some("none"))],
        &[
            ("sec-fetch-site", Some("same-origin")),
            ("origin", Some("https://evil.example")),
        ],
        &[("sec-fetch-site", None), ("origin", Some("null"))],
        &[
            ("sec-fetch-site", None),
            ("origin", Some("http://localhost:3000.evil.example")),
        ],
        &[("sec-fetch-site", None), ("origin", None)],
    ];
    for changes in foreign {
        for endpoint in ENDPOINTS {
            let page = browser
                .send(foreign_post(&browser, endpoint.name, changes))
                .await;
            assert_eq!(page.status, 403, "{} {changes:?}", endpoint.name);
            assert!(page.headers.get(header::SET_COOKIE).is_none());
        }
    }
    for kind in [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/json",
        "",
    ] {
        let changes = [("content-type", Some(kind))];
        let page = browser
            .send(foreign_post(&browser, "locale/choose", &changes))
            .await;
        assert_eq!(page.status, 415, "{kind:?}");
    }
    // An older browser says no more than its origin, and may.
    let old = [("sec-fetch-site", None), ("origin", Some(ORIGIN))];
    let page = browser
        .send(foreign_post(&browser, "locale/choose", &old))
        .await;
    assert_eq!(page.status, 303);
}

#[tokio::test]
async fn web_4_a_page_is_not_loaded_into_another_site() {
    let (_world, _, mut browser) = World::with_member().await;
    for (site, mode, dest) in [
        ("cross-site", "no-cors", "image"),
        ("cross-site", "no-cors", "script"),
        ("cross-site", "cors", "empty"),
        ("same-site", "no-cors", "empty"),
        ("cross-site", "navigate", "iframe"),
    ] {
        let mut request = browser
            .request(Method::GET, "/messages")
            .body(Body::empty())
            .unwrap();
        for (name, value) in [
            ("sec-fetch-site", site),
            ("sec-fetch-mode", mode),
            ("sec-fetch-dest", dest),
        ] {
            let name: header::HeaderName = name.parse().unwrap();
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        assert_eq!(
            browser.send(request).await.status,
            403,
            "{site} {mode} {dest}"
        );
    }
}

#[tokio::test]
async fn web_5_and_6_headers_on_every_route_status_and_method() {
    let world = World::new().await;
    let mut browser = world.visitor();
    let mut answers = Vec::new();
    for path in paths().iter().map(String::as_str).chain([
        "/nowhere",
        "/messages/x.css",
        "/pkg/nothing.js",
        "/pkg/../Cargo.toml",
        "/api/nothing",
        "/pkg/test/portal.css",
    ]) {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT] {
            let request = browser
                .request(method.clone(), path)
                .body(Body::empty())
                .unwrap();
            answers.push((format!("{method} {path}"), browser.send(request).await));
        }
    }
    for (asked, page) in &answers {
        assert!(
            header(page, "strict-transport-security").contains("max-age=31536000"),
            "{asked}"
        );
        assert_eq!(header(page, "x-content-type-options"), "nosniff", "{asked}");
        assert_eq!(header(page, "referrer-policy"), "same-origin", "{asked}");
        assert_eq!(
            header(page, "cross-origin-opener-policy"),
            "same-origin",
            "{asked}"
        );
        assert_eq!(
            header(page, "cross-origin-resource-policy"),
            "same-origin",
            "{asked}"
        );
        assert!(
            header(page, "permissions-policy").contains("camera=()"),
            "{asked}"
        );
        assert!(page.headers.get("server").is_none(), "{asked}");
        // The public keys of health cards are for programs of any site, and for reading only.
        let keys = asked.ends_with(" /.well-known/jwks.json") && page.status == 200;
        let opened = page
            .headers
            .keys()
            .filter(|name| name.as_str().starts_with("access-control"));
        assert_eq!(opened.count(), usize::from(keys), "{asked}");
        let file = asked.ends_with("portal.css") && page.status == 200;
        let cache = header(page, "cache-control");
        assert_eq!(cache == "no-store", !file, "{asked}: {cache}");
        assert!(page.status < 500, "{asked}: {}", page.status);
    }
    assert_eq!(browser.get("/pkg/nothing.js").await.status, 404);
    let build = browser.get("/pkg/build").await;
    assert_eq!((build.status, build.text.as_str()), (200, "test"));
    assert_eq!(build.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(
        browser.get("/messages/x.css").await.status,
        303,
        "a record's page, not a file"
    );
}

#[tokio::test]
async fn web_7_a_redirect_leads_to_a_page_of_ours_or_home() {
    let world = World::new().await;
    let mut browser = world.visitor();
    for referer in [
        "https://evil.example/sign-on",
        "http://localhost:3000.evil.example/help",
        "//evil.example",
        "http://localhost:3000//evil.example",
        "http://localhost:3000/%2f%2fevil.example",
        "javascript:alert(1)",
        "http://localhost:3000/\\evil.example",
        "",
        "\u{1}",
        "http://localhost:3000/api/locale/choose",
        "http://evil.example@localhost:3000/help",
    ] {
        let Ok(value) = referer.parse::<header::HeaderValue>() else {
            continue;
        };
        let mut request = foreign_post(&browser, "locale/choose", &[]);
        request.headers_mut().insert(header::REFERER, value);
        let page = browser.send(request).await;
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/")),
            "{referer:?}"
        );
    }
    let mut request = foreign_post(&browser, "locale/choose", &[]);
    let ours = "http://localhost:3000/help?flash=x".parse().unwrap();
    request.headers_mut().insert(header::REFERER, ours);
    assert_eq!(browser.send(request).await.location(), Some("/help"));
}

#[tokio::test]
async fn web_8_methods_that_make_no_sense_are_405() {
    let world = World::new().await;
    let mut browser = world.visitor();
    for path in [
        "/",
        "/sign-on",
        "/api/locale/choose",
        "/pkg/test/portal.css",
        "/nowhere",
    ] {
        for method in [
            "TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "CONNECT", "BREW",
        ] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let request = browser
                .request(method.clone(), path)
                .body(Body::empty())
                .unwrap();
            assert_eq!(browser.send(request).await.status, 405, "{method} {path}");
        }
    }
    let request = browser
        .request(Method::GET, "/api/locale/choose")
        .body(Body::empty())
        .unwrap();
    assert_eq!(browser.send(request).await.status, 405);
    let request = browser
        .request(Method::POST, "/help")
        .body(Body::empty())
        .unwrap();
    assert!((400..500).contains(&browser.send(request).await.status));
}

#[tokio::test]
async fn web_9_errors_say_nothing_of_the_inside() {
    let world = World::new().await;
    let mut browser = world.visitor();
    let telling = [
        "sqlx",
        "sqlite",
        "postgres",
        "panick",
        "leptos",
        "axum",
        "server function",
        ".rs:",
    ];
    for endpoint in ENDPOINTS {
        for scripts in [false, true] {
            browser.scripts = scripts;
            let page = browser
                .post(endpoint.name, &[("nonsense", "\u{0}'\"<script>")])
                .await;
            let text = page.text.to_lowercase();
            for word in telling {
                assert!(
                    !text.contains(word),
                    "{} says {word}: {text}",
                    endpoint.name
                );
            }
            assert!(page.status < 500, "{}: {}", endpoint.name, page.status);
            assert!(page.headers.get("x-request-id").is_some());
        }
    }
}

#[tokio::test]
async fn acc_1_only_the_public_list_answers_a_visitor() {
    let world = World::new().await;
    let mut browser = world.visitor();
    let pages = PAGES.iter().map(|page| (page.path, page.rule));
    let files = FILES.iter().map(|file| (file.path, file.rule));
    for (path, rule) in pages.chain(files) {
        let id = "01900000-0000-7000-8000-000000000000";
        let path = path.replace("{id}", id).replace("{person}", id);
        let answer = browser.get(&path).await;
        if rule == Rule::Public {
            assert_ne!(answer.status, 401, "{path}");
        } else {
            let at_desk = path.starts_with("/staff/");
            let way_in = if at_desk {
                "/staff/sign-on"
            } else {
                "/sign-on"
            };
            assert_eq!(
                (answer.status, answer.location()),
                (303, Some(way_in)),
                "{path}"
            );
        }
    }
    browser.scripts = true;
    for endpoint in ENDPOINTS
        .iter()
        .filter(|endpoint| endpoint.rule != Rule::Public)
    {
        assert_eq!(
            browser.post(endpoint.name, &[]).await.status,
            401,
            "{}",
            endpoint.name
        );
    }
}

#[tokio::test]
async fn an_unknown_host_name_is_refused_and_a_loopback_one_redirected() {
    let world = World::new().await;
    let mut browser = world.visitor();
    let mut request = browser
        .request(Method::GET, "/sign-on")
        .body(Body::empty())
        .unwrap();
    request
        .headers_mut()
        .insert(header::HOST, "evil.example".parse().unwrap());
    assert_eq!(browser.send(request).await.status, 421);
    let mut request = browser
        .request(Method::GET, "/sign-on")
        .body(Body::empty())
        .unwrap();
    request
        .headers_mut()
        .insert(header::HOST, "127.0.0.1:3000".parse().unwrap());
    let page = browser.send(request).await;
    assert_eq!(
        (page.status, page.location()),
        (307, Some("http://localhost:3000/sign-on"))
    );
}

#[tokio::test]
async fn the_language_follows_the_choice_then_the_browser() {
    let world = World::new().await;
    let mut browser = world.visitor();
    assert!(browser.get("/help").await.has("<html lang=\"en\""));
    browser.language = "es-MX,en;q=0.5".into();
    assert!(browser.get("/help").await.has("<html lang=\"es\""));
    let page = browser.submit("locale/choose", &[("locale", "en")]).await;
    assert!(page.has("<html lang=\"en\""));
    assert_eq!(browser.at, "/help");
    assert_eq!(
        browser
            .post("locale/choose", &[("locale", "xx")])
            .await
            .status,
        400
    );
}

/// A test that takes a portal of its own must not stop the pages of the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_portal_in_the_process_holds_up_no_page() {
    let world = World::new().await;
    let others = tokio::spawn(async {
        loop {
            World::new().await;
        }
    });
    let mut browser = world.visitor();
    for _ in 0..200 {
        let page = tokio::time::timeout(PATIENCE, browser.get("/sign-on")).await;
        assert_eq!(page.map(|page| page.status), Ok(200));
    }
    others.abort();
}
