//! The scanner that looks for harmful files (MSG-6): a `clamd` that runs beside the portal.
//!
//! Where none is set up, files pass as not scanned. Where one is, a file that it has not seen
//! cannot be opened, and one that it could not look at is held until it can.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use domain::messages::ScanState;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// How long it may take to look at one file.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much it is given at a time.
const PIECE: usize = 64 * 1024;
/// Its answer is a line.
const LONGEST_ANSWER: u64 = 4096;

/// Where the scanner is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scanner {
    /// Nowhere.
    #[default]
    None,
    /// `clamd` at a socket in the file system.
    Socket(PathBuf),
    /// `clamd` at a host and port.
    Tcp(String),
}

impl FromStr for Scanner {
    type Err = String;

    /// `none`, `clamd:/path/of/socket` or `tcp:host:port`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "none" => Ok(Self::None),
            Some(("clamd", path)) if path.starts_with('/') => Ok(Self::Socket(path.into())),
            Some(("tcp", place)) if place.contains(':') => Ok(Self::Tcp(place.to_owned())),
            _ => Err("none, clamd:/path or tcp:host:port".to_owned()),
        }
    }
}

impl Scanner {
    /// Looks at a file. A scanner that does not answer leaves it waiting.
    pub async fn look(&self, content: &[u8]) -> ScanState {
        let asked = match self {
            Self::None => return ScanState::NotScanned,
            Self::Socket(path) => {
                timeout(PATIENCE, async {
                    ask(UnixStream::connect(path).await?, content).await
                })
                .await
            }
            Self::Tcp(place) => {
                timeout(PATIENCE, async {
                    ask(TcpStream::connect(place).await?, content).await
                })
                .await
            }
        };
        match asked {
            Ok(Ok(answer)) => verdict(&answer),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the scanner does not answer");
                ScanState::Waiting
            }
            Err(_) => {
                tracing::warn!("the scanner took too long");
                ScanState::Waiting
            }
        }
    }
}

/// What an answer comes to. Anything but a plain yes is none.
fn verdict(answer: &str) -> ScanState {
    let answer = answer.trim_end_matches(['\0', '\n']);
    if answer == "stream: OK" {
        ScanState::Clean
    } else if answer.ends_with(" FOUND") {
        ScanState::Harmful
    } else {
        tracing::warn!("the scanner could not look at a file");
        ScanState::Waiting
    }
}

/// `INSTREAM`: pieces, each after its length, and an empty one at the end.
async fn ask<S>(mut stream: S, content: &[u8]) -> std::io::Result<String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in content.chunks(PIECE) {
        let length = u32::try_from(piece.len()).map_err(std::io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    stream.flush().await?;
    let mut answer = String::new();
    stream
        .take(LONGEST_ANSWER)
        .read_to_string(&mut answer)
        .await?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read() {
        assert_eq!("none".parse(), Ok(Scanner::None));
        assert_eq!(
            "clamd:/run/clamd.sock".parse(),
            Ok(Scanner::Socket("/run/clamd.sock".into()))
        );
        assert_eq!(
            "tcp:127.0.0.1:3310".parse(),
            Ok(Scanner::Tcp("127.0.0.1:3310".into()))
        );
        for nonsense in ["", "clamd", "clamd:relative", "tcp:host", "yes"] {
            assert!(nonsense.parse::<Scanner>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn msg_6_only_a_plain_yes_is_one() {
        assert_eq!(verdict("stream: OK\0"), ScanState::Clean);
        assert_eq!(
            verdict("stream: Win.Test.EICAR_HDB-1 FOUND\0"),
            ScanState::Harmful
        );
        for other in [
            "",
            "INSTREAM size limit exceeded. ERROR\0",
            "stream: OK and more",
            "stream: Can't allocate memory ERROR\0",
        ] {
            assert_eq!(verdict(other), ScanState::Waiting, "{other}");
        }
    }
}
