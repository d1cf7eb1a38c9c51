//! The browser's half: compiled, split at its lazy routes, bound to a script, made small.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;

use wasm_bindgen_cli_support::Bindgen;

use crate::parts;
use crate::project::Project;
use crate::stamp::{self, Made};
use crate::steps::{Failure, Outcome, While, output, run};
use crate::tools;

/// The script that starts the WebAssembly.
pub const SCRIPT: &str = "portal.js";
/// The main WebAssembly file; its name is the script's with `_bg`.
pub const MAIN: &str = "portal_bg.wasm";
/// The script that loads the chunks of lazy routes.
pub const LOADER: &str = "split.js";
/// Which chunks each lazy function needs; beside the files, not among them.
const CHUNKS: &str = "chunks.json";

/// Modules up to this size, in bytes, are made small in one process: each takes less time than
/// its start.
const TOGETHER: u64 = 32 * 1024;

/// How the browser's half is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to make, large: for `cargo xtask dev` alone.
    Dev,
    /// What is tested, measured and shipped.
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

/// The files made, and which of them a lazy route needs.
pub struct Browser {
    /// The folder that holds the files.
    pub files: PathBuf,
    /// Name of a lazy function, as the host sees it → its files.
    pub chunks: BTreeMap<String, Vec<String>>,
}

/// Makes the browser's files, if anything that they are made from has changed.
pub fn build(project: &Project, profile: Profile) -> Outcome<Browser> {
    let compiler = tools::wasm_compiler(project)?;
    let binaryen = match profile {
        Profile::Dev => None,
        Profile::Release => Some(tools::binaryen(project)?),
    };
    let folder = project.kept().join(profile.name());
    let files = folder.join("files");
    let chunks = folder.join(CHUNKS);
    Made {
        name: &format!("browser files ({})", profile.name()),
        from: &[
            "Cargo.toml",
            "Cargo.lock",
            ".cargo",
            "app",
            "frontend",
            "xtask/src",
            "xtask/tools",
        ],
        without: stamp::NOT_CODE,
        with: &format!("{compiler:?} {binaryen:?}"),
        makes: &[
            files.join(MAIN),
            files.join(SCRIPT),
            files.join(LOADER),
            chunks.clone(),
        ],
    }
    .make(project, || {
        let module = compile(project, profile, compiler.as_deref())?;
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&files).while_doing(format_args!("make {}", files.display()))?;
        let mut table = bind(&module, &files)?;
        if let Some(binaryen) = &binaryen {
            shrink(project, binaryen, &files)?;
        }
        parts::put_together(&files, &files.join(LOADER), &mut table)?;
        let table = serde_json::to_vec_pretty(&table).while_doing("write the table of chunks")?;
        fs::write(&chunks, table).while_doing("write the table of chunks")
    })?;
    let table = fs::read(&chunks).while_doing("read the table of chunks")?;
    let chunks = serde_json::from_slice(&table).while_doing("read the table of chunks")?;
    Ok(Browser { files, chunks })
}

/// Compiles `frontend`. The relocations are what the splitting works on; only this last crate
/// is asked for them, so that everything below is shared with every other call of cargo.
fn compile(project: &Project, profile: Profile, compiler: Option<&Path>) -> Outcome<PathBuf> {
    let mut cargo = project.cargo();
    if let Some(compiler) = compiler {
        cargo.env("RUSTC", compiler);
    }
    run(cargo
        .args([
            "rustc",
            "--package",
            "frontend",
            "--lib",
            "--target",
            tools::WASM,
        ])
        .args(["--profile", profile.name()])
        .args(["--", "-Clink-args=--emit-relocs"]))?;
    Ok(project
        .target
        .join(tools::WASM)
        .join(profile.name())
        .join("frontend.wasm"))
}

/// Splits the module and writes it with the scripts that load it.
fn bind(module: &Path, files: &Path) -> Outcome<BTreeMap<String, Vec<String>>> {
    let input = fs::read(module).while_doing(format_args!("read {}", module.display()))?;
    // Half-made, and so outside of the files.
    let main = files.with_file_name("main.wasm");
    let script = format!("./{SCRIPT}");
    let loader = format!("./{LOADER}");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = files;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = &script;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| Failure::new(format!("could not split the WebAssembly: {error:#}")))?;
    // Not demangled and with the linker's own exports kept: the chunks refer to both by name.
    Bindgen::new()
        .input_path(&main)
        .out_name("portal")
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .demangle(false)
                .keep_lld_exports(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(files)
        })
        .map_err(|error| {
            Failure::new(format!("could not bind the WebAssembly: {error:#}")).advise(
                "wasm-bindgen in Cargo.toml and wasm-bindgen-cli-support in xtask/Cargo.toml \
                 have to be of the same version",
            )
        })?;
    let table = split.prefetch_map.into_iter().map(|(name, files)| {
        let files = files.into_iter().map(|file| file + ".wasm").collect();
        (name, files)
    });
    Ok(table.collect())
}

/// Makes every module as small as Binaryen can, as many at once as there are processors.
fn shrink(project: &Project, binaryen: &Path, files: &Path) -> Outcome {
    let mut modules = stamp::files(&[files.to_owned()])?;
    modules.retain(|path| path.extension().is_some_and(|kind| kind == "wasm"));
    let size = |path: &PathBuf| path.metadata().map_or(0, |about| about.len());
    // The largest first, each by itself: it takes longest. The small ones in one go.
    modules.sort_by_key(size);
    let small = modules.partition_point(|path| size(path) <= TOGETHER);
    let large = modules.split_off(small);
    let jobs = [modules]
        .into_iter()
        .chain(large.into_iter().map(|path| vec![path]));
    let jobs: Mutex<Vec<_>> = Mutex::new(jobs.collect());
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let script = project.root.join("xtask/tools/shrink.mjs");
    let work = || {
        while let Some(modules) = next() {
            let mut node = Command::new("node");
            output(node.arg(&script).arg(binaryen).args(modules))?;
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(Failure::new("Binaryen could not be run")))
        })
    })
}
