//! The Archive, folders, and search.

use domain::ids::{ConversationId, FolderId};
use domain::messages::search::Sought;
use domain::messages::{Correspondent, Desk, FolderName, Mailbox, ScanState, Shelf};
use domain::time::minutes;
use sqlx::Connection as _;
use store::Tx;
use store::attachments;
use store::messages::{self, Author, Only, folders, search};

use super::cast::{Cast, add, cast, message, open, subjects};
use crate::drafts::{keep, stage};
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_conversation_is_in_one_place_and_in_sent, what_is_new_is_in_the_inbox,
        only_unread_ones_are_listed_when_asked_for, what_fits_is_listed_and_nothing_else,
        a_folder_comes_and_goes,
        acc_3_nobody_moves_into_or_out_of_a_folder_of_others,
        a_search_finds_words_and_their_beginnings_everywhere, the_best_comes_first,
        acc_3_a_search_finds_nothing_of_others, a_search_takes_any_words,
        messages_of_before_are_indexed_later, a_search_shows_so_many_and_says_that_there_are_more;
}

async fn folder(tx: &mut Tx, cast: &Cast, name: &str) -> FolderId {
    let id = FolderId::new(NOW, bytes());
    let name = FolderName::parse(name).unwrap();
    assert!(
        folders::make(tx, cast.member, id, &name, NOW)
            .await
            .unwrap()
    );
    id
}

async fn talk(tx: &mut Tx, cast: &Cast, subject: &str) -> ConversationId {
    let with = Correspondent::Practitioner(cast.physician);
    let id = open(tx, cast.member, with, subject).await;
    add(tx, id, cast.member, Author::Member, NOW).await;
    let answer = NOW + minutes(1);
    add(
        tx,
        id,
        cast.member,
        Author::Practitioner(cast.colleague),
        answer,
    )
    .await;
    id
}

async fn found(tx: &mut Tx, cast: &Cast, typed: &str) -> Vec<String> {
    let sought = Sought::parse(typed).unwrap();
    let found = search::find(tx, cast.member, &sought).await.unwrap();
    found.rows.into_iter().map(|row| row.subject).collect()
}

async fn a_conversation_is_in_one_place_and_in_sent(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let knee = folder(&mut tx, &cast, "Knee").await;
    let id = talk(&mut tx, &cast, "One").await;
    for (shelf, there) in [
        (Shelf::Inbox, Mailbox::Inbox),
        (Shelf::Archive, Mailbox::Archive),
        (Shelf::Folder(knee), Mailbox::Folder(knee)),
        (Shelf::Archive, Mailbox::Archive),
        (Shelf::Inbox, Mailbox::Inbox),
    ] {
        assert!(
            folders::keep(&mut tx, cast.member, id, shelf)
                .await
                .unwrap()
        );
        for mailbox in [Mailbox::Inbox, Mailbox::Archive, Mailbox::Folder(knee)] {
            let count = subjects(&mut tx, cast.member, mailbox).await.len();
            assert_eq!(
                count,
                usize::from(mailbox == there),
                "{mailbox:?} {shelf:?}"
            );
        }
        assert_eq!(subjects(&mut tx, cast.member, Mailbox::Sent).await, ["One"]);
    }
    // One that nobody has answered yet is told by whom it was written to.
    let with = Correspondent::Desk(Desk::Support);
    let asked = open(&mut tx, cast.member, with, "Asked").await;
    add(
        &mut tx,
        asked,
        cast.member,
        Author::Member,
        NOW + minutes(9),
    )
    .await;
    folders::keep(&mut tx, cast.member, asked, Shelf::Archive)
        .await
        .unwrap();
    let rows = messages::list(&mut tx, cast.member, Mailbox::Archive, None, 9)
        .await
        .unwrap();
    assert_eq!((rows.len(), rows[0].desk), (1, Some(Desk::Support)));
    assert_eq!(rows[0].at, NOW + minutes(9));
}

async fn what_is_new_is_in_the_inbox(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let knee = folder(&mut tx, &cast, "Knee").await;
    let id = talk(&mut tx, &cast, "One").await;
    for shelf in [Shelf::Archive, Shelf::Folder(knee)] {
        folders::keep(&mut tx, cast.member, id, shelf)
            .await
            .unwrap();
        // What the member writes moves nothing.
        add(&mut tx, id, cast.member, Author::Member, NOW + minutes(2)).await;
        assert!(
            subjects(&mut tx, cast.member, Mailbox::Inbox)
                .await
                .is_empty()
        );
        let author = Author::Practitioner(cast.physician);
        add(&mut tx, id, cast.member, author, NOW + minutes(3)).await;
        assert_eq!(
            subjects(&mut tx, cast.member, Mailbox::Inbox).await,
            ["One"]
        );
    }
}

async fn only_unread_ones_are_listed_when_asked_for(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let read = talk(&mut tx, &cast, "Read").await;
    talk(&mut tx, &cast, "Unread").await;
    let later = NOW + minutes(5);
    for left in [1, 0] {
        let marked = folders::mark_all_read(&mut tx, cast.member, read, later)
            .await
            .unwrap();
        assert_eq!(marked, left);
    }
    let unread = Only {
        unread: true,
        ..Only::default()
    };
    for mailbox in [Mailbox::Inbox, Mailbox::Sent] {
        assert_eq!(fitting(&mut tx, &cast, mailbox, unread).await, ["Unread"]);
    }
}

async fn fitting(tx: &mut Tx, cast: &Cast, mailbox: Mailbox, only: Only) -> Vec<String> {
    let rows = messages::narrowed(tx, cast.member, mailbox, &only, None, 9).await;
    let rows = rows.unwrap().into_iter();
    rows.map(|row| row.subject).collect()
}

/// In each list: who takes part, a file that was sent, an instant and not the one after it.
async fn what_fits_is_listed_and_nothing_else(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    talk(&mut tx, &cast, "Knee").await;
    let desk = Correspondent::Desk(Desk::Support);
    let support = open(&mut tx, cast.member, desk, "Page").await;
    let asked = NOW + minutes(10);
    let message = add(&mut tx, support, cast.member, Author::Member, asked).await;
    let answered = NOW + minutes(20);
    add(
        &mut tx,
        support,
        cast.member,
        Author::Desk(Desk::Support),
        answered,
    )
    .await;
    let draft = keep(&mut tx, cast.member, 1, "See there").await;
    let file = stage(&mut tx, cast.member, ScanState::Clean).await;
    let only_files = Only {
        files: true,
        ..Only::default()
    };
    assert!(
        attachments::link(&mut tx, cast.member, file, draft)
            .await
            .unwrap()
    );
    assert!(
        fitting(&mut tx, &cast, Mailbox::Sent, only_files)
            .await
            .is_empty()
    );
    assert!(
        attachments::send(&mut tx, cast.member, file, message)
            .await
            .unwrap()
    );
    let folder = folder(&mut tx, &cast, "All").await;
    let with = |who| Only {
        with: Some(who),
        ..Only::default()
    };
    let time = |from, until| Only {
        from,
        until,
        ..Only::default()
    };
    let all = ["Page", "Knee"].as_slice();
    for shelf in [Shelf::Inbox, Shelf::Archive, Shelf::Folder(folder)] {
        for id in conversations(&mut tx, &cast).await {
            folders::keep(&mut tx, cast.member, id, shelf)
                .await
                .unwrap();
        }
        let mailbox = match shelf {
            Shelf::Inbox => Mailbox::Inbox,
            Shelf::Archive => Mailbox::Archive,
            Shelf::Folder(folder) => Mailbox::Folder(folder),
        };
        for (only, listed) in [
            (Only::default(), all),
            (only_files, &all[..1]),
            (with(desk), &all[..1]),
            (with(Correspondent::Desk(Desk::MemberServices)), &[]),
            (with(Correspondent::Practitioner(cast.physician)), &all[1..]),
            // Who only answered takes part too.
            (with(Correspondent::Practitioner(cast.colleague)), &all[1..]),
            (with(Correspondent::Practitioner(cast.elsewhere)), &[]),
            (time(Some(answered), None), &all[..1]),
            (time(None, Some(answered)), &all[1..]),
            (time(Some(NOW), Some(answered + minutes(1))), all),
        ] {
            let found = fitting(&mut tx, &cast, mailbox, only).await;
            assert_eq!(found, listed, "{mailbox} {only:?}");
        }
    }
    let sent = time(Some(asked), None);
    assert_eq!(fitting(&mut tx, &cast, Mailbox::Sent, sent).await, ["Page"]);
    let people = messages::correspondents(&mut tx, cast.member)
        .await
        .unwrap();
    let people: Vec<_> = people
        .iter()
        .filter_map(messages::CorrespondentRow::who)
        .collect();
    let clinicians = [cast.physician, cast.colleague].map(Correspondent::Practitioner);
    assert_eq!(people, [clinicians.as_slice(), &[desk]].concat());
}

async fn conversations(tx: &mut Tx, cast: &Cast) -> Vec<ConversationId> {
    let sent = messages::list(tx, cast.member, Mailbox::Sent, None, 9).await;
    sent.unwrap().into_iter().map(|row| row.id).collect()
}

async fn a_folder_comes_and_goes(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let knee = folder(&mut tx, &cast, "Rodilla").await;
    let heart = folder(&mut tx, &cast, "Corazón").await;
    let same = FolderName::parse("  rodilla ").unwrap();
    let new = FolderId::new(NOW, bytes());
    assert!(
        !folders::make(&mut tx, cast.member, new, &same, NOW)
            .await
            .unwrap()
    );
    assert!(
        !folders::rename(&mut tx, cast.member, heart, &same)
            .await
            .unwrap()
    );
    let name = FolderName::parse("RODILLA").unwrap();
    assert!(
        folders::rename(&mut tx, cast.member, knee, &name)
            .await
            .unwrap()
    );
    let id = talk(&mut tx, &cast, "One").await;
    folders::keep(&mut tx, cast.member, id, Shelf::Folder(knee))
        .await
        .unwrap();
    let listed = folders::all(&mut tx, cast.member).await.unwrap();
    let listed: Vec<_> = listed
        .iter()
        .map(|f| (f.name.as_str(), f.conversations))
        .collect();
    assert_eq!(listed, [("Corazón", 0), ("RODILLA", 1)]);
    assert!(folders::remove(&mut tx, cast.member, knee).await.unwrap());
    assert!(!folders::remove(&mut tx, cast.member, knee).await.unwrap());
    assert_eq!(
        subjects(&mut tx, cast.member, Mailbox::Inbox).await,
        ["One"]
    );
}

async fn acc_3_nobody_moves_into_or_out_of_a_folder_of_others(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mine = cast(&mut tx, "1").await;
    let theirs = cast(&mut tx, "2").await;
    let folder = folder(&mut tx, &theirs, "Knee").await;
    let id = talk(&mut tx, &theirs, "Theirs").await;
    folders::keep(&mut tx, theirs.member, id, Shelf::Folder(folder))
        .await
        .unwrap();
    assert!(
        !folders::keep(&mut tx, mine.member, id, Shelf::Inbox)
            .await
            .unwrap()
    );
    assert!(
        folders::one(&mut tx, mine.member, folder)
            .await
            .unwrap()
            .is_none()
    );
    assert!(!folders::remove(&mut tx, mine.member, folder).await.unwrap());
    assert_eq!(
        folders::mark_all_read(&mut tx, mine.member, id, NOW)
            .await
            .unwrap(),
        0
    );
    assert!(
        subjects(&mut tx, mine.member, Mailbox::Folder(folder))
            .await
            .is_empty()
    );
    assert_eq!(
        subjects(&mut tx, theirs.member, Mailbox::Folder(folder)).await,
        ["Theirs"]
    );
}

async fn a_search_finds_words_and_their_beginnings_everywhere(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let knee = folder(&mut tx, &cast, "Knee").await;
    let id = talk(&mut tx, &cast, "Dolor de RODILLA").await;
    let mut text = message(id, cast.member, Author::Member, NOW + minutes(2));
    text.body = "Me duele al subir las escaleras. ¿Qué hago?".into();
    messages::append(&mut tx, &text).await.unwrap();
    let with = Correspondent::Desk(Desk::Support);
    let site = open(&mut tx, cast.member, with, "My password").await;
    add(&mut tx, site, cast.member, Author::Member, NOW).await;
    for shelf in [Shelf::Inbox, Shelf::Archive, Shelf::Folder(knee)] {
        folders::keep(&mut tx, cast.member, id, shelf)
            .await
            .unwrap();
        for typed in [
            "rodilla",
            "RODÍ",
            "escalera",
            "que hago",
            "whitlock escal",
            "dolor duele",
        ] {
            assert_eq!(
                found(&mut tx, &cast, typed).await,
                ["Dolor de RODILLA"],
                "{typed}"
            );
        }
        let sought = Sought::parse("escaleras").unwrap();
        let row = search::find(&mut tx, cast.member, &sought)
            .await
            .unwrap()
            .rows
            .remove(0);
        assert_eq!((row.message, row.shelf()), (text.id, shelf));
        assert_eq!(row.folder_name.is_some(), shelf == Shelf::Folder(knee));
    }
    for nowhere in ["odilla", "calera", "password rodilla", "santos"] {
        assert!(found(&mut tx, &cast, nowhere).await.is_empty(), "{nowhere}");
    }
    for desk in ["website", "aplicacion password", "asistencia"] {
        assert_eq!(found(&mut tx, &cast, desk).await, ["My password"], "{desk}");
    }
}

async fn the_best_comes_first(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let id = talk(&mut tx, &cast, "Something else").await;
    let mut text = message(id, cast.member, Author::Member, NOW + minutes(90));
    text.body = format!("A knee among many words: {}", "word ".repeat(300));
    messages::append(&mut tx, &text).await.unwrap();
    talk(&mut tx, &cast, "My knee").await;
    for n in 0..20 {
        talk(&mut tx, &cast, &format!("Nothing of it {n}")).await;
    }
    assert_eq!(
        found(&mut tx, &cast, "knee").await,
        ["My knee", "Something else"]
    );
}

async fn acc_3_a_search_finds_nothing_of_others(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mine = cast(&mut tx, "1").await;
    let theirs = cast(&mut tx, "2").await;
    talk(&mut tx, &theirs, "My knee").await;
    assert!(found(&mut tx, &mine, "knee").await.is_empty());
    assert!(found(&mut tx, &mine, "k").await.is_empty());
    assert_eq!(found(&mut tx, &theirs, "k").await, ["My knee"]);
}

async fn a_search_takes_any_words(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let odd = "NEAR(a b) OR \"x\" AND NOT c* : & | ! <-> 'q' ﷺ 膝が痛い Καρδιά ½ 😀";
    let id = talk(&mut tx, &cast, "Odd").await;
    let mut text = message(id, cast.member, Author::Member, NOW + minutes(2));
    text.body = odd.into();
    messages::append(&mut tx, &text).await.unwrap();
    for typed in [
        odd,
        "near or and not",
        "膝",
        "καρδια",
        "ﷺ",
        "½",
        "line) OR (1",
    ] {
        let sought = Sought::parse(typed).unwrap();
        let rows = search::find(&mut tx, cast.member, &sought)
            .await
            .unwrap()
            .rows;
        assert_eq!(
            rows.len(),
            usize::from(!typed.starts_with("line")),
            "{typed}"
        );
    }
}

async fn messages_of_before_are_indexed_later(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    talk(&mut tx, &cast, "My knee").await;
    tx.commit().await.unwrap();
    for change in [
        "DELETE FROM message_search",
        "UPDATE message SET indexed = 0",
    ] {
        if db.url.starts_with("sqlite:") {
            let mut other = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
            sqlx::query(change).execute(&mut other).await.unwrap();
        } else {
            let mut other = sqlx::PgConnection::connect(&db.url).await.unwrap();
            sqlx::query(change).execute(&mut other).await.unwrap();
        }
    }
    let mut tx = db.store.write().await.unwrap();
    assert!(found(&mut tx, &cast, "knee").await.is_empty());
    for added in [1, 1, 0] {
        assert_eq!(search::index_missing(&mut tx, 1).await.unwrap(), added);
    }
    assert_eq!(found(&mut tx, &cast, "knee").await, ["My knee"]);
}

async fn a_search_shows_so_many_and_says_that_there_are_more(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast(&mut tx, "1").await;
    let sought = Sought::parse("knee").unwrap();
    for n in 1..=search::SHOWN + 1 {
        talk(&mut tx, &cast, "Knee").await;
        let found = search::find(&mut tx, cast.member, &sought).await.unwrap();
        assert_eq!(found.rows.len(), n.min(search::SHOWN));
        assert_eq!(found.more, n > search::SHOWN);
    }
}
