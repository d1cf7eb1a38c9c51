//! Messages: Inbox, Sent, a conversation, Contact Care Team, Reply.

pub mod about;
mod absent;
mod access;
mod drafts;
mod fall;
pub mod files;
mod filter;
mod hostile;
mod mailboxes;
mod paper;
mod reading;
mod searching;
mod unseen;
mod writing;

use domain::ids::{ConversationId, MemberId, MessageId, PractitionerId};
use domain::messages::{Correspondent, Mailbox, Topic};
use domain::time::Timestamp;
use store::messages::{Author, NewConversation, NewMessage};
use testkit::{Browser, Page, World};

/// A message that a member receives.
struct Letter {
    subject: &'static str,
    body: String,
    sent_at: Timestamp,
    no_reply: bool,
}

impl Letter {
    fn new(subject: &'static str, sent_at: Timestamp) -> Self {
        Self {
            subject,
            body: "Please drink more water.".into(),
            sent_at,
            no_reply: false,
        }
    }
}

/// Puts a conversation into a member's Inbox that came just now.
pub async fn unread_letter(
    world: &World,
    member: MemberId,
    subject: &'static str,
) -> ConversationId {
    let from = world.clinicians().await[0];
    receive(world, member, from, Letter::new(subject, world.clock.now())).await
}

/// Puts a conversation into a member's Inbox.
async fn receive(
    world: &World,
    member: MemberId,
    from: PractitionerId,
    letter: Letter,
) -> ConversationId {
    let letter = std::sync::Arc::new(letter);
    world
        .request()
        .write(move |cx| {
            let letter = letter.clone();
            Box::pin(async move {
                let (now, bytes) = cx.id_seed()?;
                let id = ConversationId::new(now, bytes);
                let new = NewConversation {
                    id,
                    member,
                    with: Correspondent::Practitioner(from),
                    topic: Topic::General,
                    subject: letter.subject.into(),
                    created_at: letter.sent_at,
                };
                store::messages::open(&mut cx.tx, &new).await?;
                let (now, bytes) = cx.id_seed()?;
                let message = NewMessage {
                    id: MessageId::new(now, bytes),
                    conversation: id,
                    member,
                    author: Author::Practitioner(from),
                    body: letter.body.clone(),
                    sent_at: letter.sent_at,
                    no_reply: letter.no_reply,
                    read_at: None,
                    send_key: None,
                };
                store::messages::append(&mut cx.tx, &message).await?;
                cx.tell(member, service::live::Change::Messages);
                Ok(id)
            })
        })
        .await
        .unwrap()
}

async fn unread(world: &World, member: MemberId) -> u32 {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(async move { Ok(store::messages::unread(&mut cx.tx, member).await?) })
    });
    work.await.unwrap()
}

async fn sent(world: &World, member: MemberId) -> Vec<store::messages::ListRow> {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(async move {
            Ok(store::messages::list(&mut cx.tx, member, Mailbox::Sent, None, 50).await?)
        })
    });
    work.await.unwrap()
}

/// The ids of the conversations that a page lists.
fn listed(text: &str) -> Vec<String> {
    text.split("href=\"/messages/")
        .skip(1)
        .map(|link| link[..link.find('"').unwrap()].to_owned())
        .filter(|id| id.len() == 36)
        .collect()
}

/// What was done to a member's record, newest first: action, object, outcome.
pub async fn audit(world: &World, member: MemberId) -> Vec<String> {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(
            async move { Ok(store::audit::about_subject(&mut cx.tx, member, None, 500).await?) },
        )
    });
    let rows = work.await.unwrap();
    rows.iter()
        .map(|row| {
            let object = row.object.clone().unwrap_or_default();
            format!("{} {object} {}", row.action, row.outcome)
        })
        .collect()
}

/// The fields of the new message form as the page brings them, filled in.
fn filled<'f>(
    page: &Page,
    to: &'f str,
    subject: &'f str,
    message: &'f str,
    key: &'f mut String,
) -> [(&'f str, &'f str); 5] {
    *key = page.value_of("send_key").unwrap();
    [
        ("to", to),
        ("topic", "general"),
        ("subject", subject),
        ("message", message),
        ("send_key", key),
    ]
}

/// Opens Contact Care Team, fills it in and sends it; answers the conversation's page.
async fn write_to(browser: &mut Browser, to: &str, subject: &str, message: &str) -> Page {
    let page = browser.get("/messages/new").await;
    assert_eq!(page.status, 200);
    let mut key = String::new();
    browser
        .submit(
            "messages/send",
            &filled(&page, to, subject, message, &mut key),
        )
        .await
}

fn reply_fields<'f>(
    page: &Page,
    message: &'f str,
    held: &'f mut [String; 3],
) -> [(&'f str, &'f str); 4] {
    *held = ["conversation", "newest", "send_key"].map(|name| page.value_of(name).unwrap());
    let [conversation, newest, key] = held;
    [
        ("conversation", conversation),
        ("newest", newest),
        ("send_key", key),
        ("message", message),
    ]
}
