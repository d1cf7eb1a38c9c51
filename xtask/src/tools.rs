//! The tools that the project needs: found, or installed, and kept per user and version, so
//! that the next checkout pays nothing.
//!
//! What comes from where: the wasm target from rustup, or made from Debian's sources; Binaryen from its npm package; cargo-deny and leptosfmt from their crates; Chromium, PostgreSQL 15 and wrk from Debian's packages,
//! and only where there is `apt-get` and the right to use it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::debian;
use crate::project::Project;
use crate::stamp::{self, Hash};
use crate::steps::{Failure, Outcome, While, output, run, step};

/// What the browser's half is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Where tools are kept: `$XDG_CACHE_HOME/memberport/tools`, or under `~/.cache`.
fn kept() -> Outcome<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .ok_or_else(|| Failure::new("neither HOME nor XDG_CACHE_HOME is set"))?;
    Ok(cache.join("memberport/tools"))
}

/// Finds a program on the path.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Rust itself, new enough.
pub fn rust() -> Outcome {
    let version = output(Command::new("rustc").arg("--version"))?;
    let minor = version
        .strip_prefix("rustc 1.")
        .and_then(|rest| rest.split('.').next())
        .and_then(|minor| minor.parse::<u32>().ok());
    match minor {
        Some(minor) if minor >= 95 => Ok(()),
        _ => Err(
            Failure::new(format!("{version} is too old: 1.95 is needed"))
                .advise("`rustup update stable`"),
        ),
    }
}

/// Whether the compiler can make programs for the browser.
fn has_wasm_target() -> bool {
    output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))
        .is_ok_and(|folder| Path::new(&folder).is_dir())
}

/// What compiles for the browser: the compiler that is there (`None`) once it has the target,
/// or Debian's, where rustup cannot bring it. `PORTAL_WASM_FROM=debian` asks for the latter.
pub fn wasm_compiler(project: &Project) -> Outcome<Option<PathBuf>> {
    rust()?;
    if env::var("PORTAL_WASM_FROM").is_ok_and(|from| from == "debian") {
        return debian::compiler(project, &kept()?).map(Some);
    }
    if has_wasm_target() {
        return Ok(None);
    }
    let added = step("install the Rust target for the browser", || {
        run(Command::new("rustup").args(["target", "add", WASM]))
    });
    let Err(refused) = added else {
        return Ok(None);
    };
    eprintln!("rustup did not bring the target: {refused}");
    if on_path("apt-get").is_none() || on_path("dpkg").is_none() {
        return Err(refused.advise(format!(
            "`rustup target add {WASM}` has to work once: check the network, and that this Rust \
             came from rustup. A Rust from elsewhere has the target in a package of its own"
        )));
    }
    eprintln!("using the sources of Debian's own Rust instead");
    debian::compiler(project, &kept()?).map(Some)
}

/// Node 20 or newer.
pub fn node() -> Outcome {
    let advice = "install Node 20 or newer, with npm";
    let version = output(Command::new("node").arg("--version"))
        .map_err(|failure| Failure::new(failure.to_string()).advise(advice))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= 20 => Ok(()),
        _ => Err(Failure::new(format!("Node {version} is too old")).advise(advice)),
    }
}

fn npm_ci(folder: &Path) -> Outcome {
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(folder))
    .map_err(|failure| {
        Failure::new(failure.to_string())
            .advise("npm has to reach its registry once; then run the same command again")
    })
}

/// Binaryen, as the folder where it is installed: Debian's is too old, npm's is a library for Node.
pub fn binaryen(project: &Project) -> Outcome<PathBuf> {
    node()?;
    let asked = project.root.join("xtask/tools/binaryen");
    let mut hash = Hash::default();
    stamp::contents(
        project,
        &stamp::files(std::slice::from_ref(&asked))?,
        &mut hash,
    )?;
    let folder = kept()?.join(format!("binaryen-{}", hash.digits(12)));
    if !folder.join("node_modules/binaryen/index.js").is_file() {
        step("install Binaryen", || {
            into_place(&folder, |folder| {
                for name in ["package.json", "package-lock.json"] {
                    fs::copy(asked.join(name), folder.join(name)).while_doing("copy a file")?;
                }
                npm_ci(folder)
            })
        })?;
    }
    Ok(folder)
}

/// A tool that is a crate.
pub struct Crate {
    name: &'static str,
    version: &'static str,
    /// What to add to `cargo install`.
    flags: &'static [&'static str],
}

/// Reads `deny.toml`. Without its default features: they fetch what it is not asked for.
pub const CARGO_DENY: Crate = Crate {
    name: "cargo-deny",
    version: "0.20.2",
    flags: &["--no-default-features"],
};

/// Formats what stands in `view!`.
pub const LEPTOSFMT: Crate = Crate {
    name: "leptosfmt",
    version: "0.1.33",
    flags: &[],
};

/// Finds or makes such a tool. Compiled with little optimisation: that takes one minute
/// instead of five to ten, and it runs for a second.
pub fn from_crate(project: &Project, tool: &Crate) -> Outcome<PathBuf> {
    let folder = kept()?.join(format!("{}-{}", tool.name, tool.version));
    let program = folder.join("bin").join(tool.name);
    if !program.is_file() {
        step(&format!("install {}", tool.name), || {
            into_place(&folder, |folder| {
                run(project
                    .cargo()
                    .args([
                        "install",
                        tool.name,
                        "--version",
                        tool.version,
                        "--locked",
                        "--quiet",
                    ])
                    .args(tool.flags)
                    .arg("--root")
                    .arg(folder)
                    .env("CARGO_TARGET_DIR", folder.join("build"))
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                    .env("CARGO_PROFILE_RELEASE_LTO", "off"))
                .map_err(|failure| {
                    failure.advise("cargo has to reach its registry once; then run it again")
                })?;
                fs::remove_dir_all(folder.join("build")).while_doing("clear the build folder")
            })
        })?;
    }
    Ok(program)
}

/// Fills a folder beside its place and then moves it there: an installation that was cut
/// short, or two at once, never leave half a tool.
fn into_place(folder: &Path, fill: impl FnOnce(&Path) -> Outcome) -> Outcome {
    let beside = folder.with_extension(format!("new-{}", std::process::id()));
    let _ = fs::remove_dir_all(&beside);
    fs::create_dir_all(&beside).while_doing(format_args!("make {}", beside.display()))?;
    fill(&beside)?;
    if fs::rename(&beside, folder).is_err() {
        // Another run was faster, or half a folder stood there.
        let _ = fs::remove_dir_all(folder);
        fs::rename(&beside, folder).while_doing(format_args!("make {}", folder.display()))?;
    }
    Ok(())
}

/// Installs Debian packages where that is possible, and says what to do where it is not.
fn apt(packages: &[&str], otherwise: &str) -> Outcome {
    let names = packages.join(" ");
    if on_path("apt-get").is_none() {
        return Err(Failure::new(format!("{names} not found")).advise(otherwise));
    }
    if output(Command::new("id").arg("-u"))? != "0" {
        return Err(Failure::new(format!("{names} not found"))
            .advise(format!("`sudo apt-get install {names}`, or {otherwise}")));
    }
    step(&format!("install {names}"), || {
        output(Command::new("apt-get").arg("update"))?;
        output(
            Command::new("apt-get")
                .args(["install", "-y", "--no-install-recommends"])
                .args(packages)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
        .map(drop)
        .map_err(|failure| Failure::new(failure.to_string()).advise(otherwise))
    })
}

/// Chromium: the one named by `PORTAL_CHROMIUM`, one on the path, or Debian's.
pub fn chromium() -> Outcome<PathBuf> {
    let find = || {
        env::var_os("PORTAL_CHROMIUM")
            .map(PathBuf::from)
            .or_else(|| {
                [
                    "chromium",
                    "chromium-browser",
                    "google-chrome-stable",
                    "google-chrome",
                ]
                .into_iter()
                .find_map(on_path)
            })
    };
    if let Some(program) = find() {
        return Ok(program);
    }
    let otherwise = "install Chromium and name its program in PORTAL_CHROMIUM";
    apt(&["chromium"], otherwise)?;
    find().ok_or_else(|| Failure::new("Chromium is not on the path").advise(otherwise))
}

/// `wrk`, which asks for pages as fast as they come: the one on the path, or Debian's.
pub fn wrk() -> Outcome<PathBuf> {
    let otherwise = "put the program `wrk` (https://github.com/wg/wrk) on the path";
    if on_path("wrk").is_none() {
        apt(&["wrk"], otherwise)?;
    }
    on_path("wrk").ok_or_else(|| Failure::new("wrk is not on the path").advise(otherwise))
}

/// The folder of PostgreSQL's own programs (`initdb`, `postgres`), version 15 or newer.
pub fn postgres() -> Outcome<PathBuf> {
    let find = || {
        let debian =
            (15..=18).map(|major| PathBuf::from(format!("/usr/lib/postgresql/{major}/bin")));
        env::var_os("PORTAL_POSTGRES_BIN")
            .map(PathBuf::from)
            .into_iter()
            .chain(debian)
            .chain(on_path("initdb").and_then(|file| file.parent().map(Path::to_path_buf)))
            .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
    };
    if let Some(folder) = find() {
        return Ok(folder);
    }
    let otherwise = "install PostgreSQL 15 and name the folder of `initdb` in PORTAL_POSTGRES_BIN";
    apt(&["postgresql-15"], otherwise)?;
    find().ok_or_else(|| Failure::new("initdb not found").advise(otherwise))
}

/// The packages of the browser tests, as their lock file has them.
pub fn end2end(project: &Project) -> Outcome {
    node()?;
    let folder = project.root.join("end2end");
    let lock = folder.join("package-lock.json");
    let mut hash = Hash::default();
    hash.text(fs::read(&lock).while_doing(format_args!("read {}", lock.display()))?);
    let wanted = hash.digits(64);
    let installed = folder.join("node_modules/.installed");
    if fs::read_to_string(&installed).is_ok_and(|stamp| stamp == wanted) {
        return Ok(());
    }
    step("install the packages of the browser tests", || {
        npm_ci(&folder)?;
        fs::write(&installed, wanted).while_doing("write a stamp")
    })
}
