//! `portal audit verify`: walks the chain of seals and names the first row that is not as it
//! was written (AUD-3).

use service::{Portal, RequestFacts, Stop};
use store::audit::{Seal, seals_after, unchained};

use crate::jobs::link;

/// Links read at a time.
const BATCH: u32 = 1_000;

/// What the chain says.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every link holds; so many.
    Whole(i64),
    /// The first row that does not.
    Broken {
        /// Its id.
        audit: String,
        /// What is wrong.
        why: &'static str,
    },
}

/// Verifies all of it.
pub async fn verify(portal: &Portal) -> Result<Verdict, Stop> {
    let request = portal.request(RequestFacts::default());
    let mut before: Option<Seal> = None;
    loop {
        let from = before.as_ref().map_or(0, |seal| seal.seq);
        let batch = request
            .read(move |cx| {
                Box::pin(async move { Ok(seals_after(&mut cx.tx, from, BATCH).await?) })
            })
            .await?;
        if batch.is_empty() {
            break;
        }
        for sealed in batch {
            let expected = link(portal.keys(), before.as_ref(), &sealed.entry);
            let audit = sealed.seal.audit.clone();
            if sealed.seal.seq != expected.seq {
                return Ok(Verdict::Broken {
                    audit,
                    why: "a link before it is missing",
                });
            }
            if sealed.seal.mac != expected.mac || sealed.seal.audit != sealed.entry.id {
                return Ok(Verdict::Broken {
                    audit,
                    why: "the row or its seal was changed",
                });
            }
            before = Some(sealed.seal);
        }
    }
    let loose = request
        .read(|cx| Box::pin(async move { Ok(unchained(&mut cx.tx).await?) }))
        .await?;
    Ok(match loose {
        Some(audit) => Verdict::Broken {
            audit,
            why: "a row stands outside the chain",
        },
        None => Verdict::Whole(before.map_or(0, |seal| seal.seq)),
    })
}
