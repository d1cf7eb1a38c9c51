//! `portal demo`: what outside checks build on (CONTRACT: "Demo data").
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

mod controls;
mod crowd;
mod records;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use domain::messages::Mailbox;
use domain::mrn::{Mrn, MrnScheme};
use domain::password::{Password, Personal};
use domain::secret_questions::{NotAnAnswer, SecretQuestion, choose};
use domain::services::CareRelationship;
use domain::session::{LOCK, SignOnProblem};
use domain::time::{Date, age_on};
use serde_json::Value;
use server::commands::{demo, open};
use server::config::Settings;
use service::session::{SignOn, sign_on};
use service::{Portal, RequestFacts};
use store::{Tx, messages, roll};
use tokio::sync::OnceCell;

const CLOCK: &str = "2026-11-02T17:00:00Z";
/// A Sunday before dawn, on a leap day.
const SUNDAY: &str = "2032-02-29T10:30:00Z";

/// A data directory that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "demo-test-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        Self(std::env::temp_dir().join(name))
    }

    fn settings(&self, clock: &str) -> Settings {
        Settings {
            listen: "127.0.0.1:3000".parse().unwrap(),
            origin: None,
            ops_listen: "127.0.0.1:3001".parse().unwrap(),
            data_dir: self.0.clone(),
            database_url: None,
            site_dir: PathBuf::new(),
            scanner: "none".into(),
            mail: "file:".into(),
            clock: Some(clock.into()),
        }
    }

    fn listing(&self) -> Value {
        serde_json::from_slice(&self.bytes()).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.0.join("demo.json")).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The files of a filled data directory: it is filled once, and every test gets a copy.
async fn template() -> &'static [(OsString, Vec<u8>)] {
    static TEMPLATE: OnceCell<Vec<(OsString, Vec<u8>)>> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let folder = Folder::new();
            demo::run(&folder.settings(CLOCK)).await.unwrap();
            let files = std::fs::read_dir(&folder.0).unwrap().map(Result::unwrap);
            files
                .map(|file| (file.file_name(), std::fs::read(file.path()).unwrap()))
                .collect()
        })
        .await
}

/// A filled data directory, its portal and its listing.
async fn filled() -> (Folder, Portal, Value) {
    use std::os::unix::fs::OpenOptionsExt;
    let folder = Folder::new();
    std::fs::create_dir(&folder.0).unwrap();
    for (name, bytes) in template().await {
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .mode(0o600)
            .open(folder.0.join(name));
        file.unwrap().write_all(bytes).unwrap();
    }
    let portal = open(&folder.settings(CLOCK)).await.unwrap();
    let listing = folder.listing();
    (folder, portal, listing)
}

fn members(listing: &Value) -> &[Value] {
    listing["members"].as_array().unwrap()
}

fn in_state<'a>(listing: &'a Value, state: &str) -> Vec<&'a Value> {
    let all = members(listing).iter();
    all.filter(|member| member["state"] == state).collect()
}

fn with_relationship<'a>(all: &[&'a Value], relationship: &str) -> Vec<&'a Value> {
    let all = all.iter().copied();
    all.filter(|member| member["relationship"] == relationship)
        .collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name}"))
}

fn mrn(value: &Value) -> Mrn {
    Mrn::parse(text(value, "mrn"), MrnScheme::CheckDigit).unwrap()
}

async fn on_the_roll(tx: &mut Tx, value: &Value) -> roll::Member {
    let found = roll::member_by_mrn(tx, mrn(value).as_str()).await.unwrap();
    found.unwrap_or_else(|| panic!("not on the roll: {}", value["mrn"]))
}

#[tokio::test]
async fn the_same_clock_makes_the_same_file_and_a_second_run_is_refused() {
    let (one, other, later) = (Folder::new(), Folder::new(), Folder::new());
    demo::run(&one.settings(CLOCK)).await.unwrap();
    demo::run(&other.settings(CLOCK)).await.unwrap();
    assert!(one.bytes() == other.bytes(), "two runs, two files");
    let error = demo::run(&one.settings(CLOCK)).await.unwrap_err();
    assert!(error.to_string().contains("members already"), "{error}");
    assert!(
        one.bytes() == other.bytes(),
        "a refused run changes nothing"
    );
    // Children stay children and what is new stays new, whenever the demo begins.
    demo::run(&later.settings(SUNDAY)).await.unwrap();
    assert_ne!(later.bytes(), one.bytes());
    let listing = later.listing();
    everyone_promised_is_there(&listing, "2032-02-29".parse().unwrap());
    let portal = open(&later.settings(SUNDAY)).await.unwrap();
    records::check_results(&portal, &listing).await;
    records::check_messages(&portal, &listing).await;
}

fn everyone_promised_is_there(listing: &Value, today: Date) {
    assert!(members(listing).len() >= 14);
    let active = in_state(listing, "active");
    assert!(with_relationship(&active, "medical_office").len() >= 4);
    assert!(!with_relationship(&active, "elsewhere").is_empty());
    assert!(!with_relationship(&active, "no_physician").is_empty());
    assert!(!with_relationship(&active, "ended").is_empty());
    for (state, least) in [
        ("unregistered", 3),
        ("lapsed", 1),
        ("locked", 1),
        ("by_mail", 1),
    ] {
        assert!(in_state(listing, state).len() >= least, "{state}");
    }
    let age = |value: &Value| age_on(text(value, "birth_date").parse().unwrap(), today);
    for member in members(listing) {
        assert!(age(member) >= 18, "{}", member["name"]);
        assert_eq!(member["registered"] == true, member["password"].is_string());
        assert_eq!(member["registered"] == true, member["user_id"].is_string());
        let questions = member["secret_questions"].as_array().unwrap().len();
        assert_eq!(questions, if member["registered"] == true { 3 } else { 0 });
    }
    for member in in_state(listing, "unregistered") {
        assert_eq!(member["registered"], false);
        let facts = member["identity"].as_object().unwrap();
        assert!(
            facts.values().all(Value::is_string),
            "five facts: {facts:?}"
        );
    }
    let facts = in_state(listing, "by_mail")[0]["identity"]
        .as_object()
        .unwrap();
    assert!(facts.values().filter(|fact| fact.is_string()).count() < 3);
    let parents = members(listing).iter().filter(|member| {
        let ages: Vec<i16> = member["children"]
            .as_array()
            .unwrap()
            .iter()
            .map(age)
            .collect();
        ages.iter().any(|age| *age < 13) && ages.iter().any(|age| (13..18).contains(age))
    });
    assert_eq!(parents.count(), 1);
    for role in domain::staff::Role::ALL {
        let there = |one: &&Value| one["role"] == role.code();
        assert!(
            listing["staff"]
                .as_array()
                .unwrap()
                .iter()
                .any(|one| there(&one))
        );
    }
}

/// Everybody at a desk signs on with what the file says, and an authenticator.
#[tokio::test]
async fn the_staff_of_the_file_sign_on_with_password_and_code() {
    use service::staff::{Code, SignOn as Half, code_at, enter_code, sign_on};
    let (_folder, portal, listing) = filled().await;
    for one in listing["staff"].as_array().unwrap() {
        let text = |name: &str| one[name].as_str().unwrap().to_owned();
        let request = portal.request(RequestFacts::default());
        let half = sign_on(&request, text("user_id"), &text("password")).await;
        assert_eq!(half.unwrap(), Half::Half, "{}", text("user_id"));
        let kept = request.outgoing.take();
        let Some(service::Keep::StaffSession(token)) = kept.first() else {
            panic!("no cookie");
        };
        let request = portal.request(RequestFacts {
            staff: Some(service::keys::token_hash(token)),
            ..RequestFacts::default()
        });
        let code = code_at(&text("totp_secret"), portal.clock().now()).unwrap();
        let done = enter_code(&request, &code).await.unwrap();
        assert_eq!(done, Code::Done, "{}", text("user_id"));
    }
}

#[tokio::test]
async fn what_the_file_says_is_what_the_roll_says() {
    let (_folder, portal, listing) = filled().await;
    everyone_promised_is_there(&listing, portal.today());
    let maria = &members(&listing)[0];
    assert_eq!(maria["user_id"], "maria.santos");
    assert_eq!(maria["birth_date"], "1984-03-09");
    assert_eq!(maria["identity"]["street"], "12 Alder Lane");
    assert_eq!(maria["identity"]["phone_last4"], "0147");
    let mut numbers = BTreeSet::new();
    let mut tx = portal.store().read().await.unwrap();
    for value in members(&listing) {
        assert!(numbers.insert(mrn(value)));
        let member = on_the_roll(&mut tx, value).await;
        assert_eq!(value["name"]["first"], member.given.as_str());
        assert_eq!(value["name"]["last"], member.family.as_str());
        assert_eq!(value["birth_date"], member.birth_date.to_string());
        assert_eq!(value["relationship"], member.relationship.code());
        let ended = member.relationship == CareRelationship::Ended;
        assert_eq!(member.coverage_ended_at.is_some(), ended);
        let facts = &value["identity"];
        assert_eq!(facts["street"].as_str(), member.street.as_deref());
        let physician = match member.personal_physician {
            Some(id) => roll::practitioner(&mut tx, id).await.unwrap(),
            None => None,
        };
        let name = physician.map(|one| format!("{} {}", one.given, one.family));
        assert_eq!(facts["physician"].as_str(), name.as_deref());
        let office = match member.medical_office {
            Some(id) => roll::office(&mut tx, id).await.unwrap(),
            None => None,
        };
        let name = office.map(|office| office.name);
        assert_eq!(facts["medical_office"].as_str(), name.as_deref());
        let visits = roll::visits(&mut tx, member.id, None, 1).await.unwrap();
        let month = visits.first().map(|visit| {
            assert!(visit.started_at < portal.clock().now(), "a visit to come");
            portal
                .local(visit.started_at)
                .civil
                .strftime("%B %Y")
                .to_string()
        });
        assert_eq!(facts["last_visit_month"].as_str(), month.as_deref());
        let digits = member
            .phone
            .as_deref()
            .map(|phone| &phone[phone.len() - 4..]);
        assert_eq!(facts["phone_last4"].as_str(), digits);
        for child in value["children"].as_array().unwrap() {
            assert!(numbers.insert(mrn(child)));
            let row = on_the_roll(&mut tx, child).await;
            assert_eq!(child["birth_date"], row.birth_date.to_string());
        }
    }
}

#[tokio::test]
async fn passwords_and_answers_would_be_taken_from_anybody() {
    let (_folder, portal, listing) = filled().await;
    let organisation = portal.organisation();
    let words =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/words/locales/en/registration.json");
    let words: Value = serde_json::from_slice(&std::fs::read(words).unwrap()).unwrap();
    for member in members(&listing)
        .iter()
        .filter(|member| member["registered"] == true)
    {
        let name = &member["name"];
        let names = [text(name, "first"), text(name, "last")];
        let (user_id, number) = (text(member, "user_id"), mrn(member));
        let personal = Personal {
            names: &names,
            user_id: Some(user_id),
            mrn: Some(&number),
            birth_date: Some(text(member, "birth_date").parse().unwrap()),
            organisation: &[&organisation.name, &organisation.short_name],
        };
        let chosen = Password::chosen(text(member, "password"), &personal);
        let chosen = chosen.unwrap_or_else(|problem| panic!("{user_id}: {problem:?}"));
        let known = [names[0], names[1], user_id, &organisation.short_name];
        assert_eq!(
            service::password_list::check(&chosen, &known),
            None,
            "{user_id}"
        );
        domain::user_id::UserId::parse(user_id).unwrap();
        let secrets = member["secret_questions"].as_array().unwrap();
        let codes: Vec<&str> = secrets
            .iter()
            .map(|secret| {
                let asked = text(secret, "question");
                let found = SecretQuestion::ALL
                    .iter()
                    .find(|question| words[format!("secret_{}", question.code())] == asked);
                found
                    .unwrap_or_else(|| panic!("nobody asks {asked:?}"))
                    .code()
            })
            .collect();
        let answers: Vec<&str> = secrets
            .iter()
            .map(|secret| text(secret, "answer"))
            .collect();
        let not = NotAnAnswer {
            password: text(member, "password"),
            names: &names,
            birth_date: personal.birth_date,
        };
        let taken = choose(codes.try_into().unwrap(), answers.try_into().unwrap(), &not);
        assert!(taken.is_ok(), "{user_id}");
    }
}

async fn try_to_sign_on(portal: &Portal, id: &str, password: &str) -> SignOn {
    let request = portal.request(RequestFacts::default());
    sign_on(&request, id.to_owned(), password).await.unwrap()
}

#[tokio::test]
async fn members_sign_on_and_the_locked_one_does_not_for_half_an_hour() {
    let (_folder, portal, listing) = filled().await;
    for member in in_state(&listing, "active") {
        let (id, password) = (text(member, "user_id"), text(member, "password"));
        assert_eq!(
            try_to_sign_on(&portal, id, password).await,
            SignOn::Done,
            "{id}"
        );
        let card = text(member, "mrn");
        assert_eq!(
            try_to_sign_on(&portal, card, password).await,
            SignOn::Done,
            "{card}"
        );
        let wrong = try_to_sign_on(&portal, id, &password.to_uppercase()).await;
        assert!(matches!(wrong, SignOn::Again(_)), "{id}");
    }
    let locked = in_state(&listing, "locked")[0];
    let (id, password) = (text(locked, "user_id"), text(locked, "password"));
    let SignOn::Again(view) = try_to_sign_on(&portal, id, password).await else {
        panic!("signed on to a locked account")
    };
    assert_eq!(view.form.problems, [SignOnProblem::Locked]);
    portal.clock().turn_to(portal.clock().now() + LOCK);
    assert_eq!(try_to_sign_on(&portal, id, password).await, SignOn::Done);
}

#[tokio::test]
async fn the_lapsed_one_was_not_here_for_longer_than_eighteen_months() {
    let (_folder, portal, listing) = filled().await;
    let lapsed = in_state(&listing, "lapsed")[0];
    let mut tx = portal.store().read().await.unwrap();
    let found = store::account::by_mrn(&mut tx, mrn(lapsed).as_str())
        .await
        .unwrap();
    let last = found.unwrap().last_sign_on_at.unwrap();
    let months = portal.today() - portal.local(last).civil.date();
    assert!(months.get_days() > 549, "{months}");
}

#[tokio::test]
async fn a_restore_brings_back_what_the_demo_made() {
    let (_folder, portal, listing) = filled().await;
    let maria = &members(&listing)[0];
    let (id, password) = (text(maria, "user_id"), text(maria, "password"));
    assert_eq!(try_to_sign_on(&portal, id, password).await, SignOn::Done);
    let mut tx = portal.store().write().await.unwrap();
    let mut member = on_the_roll(&mut tx, maria).await;
    let unread = messages::unread(&mut tx, member.id).await.unwrap();
    let last = store::account::by_member(&mut tx, member.id)
        .await
        .unwrap()
        .unwrap();
    member.street = Some("Elsewhere".into());
    roll::update_member(&mut tx, &member).await.unwrap();
    for row in messages::list(&mut tx, member.id, Mailbox::Inbox, None, 50)
        .await
        .unwrap()
    {
        let newest = messages::find(&mut tx, member.id, row.id)
            .await
            .unwrap()
            .unwrap()
            .newest_id;
        let now = portal.clock().now();
        messages::mark_read_up_to(&mut tx, member.id, row.id, newest, now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    portal.store().restore_snapshot().await.unwrap();
    let mut tx = portal.store().read().await.unwrap();
    assert_eq!(messages::unread(&mut tx, member.id).await.unwrap(), unread);
    assert_eq!(
        on_the_roll(&mut tx, maria).await.street.as_deref(),
        Some("12 Alder Lane")
    );
    let now = store::account::by_member(&mut tx, member.id)
        .await
        .unwrap()
        .unwrap();
    assert!(
        now.last_sign_on_at < last.last_sign_on_at,
        "signed on before the restore only"
    );
}
