//! People for tests: an office, its clinicians, members on the roll, members signed on.

use domain::ids::{AccountId, MemberId, OfficeId, PractitionerId, VisitId};
use domain::locale::Locale;
use domain::names::fold;
use domain::services::CareRelationship;
use domain::time::{Date, Timestamp, days};
use service::keys::token_hash;
use service::{Cx, Stop};
use store::account::{Acceptance, NewAccount};
use store::roll::{self, Member, Office, Practitioner, Sex, Visit};
use store::session::NewSession;

use crate::{Browser, World};

/// The password of every account that [`World::account`] makes.
pub const PASSWORD: &str = "a quiet morning by the lake";

/// A member as a test describes one. Start from [`Person::default`].
#[derive(Clone, Debug)]
pub struct Person {
    /// First name.
    pub given: &'static str,
    /// Last name.
    pub family: &'static str,
    /// Birth date, `YYYY-MM-DD`.
    pub birth_date: &'static str,
    /// MRN, digits only, with a right check digit.
    pub mrn: &'static str,
    /// User ID of the account.
    pub user_id: &'static str,
    /// The language that the roll knows of them.
    pub locale: Option<Locale>,
    /// E-mail address on the roll.
    pub email: Option<&'static str>,
    /// Where they get primary care.
    pub relationship: CareRelationship,
    /// Whether they have died.
    pub died: bool,
    /// Whether the roll knows address, phone, physician, office and visits; without them
    /// there are too few facts for identity questions.
    pub facts: bool,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            given: "Maria",
            family: "Santos",
            birth_date: "1984-03-09",
            mrn: "12345671",
            user_id: "maria.santos",
            locale: None,
            email: Some("maria.santos@mail.example"),
            relationship: CareRelationship::MedicalOffice,
            died: false,
            facts: true,
        }
    }
}

impl Person {
    /// Somebody else, to whom nothing of the first belongs.
    pub fn another() -> Self {
        Self {
            given: "Otto",
            mrn: "12345682",
            user_id: "otto.b",
            email: None,
            ..Self::default()
        }
    }
}

/// The clinicians and offices of the world, by name; enough for decoys.
const OFFICES: [&str; 5] = [
    "Cedar Park Medical Office",
    "Harbor Street Medical Office",
    "Mill Creek Medical Office",
    "Orchard Hill Medical Office",
    "Stonebridge Medical Office",
];
const CLINICIANS: [(&str, &str); 6] = [
    ("Ana", "Whitlock"),
    ("Bennett", "Okafor"),
    ("Clara", "Lindqvist"),
    ("Devon", "Marsh"),
    ("Elena", "Petrov"),
    ("Farid", "Nasser"),
];

impl World {
    /// A world with a member in it who is signed on: it, their id, their browser.
    pub async fn with_member() -> (Self, MemberId, Browser) {
        let world = Self::new().await;
        let (member, browser) = world.signed_on(&Person::default()).await;
        (world, member, browser)
    }

    /// Puts a person on the roll, with a personal physician (Ana Whitlock of Cedar Park) and a
    /// visit a month ago where they have facts; answers their id.
    pub async fn on_the_roll(&self, person: &Person) -> MemberId {
        let person = person.clone();
        self.request()
            .write(move |cx| {
                let person = person.clone();
                Box::pin(async move { put(cx, &person).await })
            })
            .await
            .unwrap()
    }

    /// The same, with an account whose password is [`PASSWORD`].
    pub async fn account(&self, person: &Person) -> (MemberId, AccountId) {
        let member = self.on_the_roll(person).await;
        let request = self.request();
        let hashes = self
            .portal
            .hashing()
            .hash(vec![PASSWORD.to_owned()], self.portal.random())
            .await
            .unwrap();
        let person = person.clone();
        let account = request
            .write(move |cx| {
                let (person, hash) = (person.clone(), hashes[0].clone());
                Box::pin(async move {
                    let (now, bytes) = cx.id_seed()?;
                    let account = NewAccount {
                        id: AccountId::new(now, bytes),
                        member,
                        user_id: person.user_id.into(),
                        user_id_key: person.user_id.to_lowercase(),
                        email: person.email.map(str::to_owned),
                        email_confirmed_at: person.email.map(|_| now),
                        password_hash: hash,
                        created_at: now,
                    };
                    assert!(store::account::insert(&mut cx.tx, &account).await?);
                    let version = crate::server_organisation().terms_version;
                    let accepted = Acceptance {
                        version: &version,
                        at: now,
                        network: "127.0.0.1",
                        visitor: "test",
                    };
                    store::account::accept_terms(&mut cx.tx, account.id, accepted).await?;
                    Ok(account.id)
                })
            })
            .await
            .unwrap();
        (member, account)
    }

    /// A member with an account, signed on: their id and their browser.
    pub async fn signed_on(&self, person: &Person) -> (MemberId, Browser) {
        let (member, account) = self.account(person).await;
        let token = format!("token-of-{}", person.user_id);
        let hash = token_hash(&token);
        self.request()
            .write(move |cx| {
                let hash = hash.clone();
                Box::pin(async move {
                    let session = NewSession {
                        token_hash: hash,
                        account,
                        created_at: cx.now,
                        previous_sign_on_at: None,
                        device: "test".into(),
                        network: "127.0.0.1".into(),
                        terms_due: false,
                    };
                    Ok(store::session::insert(&mut cx.tx, &session).await?)
                })
            })
            .await
            .unwrap();
        let mut browser = self.visitor();
        browser
            .cookies
            .insert(server::cookies::SESSION.into(), token);
        (member, browser)
    }

    /// The clinicians of the world, put there when it is the first time: Ana Whitlock first.
    pub async fn clinicians(&self) -> Vec<PractitionerId> {
        self.request()
            .write(|cx| Box::pin(async move { Ok(staff(cx).await?.1) }))
            .await
            .unwrap()
    }
}

async fn staff(cx: &mut Cx) -> Result<(Vec<OfficeId>, Vec<PractitionerId>), Stop> {
    let mut offices = Vec::new();
    for (number, name) in OFFICES.iter().enumerate() {
        let (now, bytes) = cx.id_seed()?;
        let office = Office {
            id: OfficeId::new(now, bytes),
            source: "test".into(),
            fhir_id: format!("office-{number}"),
            name: (*name).into(),
            phone: Some("1-800-555-0150".into()),
            street: Some(format!("{number} Office Way")),
            city: Some("Larkhaven".into()),
            state: Some("CA".into()),
            postal_code: Some("90000".into()),
        };
        offices.push(roll::put_office(&mut cx.tx, &office).await?);
    }
    let mut clinicians = Vec::new();
    for (number, (given, family)) in CLINICIANS.iter().enumerate() {
        let (now, bytes) = cx.id_seed()?;
        let clinician = Practitioner {
            id: PractitionerId::new(now, bytes),
            source: "test".into(),
            fhir_id: format!("clinician-{number}"),
            given: (*given).into(),
            family: (*family).into(),
            prefix: Some("Dr.".into()),
            suffix: None,
            specialty: Some("Family medicine".into()),
            office: Some(offices[number % 3]),
            receives_messages: true,
        };
        clinicians.push(roll::put_practitioner(&mut cx.tx, &clinician).await?);
    }
    Ok((offices, clinicians))
}

async fn put(cx: &mut Cx, person: &Person) -> Result<MemberId, Stop> {
    let (offices, clinicians) = staff(cx).await?;
    let (now, bytes) = cx.id_seed()?;
    let id = MemberId::new(now, bytes);
    let cared_for = person.facts && person.relationship == CareRelationship::MedicalOffice;
    let fact = |text: &str| person.facts.then(|| text.to_owned());
    let member = Member {
        id,
        source: "test".into(),
        fhir_id: person.mrn.into(),
        mrn: person.mrn.into(),
        given: person.given.into(),
        family: person.family.into(),
        preferred_name: None,
        name_key: format!("{} {}", fold(person.given), fold(person.family)),
        birth_date: person.birth_date.parse::<Date>().unwrap(),
        died: person.died,
        died_on: None,
        sex: Sex::Female,
        locale: person.locale,
        email: person.email.map(str::to_owned),
        phone: fact("1-555-0147"),
        street: fact("12 Alder Lane"),
        city: fact("Larkhaven"),
        state: fact("CA"),
        postal_code: fact("90001"),
        relationship: person.relationship,
        personal_physician: cared_for.then(|| clinicians[0]),
        medical_office: cared_for.then(|| offices[0]),
        coverage_ended_at: (person.relationship == CareRelationship::Ended).then(|| now - days(60)),
    };
    roll::insert_member(&mut cx.tx, &member).await?;
    if person.facts {
        visit(cx, id, offices[0], clinicians[0], now - days(30)).await?;
        visit(cx, id, offices[0], clinicians[1], now - days(200)).await?;
    }
    Ok(id)
}

async fn visit(
    cx: &mut Cx,
    member: MemberId,
    office: OfficeId,
    clinician: PractitionerId,
    started_at: Timestamp,
) -> Result<(), Stop> {
    let (now, bytes) = cx.id_seed()?;
    let visit = Visit {
        id: VisitId::new(now, bytes),
        source: "test".into(),
        fhir_id: format!("visit-{member}-{}", started_at.as_micros()),
        member,
        started_at,
        started_source: cx.portal.local(started_at).civil.to_string(),
        ended_at: Some(started_at + domain::time::minutes(30)),
        class: "AMB".into(),
        kind: "Office visit".into(),
        reason: None,
        office: Some(office),
    };
    roll::put_visit(&mut cx.tx, &visit, &[(clinician, "PPRF")]).await?;
    Ok(())
}
