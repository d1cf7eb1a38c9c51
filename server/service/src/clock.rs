//! The clock: the system's, or one that tests and the demo turn.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;

/// Tells the time. It always runs on; turning it moves where it stands.
#[derive(Debug, Default)]
pub struct Clock {
    /// Microseconds added to the system's time.
    offset: AtomicI64,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `start` now and runs on from there.
    pub fn starting_at(start: Timestamp) -> Self {
        let clock = Self::default();
        clock.turn_to(start);
        clock
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(system_micros().saturating_add(self.offset.load(Ordering::Relaxed)))
    }

    /// Sets the clock; only the demo feature's controls and the tests reach this.
    pub fn turn_to(&self, to: Timestamp) {
        self.offset.store(
            to.as_micros().saturating_sub(system_micros()),
            Ordering::Relaxed,
        );
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the system for the time"
)]
fn system_micros() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|span| i64::try_from(span.as_micros()).ok())
        .unwrap_or(0)
}
