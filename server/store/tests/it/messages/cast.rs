//! Who writes to whom, and what, in these tests.

use domain::ids::{ConversationId, MemberId, MessageId, OfficeId, PractitionerId};
use domain::messages::{Correspondent, Mailbox, Topic};
use domain::services::CareRelationship;
use domain::time::Timestamp;
use store::Tx;
use store::messages::{self, Author, NewConversation, NewMessage};
use store::roll::{self, Member, Office, Practitioner, Sex};

use crate::world::{NOW, bytes};

/// A member of an office, with their physician, a colleague at the office, and somebody else.
pub struct Cast {
    pub member: MemberId,
    pub physician: PractitionerId,
    pub colleague: PractitionerId,
    pub elsewhere: PractitionerId,
}

pub async fn cast(tx: &mut Tx, name: &str) -> Cast {
    let office = Office {
        id: OfficeId::new(NOW, bytes()),
        source: "demo".into(),
        fhir_id: format!("office-{name}"),
        name: "Cedar Park Medical Office".into(),
        phone: Some("555-0121".into()),
        street: None,
        city: None,
        state: None,
        postal_code: None,
    };
    let office = roll::put_office(tx, &office).await.unwrap();
    let mut people = Vec::new();
    for (role, office) in [("a", Some(office)), ("b", Some(office)), ("c", None)] {
        let person = Practitioner {
            id: PractitionerId::new(NOW, bytes()),
            source: "demo".into(),
            fhir_id: format!("{role}-{name}"),
            given: "Ana".into(),
            family: format!("Whitlock {role}"),
            prefix: None,
            suffix: None,
            specialty: None,
            office,
            receives_messages: role != "c",
        };
        people.push(roll::put_practitioner(tx, &person).await.unwrap());
    }
    let member = Member {
        id: MemberId::new(NOW, bytes()),
        source: "demo".into(),
        fhir_id: name.into(),
        mrn: name.into(),
        given: "Maria".into(),
        family: "Santos".into(),
        preferred_name: None,
        name_key: "maria santos".into(),
        birth_date: "1984-03-09".parse().unwrap(),
        died: false,
        died_on: None,
        sex: Sex::Female,
        locale: None,
        email: None,
        phone: None,
        street: None,
        city: None,
        state: None,
        postal_code: None,
        relationship: CareRelationship::MedicalOffice,
        personal_physician: Some(people[0]),
        medical_office: Some(office),
        coverage_ended_at: None,
    };
    roll::insert_member(tx, &member).await.unwrap();
    Cast {
        member: member.id,
        physician: people[0],
        colleague: people[1],
        elsewhere: people[2],
    }
}

pub fn conversation(member: MemberId, with: Correspondent, subject: &str) -> NewConversation {
    NewConversation {
        id: ConversationId::new(NOW, bytes()),
        member,
        with,
        topic: Topic::Test,
        subject: subject.into(),
        created_at: NOW,
    }
}

pub async fn open(
    tx: &mut Tx,
    member: MemberId,
    with: Correspondent,
    subject: &str,
) -> ConversationId {
    let new = conversation(member, with, subject);
    messages::open(tx, &new).await.unwrap();
    new.id
}

pub fn message(
    conversation: ConversationId,
    member: MemberId,
    author: Author,
    sent_at: Timestamp,
) -> NewMessage {
    NewMessage {
        id: MessageId::new(sent_at, bytes()),
        conversation,
        member,
        author,
        body: "Line one\n\nLine two".into(),
        sent_at,
        no_reply: false,
        read_at: None,
        send_key: None,
    }
}

pub async fn add(
    tx: &mut Tx,
    conversation: ConversationId,
    member: MemberId,
    author: Author,
    sent_at: Timestamp,
) -> MessageId {
    let new = message(conversation, member, author, sent_at);
    assert!(messages::append(tx, &new).await.unwrap());
    new.id
}

pub async fn subjects(tx: &mut Tx, member: MemberId, mailbox: Mailbox) -> Vec<String> {
    let rows = messages::list(tx, member, mailbox, None, 50).await.unwrap();
    rows.into_iter().map(|row| row.subject).collect()
}
