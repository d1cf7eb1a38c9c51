//! What open pages are told the moment it changes: that something did, never what it says.
//!
//! A use case says with [`Cx::tell`](crate::Cx::tell) whose; once its transaction has committed,
//! every stream of that member wakes up, on this host and, over PostgreSQL, on all others. A
//! stream then reads for itself what it may say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::MemberId;
use tokio::sync::{broadcast, watch};

use crate::access::Member;
use crate::portal::Portal;
use crate::stop::Stop;
use crate::{Request, messages};

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Messages: one came or was sent, was read, is kept elsewhere, or somebody else has it at its
    /// desk.
    Messages,
    /// A session: whoever listens looks whether theirs has ended.
    Session,
}

impl Change {
    const ALL: [Self; 2] = [Self::Messages, Self::Session];

    const fn word(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Session => "session",
        }
    }
}

/// How many changes wait for a stream that is slow; one that missed some is told of all.
const WAITING: usize = 4;

/// How long a host waits before it listens again to a database that did not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// Who listens on this host.
#[derive(Clone)]
pub struct Hub {
    members: Arc<Mutex<HashMap<MemberId, broadcast::Sender<Change>>>>,
    open: watch::Sender<bool>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            members: Arc::default(),
            open: watch::Sender::new(true),
        }
    }
}

impl Hub {
    /// Listens for what changes of a member's.
    pub fn listen(&self, member: MemberId) -> Listening {
        let mut members = self.lock();
        members.retain(|_, tell| tell.receiver_count() > 0);
        let tell = members
            .entry(member)
            .or_insert_with(|| broadcast::channel(WAITING).0);
        Listening {
            changes: tell.subscribe(),
            open: self.open.subscribe(),
        }
    }

    /// Wakes up whoever listens for this member on this host.
    pub(crate) fn wake(&self, member: MemberId, change: Change) {
        if let Some(tell) = self.lock().get(&member) {
            // Nobody listening any more is no fault.
            let _ = tell.send(change);
        }
    }

    /// Wakes up everybody: something may have been missed.
    fn wake_all(&self) {
        for tell in self.lock().values() {
            let _ = tell.send(Change::Messages);
        }
    }

    /// Ends every stream, for shutdown.
    pub fn end(&self) {
        self.open.send_replace(false);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<MemberId, broadcast::Sender<Change>>> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What changes of one member's.
pub struct Listening {
    changes: broadcast::Receiver<Change>,
    open: watch::Receiver<bool>,
}

impl Listening {
    /// What changed next; `None` when the host shuts down.
    pub async fn next(&mut self) -> Option<Change> {
        tokio::select! {
            _ = self.open.wait_for(|open| !open) => None,
            change = self.changes.recv() => match change {
                Ok(change) => Some(change),
                // More than was waited for: all of it is looked at anew.
                Err(broadcast::error::RecvError::Lagged(_)) => Some(Change::Messages),
                Err(broadcast::error::RecvError::Closed) => None,
            },
        }
    }
}

/// The text by which hosts tell each other.
pub(crate) fn text_of(member: MemberId, change: Change) -> String {
    format!("{} {member}", change.word())
}

fn read(text: &str) -> Option<(MemberId, Change)> {
    let (word, member) = text.split_once(' ')?;
    let change = Change::ALL.into_iter().find(|one| one.word() == word)?;
    Some((member.parse().ok()?, change))
}

/// Hears what all hosts tell, until it is dropped. On SQLite there is nothing to hear.
pub async fn hear(portal: Portal) {
    loop {
        match portal.store().listen().await {
            Ok(None) => return,
            Ok(Some(mut listener)) => {
                // Whatever was told before this host listened was told to nobody here.
                portal.live().wake_all();
                while let Ok(told) = listener.next().await {
                    match told.as_deref().map(read) {
                        Some(Some((member, change))) => portal.live().wake(member, change),
                        Some(None) => {}
                        None => portal.live().wake_all(),
                    }
                }
            }
            Err(_) => {}
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Whose stream this is, if somebody is signed on. Looking does not extend the idle limit: a
/// page that is only open is not used.
pub async fn who(request: &Request) -> Result<MemberId, Stop> {
    request
        .read(|cx| Box::pin(async move { Ok(Member::watching(cx).await?.id()) }))
        .await
}

/// How many conversations hold something unread, as a stream tells it; an error once the
/// session has ended.
pub async fn unread(request: &Request) -> Result<u32, Stop> {
    request
        .read(|cx| {
            Box::pin(async move {
                let who = Member::watching(cx).await?;
                messages::unread(cx, &who).await
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    #[test]
    fn hosts_read_what_hosts_tell() {
        let member = MemberId::new(Timestamp::from_micros(7_000), [3; 10]);
        for change in Change::ALL {
            assert_eq!(read(&text_of(member, change)), Some((member, change)));
        }
        for nonsense in ["", "messages", "messages x", &format!("other {member}")] {
            assert_eq!(read(nonsense), None);
        }
    }

    #[tokio::test]
    async fn only_the_member_is_told_and_slow_ones_are_told_once() {
        let hub = Hub::default();
        let member = |n| MemberId::new(Timestamp::from_micros(7_000), [n; 10]);
        let (mut one, mut other) = (hub.listen(member(1)), hub.listen(member(2)));
        for _ in 0..100 {
            hub.wake(member(1), Change::Messages);
        }
        assert_eq!(one.next().await, Some(Change::Messages));
        let quiet = tokio::time::timeout(Duration::from_millis(20), other.next());
        assert!(quiet.await.is_err());
        hub.end();
        assert_eq!(other.next().await, None);
    }
}
