//! Drafts, and the files that go with them.

use domain::ids::{AttachmentId, DraftId, MemberId};
use domain::messages::{
    Correspondent, Desk, DraftText, FileKind, ScanState, SendKey, Topic, Writer,
};
use domain::time::minutes;
use store::attachments::{self, NewFile, NewPreview};
use store::drafts::{self, NewDraft};
use store::messages::Author;
use store::{StoreError, Tx};

use crate::messages::cast::{add, cast, open};
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_draft_comes_back_as_it_was_written, a_page_has_one_draft,
        a_copy_stands_beside_what_replaced_it, the_newest_is_found_first,
        acc_3_a_draft_is_found_by_its_member_alone, msg_5_a_file_has_a_place_or_is_swept,
        msg_5_sealed_bytes_come_back_byte_for_byte, a_draft_takes_its_files_along,
        msg_6_a_file_waits_until_the_scanner_has_seen_it;
}

fn key(n: u8) -> SendKey {
    SendKey::new([n; 16])
}

fn writer(page: u8) -> Writer {
    Writer {
        page: key(page),
        step: 1,
        knows: 0,
    }
}

fn text(message: &str) -> DraftText {
    DraftText {
        conversation: None,
        to: Some(Correspondent::Desk(Desk::Support)),
        topic: Topic::Visit,
        subject: "It's \u{1f33f}".into(),
        message: message.into(),
        report: None,
    }
}

pub async fn keep(tx: &mut Tx, member: MemberId, page: u8, message: &str) -> DraftId {
    let id = DraftId::new(NOW, bytes());
    let new = NewDraft {
        id,
        member,
        send_key: &key(page + 100),
        writer: &writer(page),
        text: &text(message),
    };
    assert!(drafts::add(tx, &new, NOW).await.unwrap());
    id
}

async fn a_draft_comes_back_as_it_was_written(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = cast(&mut tx, "1").await.member;
    let id = keep(&mut tx, member, 1, "One\n\n  two").await;
    let row = drafts::find(&mut tx, member, id).await.unwrap().unwrap();
    assert!(row.text() == text("One\n\n  two"));
    assert_eq!((row.revision, row.step, row.saved_at), (1, 1, NOW));
    assert_eq!((row.send_key, row.page), (key(101), key(1)));
    assert_eq!(row.with_desk, Some(Desk::Support));
    let later = NOW + minutes(1);
    drafts::replace(&mut tx, member, id, &writer(2), &text("Three"), later)
        .await
        .unwrap();
    let row = drafts::find(&mut tx, member, id).await.unwrap().unwrap();
    assert_eq!((row.revision, row.page, row.saved_at), (2, key(2), later));
    assert_eq!(row.body, "Three");
}

async fn a_page_has_one_draft(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = cast(&mut tx, "1").await.member;
    let id = keep(&mut tx, member, 1, "One").await;
    let again = NewDraft {
        id: DraftId::new(NOW, bytes()),
        member,
        send_key: &key(9),
        writer: &writer(1),
        text: &text("Two"),
    };
    assert!(!drafts::add(&mut tx, &again, NOW).await.unwrap());
    let found = drafts::of_page(&mut tx, member, &key(1)).await.unwrap();
    assert!(found.is_some_and(|row| row.id == id && row.body == "One"));
    assert_eq!(drafts::count(&mut tx, member).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn a_copy_stands_beside_what_replaced_it(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = cast(&mut tx, "1").await.member;
    let id = keep(&mut tx, member, 1, "First").await;
    let before = drafts::find(&mut tx, member, id).await.unwrap().unwrap();
    drafts::replace(&mut tx, member, id, &writer(2), &text("Second"), NOW)
        .await
        .unwrap();
    let other = DraftId::new(NOW, bytes());
    drafts::copy(&mut tx, member, &before, other, &key(7))
        .await
        .unwrap();
    let found = drafts::of_page(&mut tx, member, &key(1)).await.unwrap();
    assert!(found.is_some_and(|row| row.id == other && row.body == "First"));
    assert_eq!(
        drafts::of_key(&mut tx, member, &key(7)).await.unwrap(),
        [other]
    );
    drafts::rekey(&mut tx, member, other, &key(8))
        .await
        .unwrap();
    assert_eq!(drafts::of_key(&mut tx, member, &key(7)).await.unwrap(), []);
}

async fn the_newest_is_found_first(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let member = cast.member;
    let with = Correspondent::Practitioner(cast.physician);
    let conversation = open(&mut tx, member, with, "Your test").await;
    add(&mut tx, conversation, member, Author::Member, NOW).await;
    let old = keep(&mut tx, member, 1, "Old").await;
    let new = keep(&mut tx, member, 2, "New").await;
    let reply = DraftId::new(NOW, bytes());
    let answer = DraftText {
        conversation: Some(conversation),
        to: None,
        ..text("Reply")
    };
    let kept = NewDraft {
        id: reply,
        member,
        send_key: &key(50),
        writer: &writer(3),
        text: &answer,
    };
    assert!(drafts::add(&mut tx, &kept, NOW + minutes(9)).await.unwrap());
    for (id, minute) in [(old, 1), (new, 2)] {
        let at = NOW + minutes(minute);
        let page = u8::try_from(minute).unwrap();
        drafts::replace(&mut tx, member, id, &writer(page), &text("x"), at)
            .await
            .unwrap();
    }
    let listed = drafts::list(&mut tx, member, 100).await.unwrap();
    let ids: Vec<DraftId> = listed.iter().map(|row| row.id).collect();
    assert_eq!(ids, [reply, new, old]);
    assert_eq!(listed[0].about.as_deref(), Some("Your test"));
    assert_eq!(listed[0].family.as_deref(), Some("Whitlock a"));
    let newest = drafts::newest(&mut tx, member).await.unwrap().unwrap();
    assert_eq!(newest.id, new);
    let newest = drafts::newest_reply(&mut tx, member, conversation).await;
    assert_eq!(newest.unwrap().unwrap().id, reply);
    let stale = drafts::stale(&mut tx, NOW + minutes(2), 10).await.unwrap();
    assert_eq!(stale, [(member, old), (member, new)]);
}

async fn acc_3_a_draft_is_found_by_its_member_alone(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mine = cast(&mut tx, "1").await.member;
    let theirs = cast(&mut tx, "2").await.member;
    let id = keep(&mut tx, mine, 1, "Mine").await;
    assert!(drafts::find(&mut tx, theirs, id).await.unwrap().is_none());
    let page = drafts::of_page(&mut tx, theirs, &key(1)).await.unwrap();
    assert!(page.is_none());
    assert!(drafts::list(&mut tx, theirs, 100).await.unwrap().is_empty());
    let changed = drafts::replace(&mut tx, theirs, id, &writer(1), &text("x"), NOW).await;
    assert!(changed.is_err());
}

pub async fn stage(tx: &mut Tx, member: MemberId, scan: ScanState) -> AttachmentId {
    let new = NewFile {
        id: AttachmentId::new(NOW, bytes()),
        member,
        staff: None,
        name: "a.pdf".into(),
        kind: FileKind::Pdf,
        bytes: 600,
        chunks: 2,
        scan,
        preview: Some(NewPreview {
            size: (320, 240),
            sealed: vec![9; 100],
        }),
    };
    attachments::stage(tx, &new, NOW).await.unwrap();
    for number in 0..2 {
        attachments::put_chunk(tx, new.id, number, vec![7; 300])
            .await
            .unwrap();
    }
    new.id
}

async fn msg_5_a_file_has_a_place_or_is_swept(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast_1 = cast(&mut tx, "1").await;
    let member = cast_1.member;
    let other = cast(&mut tx, "2").await.member;
    let draft = keep(&mut tx, member, 1, "With a file").await;
    let file = stage(&mut tx, member, ScanState::Clean).await;
    let lost = stage(&mut tx, member, ScanState::Clean).await;
    assert!(
        attachments::find(&mut tx, member, file)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        !attachments::link(&mut tx, other, file, draft)
            .await
            .unwrap()
    );
    assert!(
        attachments::link(&mut tx, member, file, draft)
            .await
            .unwrap()
    );
    assert!(
        !attachments::link(&mut tx, member, file, draft)
            .await
            .unwrap(),
        "once"
    );
    assert!(
        attachments::find(&mut tx, other, file)
            .await
            .unwrap()
            .is_none()
    );
    let found = attachments::find(&mut tx, member, file)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.draft, found.bytes(), found.chunks),
        (Some(draft), 600, 2)
    );
    assert_eq!(attachments::used(&mut tx, member).await.unwrap(), 1200);
    assert_eq!(
        attachments::orphans(&mut tx, NOW, 10).await.unwrap(),
        [lost]
    );
    let with = Correspondent::Desk(Desk::Support);
    let conversation = open(&mut tx, member, with, "Sent").await;
    let message = add(&mut tx, conversation, member, Author::Member, NOW).await;
    assert!(
        attachments::send(&mut tx, member, file, message)
            .await
            .unwrap()
    );
    assert!(
        !attachments::send(&mut tx, member, file, message)
            .await
            .unwrap(),
        "once"
    );
    assert!(
        !attachments::send(&mut tx, member, lost, message)
            .await
            .unwrap()
    );
    let sent = attachments::of_conversation(&mut tx, conversation)
        .await
        .unwrap();
    assert_eq!((sent.len(), sent[0].message), (1, Some(message)));
    // What was sent stays, whatever becomes of the draft.
    assert!(drafts::delete(&mut tx, member, draft).await.unwrap());
    assert!(
        attachments::find(&mut tx, member, file)
            .await
            .unwrap()
            .is_some()
    );
    tx.commit().await.unwrap();
    let mut tx = db.store.write().await.unwrap();
    assert!(
        attachments::remove(&mut tx, file).await.is_err(),
        "it was sent"
    );
}

async fn msg_5_sealed_bytes_come_back_byte_for_byte(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = cast(&mut tx, "1").await.member;
    let file = stage(&mut tx, member, ScanState::Clean).await;
    let all: Vec<u8> = (0..=255_u8).cycle().take(262_184).collect();
    attachments::put_chunk(&mut tx, file, 2, all.clone())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.store.read().await.unwrap();
    let read = attachments::chunk(&mut tx, file, 2).await.unwrap();
    assert_eq!(read, Some(all));
    let preview = attachments::preview(&mut tx, file).await.unwrap();
    assert_eq!(preview, Some(vec![9; 100]));
    let row = attachments::any(&mut tx, file).await.unwrap().unwrap();
    assert_eq!(row.preview(), Some((320, 240)));
    assert_eq!(attachments::chunk(&mut tx, file, 3).await.unwrap(), None);
}

async fn a_draft_takes_its_files_along(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = cast(&mut tx, "1").await.member;
    let draft = keep(&mut tx, member, 1, "x").await;
    let file = stage(&mut tx, member, ScanState::Clean).await;
    assert!(
        attachments::link(&mut tx, member, file, draft)
            .await
            .unwrap()
    );
    assert!(drafts::delete(&mut tx, member, draft).await.unwrap());
    assert_eq!(attachments::chunk(&mut tx, file, 0).await.unwrap(), None);
    assert!(attachments::any(&mut tx, file).await.unwrap().is_none());
    tx.commit().await.unwrap();
}

async fn msg_6_a_file_waits_until_the_scanner_has_seen_it(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = cast(&mut tx, "1").await.member;
    let file = stage(&mut tx, member, ScanState::Waiting).await;
    stage(&mut tx, member, ScanState::NotScanned).await;
    assert_eq!(attachments::waiting(&mut tx, 10).await.unwrap(), [file]);
    let settled = attachments::settle(&mut tx, file, ScanState::Harmful).await;
    assert!(settled.unwrap());
    attachments::empty(&mut tx, file).await.unwrap();
    let again: Result<bool, StoreError> =
        attachments::settle(&mut tx, file, ScanState::Clean).await;
    assert!(!again.unwrap(), "what was found stays found");
    assert_eq!(attachments::waiting(&mut tx, 10).await.unwrap(), []);
    let row = attachments::any(&mut tx, file).await.unwrap().unwrap();
    assert_eq!((row.scan, row.preview()), (ScanState::Harmful, None));
    assert_eq!(attachments::preview(&mut tx, file).await.unwrap(), None);
    assert_eq!(attachments::chunk(&mut tx, file, 0).await.unwrap(), None);
}
