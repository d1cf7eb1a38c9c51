//! The desks: signing on, the team inbox, a conversation, and who may not.

mod access;
mod answering;
mod files;
mod find;
mod live;
mod sign_on;
mod telling;
mod work;

use domain::ids::{ConversationId, MemberId};
use domain::staff::Role;
use testkit::{Browser, Page, Person, Worker, World};

/// A member of Cedar Park with a question that waits, the nurse of that office, and the
/// conversation. The personal physician is Ana Whitlock of the same office.
struct Desk {
    world: World,
    member: MemberId,
    maria: Browser,
    nurse: Worker,
    conversation: ConversationId,
}

/// What Maria asks.
const SUBJECT: &str = "A rash on my arm";
const QUESTION: &str = "It began on Sunday and itches. Should I come in?";

async fn desk() -> Desk {
    desk_of(&Person::default()).await
}

/// The same with another member.
async fn desk_of(person: &Person) -> Desk {
    let world = World::new().await;
    let (member, mut maria) = world.signed_on(person).await;
    let conversation = ask(&world, &mut maria, SUBJECT).await;
    // Of the test's clinicians the fourth works where the first does.
    let nurse = world.clinicians().await[3];
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(nurse))
        .await;
    Desk {
        world,
        member,
        maria,
        nurse,
        conversation,
    }
}

/// Writes to the personal physician, by the form.
async fn ask(world: &World, maria: &mut Browser, subject: &str) -> ConversationId {
    let to = world.clinicians().await[0].to_string();
    write_to(maria, &to, subject).await
}

pub async fn write_to(maria: &mut Browser, to: &str, subject: &str) -> ConversationId {
    let page = maria.get("/messages/new").await;
    let key = page.value_of("send_key").unwrap();
    let fields = [
        ("to", to),
        ("topic", "symptom"),
        ("subject", subject),
        ("message", QUESTION),
        ("send_key", &key),
    ];
    let answer = maria.post("messages/send", &fields).await;
    let path = answer.location().unwrap().to_owned();
    path.rsplit('/').next().unwrap().parse().unwrap()
}

impl Desk {
    fn path(&self) -> String {
        format!("/staff/messages/{}", self.conversation)
    }

    /// The nurse answers by the form.
    async fn answer(&mut self, text: &str) {
        let page = self.nurse.browser.get(&self.path()).await;
        let mut held = Default::default();
        let fields = reply_fields(&page, text, &mut held);
        let answer = self.nurse.browser.submit("staff/reply", &fields).await;
        assert!(answer.words().contains("Your reply was sent"));
    }

    /// What Maria sees of her conversation.
    async fn marias_page(&mut self) -> Page {
        let path = format!("/messages/{}", self.conversation);
        self.maria.get(&path).await
    }
}

/// The fields of the reply as the page brings them.
fn reply_fields<'f>(
    page: &Page,
    message: &'f str,
    held: &'f mut [String; 3],
) -> Vec<(&'f str, &'f str)> {
    *held = ["conversation", "newest", "send_key"].map(|name| page.value_of(name).unwrap());
    let [conversation, newest, key] = held;
    vec![
        ("conversation", conversation),
        ("newest", newest),
        ("send_key", key),
        ("message", message),
    ]
}

/// What was done about a member's record, newest first: who, action, reason, outcome.
async fn audit(world: &World, member: MemberId) -> Vec<String> {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(
            async move { Ok(store::audit::about_subject(&mut cx.tx, member, None, 500).await?) },
        )
    });
    let rows = work.await.unwrap();
    rows.iter()
        .map(|row| {
            let reason = row.reason.clone().unwrap_or_default();
            format!("{} {} {reason} {}", row.actor_kind, row.action, row.outcome)
        })
        .collect()
}
