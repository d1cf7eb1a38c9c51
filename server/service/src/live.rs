//! What open pages are told the moment it changes: that something did, never what it says.
//!
//! A use case says with [`Cx::tell`](crate::Cx::tell) whom; once its transaction has committed,
//! every stream of theirs wakes up, on this host and, over PostgreSQL, on all others; what a command
//! beside a host on SQLite changes, the host hears of within a second. A stream then reads for
//! itself what it may say.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::ids::{MemberId, PractitionerId, StaffId};
use domain::staff::Team;
use store::{StoreError, live as words};
use tokio::sync::{broadcast, watch};

use crate::access::{DeskWorker, Member};
use crate::portal::Portal;
use crate::stop::Stop;
use crate::{Request, messages};

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Messages: one came or was sent, was read, is kept elsewhere, or somebody else has it at its
    /// desk.
    Messages,
    /// The record: results, immunizations, visits, or who the member is.
    Record,
    /// A session: whoever listens looks whether theirs has ended.
    Session,
}

impl Change {
    const ALL: [Self; 3] = [Self::Messages, Self::Record, Self::Session];

    const fn word(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Record => "record",
            Self::Session => "session",
        }
    }
}

/// Who is told of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ear {
    /// A member.
    Member(MemberId),
    /// Everybody of a team that answers messages.
    Team(Team),
    /// The clinician to whom a conversation was written, at whatever desk.
    Clinician(PractitionerId),
    /// Somebody at a desk.
    Staff(StaffId),
}

impl From<MemberId> for Ear {
    fn from(member: MemberId) -> Self {
        Self::Member(member)
    }
}

/// What stands before who it is; before a member nothing, as it was when only they were told.
const TEAM: &str = "team:";
const CLINICIAN: &str = "clinician:";
const STAFF: &str = "staff:";

impl fmt::Display for Ear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(member) => write!(f, "{member}"),
            Self::Team(team) => write!(f, "{TEAM}{team}"),
            Self::Clinician(clinician) => write!(f, "{CLINICIAN}{clinician}"),
            Self::Staff(staff) => write!(f, "{STAFF}{staff}"),
        }
    }
}

impl FromStr for Ear {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(team) = text.strip_prefix(TEAM) {
            team.parse().map(Self::Team).map_err(drop)
        } else if let Some(clinician) = text.strip_prefix(CLINICIAN) {
            clinician.parse().map(Self::Clinician).map_err(drop)
        } else if let Some(staff) = text.strip_prefix(STAFF) {
            staff.parse().map(Self::Staff).map_err(drop)
        } else {
            text.parse().map(Self::Member).map_err(drop)
        }
    }
}

/// How many changes wait for a stream that is slow; one that missed some is told of all.
const WAITING: usize = 4;

/// How long a host waits before it listens again to a database that did not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// How often a host on SQLite looks for what a command beside it has left word of.
const LOOK: Duration = Duration::from_millis(500);

/// How much of it is read at once.
const WORDS: u32 = 500;

/// Who listens on this host.
#[derive(Clone)]
pub struct Hub {
    /// The streams of each; one that listens for several stands at all of them.
    streams: Arc<Mutex<HashMap<Ear, Vec<broadcast::Sender<Change>>>>>,
    open: watch::Sender<bool>,
    /// This process hears what others tell: it is a host.
    hears: Arc<AtomicBool>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            streams: Arc::default(),
            open: watch::Sender::new(true),
            hears: Arc::default(),
        }
    }
}

impl Hub {
    /// Listens for what all of these are told.
    pub fn listen(&self, ears: &[Ear]) -> Listening {
        let (tell, changes) = broadcast::channel(WAITING);
        let mut streams = self.lock();
        streams.retain(|_, listening| {
            listening.retain(|tell| tell.receiver_count() > 0);
            !listening.is_empty()
        });
        for ear in ears {
            streams.entry(*ear).or_default().push(tell.clone());
        }
        Listening {
            changes,
            open: self.open.subscribe(),
        }
    }

    /// Wakes up whoever listens for this on this host.
    pub(crate) fn wake(&self, ear: Ear, change: Change) {
        for tell in self.lock().get(&ear).into_iter().flatten() {
            // Nobody listening any more is no fault.
            let _ = tell.send(change);
        }
    }

    /// Whether this process is a host, which on SQLite there is one of.
    pub(crate) fn hears(&self) -> bool {
        self.hears.load(Ordering::Relaxed)
    }

    /// Wakes up everybody: something may have been missed.
    fn wake_all(&self) {
        for tell in self.lock().values().flatten() {
            let _ = tell.send(Change::Messages);
        }
    }

    /// Ends every stream, for shutdown.
    pub fn end(&self) {
        self.open.send_replace(false);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Ear, Vec<broadcast::Sender<Change>>>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What changes for one stream.
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

    /// Drops what was told meanwhile, or by another way: it is looked at along with what was told
    /// first.
    pub fn all_at_once(&mut self) {
        while !matches!(
            self.changes.try_recv(),
            Err(broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed)
        ) {}
    }
}

/// The text by which hosts tell each other.
pub(crate) fn text_of(ear: Ear, change: Change) -> String {
    format!("{} {ear}", change.word())
}

fn read(text: &str) -> Option<(Ear, Change)> {
    let (word, ear) = text.split_once(' ')?;
    let change = Change::ALL.into_iter().find(|one| one.word() == word)?;
    Some((ear.parse().ok()?, change))
}

/// Hears what all hosts tell, and on SQLite what commands beside the one host do, until it is
/// dropped.
pub async fn hear(portal: Portal) {
    portal.live().hears.store(true, Ordering::Relaxed);
    loop {
        match portal.store().listen().await {
            Ok(None) => {
                let Err(error) = look(&portal).await;
                tracing::debug!(%error, "not heard");
            }
            Ok(Some(mut listener)) => {
                // Whatever was told before this host listened was told to nobody here.
                portal.live().wake_all();
                while let Ok(told) = listener.next().await {
                    match told {
                        Some(told) => pass_on(&portal, &told),
                        None => portal.live().wake_all(),
                    }
                }
            }
            Err(_) => {}
        }
        tokio::time::sleep(AGAIN).await;
    }
}

fn pass_on(portal: &Portal, told: &str) {
    if let Some((ear, change)) = read(told) {
        portal.live().wake(ear, change);
    }
}

/// Looks twice a second for what commands have left word of.
async fn look(portal: &Portal) -> Result<Infallible, StoreError> {
    let store = portal.store();
    let mut heard = None;
    loop {
        let mut tx = store.read().await?;
        let last = words::last(&mut tx).await?;
        let mut from = heard.unwrap_or(last);
        while from < last {
            for (id, told) in words::since(&mut tx, from, WORDS).await? {
                pass_on(portal, &told);
                from = id;
            }
        }
        tx.rollback().await?;
        // At the beginning, and where the numbers began anew, who knows what was missed.
        if heard.is_none_or(|heard| last < heard) {
            portal.live().wake_all();
        }
        if heard.replace(last) != heard {
            let mut tx = store.write().await?;
            words::forget(&mut tx, last).await?;
            tx.commit().await?;
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// What a member's stream listens for, if one is signed on. Looking does not extend the idle
/// limit: a page that is only open is not used.
pub async fn member(request: &Request) -> Result<Vec<Ear>, Stop> {
    request
        .read(|cx| Box::pin(async move { Ok(vec![Member::watching(cx).await?.id().into()]) }))
        .await
}

/// The same for somebody at a desk that answers messages: what their teams have, what was written
/// to them, and what is theirs otherwise.
pub async fn desk(request: &Request) -> Result<Vec<Ear>, Stop> {
    request
        .read(|cx| {
            Box::pin(async move {
                let who = DeskWorker::watching(cx).await?;
                let teams = who.teams().iter().copied().map(Ear::Team);
                let clinician = who.practitioner().map(Ear::Clinician);
                let own = [Ear::Staff(who.id())];
                Ok(teams.chain(clinician).chain(own).collect())
            })
        })
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
    use domain::ids::OfficeId;
    use domain::messages::Desk;
    use domain::time::Timestamp;

    #[test]
    fn hosts_read_what_hosts_tell() {
        let at = Timestamp::from_micros(7_000);
        let member = MemberId::new(at, [3; 10]);
        for ear in [
            Ear::Member(member),
            Ear::Team(Team::Clinicians),
            Ear::Team(Team::Desk(Desk::Support)),
            Ear::Team(Team::Office(OfficeId::new(at, [4; 10]))),
            Ear::Clinician(PractitionerId::new(at, [5; 10])),
            Ear::Staff(StaffId::new(at, [6; 10])),
        ] {
            for change in Change::ALL {
                assert_eq!(read(&text_of(ear, change)), Some((ear, change)));
            }
        }
        for nonsense in ["", "messages", "messages x", &format!("other {member}")] {
            assert_eq!(read(nonsense), None);
        }
    }

    #[tokio::test]
    async fn only_the_member_is_told_and_slow_ones_are_told_once() {
        let hub = Hub::default();
        let member = |n| Ear::Member(MemberId::new(Timestamp::from_micros(7_000), [n; 10]));
        let (mut one, mut other) = (hub.listen(&[member(1)]), hub.listen(&[member(2)]));
        for _ in 0..100 {
            hub.wake(member(1), Change::Messages);
        }
        assert_eq!(one.next().await, Some(Change::Messages));
        let quiet = tokio::time::timeout(Duration::from_millis(20), other.next());
        assert!(quiet.await.is_err());
        hub.end();
        assert_eq!(other.next().await, None);
    }

    #[tokio::test]
    async fn who_hears_of_it_twice_looks_once() {
        let hub = Hub::default();
        let (team, staff) = (
            Ear::Team(Team::Clinicians),
            Ear::Staff(StaffId::new(Timestamp::from_micros(7_000), [6; 10])),
        );
        let mut both = hub.listen(&[team, staff]);
        let mut one = hub.listen(&[team]);
        hub.wake(staff, Change::Messages);
        hub.wake(team, Change::Messages);
        assert_eq!(both.next().await, Some(Change::Messages));
        both.all_at_once();
        for listening in [&mut both, &mut one] {
            let next = tokio::time::timeout(Duration::from_millis(20), listening.next());
            let _ = next.await;
            let quiet = tokio::time::timeout(Duration::from_millis(20), listening.next());
            assert!(quiet.await.is_err());
        }
        // A stream that is gone is forgotten.
        drop(both);
        drop(hub.listen(&[]));
        assert_eq!(hub.lock().len(), 1);
    }
}
