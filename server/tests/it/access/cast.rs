//! Everybody who asks, and what there is to be asked for.

use std::collections::BTreeMap;

use domain::ids::{ConversationId, MemberId};
use domain::services::CareRelationship;
use domain::staff::Role;
use domain::time::minutes;
use service::keys::token_hash;
use store::session::NewSession;
use testkit::{Browser, PASSWORD, Person, World};

use crate::bundles::{amend, signed_on};
use crate::family::{guardians, mrn, person, row};
use crate::messages::files::Form;
use crate::messages::unread_letter;
use crate::staff::write_to;

/// An identifier of nothing.
pub const MISSING: &str = "01900000-0000-7000-8000-000000000000";
/// No identifier.
pub const MALFORMED: &str = "maria";

/// What somebody has, by kind.
type Things = BTreeMap<&'static str, String>;

/// Somebody who asks.
pub struct Who {
    /// As the table names them.
    pub name: &'static str,
    /// Their browser.
    pub browser: Browser,
    /// Whose record is theirs.
    pub id: Option<MemberId>,
    own: Things,
}

/// Everybody, and what there is.
pub struct Cast {
    /// Who asks.
    pub roles: Vec<Who>,
    /// Whose things are asked for in vain.
    victim: (MemberId, Browser, Things),
    persons: BTreeMap<&'static str, MemberId>,
    reports: BTreeMap<MemberId, String>,
    cases: [ConversationId; 2],
}

impl Cast {
    /// The person of an address, by the table's name.
    pub fn person(&self, who: &Who, person: &str) -> String {
        match person {
            "missing" => MISSING.to_owned(),
            "malformed" => MALFORMED.to_owned(),
            "self" => who.id.map_or(MISSING.to_owned(), |id| id.to_string()),
            "other" => self.victim.0.to_string(),
            named => self
                .persons
                .get(named)
                .map_or_else(String::new, ToString::to_string),
        }
    }

    /// The object of a kind that a cell speaks of; `None` where there is none to ask for.
    pub fn thing(&self, who: &Who, person: &str, kind: &str, which: &str) -> Option<String> {
        let [clinical, services] = self.cases.map(|case| case.to_string());
        match which {
            "missing" => Some(MISSING.to_owned()),
            "malformed" => Some(MALFORMED.to_owned()),
            "clinical" => Some(clinical),
            "services" => Some(services),
            "foreign" => self.victim.2.get(kind).cloned(),
            // The report of whose record the address names.
            _ if !person.is_empty() => {
                let own = self.persons.get(person).and_then(|id| self.reports.get(id));
                Some(own.cloned().unwrap_or_else(|| MISSING.to_owned()))
            }
            _ => who.own.get(kind).cloned(),
        }
    }
}

/// The id of the one report of a record.
async fn report_of(world: &World, subject: MemberId) -> String {
    let request = world.request();
    let found = request.read(move |cx| {
        Box::pin(async move { Ok(store::results::reports(&mut cx.tx, subject, None, 1).await?) })
    });
    found.await.unwrap()[0].id.to_string()
}

/// A conversation, a folder, a draft with a picture, for somebody who has messages.
async fn things(
    world: &World,
    id: MemberId,
    browser: &mut Browser,
    subject: &'static str,
) -> Things {
    let conversation = unread_letter(world, id, subject).await;
    let fields = [("folder", ""), ("name", subject)];
    browser.post("messages/save-folder", &fields).await;
    let folders = browser.get("/messages/folders").await;
    let start = "/messages/folders/";
    let folder = folders.text.split(start).skip(1).find_map(|rest| {
        let id = rest.split('"').next()?;
        (id.len() == 36).then(|| id.to_owned())
    });
    let mut form = Form::open(browser).await;
    let photo = include_bytes!("../messages/photo.jpg");
    let file = form.add(&[("photo.jpg", photo.as_slice())]).await.files[0].id;
    BTreeMap::from([
        ("conversation", conversation.to_string()),
        ("folder", folder.expect("a folder")),
        ("draft", form.value("draft")),
        ("file", file.to_string()),
    ])
}

/// Somebody of the roll with a report and an account, signed on.
async fn patient(world: &World, name: &'static str, birth: &str) -> Who {
    let id = person(world, name, birth, name).await;
    let (_, browser) = signed_on(world, name).await;
    Who {
        name,
        browser,
        id: Some(id),
        own: BTreeMap::from([("report", report_of(world, id).await)]),
    }
}

/// Somebody with an account for whom newer terms wait.
async fn terms_due(world: &World) -> Who {
    let (id, account) = world.account(&Person::another()).await;
    let request = world.request();
    let work = request.write(move |cx| {
        Box::pin(async move {
            let session = NewSession {
                token_hash: token_hash("token-of-terms"),
                account,
                created_at: cx.now,
                previous_sign_on_at: None,
                device: "test".into(),
                network: "127.0.0.1".into(),
                terms_due: true,
            };
            Ok(store::session::insert(&mut cx.tx, &session).await?)
        })
    });
    work.await.unwrap();
    let mut browser = world.visitor();
    let token = "token-of-terms".to_owned();
    browser
        .cookies
        .insert(server::cookies::SESSION.into(), token);
    Who {
        name: "terms-due",
        browser,
        id: Some(id),
        own: Things::new(),
    }
}

/// Those at the desks.
async fn desks(world: &World) -> Vec<Who> {
    let cedar = world.clinicians().await;
    let mut roles = Vec::new();
    for (name, role, clinician) in [
        ("nurse", Role::Nurse, Some(cedar[3])),
        ("physician", Role::Physician, Some(cedar[0])),
        ("clerk", Role::MemberServices, None),
        ("admin", Role::Administrator, None),
    ] {
        let worker = world.worker(&format!("{name}.desk"), role, clinician).await;
        roles.push(at_desk(name, worker.browser));
    }
    world
        .staff_account("half.desk", Role::Nurse, Some(cedar[1]))
        .await;
    let mut half = world.visitor();
    half.get("/staff/sign-on").await;
    let fields = [("id", "half.desk"), ("password", PASSWORD)];
    half.submit("staff/sign-on", &fields).await;
    roles.push(at_desk("half", half));
    roles
}

fn at_desk(name: &'static str, browser: Browser) -> Who {
    Who {
        name,
        browser,
        id: None,
        own: Things::new(),
    }
}

/// The persons of the table, and who acts for them.
async fn family(world: &World) -> (BTreeMap<&'static str, MemberId>, BTreeMap<MemberId, String>) {
    let (mut persons, mut reports) = (BTreeMap::new(), BTreeMap::new());
    for (name, key, birth) in [
        ("child", "of-child", "2018-05-02"),
        ("teen", "of-teen", "2012-04-03"),
        ("grown", "of-grown", "2005-04-03"),
        ("over", "of-over", "2018-05-02"),
        ("ahead", "of-ahead", "2018-05-02"),
        ("foreign", "of-foreign", "2018-05-02"),
    ] {
        let id = person(world, key, birth, name).await;
        persons.insert(name, id);
        reports.insert(id, report_of(world, id).await);
    }
    let mut rows = Vec::new();
    for (key, until) in [
        ("of-child", ""),
        ("of-teen", ""),
        ("of-grown", ""),
        ("of-over", "2026-11-02"),
    ] {
        rows.push(row(world, key, until).await);
    }
    for (key, parent, from) in [
        ("of-ahead", "12345671", "2026-11-03"),
        ("of-teen", "99999992", "2013-01-01"),
        ("of-foreign", "20000006", "2018-05-02"),
    ] {
        rows.push(format!(
            "{},{parent},guardian,{from},",
            mrn(world, key).await
        ));
    }
    let line = guardians(world, &rows).await;
    assert_eq!(line.status, "imported", "{:?}", line.problems);
    (persons, reports)
}

/// Everybody, in a world of their own.
pub async fn cast() -> (World, Cast) {
    let world = World::new().await;
    let timed_out = patient(&world, "timed-out", "1980-01-01").await;
    world.clock.turn_to(world.clock.now() + minutes(16));
    let (maria, mut parent) = world.signed_on(&Person::default()).await;
    let grace = Person {
        given: "Grace",
        mrn: "99999992",
        user_id: "grace.lindholm",
        ..Person::default()
    };
    let (grace, guardian) = world.signed_on(&grace).await;
    let vera = Person {
        given: "Vera",
        mrn: "20000006",
        user_id: "vera.lind",
        ..Person::default()
    };
    let (vera, mut victim) = world.signed_on(&vera).await;
    let (persons, mut reports) = family(&world).await;
    let mut victims = things(&world, vera, &mut victim, "Private").await;
    victims.insert("report", reports[&persons["foreign"]].clone());
    let clinician = world.clinicians().await[0].to_string();
    let cases = [
        write_to(&mut parent, &clinician, "A rash").await,
        write_to(&mut parent, "member_services", "My address").await,
    ];
    let own = things(&world, maria, &mut parent, "Mine").await;
    let mut roles = vec![
        at_desk("visitor", world.visitor()),
        timed_out,
        terms_due(&world).await,
        Who {
            name: "parent",
            browser: parent,
            id: Some(maria),
            own,
        },
        Who {
            name: "guardian",
            browser: guardian,
            id: Some(grace),
            own: Things::new(),
        },
    ];
    for (name, birth) in [
        ("stranger", "1984-03-09"),
        ("teen", "2012-04-03"),
        ("adult", "2005-04-03"),
        ("elsewhere", "1984-03-09"),
        ("ended", "1984-03-09"),
        ("over", "1984-03-09"),
    ] {
        let mut who = patient(&world, name, birth).await;
        let id = who.id.unwrap();
        match name {
            "stranger" => {
                let own = things(&world, id, &mut who.browser, "Theirs").await;
                who.own.extend(own);
            }
            "elsewhere" => {
                amend(&world, id, |row| {
                    row.relationship = CareRelationship::Elsewhere;
                })
                .await;
            }
            "ended" => amend(&world, id, |row| row.relationship = CareRelationship::Ended).await,
            "over" => {
                amend(&world, id, |row| {
                    row.relationship = CareRelationship::Ended;
                    row.coverage_ended_at = Some(testkit::at("2024-01-01T00:00:00Z"));
                })
                .await;
            }
            _ => {}
        }
        reports.insert(id, report_of(&world, id).await);
        roles.push(who);
    }
    roles.extend(desks(&world).await);
    let cast = Cast {
        roles,
        victim: (vera, victim, victims),
        persons,
        reports,
        cases,
    };
    (world, cast)
}

/// Whether everything of the victim's is as it was.
pub async fn is_untouched(world: &World, cast: &Cast) {
    let (vera, browser, things) = &cast.victim;
    let mut browser = browser.clone();
    let inbox = browser.get("/messages").await;
    assert!(
        inbox.has("Private") && inbox.words().contains("Unread"),
        "{}",
        inbox.words()
    );
    let folders = browser.get("/messages/folders").await;
    assert!(
        folders.has("Private") && !folders.has("Renamed"),
        "{}",
        folders.words()
    );
    assert!(browser.get("/messages/drafts").await.has(&things["draft"]));
    let file = format!("/messages/attachments/{}", things["file"]);
    assert_eq!(browser.get(&file).await.status, 200);
    // And of all that was tried nothing was done to their record, or to a child of theirs.
    for subject in [*vera, cast.persons["foreign"]] {
        let request = world.request();
        let rows = request.read(move |cx| {
            Box::pin(async move {
                Ok(store::audit::about_subject(&mut cx.tx, subject, None, 500).await?)
            })
        });
        for row in rows.await.unwrap() {
            let actor = row.actor.as_deref();
            let is_theirs = actor.is_none() || actor == Some(vera.to_string().as_str());
            assert!(
                is_theirs || row.outcome != "done",
                "{} by {actor:?}",
                row.action
            );
        }
    }
}
