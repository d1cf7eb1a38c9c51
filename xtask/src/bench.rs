//! `cargo xtask bench`.

use crate::project::Project;
use crate::steps::{Failure, Outcome};

/// The measurements.
pub fn bench(_project: &Project) -> Outcome {
    Err(Failure::new("not measured yet"))
}
