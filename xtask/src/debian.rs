//! The Rust target for the browser where rustup cannot bring it: Debian 12 has the sources
//! of its own Rust, and that Rust compiles its standard library from them.
//!
//! Its packages are unpacked into the folder of tools, not installed: nothing of the machine
//! changes, and no right to change it is needed. Only the browser's half is compiled with
//! this compiler; the host keeps the one that is there.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::Project;
use crate::steps::{Failure, Outcome, While, output, run, step};
use crate::tools::WASM;

/// The version of Debian's Rust.
const VERSION: &str = "1.96";
/// The LLVM that it is built on.
const LLVM: &str = "22";

/// The compiler, made if it is not there yet; the program to name in `RUSTC`.
pub fn compiler(project: &Project, kept: &Path) -> Outcome<PathBuf> {
    let folder = kept.join(format!("debian-rust-{VERSION}"));
    let compiler = folder.join("rustc");
    let standard = folder.join("usr/lib/rustlib").join(WASM).join("lib");
    if !compiler.is_file() || !standard.is_dir() {
        step(
            "make the Rust target for the browser from Debian's packages",
            || {
                // Unpacked where it stays: the compiler's starter names its own folder.
                let _ = fs::remove_dir_all(&folder);
                unpack(&folder)?;
                write_starter(&folder, &compiler)?;
                standard_library(project, &folder, &compiler, &standard)
            },
        )?;
    }
    Ok(compiler)
}

/// Fetches and unpacks the packages.
fn unpack(folder: &Path) -> Outcome {
    let packages = folder.join("packages");
    fs::create_dir_all(&packages).while_doing(format_args!("make {}", packages.display()))?;
    let advice = "`apt-get update` as root, then run the same command again";
    output(
        Command::new("apt-get")
            .arg("download")
            .args([
                "rustc-web",
                "libstd-rust-web-dev",
                "rust-web-src",
                "rust-web-llvm",
            ])
            .args([format!("libstd-rust-web-{VERSION}")])
            .args([format!("lld-{LLVM}"), format!("libllvm{LLVM}")])
            .current_dir(&packages),
    )
    .map_err(|failure| failure.advise(advice))?;
    for entry in fs::read_dir(&packages).while_doing("list the packages")? {
        let package = entry.while_doing("list the packages")?.path();
        output(Command::new("dpkg").arg("-x").arg(package).arg(folder))?;
    }
    fs::remove_dir_all(&packages).while_doing("clear the packages")
}

/// The compiler finds its libraries, which stand in no system folder, by a starter.
fn write_starter(folder: &Path, compiler: &Path) -> Outcome {
    let usr = folder.join("usr");
    let text = format!(
        "#!/bin/sh\nLD_LIBRARY_PATH='{usr}/lib/x86_64-linux-gnu:{usr}/lib/llvm-{LLVM}/lib'\n\
         export LD_LIBRARY_PATH\nPATH='{usr}/bin':$PATH\nexec '{usr}/bin/rustc' \"$@\"\n",
        usr = usr.display()
    );
    fs::write(compiler, text).while_doing("write the compiler's starter")?;
    fs::set_permissions(compiler, fs::Permissions::from_mode(0o755))
        .while_doing("make the compiler's starter a program")
}

/// Compiles the standard library with an empty crate, and puts it where the compiler looks.
fn standard_library(project: &Project, folder: &Path, compiler: &Path, standard: &Path) -> Outcome {
    let empty = folder.join("empty");
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n";
    fs::create_dir_all(empty.join("src"))
        .and_then(|()| fs::write(empty.join("src/lib.rs"), ""))
        .and_then(|()| fs::write(empty.join("Cargo.toml"), manifest))
        .while_doing("write an empty crate")?;
    run(project
        .cargo()
        .args(["build", "--release", "--quiet", "--target", WASM])
        .arg("-Zbuild-std=std,panic_abort")
        .current_dir(&empty)
        .env("CARGO_TARGET_DIR", empty.join("target"))
        .env("RUSTC", compiler)
        // The release profile optimises across crates, this library's too.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        // What is unstable about it is how it is asked for.
        .env("RUSTC_BOOTSTRAP", "1"))?;
    let beside = standard.with_extension("new");
    fs::create_dir_all(&beside).while_doing(format_args!("make {}", beside.display()))?;
    let made = empty.join("target").join(WASM).join("release/deps");
    let mut count = 0;
    for entry in fs::read_dir(&made).while_doing(format_args!("list {}", made.display()))? {
        let path = entry.while_doing("list the standard library")?.path();
        let library = path
            .extension()
            .is_some_and(|extension| extension == "rlib");
        let name = path.file_name().unwrap_or_default();
        if library && !name.to_string_lossy().starts_with("libempty-") {
            fs::copy(&path, beside.join(name)).while_doing("copy the standard library")?;
            count += 1;
        }
    }
    if count == 0 {
        return Err(Failure::new(
            "the standard library was not where it was expected",
        ));
    }
    fs::rename(&beside, standard).while_doing(format_args!("make {}", standard.display()))?;
    fs::remove_dir_all(&empty).while_doing("clear the empty crate")
}
