//! How mail leaves: as `.eml` files under the data directory, or by SMTP.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use thiserror::Error;

use crate::config::{ConfigError, host_name, is_loopback_name};

/// The longest that handing over one mail may take, whatever the server does.
pub const SLOWEST: Duration = Duration::from_secs(30);

/// The way mail leaves.
pub struct Mailer {
    way: Way,
    /// The next mail fails; only the test controls set it.
    fail_next: AtomicBool,
}

enum Way {
    /// A file for each, under this folder.
    Files(PathBuf),
    /// An SMTP server on this machine.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// A mail as it leaves.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Stays the same however often it is tried, so that a receiver can drop duplicates.
    pub message_id: String,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Why a mail did not leave. Names no address and no text.
#[derive(Debug, Error)]
pub enum MailError {
    /// An address that no mail can go to.
    #[error("an address is not one")]
    Address,
    /// The message could not be put together.
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    /// A test asked for it.
    #[error("asked to fail")]
    Asked,
    /// The file could not be written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The server did not take it. What it says may name the recipient, its code does not.
    #[error("smtp: {}", .0.status().map_or_else(|| .0.to_string(), |code| code.to_string()))]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The server took longer than [`SLOWEST`].
    #[error("smtp: no answer in time")]
    Slow,
}

impl MailError {
    /// Whether it would fail the same way at the next try: the mail is none, or the server
    /// refused it for good (5xx).
    pub fn is_final(&self) -> bool {
        match self {
            Self::Address | Self::Message(_) => true,
            Self::Smtp(error) => error.is_permanent(),
            Self::Asked | Self::File(_) | Self::Slow => false,
        }
    }
}

impl Mailer {
    /// From `PORTAL_MAIL`: `file:` or `smtp://host:port`.
    pub fn open(setting: &str, data_dir: &std::path::Path) -> Result<Self, ConfigError> {
        if setting == "file:" {
            let folder = data_dir.join("outbox");
            std::fs::create_dir_all(&folder).map_err(|cause| ConfigError::File {
                path: folder.clone(),
                cause,
            })?;
            return Ok(Self::by(Way::Files(folder)));
        }
        let wrong = |why: &str| ConfigError::Setting(format!("PORTAL_MAIL {setting:?}: {why}"));
        let server = setting
            .strip_prefix("smtp://")
            .ok_or_else(|| wrong("file: or smtp://…"))?;
        let name = host_name(server);
        if !is_loopback_name(name) {
            return Err(wrong(
                "without TLS only to a server on this machine (CRY-7)",
            ));
        }
        let port = server
            .rsplit_once(':')
            .map_or(Ok(25), |(_, port)| port.parse());
        let port = port.map_err(|_| wrong("the port is not a number"))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(name)
            .port(port)
            .build();
        Ok(Self::by(Way::Smtp(transport)))
    }

    fn by(way: Way) -> Self {
        Self {
            way,
            fail_next: AtomicBool::new(false),
        }
    }

    /// Makes the next mail fail.
    #[cfg(feature = "demo")]
    pub fn fail_next(&self) {
        self.fail_next.store(true, Ordering::Relaxed);
    }

    /// Sends one.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        if self.fail_next.swap(false, Ordering::Relaxed) {
            return Err(MailError::Asked);
        }
        let address = |text: &str| Mailbox::from_str(text).map_err(|_| MailError::Address);
        let message = Message::builder()
            .message_id(Some(format!("<{}@portal>", mail.message_id)))
            .from(address(&mail.from)?)
            .to(address(&mail.to)?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())?;
        match &self.way {
            Way::Files(folder) => {
                let path = folder.join(format!("{}.eml", mail.message_id));
                let half = path.with_extension("part");
                tokio::fs::write(&half, message.formatted()).await?;
                tokio::fs::rename(half, path).await?;
            }
            Way::Smtp(transport) => {
                let sending = tokio::time::timeout(SLOWEST, transport.send(message));
                sending.await.map_err(|_| MailError::Slow)??;
            }
        }
        Ok(())
    }
}
