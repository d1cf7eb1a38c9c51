//! A program that is measured: started on ports of its own, looked at, ended.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::project::Project;
use crate::steps::{Failure, Outcome, While, not_started, output};

/// When the demo begins: the same history is measured every time.
const CLOCK: &str = "2026-11-02T17:00:00Z";
/// The same in seconds since 1970.
const CLOCK_SECONDS: u64 = 1_793_638_800;

/// A folder that is removed with its contents when it is dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes an empty one.
    pub fn make() -> Outcome<Self> {
        let path = std::env::temp_dir().join(format!("memberport-bench-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).while_doing(format_args!("make {}", path.display()))?;
        Ok(Self(path))
    }

    /// A place in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ports of the loopback that were free a moment ago.
pub fn free_ports<const COUNT: usize>() -> Outcome<[u16; COUNT]> {
    let mut ports = [0; COUNT];
    // Held until all are known, or one would be given twice.
    let mut held = Vec::new();
    for port in &mut ports {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).while_doing("find a free port")?;
        *port = listener
            .local_addr()
            .while_doing("find a free port")?
            .port();
        held.push(listener);
    }
    Ok(ports)
}

/// A command that sees none of the caller's settings.
pub fn clean(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PORTAL_") {
            command.env_remove(name);
        }
    }
    command
}

/// The portal with data of its own.
pub struct Portal<'a> {
    project: &'a Project,
    binary: PathBuf,
    data: PathBuf,
    /// Where its database is, if not in the data directory.
    database: Option<String>,
}

impl<'a> Portal<'a> {
    /// The program with a data directory, and with a database of another place.
    pub fn new(
        project: &'a Project,
        binary: &Path,
        data: PathBuf,
        database: Option<String>,
    ) -> Self {
        Self {
            project,
            binary: binary.to_owned(),
            data,
            database,
        }
    }

    /// The data directory.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The program with its settings, and nothing of the caller's.
    pub fn command(&self, port: u16, ops: u16) -> Command {
        let mut command = clean(self.project.command(&self.binary));
        command
            .env("PORTAL_DATA_DIR", &self.data)
            .env("PORTAL_SITE_DIR", self.project.site())
            .env("PORTAL_CLOCK", CLOCK)
            .env("PORTAL_LISTEN", format!("127.0.0.1:{port}"))
            .env("PORTAL_ORIGIN", format!("http://localhost:{port}"))
            .env("PORTAL_OPS_LISTEN", format!("127.0.0.1:{ops}"));
        if let Some(database) = &self.database {
            command.env("PORTAL_DATABASE_URL", database);
        }
        command
    }

    /// Fills it with the demo's data.
    pub fn fill(&self, words: &[&str]) -> Outcome {
        output(self.command(0, 0).arg("demo").args(words)).map(drop)
    }

    /// Imports a folder of bundles; answers what it says of each file.
    pub fn import(&self, folder: &Path) -> Outcome<Vec<Value>> {
        let said = output(self.command(0, 0).arg("import-fhir").arg(folder))?;
        said.lines()
            .map(|line| serde_json::from_str(line).while_doing("read a line of an import"))
            .collect()
    }

    /// Takes its data directory away.
    pub fn remove(self) -> Outcome {
        fs::remove_dir_all(&self.data).while_doing(format_args!("remove {}", self.data.display()))
    }

    /// Serves it.
    pub fn serve(&self) -> Outcome<Host> {
        let [port, ops] = free_ports()?;
        let log = self.data.join("host.log");
        let started = Instant::now();
        let running = Running::start(self.command(port, ops).arg("serve"), port, &log)?;
        Ok(Host {
            running,
            port,
            started,
        })
    }
}

/// The portal as it serves; dropping it ends it.
pub struct Host {
    running: Running,
    /// Where it listens.
    pub port: u16,
    started: Instant,
}

impl Host {
    /// The bytes of memory that it occupies now.
    pub fn resident(&self) -> Outcome<u64> {
        self.running.resident()
    }

    /// What its clock shows now, in seconds since 1970.
    pub fn seconds(&self) -> u64 {
        CLOCK_SECONDS + self.started.elapsed().as_secs()
    }
}

/// A running program; dropping it ends it.
pub struct Running {
    child: Child,
}

impl Running {
    /// Starts a program and waits until it listens on `port`. What it says goes to `log`.
    pub fn start(command: &mut Command, port: u16, log: &Path) -> Outcome<Self> {
        let file = fs::File::create(log).while_doing("open a log")?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .map_err(|error| not_started(command, &error))?;
        let mut running = Self { child };
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(running);
            }
            let ended = running.child.try_wait().while_doing("look at a program")?;
            if ended.is_some() {
                break;
            }
            sleep(Duration::from_millis(50));
        }
        let said = fs::read_to_string(log).unwrap_or_default();
        Err(Failure::new(format!(
            "{} did not start:\n{said}",
            command.get_program().display()
        )))
    }

    /// The bytes of memory that it occupies now.
    pub fn resident(&self) -> Outcome<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let text = fs::read_to_string(&path).while_doing(format_args!("read {path}"))?;
        resident(&text).ok_or_else(|| Failure::new(format!("{path} does not say VmRSS")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Its data goes with the folder: there is nothing that it would have to close.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn resident(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_as_the_kernel_writes_it() {
        let status = "Name:\tportal\nVmPeak:\t  900 kB\nVmRSS:\t   12 kB\nThreads:\t3\n";
        assert_eq!(resident(status), Some(12_288));
        assert_eq!(resident("Name:\tportal\n"), None);
    }
}
