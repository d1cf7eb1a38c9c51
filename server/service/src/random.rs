//! The random source: the operating system's, or a seeded one for tests and the demo.

use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::stop::Fault;

/// Where random bytes come from (CRY-4: the operating system's generator, always, outside
/// tests and `portal demo`).
pub enum Random {
    /// The operating system's generator.
    Os,
    /// A generator that gives the same bytes for the same seed.
    Seeded(Box<Mutex<ChaCha20Rng>>),
}

impl Random {
    /// A source that repeats itself for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Box::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// Fresh random bytes.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        match self {
            Self::Os => getrandom::fill(&mut bytes).map_err(|_| Fault::Random)?,
            Self::Seeded(rng) => {
                rng.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .fill_bytes(&mut bytes);
            }
        }
        Ok(bytes)
    }

    /// A number in `0..below`, each as likely as the other; 0 for `below` of 0 or 1.
    pub fn below(&self, below: u32) -> Result<u32, Fault> {
        if below < 2 {
            return Ok(0);
        }
        // Values past the last whole multiple would favour the small numbers: draw again.
        let limit = u32::MAX - u32::MAX % below;
        loop {
            let drawn = u32::from_le_bytes(self.bytes()?);
            if drawn < limit {
                return Ok(drawn % below);
            }
        }
    }
}
