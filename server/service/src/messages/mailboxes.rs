//! Lists of conversations, folders, what is done with several at once, and search.

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{ConversationId, FolderId};
use domain::messages::search::{Parts, Sought, merged};
use domain::messages::{
    Arranged, Arrangement, ConversationRow, Cursor, Filter, FilterForm, FolderName, FolderProblem,
    FolderValues, FolderView, FoldersView, FoundIn, FoundView, InboxView, MOST_FOLDERS, Mailbox,
    PAGE_LENGTH, SearchView, Shelf, When,
};
use domain::time::Date;
use store::messages::folders::FolderRow;
use store::messages::{self as rows, CorrespondentRow, Only, folders as shelves, search as index};

use super::{drafts, person, unread, why_read_only};
use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::live::Change;
use crate::notices;
use crate::stop::{Refusal, Stop};

/// A page of a list, after a row of the page before, narrowed by a filter; with the filter's form
/// where that is asked for or the filter needs it. `arranged` is what became of conversations chosen in it a moment ago, `typed` the
/// form of the folder's name that the visitor sent last, when it was refused.
pub async fn list(
    cx: &mut Cx,
    who: &Member,
    (mailbox, filter, after): (Mailbox, Filter, Option<Cursor>),
    with_form: bool,
    arranged: Option<Arranged>,
    typed: Option<Form<FolderValues, FolderProblem>>,
) -> Result<InboxView, Stop> {
    let folders = folders_of(cx, who).await?;
    let own = match mailbox {
        Mailbox::Folder(folder) => folders.iter().find(|one| one.id == folder),
        Mailbox::Inbox | Mailbox::Sent | Mailbox::Archive => None,
    };
    let folder_form = own.map(|own| {
        let folder = own.id.to_string();
        typed
            .filter(|form| form.values.folder == folder)
            .unwrap_or_else(|| {
                let name = own.name.clone();
                Form::fresh(FolderValues { folder, name })
            })
    });
    if let (Mailbox::Folder(folder), None) = (mailbox, own) {
        cx.looked(
            Act::own(who.id(), Action::ViewMessages)
                .on(folder)
                .refused(),
        )?;
        return Err(Refusal::NotFound.into());
    }
    let more = PAGE_LENGTH + 1;
    let only = only(cx, filter);
    let found = rows::narrowed(&mut cx.tx, who.id(), mailbox, &only, after, more).await?;
    let page = &found[..found.len().min(PAGE_LENGTH as usize)];
    let next = match page.last() {
        Some(last) if found.len() > page.len() => Some(Cursor {
            at: last.at,
            id: last.id,
        }),
        _ => None,
    };
    let unread = unread(cx, who).await?;
    let filter_form = if with_form || filter.needs_form() {
        Some(filter_form(cx, who).await?)
    } else {
        None
    };
    cx.looked(Act::own(who.id(), Action::ViewMessages))?;
    Ok(InboxView {
        mailbox,
        folders,
        filter,
        filter_form,
        folder_form,
        arranged,
        rows: page
            .iter()
            .map(|row| ConversationRow {
                id: row.id,
                subject: row.subject.clone(),
                with: person(row.desk, row.given.as_deref(), row.family.as_deref()),
                at: cx.portal.local(row.at),
                unread: row.unread,
                messages: row.messages,
            })
            .collect(),
        next: next.map(|cursor| cursor.to_string()),
        continued: after.is_some(),
        unread,
        read_only: why_read_only(who),
    })
}

/// A filter in the database's terms: days begin when the plan's clocks say so.
fn only(cx: &Cx, filter: Filter) -> Only {
    let days = filter.when.map(|when| when.days(cx.portal.today()));
    let (from, until) = days.unwrap_or_default();
    let begins = |day: Date| cx.portal.instant(day.at(0, 0, 0, 0));
    Only {
        unread: filter.unread,
        files: filter.files,
        with: filter.with,
        from: from.map(begins),
        until: until.map(begins),
    }
}

async fn filter_form(cx: &mut Cx, who: &Member) -> Result<FilterForm, Stop> {
    let people = rows::correspondents(&mut cx.tx, who.id()).await?;
    let named = |row: &CorrespondentRow| {
        let name = person(row.desk, row.given.as_deref(), row.family.as_deref());
        row.who().map(|who| (who, name))
    };
    Ok(FilterForm {
        people: people.iter().filter_map(named).collect(),
        times: When::offered(cx.portal.today()),
    })
}

/// A member's folders by name.
pub(super) async fn folders_of(cx: &mut Cx, who: &Member) -> Result<Vec<FolderView>, Stop> {
    let rows = shelves::all(&mut cx.tx, who.id()).await?;
    let view = |row: FolderRow| FolderView {
        id: row.id,
        name: row.name,
        conversations: row.conversations,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The page of folders. `typed` is the form that the visitor sent last, when it was refused.
pub async fn folders(
    cx: &mut Cx,
    who: &Member,
    typed: Option<Form<FolderValues, FolderProblem>>,
) -> Result<FoldersView, Stop> {
    let folders = folders_of(cx, who).await?;
    cx.looked(Act::own(who.id(), Action::ViewFolders))?;
    Ok(FoldersView {
        folders,
        form: typed.unwrap_or_else(|| Form::fresh(FolderValues::default())),
    })
}

/// Makes a folder, or gives one another name. The inner error is the form with what is wrong
/// with it.
pub async fn save_folder(
    cx: &mut Cx,
    who: &Member,
    values: &FolderValues,
) -> Result<Result<FolderId, Form<FolderValues, FolderProblem>>, Stop> {
    let refused = |problem| Ok(Err(Form::refused(values.clone(), vec![problem])));
    let name = match FolderName::parse(&values.name) {
        Ok(name) => name,
        Err(problem) => return refused(problem),
    };
    let (folder, done) = if values.folder.is_empty() {
        let there = shelves::all(&mut cx.tx, who.id()).await?;
        if there.len() >= MOST_FOLDERS as usize {
            return refused(FolderProblem::TooMany);
        }
        let (now, seed) = cx.id_seed()?;
        let folder = FolderId::new(now, seed);
        let made = shelves::make(&mut cx.tx, who.id(), folder, &name, now).await?;
        (folder, made)
    } else {
        let folder = own_folder(cx, who, &values.folder).await?.id;
        let named = shelves::rename(&mut cx.tx, who.id(), folder, &name).await?;
        (folder, named)
    };
    if !done {
        return refused(FolderProblem::NameTaken);
    }
    cx.record(Act::own(who.id(), Action::ChangeFolder).on(folder))
        .await?;
    Ok(Ok(folder))
}

/// Takes a folder away. What was kept in it is in the Inbox again; nothing is lost.
pub async fn remove_folder(cx: &mut Cx, who: &Member, folder: &str) -> Result<(), Stop> {
    let folder = own_folder(cx, who, folder).await?.id;
    shelves::remove(&mut cx.tx, who.id(), folder).await?;
    cx.record(Act::own(who.id(), Action::ChangeFolder).on(folder))
        .await?;
    cx.tell(who.id(), Change::Messages);
    Ok(())
}

async fn own_folder(cx: &mut Cx, who: &Member, folder: &str) -> Result<FolderRow, Stop> {
    let folder: FolderId = folder.parse().map_err(|_| Refusal::BadRequest)?;
    if let Some(own) = shelves::one(&mut cx.tx, who.id(), folder).await? {
        return Ok(own);
    }
    cx.record(
        Act::own(who.id(), Action::ChangeFolder)
            .on(folder)
            .refused(),
    )
    .await?;
    Err(Refusal::NotFound.into())
}

/// Does something with the conversations that were chosen: all of them, or, when one is not
/// the member's, none.
pub async fn arrange(
    cx: &mut Cx,
    who: &Member,
    what: &str,
    chosen: &[ConversationId],
) -> Result<Arranged, Stop> {
    let count = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    if count > PAGE_LENGTH {
        return Err(Refusal::BadRequest.into());
    }
    let what = Arrangement::parse(what);
    let Some(what) = what.filter(|_| count > 0) else {
        return Ok(Arranged {
            what,
            count: 0,
            folder: None,
        });
    };
    let folder = match what {
        Arrangement::Keep(Shelf::Folder(folder)) => {
            Some(own_folder(cx, who, &folder.to_string()).await?)
        }
        Arrangement::Read | Arrangement::Keep(_) => None,
    };
    let action = match what {
        Arrangement::Read => Action::ReadMessage,
        Arrangement::Keep(_) => Action::KeepConversation,
    };
    for conversation in chosen {
        let found = rows::find(&mut cx.tx, who.id(), *conversation).await?;
        if found.is_none() {
            cx.record(Act::own(who.id(), action).on(conversation).refused())
                .await?;
            return Err(Refusal::NotFound.into());
        }
    }
    let now = cx.now;
    for conversation in chosen {
        let changed = match what {
            Arrangement::Read => {
                shelves::mark_all_read(&mut cx.tx, who.id(), *conversation, now).await? > 0
            }
            Arrangement::Keep(shelf) => {
                shelves::keep(&mut cx.tx, who.id(), *conversation, shelf).await?
            }
        };
        if changed {
            cx.record(Act::own(who.id(), action).on(conversation))
                .await?;
            if what == Arrangement::Read {
                notices::messages_read(cx, who.id(), *conversation).await?;
            }
            cx.tell(who.id(), Change::Messages);
        }
    }
    Ok(Arranged {
        what: Some(what),
        count,
        folder: folder.map(|folder| folder.name),
    })
}

/// Searches the member's messages, wherever they are kept, and their drafts.
pub async fn search(cx: &mut Cx, who: &Member, typed: &str) -> Result<SearchView, Stop> {
    let Some(sought) = Sought::parse(typed) else {
        return Ok(SearchView {
            typed: typed.to_owned(),
            ..SearchView::default()
        });
    };
    let found = index::find(&mut cx.tx, who.id(), &sought).await?;
    let drafts = drafts::found(cx, who, &sought).await?;
    cx.looked(Act::own(who.id(), Action::SearchMessages))?;
    let messages = found.rows.iter().map(|row| {
        let with = person(row.desk, row.given.as_deref(), row.family.as_deref());
        let weight = sought.weight(&Parts {
            subject: &row.subject,
            people: with.names(),
            text: &row.body,
        });
        let view = FoundView {
            place: FoundIn::Conversation {
                id: row.id,
                shelf: row.shelf(),
                folder: row.folder_name.clone(),
            },
            subject: sought.marked(&row.subject),
            with: Some(with),
            at: cx.portal.local(row.at),
            excerpt: sought.excerpt(&row.body),
            unread: row.unread > 0,
        };
        // The index knows more names than the conversation's: it has found the message.
        (weight.unwrap_or(0), view)
    });
    let mut rows = merged(drafts, messages.collect());
    let more = found.more || rows.len() > index::SHOWN;
    rows.truncate(index::SHOWN);
    Ok(SearchView {
        typed: typed.to_owned(),
        sought: true,
        rows,
        more,
    })
}
