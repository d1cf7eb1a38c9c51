//! Looking is audited too, without an fsync a page.
//!
//! One writer collects the view-audit rows and session touches of the requests that wait
//! into one commit; each page leaves after the commit that holds its row (DESIGN: "How a
//! request travels", 7). If it cannot be written, nothing is shown (AUD-2).

use domain::time::Timestamp;
use store::Store;
use store::audit::AuditRow;
use tokio::sync::{mpsc, oneshot};

use crate::portal::WRITE_TRIES;
use crate::stop::Fault;

/// How many requests one commit may serve; more wait for the next.
const GROUP: usize = 256;

/// What one request leaves behind by looking.
#[derive(Default)]
pub(crate) struct Views {
    /// Its audit rows.
    pub rows: Vec<AuditRow>,
    /// The session that was used, and when.
    pub touch: Option<(Touch, Timestamp)>,
}

/// A session that was used, by the SHA-256 of its token.
pub(crate) enum Touch {
    /// A member's.
    Member(String),
    /// That of somebody at a desk.
    Staff(String),
}

impl Views {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.touch.is_none()
    }

    /// Writes them.
    pub async fn write(&self, tx: &mut store::Tx) -> Result<(), store::StoreError> {
        for row in &self.rows {
            store::audit::append(tx, row).await?;
        }
        match &self.touch {
            Some((Touch::Member(session), at)) => store::session::touch(tx, session, *at).await,
            Some((Touch::Staff(session), at)) => store::staff::touch(tx, session, *at).await,
            None => Ok(()),
        }
    }
}

struct Waiting {
    views: Views,
    done: oneshot::Sender<bool>,
}

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct ViewWriter {
    queue: mpsc::Sender<Waiting>,
}

impl ViewWriter {
    /// Starts the writer; it ends when the last handle is dropped.
    pub fn start(store: Store) -> Self {
        let (queue, mut waiting) = mpsc::channel::<Waiting>(4 * GROUP);
        tokio::spawn(async move {
            let mut group = Vec::with_capacity(GROUP);
            while waiting.recv_many(&mut group, GROUP).await > 0 {
                let written = match commit_in_tries(&store, &group).await {
                    Ok(()) => true,
                    Err(error) => {
                        tracing::error!(%error, requests = group.len(), "view audit not written");
                        false
                    }
                };
                for request in group.drain(..) {
                    // A request whose client has gone has nobody left to tell.
                    let _ = request.done.send(written);
                }
            }
        });
        Self { queue }
    }

    /// Waits for the commit that holds these rows.
    pub async fn written(&self, views: Views) -> Result<(), Fault> {
        let (done, answer) = oneshot::channel();
        self.queue
            .send(Waiting { views, done })
            .await
            .map_err(|_| Fault::AuditWriter)?;
        match answer.await {
            Ok(true) => Ok(()),
            _ => Err(Fault::AuditWriter),
        }
    }
}

/// PostgreSQL may ask for the same again when another writer was there meanwhile.
async fn commit_in_tries(store: &Store, group: &[Waiting]) -> Result<(), store::StoreError> {
    let mut tries = 1;
    loop {
        match commit(store, group).await {
            Err(error) if error.is_retryable() && tries < WRITE_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn commit(store: &Store, group: &[Waiting]) -> Result<(), store::StoreError> {
    let mut tx = store.write().await?;
    for request in group {
        request.views.write(&mut tx).await?;
    }
    tx.commit().await
}
