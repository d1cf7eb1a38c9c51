//! A world for tests: the real router over a real database, a clock to turn, mail kept where
//! a test can read it, jobs run on demand.
//!
//! ```no_run
//! # async fn example() {
//! let world = testkit::World::new().await;
//! let mut browser = world.visitor();
//! let page = browser.get("/sign-on").await;
//! assert_eq!(page.status, 200);
//! # }
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "this crate is only ever linked into tests, which stop at what they did not expect"
)]

mod browser;
mod host;
mod people;
mod staff;

use std::sync::Arc;

use axum::Router;
use domain::time::Timestamp;
use server::mail::Mailer;
use server::site::Site;
use service::clock::Clock;
use service::hashing::Cost;
use service::{Limits, Portal, Request, RequestFacts};
use tempfile::TempDir;

pub use browser::{Browser, Page};
pub use host::Host;
pub use people::{PASSWORD, Person};
pub use staff::{STAFF_SECRET, Worker};

/// The origin under which the world is asked.
pub const ORIGIN: &str = "http://localhost:3000";

/// What a test may choose about its world.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The rates; a hundred times looser than in production unless a test is about them.
    pub limits: Limits,
    /// What a password hash costs; next to nothing unless a test is about hashing.
    pub hash_cost: Cost,
    /// The version of the terms in force, where it is newer than the one that everybody has
    /// accepted.
    pub newer_terms: Option<&'static str>,
    /// What looks for harmful files; nothing unless a test is about it.
    pub scanner: service::Scanner,
}

impl Default for Choices {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            limits: Limits {
                sign_on_failures_per_network: 100 * limits.sign_on_failures_per_network,
                registrations_per_network: 100 * limits.registrations_per_network,
                failed_matches_per_network: 100 * limits.failed_matches_per_network,
                identity_tries_per_member: 100 * limits.identity_tries_per_member,
            },
            hash_cost: Cost {
                memory_kib: 8,
                passes: 1,
            },
            newer_terms: None,
            scanner: service::Scanner::None,
        }
    }
}

/// A portal of its own, on an empty database.
pub struct World {
    /// The portal.
    pub portal: Portal,
    /// Its clock.
    pub clock: Arc<Clock>,
    /// The real router.
    pub router: Router,
    mailer: Mailer,
    database: String,
    site: Site,
    choices: Choices,
    folder: TempDir,
}

impl World {
    /// A world at 2026-11-02T17:00:00Z (a Monday morning in the plan's zone).
    pub async fn new() -> Self {
        Self::with(Choices::default()).await
    }

    /// A world with limits or a hashing cost of the test's choice.
    pub async fn with(choices: Choices) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("portal.sqlite").display());
        Self::on(database, choices, folder).await
    }

    async fn on(database: String, choices: Choices, folder: TempDir) -> Self {
        let clock = Arc::new(Clock::starting_at(at("2026-11-02T17:00:00Z")));
        let site = Site::open(&site_files(&folder)).unwrap();
        let Host { portal, router } =
            Host::start(&database, clock.clone(), site.clone(), choices.clone()).await;
        portal.store().migrate(clock.now()).await.unwrap();
        let mailer = Mailer::open("file:", folder.path()).unwrap();
        Self {
            portal,
            clock,
            router,
            mailer,
            database,
            site,
            choices,
            folder,
        }
    }

    /// The folder that stands for the data directory.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A browser that nobody has signed on with, scripts off, English.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A request of the program itself, for calling use cases and storage directly.
    pub fn request(&self) -> Request {
        self.portal.request(RequestFacts {
            id: "test".into(),
            ..RequestFacts::default()
        })
    }

    /// Sends the mail that is due and does the other jobs.
    pub async fn run_due_jobs(&self) {
        server::jobs::due(&self.portal, &self.mailer).await;
    }

    /// Everything in the outbox, oldest first.
    pub async fn outbox(&self) -> Vec<server::commands::outbox::Listed> {
        server::commands::outbox::listed(&self.portal)
            .await
            .unwrap()
    }

    /// The newest code or temporary password: the one line of the newest mail that is one word.
    pub async fn newest_code(&self) -> String {
        let mails = self.outbox().await;
        let body = mails
            .last()
            .and_then(|mail| mail.body.clone())
            .unwrap_or_default();
        let mut words = body
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && line.split_whitespace().count() == 1);
        words
            .next()
            .expect("a line of one word in the newest mail")
            .to_owned()
    }

    /// Serves this world on a loopback port, for tests that speak raw HTTP; ends with the test.
    pub async fn listen(&self) -> std::net::SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, stop) = tokio::sync::watch::channel(false);
        let router = self.router.clone();
        tokio::spawn(async move {
            let _open = tell;
            server::host::serve(listener, router, stop).await;
        });
        address
    }
}

/// An RFC 3339 time.
pub fn at(text: &str) -> Timestamp {
    Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

/// The organisation as it is shipped with the demo.
pub(crate) fn server_organisation() -> domain::organisation::Organisation {
    server::config::parse_organisation(server::config::DEMO_ORGANISATION).unwrap()
}

/// The least that counts as built browser files.
fn site_files(folder: &TempDir) -> std::path::PathBuf {
    let site = folder.path().join("site");
    let pkg = site.join("pkg/test");
    std::fs::create_dir_all(&pkg).unwrap();
    for (name, text) in [
        ("portal.js", "export {}"),
        ("portal.css", "body{}"),
        ("portal.wasm", "\0asm"),
    ] {
        std::fs::write(pkg.join(name), text).unwrap();
    }
    let manifest = r#"{"hash":"test","js":"portal.js","wasm":"portal.wasm","css":"portal.css","build":"test"}"#;
    std::fs::write(site.join("site.json"), manifest).unwrap();
    site
}
