//! Who works at the desks of the demo: two nurses and a physician of one office, the nurse and
//! the physician of another, member services, an administrator.

use std::sync::Arc;

use domain::email::EmailAddress;
use domain::password::Password;
use domain::staff::Role;
use service::import::SOURCE;
use service::random::Random;
use service::staff::{NewAccount, put};
use service::{Fault, Portal, Request, Stop};
use store::roll;

use super::SEED;
use super::calendar::Calendar;
use super::directory::clinician;
use super::listing::{ListedName, ListedStaff};

/// When the desks were set up, in days before the demo begins.
const MADE: u32 = 400;

/// Somebody at a desk.
struct Worker {
    user_id: &'static str,
    password: &'static str,
    /// The authenticator's secret.
    secret: &'static [u8; 20],
    role: Role,
    /// The key of the clinician they are.
    clinician: Option<&'static str>,
    /// Their name, where they are no clinician.
    name: (&'static str, &'static str),
}

impl Worker {
    fn name(&self) -> (&'static str, &'static str) {
        self.clinician
            .and_then(clinician)
            .map_or(self.name, |one| (one.given, one.family))
    }
}

const fn care(
    user_id: &'static str,
    password: &'static str,
    secret: &'static [u8; 20],
    role: Role,
    clinician: &'static str,
) -> Worker {
    Worker {
        user_id,
        password,
        secret,
        role,
        clinician: Some(clinician),
        name: ("", ""),
    }
}

/// Everybody. The first of a role is the one that a first look should take.
const WORKERS: &[Worker] = &[
    care(
        "ines.castellanos",
        "seven paper boats upstream",
        b"larkhaven-desk-00001",
        Role::Nurse,
        "castellanos",
    ),
    care(
        "ana.whitlock",
        "an orchard behind the station",
        b"larkhaven-desk-00002",
        Role::Physician,
        "whitlock",
    ),
    Worker {
        user_id: "rosa.lind",
        password: "green umbrella on the ferry",
        secret: b"larkhaven-desk-00003",
        role: Role::MemberServices,
        clinician: None,
        name: ("Rosa", "Lind"),
    },
    Worker {
        user_id: "theo.marlowe",
        password: "a lantern for the night watch",
        secret: b"larkhaven-desk-00004",
        role: Role::Administrator,
        clinician: None,
        name: ("Theo", "Marlowe"),
    },
    care(
        "nils.bergstrom",
        "quiet snow over the harbor",
        b"larkhaven-desk-00005",
        Role::Nurse,
        "bergstrom",
    ),
    care(
        "ingrid.halvorsen",
        "twelve swans at the weir",
        b"larkhaven-desk-00006",
        Role::Nurse,
        "halvorsen",
    ),
    care(
        "anjali.ghosh",
        "cinnamon and a train whistle",
        b"larkhaven-desk-00007",
        Role::Physician,
        "ghosh",
    ),
];

/// Hashes everybody's password, in their order.
pub async fn hash_all(portal: Portal) -> Result<Vec<String>, Stop> {
    // A source of its own, so that it does not matter how far the others are.
    let random = Random::seeded(SEED + 2);
    let mut secrets = Vec::new();
    for worker in WORKERS {
        let typed = Password::typed(worker.password).ok_or(Fault::Shape("password"))?;
        secrets.push(typed.as_str().to_owned());
    }
    portal.hashing().hash(secrets, &random).await
}

/// Writes the accounts.
pub async fn put_all(
    request: &Request,
    hashes: Vec<String>,
    calendar: Arc<Calendar>,
) -> Result<(), Stop> {
    request
        .write(move |cx| {
            let (hashes, calendar) = (hashes.clone(), calendar.clone());
            Box::pin(async move {
                cx.now = calendar.at(MADE, 9, 0);
                for (worker, hash) in WORKERS.iter().zip(hashes) {
                    let practitioner = match worker.clinician {
                        Some(key) => roll::practitioner_by_source(&mut cx.tx, SOURCE, key).await?,
                        None => None,
                    };
                    let (given, family) = worker.name();
                    let new = NewAccount {
                        user_id: worker.user_id.into(),
                        name: format!("{given} {family}"),
                        role: worker.role,
                        email: EmailAddress::parse(&format!(
                            "{}@larkhaven.example",
                            worker.user_id
                        ))
                        .ok(),
                        practitioner,
                    };
                    put(cx, &new, hash, *worker.secret)
                        .await?
                        .map_err(|_| Fault::Shape("demo staff"))?;
                }
                Ok(())
            })
        })
        .await
}

/// What `demo.json` says of them.
pub fn listed() -> Vec<ListedStaff> {
    let all = WORKERS.iter();
    all.map(|worker| {
        let (first, last) = worker.name();
        ListedStaff {
            user_id: worker.user_id,
            password: worker.password,
            role: worker.role.code(),
            totp_secret: service::staff::secret_text(worker.secret),
            name: ListedName { first, last },
        }
    })
    .collect()
}
