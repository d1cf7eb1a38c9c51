//! Databases for tests: a template an engine, cloned for every test.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::time::Timestamp;
use libtest_mimic::Failed;
use sqlx::{AssertSqlSafe, Connection, Executor};
use store::{Engine, Options, Store, StoreError};

pub type Run = fn(Db) -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// One test, on the engines it is for.
#[derive(Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    pub engines: &'static [Engine],
    pub run: Run,
}

#[macro_export]
macro_rules! cases {
    ($($engines:ident: $($name:ident),+;)+) => {
        pub const CASES: &[$crate::world::Case] = &[$($(
            $crate::world::Case {
                // "it::audit::aud_2" → "audit::aud_2"
                name: concat!(module_path!(), "::", stringify!($name)).split_at(4).1,
                engines: $crate::world::$engines,
                run: |db| Box::pin($name(db)),
            },
        )+)+];
    };
}

pub const BOTH: &[Engine] = &[Engine::Sqlite, Engine::Postgres];
pub const SQLITE: &[Engine] = &[Engine::Sqlite];
pub const POSTGRES: &[Engine] = &[Engine::Postgres];

/// The instant at which the tests take place.
pub const NOW: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

/// Tests count milliseconds, so most do without fsync; those about durability do not.
pub const QUICK: Options = Options {
    connections: 8,
    patience: Duration::from_secs(20),
    durable: false,
};

#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    postgres: Option<String>,
    templates: [OnceLock<String>; 2],
    next: AtomicU32,
}

/// A migrated database of one test.
pub struct Db {
    pub store: Store,
    pub engine: Engine,
    pub url: String,
    world: World,
}

impl World {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("store-tests-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let postgres = std::env::var("PORTAL_TEST_POSTGRES")
            .ok()
            .filter(|url| !url.is_empty());
        Self(Arc::new(Inner {
            folder,
            postgres,
            templates: Default::default(),
            next: AtomicU32::new(0),
        }))
    }

    pub fn has_postgres(&self) -> bool {
        self.0.postgres.is_some()
    }

    /// Runs a test on a database of its own, in a runtime of its own, and drops both.
    pub fn run(&self, engine: Engine, run: Run) -> Result<(), Failed> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let template = self.template(engine);
        let result = runtime.block_on(async {
            let url = self.clone_of(engine, template).await;
            let store = Store::open_with(&url, QUICK).await.unwrap();
            let db = Db {
                store: store.clone(),
                engine,
                url: url.clone(),
                world: self.clone(),
            };
            let result = tokio::spawn(run(db)).await;
            store.close().await;
            if engine == Engine::Postgres {
                self.drop_database(&url).await;
            }
            result
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
        result.map_err(|_| Failed::from("see the panic above"))
    }

    pub fn clean_up(&self) {
        if self.0.templates[1].get().is_some() {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime
                .unwrap()
                .block_on(self.drop_database(&self.postgres_url("template")));
        }
        let _ = std::fs::remove_dir_all(&self.0.folder);
    }

    fn template(&self, engine: Engine) -> &str {
        self.0.templates[usize::from(engine == Engine::Postgres)].get_or_init(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let url = self.empty("template", engine).await;
                let store = Store::open_with(&url, QUICK).await.unwrap();
                store.migrate(NOW).await.unwrap();
                store.close().await;
                url
            })
        })
    }

    /// A new database without tables.
    async fn empty(&self, name: &str, engine: Engine) -> String {
        if engine == Engine::Sqlite {
            return format!("sqlite:{}", self.0.folder.join(name).display());
        }
        let url = self.postgres_url(name);
        self.admin(&format!(
            "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
            database_of(&url)
        ))
        .await;
        url
    }

    async fn clone_of(&self, engine: Engine, template: &str) -> String {
        let name = self.fresh_name();
        if engine == Engine::Sqlite {
            let path = self.0.folder.join(name);
            std::fs::copy(template.strip_prefix("sqlite:").unwrap(), &path).unwrap();
            return format!("sqlite:{}", path.display());
        }
        let url = self.postgres_url(&name);
        let sql = format!(
            "CREATE DATABASE {} TEMPLATE {}",
            database_of(&url),
            database_of(template)
        );
        self.admin(&sql).await;
        url
    }

    fn fresh_name(&self) -> String {
        format!("t{}", self.0.next.fetch_add(1, Ordering::Relaxed))
    }

    fn postgres_url(&self, name: &str) -> String {
        let base = self.0.postgres.as_deref().unwrap();
        let (server, _) = base.rsplit_once('/').unwrap();
        format!("{server}/store_{}_{name}", std::process::id())
    }

    async fn drop_database(&self, url: &str) {
        self.admin(&format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            database_of(url)
        ))
        .await;
    }

    async fn admin(&self, sql: &str) {
        let base = self.0.postgres.as_deref().unwrap();
        let mut connection = sqlx::PgConnection::connect(base).await.unwrap();
        connection
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .unwrap();
        connection.close().await.unwrap();
    }
}

fn database_of(url: &str) -> &str {
    url.rsplit_once('/').unwrap().1
}

impl Db {
    /// The path of a SQLite file.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(self.url.strip_prefix("sqlite:").unwrap())
    }

    /// Runs SQL past the store, as somebody with the database's password could.
    pub async fn tamper(&self, sql: &str) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        Ok(match self.engine {
            Engine::Sqlite => {
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(self.path())
                    .busy_timeout(Duration::from_secs(20));
                let mut connection = sqlx::ConnectOptions::connect(&options).await?;
                let changed = connection.execute(sql).await?.rows_affected();
                connection.close().await?;
                changed
            }
            Engine::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await?;
                let changed = connection.execute(sql).await?.rows_affected();
                connection.close().await?;
                changed
            }
        })
    }

    /// Another database of the same engine, without tables.
    pub async fn another_empty(&self) -> String {
        let name = self.world.fresh_name();
        self.world.empty(&name, self.engine).await
    }

    /// A second host's store on the same database.
    pub async fn again(&self) -> Store {
        Store::open_with(&self.url, QUICK).await.unwrap()
    }

    /// Drops a database that [`Db::another_empty`] made.
    pub async fn forget(&self, url: &str) {
        if self.engine == Engine::Postgres {
            self.world.drop_database(url).await;
        }
    }

    /// A migrated database of the other engine.
    pub async fn other_engine(&self) -> String {
        let engine = match self.engine {
            Engine::Sqlite => Engine::Postgres,
            Engine::Postgres => Engine::Sqlite,
        };
        let url = self.world.empty(&self.world.fresh_name(), engine).await;
        let store = Store::open_with(&url, QUICK).await.unwrap();
        store.migrate(NOW).await.unwrap();
        store.close().await;
        url
    }
}

/// Runs a write as a use case does: the whole of it again when it lost a race.
pub async fn write<T, F>(store: &Store, work: F) -> Result<T, StoreError>
where
    F: for<'t> Fn(
        &'t mut store::Tx,
    ) -> Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 't>>,
{
    loop {
        let done = async {
            let mut tx = store.write().await?;
            let value = work(&mut tx).await?;
            tx.commit().await?;
            Ok(value)
        };
        match done.await {
            Err(error) if StoreError::is_retryable(&error) => tokio::task::yield_now().await,
            result => return result,
        }
    }
}

/// Ten bytes that are never the same twice, for identifiers.
pub fn bytes() -> [u8; 10] {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let mut bytes = [0; 10];
    bytes[6..].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes
}
