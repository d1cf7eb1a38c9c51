//! A throw-away PostgreSQL cluster for the tests: its own folder, a free port on the
//! loopback, a random password. It ends with this program, however that ends.

use std::fs;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::stamp::Hash;
use crate::steps::{Failure, Outcome, While, not_started, output, run, step};
use crate::tools;

/// A running cluster; dropping it stops it and removes its folder.
pub struct Cluster {
    server: Child,
    folder: PathBuf,
    /// Where it is reached, as its superuser: `postgres://…`.
    pub url: String,
}

impl Cluster {
    /// Makes and starts a cluster.
    pub fn start() -> Outcome<Self> {
        // The host refuses a cluster that could lose an acknowledged write, so this one is as
        // durable as any; in memory that costs next to nothing.
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            Self::start_in(memory)
        } else {
            Self::start_on_disk()
        }
    }

    /// The same on the disk, for more than memory should hold.
    pub fn start_on_disk() -> Outcome<Self> {
        Self::start_in(&std::env::temp_dir())
    }

    fn start_in(base: &Path) -> Outcome<Self> {
        let bin = tools::postgres()?;
        step("start a throw-away PostgreSQL", || {
            Self::start_with(&bin, base)
        })
    }

    fn start_with(bin: &Path, base: &Path) -> Outcome<Self> {
        let user = unprivileged()?;
        let secret = random()?;
        let folder = base.join(format!("memberport-postgres-{}", &secret[..12]));
        let cluster = folder.join("cluster");
        let words = folder.join("password");
        fs::create_dir(&folder).while_doing(format_args!("make {}", folder.display()))?;
        fs::write(&words, &secret).while_doing("write the cluster's password")?;
        run(Command::new("chmod").arg("0700").arg(&folder))?;
        if let Some(user) = &user {
            run(Command::new("chown").args(["-R", user]).arg(&folder))?;
        }
        output(
            as_user(user.as_deref(), &bin.join("initdb"))
                .current_dir(&folder)
                .args(["--auth=password", "--username=portal", "--encoding=UTF8"])
                .args(["--no-locale", "--no-sync", "--pwfile"])
                .arg(&words)
                .arg("--pgdata")
                .arg(&cluster),
        )?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.local_addr())
            .while_doing("find a free port")?
            .port();
        let mut command = as_user(user.as_deref(), &bin.join("postgres"));
        command.current_dir(&folder).arg("-D").arg(&cluster);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=400",
            "shared_buffers=128MB",
            // More than the plans of the tests need is noise in the log.
            "log_min_messages=fatal",
        ] {
            command.args(["-c", setting]);
        }
        let log = fs::File::create(folder.join("log")).while_doing("open the cluster's log")?;
        command
            .args(["-p", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let server = command
            .stderr(log)
            .spawn()
            .map_err(|error| not_started(&command, &error))?;
        let url = format!("postgres://portal:{secret}@127.0.0.1:{port}/postgres");
        let mut cluster = Self {
            server,
            folder,
            url,
        };
        cluster.wait(port)?;
        Ok(cluster)
    }

    /// Makes another database and answers where it is reached.
    pub fn database(&self, name: &str) -> Outcome<String> {
        self.ready()?;
        Self::tell(&self.url, &format!("CREATE DATABASE {name}"))?;
        let (server, _) = self.url.rsplit_once('/').unwrap_or((&self.url, ""));
        Ok(format!("{server}/{name}"))
    }

    /// Tells a database something as its superuser.
    pub fn tell(url: &str, sql: &str) -> Outcome {
        let mut psql = Command::new(tools::postgres()?.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only"])
            .args(["--dbname", url, "--command", sql]);
        output(&mut psql).map(drop)
    }

    /// Waits until statements are taken: a cluster listens a moment before that.
    fn ready(&self) -> Outcome {
        let start = Instant::now();
        loop {
            match Self::tell(&self.url, "SELECT 1") {
                Err(_) if start.elapsed() < Duration::from_secs(30) => {
                    sleep(Duration::from_millis(100));
                }
                told => return told,
            }
        }
    }

    fn wait(&mut self, port: u16) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(());
            }
            if self
                .server
                .try_wait()
                .while_doing("look at PostgreSQL")?
                .is_some()
            {
                break;
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Failure::new(format!("PostgreSQL did not start:\n{log}")))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's quick shutdown; nothing in it is worth keeping.
        let _ = Command::new("kill")
            .args(["-INT", &self.server.id().to_string()])
            .status();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// PostgreSQL refuses to run as root: then the user that Debian made for it, or nobody.
fn unprivileged() -> Outcome<Option<String>> {
    if output(Command::new("id").arg("-u"))? != "0" {
        return Ok(None);
    }
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| output(Command::new("id").args(["-u", user])).is_ok())
        .map(|user| Some(user.to_owned()))
        .ok_or_else(|| {
            Failure::new("no user to run PostgreSQL as").advise("run the tests as an ordinary user")
        })
}

/// A command as another user; the kernel stops it when this program is gone.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if let Some(user) = user {
        command.args(["--reuid", user, "--regid", &group(user), "--init-groups"]);
    }
    command.arg("--").arg(program);
    command
}

fn group(user: &str) -> String {
    output(Command::new("id").args(["-g", user])).unwrap_or_else(|_| user.to_owned())
}

fn random() -> Outcome<String> {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .while_doing("read random bytes")?;
    let mut hash = Hash::default();
    hash.text(bytes);
    Ok(hash.digits(32))
}
