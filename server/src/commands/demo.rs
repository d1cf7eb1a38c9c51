//! `portal demo`: fills an empty database with invented members (CONTRACT: "Demo data").
//!
//! Everything is made from the time at which the clock starts: the same `PORTAL_CLOCK` gives
//! the same people, the same histories and the same `demo.json`. Clinical histories are FHIR
//! bundles, written here and taken in by the import like anybody's, each at the time at which
//! a record system would have sent it.

mod accounts;
mod calendar;
mod cast;
mod clinical;
mod conversations;
mod courses;
mod crowd;
mod directory;
mod histories;
mod keeping;
mod letters;
mod listing;
mod members;
mod panels;
mod people;
mod roll;
mod staff;
mod vaccines;

use std::path::Path;
use std::sync::Arc;

use domain::time::Timestamp;
use service::random::Random;
use service::{Fault, Portal, RequestFacts, Stop};

pub use crowd::Crowd;
pub use listing::Listing;

use crate::commands::{clock, open_with, parse_time};
use crate::config::{ConfigError, Settings};
use calendar::Calendar;
use cast::PEOPLE;

/// The seed of everything that chance decides.
const SEED: u64 = 0x1a2b_3c4d;

/// Fills the database that the settings name and writes `demo.json` beside it.
pub async fn run(settings: &Settings) -> Result<(), ConfigError> {
    run_with(settings, 0, Crowd::default()).await
}

/// The same, with so many received conversations more in the first member's inbox, a full
/// inbox to measure with; and with a crowd, which `POST /test/restore` takes away again.
pub async fn run_with(
    settings: &Settings,
    conversations: u16,
    crowd: Crowd,
) -> Result<(), ConfigError> {
    let clock = clock(settings)?;
    let now = match &settings.clock {
        Some(text) => parse_time(text)?,
        None => clock.now(),
    };
    let portal = open_with(settings, clock, Random::seeded(SEED)).await?;
    portal.store().migrate(now).await?;
    let stopped = |stop: Stop| ConfigError::Setting(stop.to_string());
    let listing = fill(&portal, now).await.map_err(stopped)?;
    let Some(listing) = listing else {
        return Err(ConfigError::Setting(
            "this database has members already; `portal demo` fills an empty one only. Name \
             another --data-dir (or PORTAL_DATABASE_URL), or remove this one first"
                .into(),
        ));
    };
    if conversations > 0 {
        let added = add_conversations(&portal, now, conversations).await;
        added.map_err(stopped)?;
    }
    portal.store().take_snapshot().await?;
    if crowd.messages > 0 {
        crowd::put(&portal, now, crowd).await.map_err(stopped)?;
    }
    portal.settle().await;
    portal.store().close().await;
    write(&settings.data_dir.join("demo.json"), &listing)
}

/// Puts everybody in, as of `now`; answers what `demo.json` says, or nothing when somebody is
/// on the roll already.
pub async fn fill(portal: &Portal, now: Timestamp) -> Result<Option<Listing>, Stop> {
    let request = portal.request(RequestFacts {
        id: "demo".into(),
        ..RequestFacts::default()
    });
    let empty = request
        .read(|cx| Box::pin(async move { Ok(store::roll::is_empty(&mut cx.tx).await?) }))
        .await?;
    if !empty {
        return Ok(None);
    }
    let calendar = Arc::new(Calendar::new(now, &portal.organisation().time_zone)?);
    let mut listing = Listing::default();
    // Hashing is slow by intent: it goes on beside the imports.
    let hashing = tokio::spawn(accounts::hash_all(portal.clone()));
    roll::put_directory(&request, calendar.clone()).await?;
    let mut stories = Vec::new();
    for person in PEOPLE {
        let story = Arc::new(members::Story::of(person, &calendar)?);
        listing
            .members
            .push(listing::member(person, &story, &calendar));
        stories.push(story);
        for child in person.children {
            stories.push(Arc::new(members::Story::of(child, &calendar)?));
        }
    }
    let mut ready = hashing.await.map_err(Fault::from)??.into_iter();
    for story in stories {
        let hashed = match story.person.account {
            Some(_) => Some(ready.next().ok_or(Fault::Shape("hashes"))?),
            None => None,
        };
        members::put(&request, story, hashed, calendar.clone()).await?;
    }
    // After the members' hashes, not beside them: whoever waits for long to hash is turned away.
    let of_desks = staff::hash_all(portal.clone()).await?;
    staff::put_all(&request, of_desks, calendar.clone()).await?;
    listing.staff = staff::listed();
    roll::put_guardians(&request, calendar.clone()).await?;
    Ok(Some(listing))
}

/// Adds received conversations to the first member's inbox.
async fn add_conversations(portal: &Portal, now: Timestamp, count: u16) -> Result<(), Stop> {
    let request = portal.request(RequestFacts {
        id: "demo".into(),
        ..RequestFacts::default()
    });
    let calendar = Arc::new(Calendar::new(now, &portal.organisation().time_zone)?);
    let mrn = PEOPLE.first().ok_or(Fault::Shape("demo member"))?.mrn();
    request
        .write(move |cx| {
            let (calendar, mrn) = (calendar.clone(), mrn.clone());
            Box::pin(async move {
                let member = store::roll::member_by_mrn(&mut cx.tx, mrn.as_str()).await?;
                let member = member.ok_or(Fault::Shape("demo member"))?;
                conversations::put_more(cx, member.id, count, &calendar).await
            })
        })
        .await
}

/// Writes the file whole or not at all, for its owner alone.
fn write(path: &Path, listing: &Listing) -> Result<(), ConfigError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let failed = |cause| ConfigError::File {
        path: path.to_owned(),
        cause,
    };
    let text = listing.text().map_err(|error| failed(error.into()))?;
    let beside = path.with_extension("json.new");
    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    std::fs::rename(&beside, path).map_err(failed)
}
