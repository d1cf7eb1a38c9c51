//! `cargo xtask dev`: rebuilds on every change and reloads the browser.
//!
//! The host knows nothing of it. It runs on a port of its own; [`proxy`] stands on the
//! portal's port, adds one script to every page and tells it when to reload.

mod proxy;

use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::browser::Profile;
use crate::host::{self, Kind};
use crate::live::Version;
use crate::project::Project;
use crate::site;
use crate::stamp;
use crate::steps::{Outcome, While, not_started};

/// Where the portal is reached, unless `PORTAL_LISTEN` says otherwise.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 3000);
/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(300);

/// Builds, serves, watches; ends with Ctrl-C.
pub fn dev(project: &Project) -> Outcome {
    let inner = free_port()?;
    let version = Arc::new(Version::default());
    let listen = match env::var("PORTAL_LISTEN") {
        Ok(text) => text
            .parse()
            .while_doing(format_args!("read PORTAL_LISTEN={text}"))?,
        Err(_) => LISTEN,
    };
    let listener = TcpListener::bind(listen).while_doing(format_args!("listen on {listen}"))?;
    let origin =
        env::var("PORTAL_ORIGIN").unwrap_or_else(|_| format!("http://localhost:{}", listen.port()));
    proxy::start(listener, inner, Arc::clone(&version));
    let mut running: Option<Child> = None;
    loop {
        let seen = sources(project)?;
        match build(project) {
            Ok(binary) => {
                if let Some(child) = running.take() {
                    stop(child)?;
                }
                let child = start(project, &binary, inner, &origin)?;
                running = Some(child);
                if answers(inner) {
                    eprintln!("{origin} is up to date; watching the sources");
                    version.advance();
                } else {
                    eprintln!("the host does not answer; watching the sources");
                }
            }
            // What runs goes on running until the sources build again.
            Err(failure) => eprintln!("error: {failure}"),
        }
        while sources(project)? == seen {
            sleep(LOOK);
        }
    }
}

fn build(project: &Project) -> Outcome<PathBuf> {
    site::build(project, Profile::Dev)?;
    let binary = host::build(project, Kind::Dev)?;
    host::prepare(project, &binary)?;
    Ok(binary)
}

fn start(project: &Project, binary: &Path, port: u16, origin: &str) -> Outcome<Child> {
    let mut command = project.command(binary);
    command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
    command.env("PORTAL_ORIGIN", origin);
    command
        .spawn()
        .map_err(|error| not_started(&command, &error))
}

/// Stops the host as an operator would, and waits until its port is free.
fn stop(mut child: Child) -> Outcome {
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    child.wait().map(drop).while_doing("stop the host")
}

fn answers(port: u16) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        sleep(Duration::from_millis(50));
    }
    false
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .while_doing("find a free port")
}

/// Names, sizes and times of all sources: cheap enough to look at three times a second.
fn sources(project: &Project) -> Outcome<Vec<(PathBuf, u64, Option<SystemTime>)>> {
    let roots = ["app", "frontend", "server", "style", "Cargo.toml"];
    let roots: Vec<_> = roots.iter().map(|root| project.root.join(root)).collect();
    let files = stamp::files(&roots)?.into_iter().filter_map(|path| {
        let about = path.metadata().ok()?;
        Some((path, about.len(), about.modified().ok()))
    });
    Ok(files.collect())
}
