//! Work that nobody waits for: mail on its way out, the seals of the audit trail, sweeping.
//!
//! Every host runs the same loop; leases and fencing tokens in the database see to it that
//! each piece is done once (AVL-7, AVL-8).

use std::sync::Arc;
use std::time::Duration;

use domain::ids::JobId;
use domain::time::{days, minutes};
use service::devices::KNOWN_FOR;
use service::keys::Purpose;
use service::{Portal, RequestFacts, Stop};
use store::audit::{Entry, Seal};
use store::job::{self, NewJob};
use store::outbox::{self, Kind, Leased};
use tokio::sync::watch;

use crate::mail::{Mail, Mailer, SLOWEST};

/// How often the loop looks for work.
const EVERY: Duration = Duration::from_secs(1);
/// How long a host may take over what it leased before another takes it.
const LEASE: Duration = minutes(2);
/// Posts and audit rows done at once.
const BATCH: u32 = 64;
/// The daily round of birthdays: the one kind of job that there is.
const BIRTHDAYS: &str = "birthdays";
/// How long a job that is done is remembered: long after the day that its key names.
const DONE: Duration = days(7);
/// Files given to the scanner in one go; each may take it seconds.
const SCANNED: u32 = 4;
/// How long a registration keeps what was typed without a step being taken (SPEC section 1).
const DRAFT: Duration = minutes(30);
/// Tries after which a mail is put aside for people to look at.
const TRIES: i64 = 12;

/// Runs until `stop` turns true.
pub async fn run(portal: Portal, mailer: Arc<Mailer>, mut stop: watch::Receiver<bool>) {
    loop {
        due(&portal, &mailer).await;
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Does everything that is due now.
pub async fn due(portal: &Portal, mailer: &Mailer) {
    let request = portal.request(RequestFacts::default());
    for done in [
        daily(portal, &request).await,
        send(portal, &request, mailer).await,
        seal(&request).await,
        sweep(&request).await,
        index(&request).await,
        service::messages::files::scan(&request, SCANNED).await,
    ] {
        if let Err(stop) = done {
            request.report(&stop);
        }
    }
}

/// What is done once a day, by whichever host comes first; of a host that dies over it another
/// takes it up.
async fn daily(portal: &Portal, request: &service::Request) -> Result<(), Stop> {
    let today = portal.today();
    let leased = request
        .write(move |cx| {
            Box::pin(async move {
                let (now, bytes) = cx.id_seed()?;
                let round = NewJob {
                    id: JobId::new(now, bytes),
                    kind: BIRTHDAYS.into(),
                    unique_key: format!("{BIRTHDAYS} {today}"),
                    payload: "{}".into(),
                    due_at: now,
                };
                job::plan(&mut cx.tx, &round).await?;
                Ok(job::lease(&mut cx.tx, now, now + LEASE, BATCH).await?)
            })
        })
        .await?;
    for round in leased {
        service::family::birthdays::tell(request).await?;
        request
            .write(move |cx| {
                let round = round.clone();
                // A lost lease is no fault: whoever took it up does the same, and tells nobody twice.
                Box::pin(async move { Ok(job::finish(&mut cx.tx, &round, cx.now).await?) })
            })
            .await?;
    }
    Ok(())
}

async fn send(portal: &Portal, request: &service::Request, mailer: &Mailer) -> Result<(), Stop> {
    let (posts, until) = request
        .write(|cx| {
            Box::pin(async move {
                let until = cx.now + LEASE;
                let posts = outbox::lease(&mut cx.tx, Kind::Mail, cx.now, until, BATCH).await?;
                Ok((posts, until))
            })
        })
        .await?;
    for post in posts {
        // What a slow server leaves no time for is leased again when the lease is over: a mail
        // begun later could be in two hosts' hands.
        if portal.clock().now() + SLOWEST > until {
            break;
        }
        let mail = Mail {
            message_id: post.message_id.clone(),
            from: portal.organisation().mail_from.clone(),
            to: post.recipient.clone(),
            subject: post.subject.clone(),
            body: post.body.clone(),
        };
        let sent = mailer.send(&mail).await;
        let end = match &sent {
            Ok(()) => End::Sent,
            Err(error) if error.is_final() || post.attempts >= TRIES => End::GivenUp,
            Err(_) => End::Later,
        };
        if let Err(error) = &sent {
            let given_up = end == End::GivenUp;
            tracing::warn!(post = %post.id, %error, attempts = post.attempts, given_up, "mail not sent");
        }
        request
            .write(move |cx| {
                let post = post.clone();
                Box::pin(async move { settle(cx, &post, end).await })
            })
            .await?;
    }
    Ok(())
}

/// How a try ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Handed over.
    Sent,
    /// In vain, and worth another try.
    Later,
    /// In vain, and put aside for people to look at (`portal outbox list`).
    GivenUp,
}

/// Notes how a try ended. A lost lease is no fault: whoever took it over notes it.
async fn settle(cx: &mut service::Cx, post: &Leased, end: End) -> Result<(), Stop> {
    match end {
        End::Sent => outbox::sent(&mut cx.tx, post, cx.now).await?,
        End::GivenUp => outbox::dead(&mut cx.tx, post).await?,
        End::Later => {
            let pause = minutes(1 << post.attempts.clamp(0, 6));
            outbox::failed(&mut cx.tx, post, cx.now + pause).await?
        }
    };
    Ok(())
}

/// Chains the audit rows that were committed since, in order (AUD-3, 4).
async fn seal(request: &service::Request) -> Result<(), Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                cx.tx.lock("audit-seal").await?;
                let mut last = store::audit::last_seal(&mut cx.tx).await?;
                for entry in store::audit::unsealed(&mut cx.tx, BATCH).await? {
                    let next = link(cx.portal.keys(), last.as_ref(), &entry);
                    store::audit::append_seal(&mut cx.tx, &next).await?;
                    last = Some(next);
                }
                Ok(())
            })
        })
        .await
}

/// The seal of a row: a keyed digest of the seal before it and of every column.
pub fn link(keys: &service::keys::Keys, before: Option<&Seal>, entry: &Entry) -> Seal {
    let seq = before.map_or(0, |seal| seal.seq) + 1;
    let (place, at) = (seq.to_string(), entry.at.as_micros().to_string());
    let mut columns = vec![
        before.map_or("", |seal| &seal.mac),
        &place,
        &entry.id,
        &at,
        &entry.actor_kind,
        entry.actor.as_deref().unwrap_or_default(),
        entry.subject.as_deref().unwrap_or_default(),
        &entry.action,
        entry.object.as_deref().unwrap_or_default(),
        &entry.outcome,
        entry.request_id.as_deref().unwrap_or_default(),
        entry.network.as_deref().unwrap_or_default(),
    ];
    // Only where there is one: what was sealed before reasons were kept reads as it did.
    columns.extend(entry.reason.as_deref());
    // The unit separator stands in no column, so no two rows read alike.
    let mac = keys.mac(Purpose::AuditSeal, columns.join("\u{1f}").as_bytes());
    Seal {
        seq,
        audit: entry.id.clone(),
        mac,
    }
}

/// Adds to what messages and results are found by what an earlier version of the portal wrote without it.
async fn index(request: &service::Request) -> Result<(), Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                store::messages::search::index_missing(&mut cx.tx, BATCH).await?;
                service::results::find::index_missing(cx, BATCH).await?;
                Ok(())
            })
        })
        .await
}

/// Removes what has expired (CRY-10).
async fn sweep(request: &service::Request) -> Result<(), Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                store::flash::sweep(&mut cx.tx, cx.now).await?;
                job::sweep(&mut cx.tx, cx.now - DONE).await?;
                store::tally::sweep(&mut cx.tx, cx.now).await?;
                store::registration::sweep(&mut cx.tx, cx.now - DRAFT).await?;
                store::session::sweep(&mut cx.tx, cx.now - days(1)).await?;
                store::staff::sweep(&mut cx.tx, cx.now - days(1)).await?;
                store::devices::sweep(&mut cx.tx, cx.now - KNOWN_FOR).await?;
                service::messages::drafts::sweep(cx, BATCH).await?;
                service::messages::files::sweep(cx, BATCH).await?;
                service::staff::files::sweep(cx, BATCH).await?;
                Ok(())
            })
        })
        .await
}
