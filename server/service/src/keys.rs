//! The portal's secret keys: kept in the data directory beside the database, never in it.

use std::path::Path;
use std::{fs, io};

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// 32 bytes of secret from which every purpose's own key is derived.
pub struct Keys {
    root: [u8; 32],
}

/// What a derived key is for; two purposes never share one.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// The pepper of password and answer hashes.
    Pepper,
    /// The name under which attempts at an account or an unknown user ID are counted.
    Attempts,
    /// The chain of the audit trail.
    AuditSeal,
    /// The decoys of a member's identity questions, the same at every try.
    Identity,
    /// The secrets of the desks' authenticators, sealed in the database (CRY-2).
    StaffTotp,
    /// Codes sent by mail, which are too short to be stored as a plain hash.
    MailedCode,
    /// The key that signs SMART Health Cards; its public half is told to everybody.
    HealthCards,
    /// Files that go with messages.
    Attachment,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Pepper => b"pepper",
            Self::Attempts => b"attempts",
            Self::AuditSeal => b"audit-seal",
            Self::Identity => b"identity",
            Self::StaffTotp => b"staff-totp",
            Self::MailedCode => b"mailed-code",
            Self::HealthCards => b"health-cards",
            Self::Attachment => b"attachment",
        }
    }
}

impl Keys {
    /// Keys out of 32 secret bytes.
    pub const fn from_bytes(root: [u8; 32]) -> Self {
        Self { root }
    }

    /// Reads `keys` in the data directory, or makes it from `fresh` with mode 0600 when it is
    /// not there; refuses a file that others can read (OPS-1).
    pub fn open(data_dir: &Path, fresh: [u8; 32]) -> io::Result<Self> {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let path = data_dir.join("keys");
        match fs::read(&path) {
            Ok(bytes) => {
                if fs::metadata(&path)?.permissions().mode() & 0o077 != 0 {
                    return Err(io::Error::other(
                        "the file `keys` can be read by others: chmod 600",
                    ));
                }
                let root = bytes
                    .try_into()
                    .map_err(|_| io::Error::other("the file `keys` does not hold 32 bytes"))?;
                Ok(Self { root })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut options = fs::OpenOptions::new();
                let mut file = options
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(&path)?;
                io::Write::write_all(&mut file, &fresh)?;
                file.sync_all()?;
                Ok(Self { root: fresh })
            }
            Err(error) => Err(error),
        }
    }

    /// The key of one purpose.
    pub fn derive(&self, purpose: Purpose) -> [u8; 32] {
        keyed(&self.root, purpose.label())
    }

    /// The key of one thing among those of a purpose: of one file.
    pub fn derive_for(&self, purpose: Purpose, thing: &[u8]) -> [u8; 32] {
        keyed(&self.derive(purpose), thing)
    }

    /// A keyed digest of `data` for one purpose, in hexadecimal.
    pub fn mac(&self, purpose: Purpose, data: &[u8]) -> String {
        hex(&keyed(&self.derive(purpose), data))
    }
}

fn keyed(key: &[u8; 32], data: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so this cannot fail; an empty digest would be refused
    // by every comparison.
    Hmac::<Sha256>::new_from_slice(key).map_or([0; 32], |mac| {
        mac.chain_update(data).finalize().into_bytes().into()
    })
}

/// The SHA-256 of a token, in hexadecimal: what the database holds in its place (SES-1).
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
