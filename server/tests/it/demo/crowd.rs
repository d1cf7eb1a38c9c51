//! A crowd that writes, for measurements.

use domain::messages::search::Sought;
use domain::messages::{Mailbox, PAGE_LENGTH};
use domain::mrn::Mrn;
use domain::staff::Team;
use server::commands::{demo, open};
use service::Portal;
use service::import::SOURCE;
use store::messages::{self, search};
use store::roll;
use store::staff::desk::{self, Waiting};

use super::{CLOCK, Folder};

/// How many messages a member has, by their conversations.
async fn messages_of(portal: &Portal, mrn: &Mrn) -> u32 {
    let mut tx = portal.store().read().await.unwrap();
    let member = roll::member_by_mrn(&mut tx, mrn.as_str()).await.unwrap();
    let member = member.unwrap().id;
    let mut count = 0;
    let mut seen = Vec::new();
    for mailbox in [Mailbox::Inbox, Mailbox::Sent] {
        let rows = messages::list(&mut tx, member, mailbox, None, 500).await;
        for row in rows.unwrap() {
            if !seen.contains(&row.id) {
                seen.push(row.id);
                count += row.messages;
            }
        }
    }
    count
}

#[tokio::test]
async fn a_crowd_writes_as_much_as_was_asked_for() {
    let (plain, crowded) = (Folder::new(), Folder::new());
    let crowd = demo::Crowd {
        messages: 480,
        each: 80,
        waiting: 70,
    };
    demo::run(&plain.settings(CLOCK)).await.unwrap();
    let settings = crowded.settings(CLOCK);
    demo::run_with(&settings, 0, crowd).await.unwrap();
    assert!(
        plain.bytes() == crowded.bytes(),
        "who is listed is the same"
    );
    let plain = open(&plain.settings(CLOCK)).await.unwrap();
    let crowded = open(&settings).await.unwrap();

    // Six times eighty: of five members of the demo, and of one that was made up.
    let maria = Mrn::from_serial(1_234_567);
    let before = messages_of(&plain, &maria).await;
    assert_eq!(messages_of(&crowded, &maria).await, before + 80);
    let made_up = Mrn::from_serial(1_500_005);
    assert_eq!(messages_of(&crowded, &made_up).await, 80);
    let mut tx = crowded.store().read().await.unwrap();
    let next = Mrn::from_serial(1_500_006);
    let found = roll::member_by_mrn(&mut tx, next.as_str()).await.unwrap();
    assert!(found.is_none(), "and no more");

    let member = roll::member_by_mrn(&mut tx, maria.as_str()).await.unwrap();
    let sought = Sought::parse("please").unwrap();
    let found = search::find(&mut tx, member.unwrap().id, &sought).await;
    assert!(found.unwrap().rows.len() > 10);
    assert_eq!(search::index_missing(&mut tx, 1).await.unwrap(), 0);

    let nurse = roll::practitioner_by_source(&mut tx, SOURCE, "castellanos").await;
    let nurse = roll::practitioner(&mut tx, nurse.unwrap().unwrap()).await;
    let team = Team::Office(nurse.unwrap().unwrap().office.unwrap());
    let waiting = Waiting::All(team);
    let page = desk::waiting(&mut tx, waiting, None, PAGE_LENGTH * 2).await;
    assert!((70..75).contains(&page.unwrap().len()));
}
