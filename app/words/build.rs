//! Writes `rooms.rs`, the functions of the sentences in `locales`.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "a build script is told by its environment and answers by its output"
)]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "build/rooms.rs"]
mod rooms;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    // Cargo looks through the whole folder: a changed, added or removed file counts.
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rustc-check-cfg=cfg(live)");
    // Designers work on debug builds of the host's half; nobody else reads sentences anew.
    let live = env::var("PROFILE")? == "debug" && env::var("CARGO_CFG_TARGET_FAMILY")? != "wasm";
    if live {
        println!("cargo::rustc-cfg=live");
    }
    let mut problems = Vec::new();
    let code = rooms::generate(Path::new("locales"), live, &mut problems);
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("rooms.rs"), code)?;
    Ok(())
}
