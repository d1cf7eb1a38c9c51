//! `cargo xtask gallery`: every component and page in every state, for designers.
//!
//! Everything is files in `target/gallery`: two programs of the package `gallery` write the
//! documents, this one the styles, and what it serves is that folder. So the static copy is
//! the same thing, pictures are taken of the same thing, and a changed style is one file
//! written anew.

#[cfg(test)]
mod contrast;
pub mod pictures;
mod serve;
mod tokens;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{sleep, spawn};
use std::time::{Duration, SystemTime};

use wasm_bindgen_cli_support::Bindgen;

use crate::live::Version;
use crate::project::Project;
use crate::stamp::{self, Made};
use crate::steps::{Failure, Outcome, While, run, step};
use crate::styles;
use crate::tools;

/// Where it is reached.
const PORT: u16 = 3300;
/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(100);
/// The host's half of the app: what a page's document is made from.
const SOURCES: [&str; 4] = ["Cargo.toml", "Cargo.lock", ".cargo", "app"];

const USAGE: &str = "\
cargo xtask gallery [FLAG]

  (none)     serves it on http://localhost:3300, and again after every change
  --phone    the same, for other machines in this network too
  --build    a static copy in target/gallery
  --record   records the states of pages anew from the running demo
  --report   what looks different from the accepted pictures and markup
  --accept   accepts pictures and markup as they are now";

/// The command with its flag.
pub fn gallery(project: &Project, words: &[&str]) -> Outcome {
    match words {
        [] => watch(project, Ipv4Addr::LOCALHOST),
        ["--phone"] => watch(project, Ipv4Addr::UNSPECIFIED),
        ["--build"] => {
            build(project)?;
            hydrated(project)?;
            eprintln!("{}", folder(project).join("index.html").display());
            Ok(())
        }
        ["--record"] => record(project),
        ["--report"] => pictures::report(project),
        ["--accept"] => pictures::accept(project),
        _ => Err(Failure::new("the gallery has no such flag").advise(USAGE)),
    }
}

/// Where it is written to.
pub fn folder(project: &Project) -> PathBuf {
    project.root.join("target/gallery")
}

/// Everything but what comes alive: what pictures are taken of.
pub fn build(project: &Project) -> Outcome {
    let folder = folder(project);
    fs::create_dir_all(&folder).while_doing(format_args!("make {}", folder.display()))?;
    assets(project, &folder)?;
    write_styles(project)?;
    documents(project, Program::Components)?;
    documents(project, Program::Pages)
}

/// One of the programs that write documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Program {
    Components,
    Pages,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Components => "gallery-components",
            Self::Pages => "gallery-pages",
        }
    }

    /// Components are compiled without the app, which takes a tenth of the time.
    fn features(self) -> &'static [&'static str] {
        match self {
            Self::Components => &["--no-default-features", "--features", "ssr"],
            Self::Pages => &[],
        }
    }
}

/// Compiles a program where its sources have changed, and has it write its documents.
fn documents(project: &Project, program: Program) -> Outcome {
    let binary = project.target.join("debug").join(program.name());
    let mut from = SOURCES.to_vec();
    if program == Program::Pages {
        from.push("server");
    }
    Made {
        name: program.name(),
        from: &from,
        without: stamp::NOT_CODE,
        with: "",
        makes: std::slice::from_ref(&binary),
    }
    .make(project, || {
        run(project
            .cargo()
            .args(["build", "--quiet", "--package", "gallery"])
            .args(["--bin", program.name()])
            .args(program.features()))
    })?;
    write_documents(project, program)
}

/// Has a program that is compiled already write its documents.
fn write_documents(project: &Project, program: Program) -> Outcome {
    let binary = project.target.join("debug").join(program.name());
    run(project.command(binary).arg(folder(project)))
}

/// The styles, in well under a second: they are seen while they are written.
fn write_styles(project: &Project) -> Outcome {
    let css = styles::compile(project, "style/gallery.scss")?;
    let tokens = tokens::read(project)?;
    write(&folder(project).join("gallery.css"), css.as_bytes())?;
    write(&folder(project).join("tokens.json"), tokens.as_bytes())
}

/// What comes from elsewhere: the fonts of the pictures, the accessibility check.
fn assets(project: &Project, folder: &Path) -> Outcome {
    tools::end2end(project)?;
    let packages = project.root.join("end2end/node_modules");
    let fonts = packages.join("@fontsource-variable");
    fs::create_dir_all(folder.join("fonts")).while_doing("make the folder of fonts")?;
    for (from, to) in [
        (packages.join("axe-core/axe.min.js"), "axe.min.js"),
        (
            fonts.join("source-sans-3/files/source-sans-3-latin-wght-normal.woff2"),
            "fonts/sans.woff2",
        ),
        (
            fonts.join("source-serif-4/files/source-serif-4-latin-wght-normal.woff2"),
            "fonts/serif.woff2",
        ),
    ] {
        fs::copy(&from, folder.join(to)).while_doing(format_args!("copy {}", from.display()))?;
    }
    Ok(())
}

/// The browser's half of the components.
fn hydrated(project: &Project) -> Outcome {
    let compiler = tools::wasm_compiler(project)?;
    let folder = folder(project);
    let makes = [folder.join("hydrate.js"), folder.join("hydrate_bg.wasm")];
    Made {
        name: "gallery, browser files",
        from: &[
            "Cargo.toml",
            "Cargo.lock",
            ".cargo",
            "app/gallery",
            "app/ui",
        ],
        without: stamp::NOT_CODE,
        with: &format!("{compiler:?}"),
        makes: &makes,
    }
    .make(project, || {
        let mut cargo = project.cargo();
        if let Some(compiler) = &compiler {
            cargo.env("RUSTC", compiler);
        }
        run(cargo
            .args(["rustc", "--quiet", "--package", "gallery", "--lib"])
            .args(["--no-default-features", "--features", "hydrate"])
            .args(["--target", tools::WASM, "--profile", "wasm-dev"])
            .args(["--crate-type", "cdylib"]))?;
        let module = project
            .target
            .join(tools::WASM)
            .join("wasm-dev/gallery.wasm");
        Bindgen::new()
            .input_path(module)
            .out_name("hydrate")
            .web(true)
            .and_then(|bindgen| bindgen.typescript(false).generate(&folder))
            .map_err(|error| Failure::new(format!("could not bind the WebAssembly: {error:#}")))
    })
    .map(drop)
}

/// Serves it, and makes what has changed.
fn watch(project: &Project, address: Ipv4Addr) -> Outcome {
    let listen = SocketAddr::from((address, PORT));
    let listener = TcpListener::bind(listen).while_doing(format_args!("listen on {listen}"))?;
    let version = Arc::new(Version::default());
    let folder = folder(project);
    fs::create_dir_all(&folder).while_doing(format_args!("make {}", folder.display()))?;
    let seen = Sources::look(project)?;
    assets(project, &folder)?;
    tell(&write_styles(project));
    let (here, styles, told) = (project.clone(), seen.styles.clone(), Arc::clone(&version));
    // Beside all else: a colour is seen at once, also while something is being compiled.
    spawn(move || watch_styles(&here, styles, &told));
    watch_rest(project, seen, listener, address, &version)
}

/// Makes the styles when one of them has changed.
fn watch_styles(project: &Project, mut seen: Vec<Source>, version: &Version) {
    loop {
        match Sources::look(project) {
            Ok(now) if now.styles != seen => {
                seen = now.styles;
                if tell(&write_styles(project)) {
                    version.advance_styles();
                }
            }
            _ => sleep(LOOK),
        }
    }
}

/// Makes the documents, serves them, and makes what has changed of words and code.
fn watch_rest(
    project: &Project,
    mut seen: Sources,
    listener: TcpListener,
    address: Ipv4Addr,
    version: &Arc<Version>,
) -> Outcome {
    tell(&documents(project, Program::Components));
    serve::start(listener, folder(project), Arc::clone(version));
    eprintln!("http://localhost:{PORT} shows the components; pages follow");
    if address.is_unspecified() {
        for place in serve::own_addresses() {
            eprintln!("http://{place}:{PORT} from another machine of this network");
        }
    }
    tell(&documents(project, Program::Pages));
    version.advance();
    tell(&hydrated(project));
    version.advance();
    eprintln!("all is there; watching the sources");
    loop {
        let now = Sources::look(project)?;
        if now.texts != seen.texts {
            seen.texts.clone_from(&now.texts);
            let made = [Program::Components, Program::Pages]
                .map(|program| tell(&write_documents(project, program)));
            if made.contains(&true) {
                version.advance();
            }
        } else if now.code != seen.code {
            seen.code.clone_from(&now.code);
            // The quickest first: each is seen as soon as it is there.
            for make in [
                (|project| documents(project, Program::Components)) as fn(&Project) -> Outcome,
                |project| documents(project, Program::Pages),
                hydrated,
            ] {
                if tell(&make(project)) {
                    version.advance();
                }
            }
        } else {
            sleep(LOOK);
        }
    }
}

/// Says what failed; what is served goes on being served until it can be made again.
fn tell(outcome: &Outcome) -> bool {
    if let Err(failure) = outcome {
        eprintln!("error: {failure}");
    }
    outcome.is_ok()
}

/// Names, sizes and times of the sources, by what has to be done when they change.
struct Sources {
    styles: Vec<Source>,
    texts: Vec<Source>,
    code: Vec<Source>,
}

type Source = (PathBuf, u64, Option<SystemTime>);

impl Sources {
    fn look(project: &Project) -> Outcome<Self> {
        let roots = ["app", "style", "server/service", "Cargo.toml"];
        let roots: Vec<_> = roots.iter().map(|root| project.root.join(root)).collect();
        let mut sources = Self {
            styles: Vec::new(),
            texts: Vec::new(),
            code: Vec::new(),
        };
        for path in stamp::files(&roots)? {
            let list = match path.extension().and_then(|extension| extension.to_str()) {
                Some("scss") => &mut sources.styles,
                Some("json" | "md" | "js") => &mut sources.texts,
                Some("rs" | "toml") => &mut sources.code,
                _ => continue,
            };
            // A file that an editor is just replacing comes with the next look.
            if let Ok(about) = path.metadata() {
                list.push((path, about.len(), about.modified().ok()));
            }
        }
        Ok(sources)
    }
}

/// Records the states of pages from the demo, in a browser.
fn record(project: &Project) -> Outcome {
    crate::site::build(project, crate::browser::Profile::Release)?;
    let binary = crate::host::build(project, crate::host::Kind::Dev)?;
    tools::end2end(project)?;
    step("record the pages", || {
        run(std::process::Command::new("npx")
            .args([
                "--no-install",
                "playwright",
                "test",
                "--project=record",
                "--retries=1",
            ])
            .current_dir(project.root.join("end2end"))
            .env("PORTAL_CHROMIUM", tools::chromium()?)
            .env("PORTAL_BINARY", binary)
            .env("PORTAL_SITE_DIR", project.site()))
    })
}

fn write(path: &Path, text: &[u8]) -> Outcome {
    fs::write(path, text).while_doing(format_args!("write {}", path.display()))
}
