//! Password and answer hashing: argon2id, peppered, and bounded.
//!
//! SECURITY.md "Fixed numbers": m = 19 MiB, t = 2, p = 1; at most `cores − 1` hashes at once,
//! 32 waiting, none for longer than two seconds; past that the caller is told to come back
//! (503 with Retry-After), while every other page stays fast (AUT-5).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::keys::{Keys, Purpose};
use crate::random::Random;
use crate::stop::{Fault, Refusal, Stop};

/// How many callers may wait for a permit.
const QUEUE: usize = 32;
/// How long one waits.
const PATIENCE: Duration = Duration::from_secs(2);
/// Stored parameters above this many KiB are refused unread: a row must not be able to eat
/// the host's memory (AUT-12).
const CEILING_KIB: u32 = 64 * 1024;
/// The same for the passes.
const CEILING_PASSES: u32 = 16;

/// What a hash costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// The cost in force (OWASP Password Storage: 19 MiB, two passes).
    pub const CURRENT: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
    };
}

/// Hashes and verifies within the bound. Cheap to clone.
#[derive(Clone)]
pub struct Hashing {
    inner: Arc<Inner>,
}

struct Inner {
    pepper: [u8; 32],
    cost: Cost,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// How many passwords were compared with a stored hash, for `/metrics` and AUT-1.
    verified: AtomicUsize,
}

impl Hashing {
    /// Hashing at a cost, with the portal's pepper.
    pub fn new(keys: &Keys, cost: Cost) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            inner: Arc::new(Inner {
                pepper: keys.derive(Purpose::Pepper),
                cost,
                permits: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
                waiting: AtomicUsize::new(0),
                verified: AtomicUsize::new(0),
            }),
        }
    }

    /// How many passwords were compared with a stored hash since the start.
    pub fn verifications(&self) -> usize {
        self.inner.verified.load(Ordering::Relaxed)
    }

    /// The PHC string of each secret, in order, all under one permit.
    pub async fn hash(&self, secrets: Vec<String>, random: &Random) -> Result<Vec<String>, Stop> {
        self.permit().await?.hash(secrets, random).await
    }

    /// Waits for a permit to hash, within the bound. Whoever counts attempts takes it first,
    /// so that an attempt that is shed is never counted.
    ///
    /// # Errors
    ///
    /// [`Refusal::Busy`] when the queue is full or two seconds are over.
    pub async fn permit(&self) -> Result<Permit, Stop> {
        let inner = self.inner.clone();
        if inner.waiting.fetch_add(1, Ordering::AcqRel) >= QUEUE {
            inner.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(Refusal::Busy.into());
        }
        match timeout(PATIENCE, Waiting::on(inner.clone())).await {
            Ok(Some(permit)) => Ok(Permit { inner, permit }),
            _ => Err(Refusal::Busy.into()),
        }
    }
}

/// Leave to hash now.
pub struct Permit {
    inner: Arc<Inner>,
    permit: OwnedSemaphorePermit,
}

/// What came of a verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whether the secret is the one behind the hash.
    pub right: bool,
    /// Whether the hash was made at another cost than the one in force (AUT-12).
    pub outdated: bool,
}

impl Permit {
    /// The PHC string of each secret, in order.
    pub async fn hash(self, secrets: Vec<String>, random: &Random) -> Result<Vec<String>, Stop> {
        let mut salts = Vec::with_capacity(secrets.len());
        for _ in &secrets {
            salts.push(random.bytes::<16>()?);
        }
        self.run(move |inner| {
            let argon = inner.argon()?;
            secrets
                .iter()
                .zip(salts)
                .map(|(secret, salt)| {
                    argon
                        .hash_password_with_salt(secret.as_bytes(), &salt)
                        .map(|hash| hash.to_string())
                        .map_err(|error| Fault::Hash(error.to_string()))
                })
                .collect()
        })
        .await
    }

    /// Whether the secret is the one behind `stored`. Without a stored hash the same work is
    /// done on a made-up one, so that an unknown ID costs what a known one does (AUT-3).
    pub async fn verify(self, secret: String, stored: Option<String>) -> Result<Verified, Stop> {
        self.run(move |inner| {
            let argon = inner.argon()?;
            let Some(stored) = stored else {
                let _ = argon.hash_password_with_salt(secret.as_bytes(), b"no such account!");
                return Ok(Verified {
                    right: false,
                    outdated: false,
                });
            };
            inner.verified.fetch_add(1, Ordering::Relaxed);
            let hash = PasswordHash::new(&stored).map_err(|_| Fault::Shape("password hash"))?;
            let memory = hash.params.get_decimal("m").unwrap_or(u32::MAX);
            let passes = hash.params.get_decimal("t").unwrap_or(u32::MAX);
            if memory > CEILING_KIB || passes > CEILING_PASSES {
                return Err(Fault::Shape("password hash above the ceiling"));
            }
            Ok(Verified {
                right: argon.verify_password(secret.as_bytes(), &hash).is_ok(),
                outdated: (memory, passes) != (inner.cost.memory_kib, inner.cost.passes),
            })
        })
        .await
    }

    /// Runs `work` on a blocking thread. The permit moves into the closure: a client that
    /// hangs up does not set it free while the hash still runs.
    async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce(&Inner) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Stop> {
        let Self { inner, permit } = self;
        let done = tokio::task::spawn_blocking(move || {
            let answer = work(&inner);
            drop(permit);
            answer
        });
        Ok(done.await.map_err(Fault::from)??)
    }
}

/// Counts one caller as waiting until it has its permit or gives up, however it gives up.
struct Waiting(Arc<Inner>);

impl Waiting {
    async fn on(inner: Arc<Inner>) -> Option<OwnedSemaphorePermit> {
        let waiting = Self(inner);
        waiting.0.permits.clone().acquire_owned().await.ok()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Inner {
    fn argon(&self) -> Result<Argon2<'_>, Fault> {
        let params = Params::new(self.cost.memory_kib, self.cost.passes, 1, None)
            .map_err(|error| Fault::Hash(error.to_string()))?;
        Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(|error| Fault::Hash(error.to_string()))
    }
}
