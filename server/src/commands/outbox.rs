//! `portal outbox list --json`: what went out and what waits.

use domain::ids::OutboxId;
use domain::time::Timestamp;
use serde::Serialize;
use service::{Portal, RequestFacts, Stop};
use store::outbox::{Kind, Post, list};

/// Rows read at a time.
const BATCH: u32 = 500;

/// A post as it is listed.
#[derive(Debug, Serialize)]
pub struct Listed {
    /// `mail` or `letter`.
    pub kind: &'static str,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text; only with the demo feature, for it may hold a code.
    pub body: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// `queued`, `sent`, `failed` or `dead`.
    pub state: &'static str,
}

/// Everything in the outbox, oldest first.
pub async fn listed(portal: &Portal) -> Result<Vec<Listed>, Stop> {
    let request = portal.request(RequestFacts::default());
    let mut all = Vec::new();
    let mut after: Option<(Timestamp, OutboxId)> = None;
    loop {
        let posts = request
            .read(move |cx| Box::pin(async move { Ok(list(&mut cx.tx, after, BATCH).await?) }))
            .await?;
        let Some(last) = posts.last() else {
            return Ok(all);
        };
        after = Some((last.created_at, last.id));
        all.extend(posts.into_iter().map(show));
    }
}

fn show(post: Post) -> Listed {
    let at = jiff::Timestamp::from_microsecond(post.created_at.as_micros()).unwrap_or_default();
    Listed {
        kind: match post.kind {
            Kind::Mail => "mail",
            Kind::Letter => "letter",
        },
        to: post.recipient,
        subject: post.subject,
        body: cfg!(feature = "demo").then_some(post.body),
        created_at: at.to_string(),
        state: post.state.as_str(),
    }
}
