//! The hosts of a world: the first one, and others on the same database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use server::guard::Origin;
use server::site::Site;
use service::clock::Clock;
use service::keys::Keys;
use service::random::Random;
use service::{Parts, Portal};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use store::Store;

use crate::{Browser, Choices, ORIGIN, World};

/// The address of a PostgreSQL on which tests may do anything; `cargo xtask test` sets it.
const POSTGRES: &str = "PORTAL_TEST_POSTGRES";

/// A host: a portal with connections and counters of its own, and its router.
pub struct Host {
    /// The portal.
    pub portal: Portal,
    /// The real router.
    pub router: Router,
}

impl Host {
    pub(crate) async fn start(
        database: &str,
        clock: Arc<Clock>,
        site: Site,
        choices: Choices,
    ) -> Self {
        let options = store::Options {
            durable: false,
            ..store::Options::default()
        };
        let store = Store::open_with(database, options).await.unwrap();
        let mut organisation = crate::server_organisation();
        if let Some(version) = choices.newer_terms {
            organisation.terms_version = version.into();
        }
        let portal = Portal::new(Parts {
            store,
            clock,
            random: Random::Os,
            keys: Keys::from_bytes([7; 32]),
            organisation,
            origin: ORIGIN.into(),
            limits: choices.limits,
            scanner: choices.scanner,
            hash_cost: choices.hash_cost,
        })
        .unwrap();
        let origin = Origin::new(ORIGIN.into());
        let router = server::router::router(portal.clone(), site, origin).unwrap();
        Self { portal, router }
    }

    /// A browser that nobody has signed on with, scripts off, English.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }
}

impl World {
    /// A world on a PostgreSQL database of its own, which [`World::end`] drops.
    ///
    /// # Panics
    ///
    /// Where no PostgreSQL is given: a test that was not run has not passed.
    pub async fn on_postgres(choices: Choices) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("http_{}_{number}", std::process::id());
        admin(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        ))
        .await;
        let given = given();
        let (server, _) = given.rsplit_once('/').unwrap();
        Self::on(
            format!("{server}/{name}"),
            choices,
            tempfile::tempdir().unwrap(),
        )
        .await
    }

    /// Another host of this world, as a second machine or a start after a fall would be.
    pub async fn another_host(&self) -> Host {
        let (clock, site) = (self.clock.clone(), self.site.clone());
        Host::start(&self.database, clock, site, self.choices.clone()).await
    }

    /// Ends a world on PostgreSQL; the others end by themselves.
    pub async fn end(self) {
        self.portal.store().close().await;
        if let Some((_, name)) = self.database.rsplit_once('/') {
            admin(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

fn given() -> String {
    #[expect(clippy::disallowed_methods, reason = "no setting of the portal's")]
    let given = std::env::var(POSTGRES);
    given.unwrap_or_else(|_| panic!("{POSTGRES} is not set; cargo xtask test sets it"))
}

async fn admin(sql: &str) {
    let mut connection = PgConnection::connect(&given()).await.unwrap();
    connection
        .execute(AssertSqlSafe(sql.to_owned()))
        .await
        .unwrap();
    connection.close().await.unwrap();
}
