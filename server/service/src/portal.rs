//! The portal as one value: store, clock, random source, keys, configuration; and the one
//! way in which a request works with the database.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use domain::locale::Locale;
use domain::organisation::Organisation;
use jiff::tz::TimeZone;
use store::{Engine, Store};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::cx::{Cx, RequestFacts};
use crate::hashing::{Cost, Hashing};
use crate::keys::Keys;
use crate::live::{self, Hub};
use crate::random::Random;
use crate::scanner::Scanner;
use crate::stop::{Fault, Stop};
use crate::views::{ViewWriter, Views};

/// The work of one transaction: borrows a [`Cx`] and promises an answer.
pub type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, Stop>> + Send + 'c>>;

/// How often a write that PostgreSQL could not serialise is tried again.
pub(crate) const WRITE_TRIES: u32 = 8;

/// Pictures that are read and written anew at once.
const PAINTERS: usize = 2;

/// Everything that outlives a request. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<Clock>,
    random: Random,
    keys: Keys,
    organisation: Organisation,
    origin: String,
    zone: TimeZone,
    limits: Limits,
    views: ViewWriter,
    tasks: TaskTracker,
    hashing: Hashing,
    live: Hub,
    scanner: Scanner,
    painters: Arc<Semaphore>,
}

/// The rates that `PORTAL_LIMIT_…` sets (SECURITY.md "Fixed numbers").
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Failed sign-ons from one network in ten minutes before 429.
    pub sign_on_failures_per_network: i64,
    /// Registrations begun from one network in an hour.
    pub registrations_per_network: i64,
    /// Failed matches of the roll from one network in ten minutes (SPEC section 1: five).
    pub failed_matches_per_network: i64,
    /// Matches tried against one member id in 24 hours (REG-2: three).
    pub identity_tries_per_member: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_on_failures_per_network: 30,
            registrations_per_network: 5,
            failed_matches_per_network: 5,
            identity_tries_per_member: 3,
        }
    }
}

/// What a portal is made of.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The clock; shared, so that tests can turn it.
    pub clock: Arc<Clock>,
    /// The random source.
    pub random: Random,
    /// The secret keys.
    pub keys: Keys,
    /// The plan.
    pub organisation: Organisation,
    /// The origin that browsers use, such as `https://portal.example`: health cards name it as
    /// who signed them.
    pub origin: String,
    /// The rates.
    pub limits: Limits,
    /// What looks for harmful files.
    pub scanner: Scanner,
    /// What a password hash costs; the tests of other things than hashing take less.
    pub hash_cost: Cost,
}

impl Portal {
    /// Puts the parts together and starts the view-audit writer (so: within a runtime).
    pub fn new(parts: Parts) -> Result<Self, String> {
        let Parts {
            store,
            clock,
            random,
            keys,
            organisation,
            origin,
            limits,
            scanner,
            hash_cost,
        } = parts;
        let zone = TimeZone::get(&organisation.time_zone).map_err(|_| {
            format!(
                "organisation.toml: no time zone {:?}",
                organisation.time_zone
            )
        })?;
        let views = ViewWriter::start(store.clone());
        let hashing = Hashing::new(&keys, hash_cost);
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                clock,
                random,
                keys,
                organisation,
                origin,
                zone,
                limits,
                views,
                tasks: TaskTracker::new(),
                hashing,
                live: Hub::default(),
                scanner,
                painters: Arc::new(Semaphore::new(PAINTERS)),
            }),
        })
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The random source.
    pub fn random(&self) -> &Random {
        &self.inner.random
    }

    /// The secret keys.
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    /// The plan.
    pub fn organisation(&self) -> &Organisation {
        &self.inner.organisation
    }

    /// The origin that browsers use, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.inner.origin
    }

    /// The rates.
    pub fn limits(&self) -> Limits {
        self.inner.limits
    }

    /// Password hashing, bounded (AUT-5).
    pub fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }

    /// Who listens for changes on this host.
    pub fn live(&self) -> &Hub {
        &self.inner.live
    }

    /// What looks for harmful files (MSG-6).
    pub fn scanner(&self) -> &Scanner {
        &self.inner.scanner
    }

    /// The places for those who read and write pictures: each takes memory and a core (MSG-3).
    pub(crate) fn painters(&self) -> &Semaphore {
        &self.inner.painters
    }

    /// An instant as the plan's clocks show it.
    pub fn local(&self, at: domain::time::Timestamp) -> domain::time::LocalTime {
        let instant = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or_default();
        let zoned = instant.to_zoned(self.inner.zone.clone());
        domain::time::LocalTime {
            at,
            civil: zoned.datetime(),
            zone: zoned.strftime("%Z").to_string(),
        }
    }

    /// The instant at which the plan's clocks show this. Of an hour that they show twice it is
    /// the first, of one that they skip as much later.
    pub fn instant(&self, civil: domain::time::DateTime) -> domain::time::Timestamp {
        let zoned = civil.to_zoned(self.inner.zone.clone());
        let micros = zoned.map_or(i64::MAX, |zoned| zoned.timestamp().as_microsecond());
        domain::time::Timestamp::from_micros(micros)
    }

    /// Today in the plan's zone.
    pub fn today(&self) -> domain::time::Date {
        self.local(self.inner.clock.now()).civil.date()
    }

    /// A request to this portal.
    pub fn request(&self, facts: RequestFacts) -> Request {
        Request {
            portal: self.clone(),
            facts: Arc::new(facts),
            outgoing: Outgoing::default(),
        }
    }

    /// Waits until all database work under way has ended; for shutdown.
    pub async fn settle(&self) {
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }
}

/// A request, known by its facts, with the portal it came to.
#[derive(Clone)]
pub struct Request {
    /// The portal.
    pub portal: Portal,
    /// What is known about who asks.
    pub facts: Arc<RequestFacts>,
    /// What the answer carries besides its body.
    pub outgoing: Outgoing,
}

/// What an answer tells the browser to keep or to forget; only the host's session layer
/// turns it into headers.
#[derive(Clone, Debug, Default)]
pub struct Outgoing(Arc<Mutex<Vec<Keep>>>);

/// One thing to keep or forget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Keep this session token.
    Session(String),
    /// Forget the session, and clear the browser's stored pages of it.
    NoSession,
    /// Keep this session token of somebody at a desk.
    StaffSession(String),
    /// Forget it, and clear the browser's stored pages of it.
    NoStaffSession,
    /// Keep this token, by which the browser is known again.
    Device(String),
    /// Keep this registration ticket.
    Registration(String),
    /// Forget the registration.
    NoRegistration,
    /// Keep this language.
    Locale(Locale),
}

impl Outgoing {
    /// Adds one.
    pub fn keep(&self, keep: Keep) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(keep);
    }

    /// Takes all that was added.
    pub fn take(&self) -> Vec<Keep> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Request {
    /// The form that the visitor sent last, if this page's address names its flash.
    pub fn flash<F: serde::de::DeserializeOwned>(&self, endpoint: &str) -> Option<F> {
        let flash = self
            .facts
            .flash
            .as_ref()
            .filter(|flash| flash.endpoint == endpoint)?;
        serde_json::from_str(&flash.payload).ok()
    }

    /// The HTTP status and the request id to answer a stop with; a fault is logged here, once
    /// and whole.
    pub fn report(&self, stop: &Stop) -> (u16, String) {
        let id = self.facts.id.clone();
        let status = match stop {
            Stop::Refused(refusal) => refusal.status(),
            Stop::Fault(fault) => {
                tracing::error!(request = %id, %fault, "request failed");
                if matches!(fault, Fault::AuditWriter) {
                    503
                } else {
                    500
                }
            }
        };
        (status, id)
    }

    /// Works in a read transaction. What the work looked at is in the audit trail before this
    /// returns.
    ///
    /// The work runs in a task of its own: a client that hangs up cannot cut a transaction in
    /// two (sqlx up to 0.9.0 leaves a cancelled `begin()` poisoned).
    pub async fn read<T, F>(&self, work: F) -> Result<T, Stop>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Cx) -> Work<'c, T> + Send + 'static,
    {
        let request = self.clone();
        self.spawn(async move {
            let tx = request.portal.store().read().await?;
            let mut cx = request.cx(tx);
            let answer = work(&mut cx).await;
            let Cx { tx, views, .. } = cx;
            tx.rollback().await?;
            if !views.is_empty() {
                request.portal.inner.views.written(views).await?;
            }
            answer
        })
        .await
    }

    /// Works in a write transaction. A refusal commits, a fault rolls back; what PostgreSQL
    /// could not serialise is done again from the start, so the work must take its input by
    /// reference or clone it.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Stop>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Cx) -> Work<'c, T> + Send + Sync + 'static,
    {
        self.tried(None, work).await
    }

    /// The same for what everybody writes at the same place, such as a message at the end of all
    /// messages: one after another among those of the same `turn`, on all hosts. PostgreSQL, which
    /// sees each read where the other writes, would let all begin and all but one fail, again and
    /// again; SQLite has one writer anyway.
    pub async fn write_in_turn<T, F>(&self, turn: &'static str, work: F) -> Result<T, Stop>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Cx) -> Work<'c, T> + Send + Sync + 'static,
    {
        self.tried(Some(turn), work).await
    }

    async fn tried<T, F>(&self, turn: Option<&'static str>, work: F) -> Result<T, Stop>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Cx) -> Work<'c, T> + Send + Sync + 'static,
    {
        let request = self.clone();
        self.spawn(async move {
            let mut tries = 1;
            loop {
                match request.attempt(turn, &work).await {
                    Err(Stop::Fault(Fault::Store(error)))
                        if error.is_retryable() && tries < WRITE_TRIES =>
                    {
                        tries += 1;
                        let pause = request.portal.random().below(10 * tries)?;
                        tokio::time::sleep(std::time::Duration::from_millis(pause.into())).await;
                    }
                    answer => return answer,
                }
            }
        })
        .await
    }

    async fn attempt<T, F>(&self, turn: Option<&'static str>, work: &F) -> Result<T, Stop>
    where
        F: for<'c> Fn(&'c mut Cx) -> Work<'c, T>,
    {
        let store = self.portal.store();
        let tx = match turn {
            Some(turn) => store.write_in_turn(turn).await?,
            None => store.write().await?,
        };
        let mut cx = self.cx(tx);
        let answer = work(&mut cx).await;
        let Cx {
            mut tx,
            views,
            changes,
            ..
        } = cx;
        if let Err(fault @ Stop::Fault(_)) = answer {
            tx.rollback().await?;
            return Err(fault);
        }
        views.write(&mut tx).await?;
        let alone = store.engine() == Engine::Sqlite;
        // The one host on SQLite knows by itself what it did.
        if !(alone && self.portal.live().hears()) {
            for &(ear, change) in &changes {
                store::live::tell(&mut tx, &live::text_of(ear, change)).await?;
            }
        }
        tx.commit().await?;
        if alone {
            for (ear, change) in changes {
                self.portal.live().wake(ear, change);
            }
        }
        answer
    }

    fn cx(&self, tx: store::Tx) -> Cx {
        Cx {
            tx,
            now: self.portal.clock().now(),
            facts: self.facts.clone(),
            portal: self.portal.clone(),
            views: Views::default(),
            changes: Vec::new(),
            acts: 0,
        }
    }

    async fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Stop>> + Send + 'static,
    ) -> Result<T, Stop> {
        self.portal
            .inner
            .tasks
            .spawn(work)
            .await
            .map_err(Fault::from)?
    }
}
