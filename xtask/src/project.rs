//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{Failure, Outcome};

/// The folders of this checkout.
#[derive(Clone)]
pub struct Project {
    /// The checkout.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Project {
    /// Finds the checkout that this program was started from.
    pub fn find() -> Outcome<Self> {
        // Cargo sets it for what it runs; the folder above this package is the checkout.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| Failure::new("the checkout was not found"))?;
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target })
    }

    /// The served browser files, where the host looks for them (CONTRACT: `PORTAL_SITE_DIR`).
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// What this program keeps between two runs: stamps and half-made files.
    pub fn kept(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Cargo, the one that runs us, in the checkout.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root);
        // Set by cargo for this program; build scripts of others would see them change.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(name.as_ref());
            }
        }
        command
    }

    /// A program started in the checkout.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }
}
