//! Settings (CONTRACT: a flag of like name wins over the environment) and
//! `organisation.toml`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::organisation::Organisation;
use service::Limits;
use thiserror::Error;

/// The settings that every command takes.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Where the portal listens.
    #[arg(
        long,
        global = true,
        env = "PORTAL_LISTEN",
        default_value = "127.0.0.1:3000"
    )]
    pub listen: SocketAddr,
    /// The origin that browsers use; `http://localhost:` and the port when not set.
    #[arg(long, global = true, env = "PORTAL_ORIGIN")]
    pub origin: Option<String>,
    /// Where `/livez`, `/readyz` and `/metrics` listen.
    #[arg(
        long,
        global = true,
        env = "PORTAL_OPS_LISTEN",
        default_value = "127.0.0.1:3001"
    )]
    pub ops_listen: SocketAddr,
    /// Database file, keys, outbox files, `organisation.toml`.
    #[arg(long, global = true, env = "PORTAL_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,
    /// `sqlite:` with a path, or `postgres://…`; a file in the data directory when not set.
    #[arg(long, global = true, env = "PORTAL_DATABASE_URL")]
    pub database_url: Option<String>,
    /// The built browser files.
    #[arg(
        long,
        global = true,
        env = "PORTAL_SITE_DIR",
        default_value = "target/site"
    )]
    pub site_dir: PathBuf,
    /// `file:` for `.eml` files under the data directory, or `smtp://host:port`.
    #[arg(long, global = true, env = "PORTAL_MAIL", default_value = "file:")]
    pub mail: String,
    /// What looks for harmful files: `none`, `clamd:/path/of/socket` or `tcp:host:port`.
    #[arg(long, global = true, env = "PORTAL_SCANNER", default_value = "none")]
    pub scanner: String,
    /// The time at which the clock starts, RFC 3339.
    #[cfg(feature = "demo")]
    #[arg(long, global = true, env = "PORTAL_CLOCK")]
    pub clock: Option<String>,
}

/// Why the portal does not start.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A file that is not there or cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// A setting that makes no sense or is not safe.
    #[error("{0}")]
    Setting(String),
    /// The database does not open.
    #[error("database: {0}")]
    Store(#[from] store::StoreError),
}

impl Settings {
    /// The origin, checked: http only on a loopback name (OPS-1).
    pub fn origin(&self) -> Result<String, ConfigError> {
        let origin = self
            .origin
            .clone()
            .unwrap_or_else(|| format!("http://localhost:{}", self.listen.port()));
        let host = origin
            .strip_prefix("https://")
            .map(|host| (host, true))
            .or_else(|| origin.strip_prefix("http://").map(|host| (host, false)));
        match host {
            Some((host, secure))
                if !host.is_empty()
                    && !host.contains('/')
                    && (secure || is_loopback_name(host_name(host))) =>
            {
                Ok(origin)
            }
            _ => Err(ConfigError::Setting(format!(
                "PORTAL_ORIGIN {origin:?}: https://host, or http:// on a loopback name"
            ))),
        }
    }

    /// The database's URL.
    pub fn database_url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("portal.sqlite").display()))
    }

    /// Makes the data directory when it is not there, for its owner alone.
    pub fn make_data_dir(&self) -> Result<(), ConfigError> {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.data_dir)
            .map_err(|cause| ConfigError::File {
                path: self.data_dir.clone(),
                cause,
            })
    }
}

/// The host name of `host[:port]`.
pub fn host_name(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(v6),
        None => authority
            .rsplit_once(':')
            .map_or(authority, |(name, _)| name),
    }
}

/// Whether a name means this machine itself.
pub fn is_loopback_name(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The demo organisation, which stands in the program so that a first start needs no file.
pub const DEMO_ORGANISATION: &str = include_str!("organisation.toml");

/// Reads `organisation.toml` in the data directory, writing the demo's when there is none.
pub fn organisation(data_dir: &Path) -> Result<Organisation, ConfigError> {
    let path = data_dir.join("organisation.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            std::fs::write(&path, DEMO_ORGANISATION).map_err(|cause| ConfigError::File {
                path: path.clone(),
                cause,
            })?;
            DEMO_ORGANISATION.to_owned()
        }
        Err(cause) => return Err(ConfigError::File { path, cause }),
    };
    parse_organisation(&text)
}

/// The organisation that a text describes.
pub fn parse_organisation(text: &str) -> Result<Organisation, ConfigError> {
    toml::from_str(text)
        .map_err(|error| ConfigError::Setting(format!("organisation.toml: {}", error.message())))
}

/// The rates, each from `PORTAL_LIMIT_…`; `loosened` multiplies the defaults a hundredfold,
/// as CONTRACT says for demo data.
#[expect(
    clippy::disallowed_methods,
    reason = "here, and nowhere else, the environment is read"
)]
pub fn limits(loosened: bool) -> Result<Limits, ConfigError> {
    let mut limits = Limits::default();
    let factor = if loosened { 100 } else { 1 };
    for (name, limit) in [
        (
            "SIGN_ON_FAILURES_PER_NETWORK",
            &mut limits.sign_on_failures_per_network,
        ),
        (
            "REGISTRATIONS_PER_NETWORK",
            &mut limits.registrations_per_network,
        ),
        (
            "FAILED_MATCHES_PER_NETWORK",
            &mut limits.failed_matches_per_network,
        ),
        (
            "IDENTITY_TRIES_PER_MEMBER",
            &mut limits.identity_tries_per_member,
        ),
    ] {
        *limit *= factor;
        if let Ok(text) = std::env::var(format!("PORTAL_LIMIT_{name}")) {
            *limit = text.parse().map_err(|_| {
                ConfigError::Setting(format!("PORTAL_LIMIT_{name}: {text:?} is not a number"))
            })?;
        }
    }
    Ok(limits)
}
