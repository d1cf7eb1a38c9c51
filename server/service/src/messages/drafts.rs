//! Drafts: kept as one writes, opened again, deleted, and gone once they are sent.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::time::Duration;

use domain::audit::{Action, Actor};
use domain::forms::Form;
use domain::ids::{ConversationId, DraftId};
use domain::messages::search::{Parts, Sought};
use domain::messages::{
    Body, ComposeProblem, ComposeValues, DraftMark, DraftOffer, DraftProblem, DraftRow, DraftSave,
    DraftSaved, DraftText, DraftValues, DraftsView, FileView, FoundIn, FoundView, KEPT_FOR,
    MOST_DRAFTS, Person, ReplyProblem, ReplyValues, SendKey, Subject, Verdict, verdict,
};
use store::{attachments, drafts as rows};

use super::writing::is_listed;
use super::{JUST_SENT, about, files, person, why_read_only};
use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::stop::{Refusal, Stop};

/// A save that comes so soon after its form was sent was overtaken by the sending.
const OVERTAKEN: Duration = Duration::from_secs(30);

/// Keeps what stands in a form. Saving again changes nothing but the text; of two pages that
/// write the same draft both texts are kept.
pub async fn save(cx: &mut Cx, who: &Member, values: &DraftValues) -> Result<DraftSaved, Stop> {
    if why_read_only(who).is_some() {
        cx.record(Act::own(who.id(), Action::SaveDraft).refused())
            .await?;
        return Err(Refusal::NotOpen.into());
    }
    match values.parse() {
        Ok(save) => keep(cx, who, save, false).await,
        Err(DraftProblem::NotAForm) => Err(Refusal::BadRequest.into()),
        Err(problem) => Ok(DraftSaved::Refused(problem)),
    }
}

/// The same; `blank` says that a form without a word is kept too, because of its files.
pub(super) async fn keep(
    cx: &mut Cx,
    who: &Member,
    mut save: DraftSave,
    blank: bool,
) -> Result<DraftSaved, Stop> {
    let member = who.id();
    if let Some(id) = save.text.conversation
        && store::messages::find(&mut cx.tx, member, id)
            .await?
            .is_none()
    {
        cx.record(Act::own(member, Action::SaveDraft).on(id).refused())
            .await?;
        return Err(Refusal::NotFound.into());
    }
    let mut before = rows::of_page(&mut cx.tx, member, &save.writer.page).await?;
    if before.is_none()
        && let Some(id) = save.draft
    {
        before = rows::find(&mut cx.tx, member, id).await?;
    }
    let before = before.filter(|row| row.conversation == save.text.conversation);
    if let Some(to) = save.text.to
        && before.as_ref().and_then(rows::DraftRow::to) != Some(to)
        && !is_listed(cx, who, to).await?
    {
        save.text.to = None;
    }
    if let Some(report) = save.text.report
        && before.as_ref().and_then(|row| row.report) != Some(report)
        && about::find(cx, who, report).await?.is_none()
    {
        save.text.report = None;
    }
    let has_files = match &before {
        Some(row) => !attachments::of_draft(&mut cx.tx, row.id).await?.is_empty(),
        None => false,
    };
    let empty = save.text.is_blank() && !blank && !has_files;
    match before {
        Some(before) => go_on(cx, who, before, &save, empty).await,
        None if empty => Ok(DraftSaved::Blank),
        None => begin(cx, who, save, blank).await,
    }
}

/// Whether a text is, word for word, the one of a message that was sent.
fn is_what_was_sent(text: &DraftText, sent: &store::messages::SentRow) -> bool {
    let body = Body::parse(&text.message).is_ok_and(|body| body.as_str() == sent.body);
    body && text.report == sent.report
        && match text.conversation {
            Some(conversation) => conversation == sent.conversation,
            None => Subject::parse(&text.subject).is_ok_and(|line| line.as_str() == sent.subject),
        }
}

/// A save of a form that has no draft yet, or whose draft has gone; `files` says that some come
/// with it.
async fn begin(
    cx: &mut Cx,
    who: &Member,
    save: DraftSave,
    files: bool,
) -> Result<DraftSaved, Stop> {
    let mut send_key = save.send_key;
    if let Some(sent) = store::messages::sent_with(&mut cx.tx, who.id(), &send_key).await? {
        let since = cx.now - OVERTAKEN;
        let lately = store::messages::written_since(&mut cx.tx, who.id(), since).await?;
        if lately.iter().any(|row| row.message == sent.message) {
            return Ok(DraftSaved::Later);
        }
        // A page that never heard that its text was sent. There is nothing to keep, and it keeps
        // its key: by another one the same text would be sent again (MSG-8).
        if !files && is_what_was_sent(&save.text, &sent) {
            return Ok(DraftSaved::Blank);
        }
        send_key = SendKey::new(cx.random()?);
    }
    if rows::count(&mut cx.tx, who.id()).await? >= MOST_DRAFTS {
        return Ok(DraftSaved::Refused(DraftProblem::TooMany));
    }
    let (now, seed) = cx.id_seed()?;
    let new = rows::NewDraft {
        id: DraftId::new(now, seed),
        member: who.id(),
        send_key: &send_key,
        writer: &save.writer,
        text: &save.text,
    };
    if !rows::add(&mut cx.tx, &new, now).await? {
        // Another save of this very page was first.
        return Ok(DraftSaved::Later);
    }
    cx.record(Act::own(who.id(), Action::SaveDraft).on(new.id))
        .await?;
    Ok(kept(cx, new.id, 1, &send_key, false))
}

/// A save of a draft that is there.
async fn go_on(
    cx: &mut Cx,
    who: &Member,
    before: rows::DraftRow,
    save: &DraftSave,
    empty: bool,
) -> Result<DraftSaved, Stop> {
    let decided = verdict(&save.writer, before.revision, &before.page, before.step);
    let text = before.text();
    if decided == Verdict::Overtaken {
        return Ok(kept(
            cx,
            before.id,
            before.revision,
            &before.send_key,
            false,
        ));
    }
    if empty {
        if decided == Verdict::Replace {
            remove(cx, who, before.id).await?;
        }
        return Ok(DraftSaved::Blank);
    }
    if text == save.text {
        // The same in another tab is no second text; the draft now belongs to the newer page.
        let now = before.saved_at;
        rows::replace(&mut cx.tx, who.id(), before.id, &save.writer, &text, now).await?;
        let revision = before.revision + 1;
        return Ok(kept(cx, before.id, revision, &before.send_key, false));
    }
    let both = decided == Verdict::KeepBoth;
    if both && rows::count(&mut cx.tx, who.id()).await? >= MOST_DRAFTS {
        return Ok(DraftSaved::Refused(DraftProblem::TooMany));
    }
    let (now, seed) = cx.id_seed()?;
    rows::replace(
        &mut cx.tx,
        who.id(),
        before.id,
        &save.writer,
        &save.text,
        now,
    )
    .await?;
    if both {
        let (other, key) = (DraftId::new(now, seed), SendKey::new(cx.random()?));
        rows::copy(&mut cx.tx, who.id(), &before, other, &key).await?;
        cx.record(Act::own(who.id(), Action::SaveDraft).on(other))
            .await?;
    }
    let revision = before.revision + 1;
    Ok(kept(cx, before.id, revision, &before.send_key, both))
}

fn kept(cx: &Cx, draft: DraftId, revision: u32, send_key: &SendKey, other: bool) -> DraftSaved {
    DraftSaved::Kept {
        draft,
        revision,
        send_key: send_key.as_str().to_owned(),
        at: cx.portal.local(cx.now),
        other,
    }
}

/// Keeps a new message by its button, without scripts. The inner error is the form with what is
/// wrong with it.
pub async fn keep_message(
    cx: &mut Cx,
    who: &Member,
    values: &ComposeValues,
) -> Result<Result<(), Form<ComposeValues, ComposeProblem>>, Stop> {
    let save = DraftValues::from(values);
    Ok(refused(&save_by_button(cx, who, &save).await?, |problem| {
        Form::refused(values.clone(), vec![ComposeProblem::NotKept(problem)])
    }))
}

/// Keeps a reply by its button, without scripts. The inner error is the form with what is wrong
/// with it.
pub async fn keep_reply(
    cx: &mut Cx,
    who: &Member,
    values: &ReplyValues,
) -> Result<Result<(), Form<ReplyValues, ReplyProblem>>, Stop> {
    let save = DraftValues::from(values);
    Ok(refused(&save_by_button(cx, who, &save).await?, |problem| {
        Form::refused(values.clone(), vec![ReplyProblem::NotKept(problem)])
    }))
}

async fn save_by_button(
    cx: &mut Cx,
    who: &Member,
    values: &DraftValues,
) -> Result<DraftSaved, Stop> {
    match save(cx, who, values).await? {
        // The member asks for it: it is no save that came too late.
        DraftSaved::Later => {
            let values = DraftValues {
                send_key: SendKey::new(cx.random()?).as_str().to_owned(),
                ..values.clone()
            };
            save(cx, who, &values).await
        }
        saved => Ok(saved),
    }
}

fn refused<F>(saved: &DraftSaved, form: impl Fn(DraftProblem) -> F) -> Result<(), F> {
    match saved {
        DraftSaved::Refused(problem) => Err(form(*problem)),
        DraftSaved::Kept { .. } | DraftSaved::Blank | DraftSaved::Later => Ok(()),
    }
}

/// The drafts of a member.
pub async fn list(cx: &mut Cx, who: &Member) -> Result<DraftsView, Stop> {
    let found = rows::list(&mut cx.tx, who.id(), MOST_DRAFTS).await?;
    cx.looked(Act::own(who.id(), Action::ViewDrafts))?;
    let mut counts = HashMap::new();
    for row in &found {
        let files = attachments::of_draft(&mut cx.tx, row.id).await?.len();
        counts.insert(row.id, u32::try_from(files).unwrap_or(u32::MAX));
    }
    let just_saved = found
        .first()
        // By the button: a page that lives says it by itself, and counts its saves.
        .is_some_and(|row| row.step == 0 && cx.now.since(row.saved_at) < JUST_SENT);
    Ok(DraftsView {
        rows: found
            .iter()
            .map(|row| DraftRow {
                id: row.id,
                conversation: row.conversation,
                subject: row.about.clone().unwrap_or_else(|| row.subject.clone()),
                to: to(row),
                files: counts[&row.id],
                beginning: row.text().beginning(),
                saved: cx.portal.local(row.saved_at),
            })
            .collect(),
        just_saved,
        read_only: why_read_only(who),
    })
}

/// The drafts that hold every word of what is sought, each with its weight, the best first.
///
/// They are read as they stand and looked through by the rules that fold the words of the index:
/// nobody has more than [`MOST_DRAFTS`]. A save costs nothing for it, what was saved last is
/// found at once, and of a draft that is gone no word stays behind in an index.
pub(super) async fn found(
    cx: &mut Cx,
    who: &Member,
    sought: &Sought,
) -> Result<Vec<(u32, FoundView)>, Stop> {
    let drafts = rows::list(&mut cx.tx, who.id(), MOST_DRAFTS).await?;
    let mut found = Vec::new();
    for row in &drafts {
        // A draft may hold 64 KB: others come in between.
        tokio::task::yield_now().await;
        let with = to(row);
        let subject = row.about.as_ref().unwrap_or(&row.subject);
        let weight = sought.weight(&Parts {
            subject,
            people: with.as_ref().map_or("", Person::names),
            text: &row.body,
        });
        let Some(weight) = weight else { continue };
        let view = FoundView {
            place: FoundIn::Draft {
                id: row.id,
                conversation: row.conversation,
            },
            subject: sought.marked(subject),
            with,
            at: cx.portal.local(row.saved_at),
            excerpt: sought.excerpt(&row.body),
            unread: false,
        };
        found.push((weight, view));
    }
    // They come newest first, and stay so among those that weigh alike.
    found.sort_by_key(|(weight, _)| Reverse(*weight));
    Ok(found)
}

/// Deletes a draft; one that is not there, or not theirs, is gone already.
pub async fn delete(cx: &mut Cx, who: &Member, id: DraftId) -> Result<(), Stop> {
    if rows::find(&mut cx.tx, who.id(), id).await?.is_none() {
        cx.record(Act::own(who.id(), Action::DeleteDraft).on(id).refused())
            .await?;
        return Ok(());
    }
    remove(cx, who, id).await
}

async fn remove(cx: &mut Cx, who: &Member, id: DraftId) -> Result<(), Stop> {
    rows::delete(&mut cx.tx, who.id(), id).await?;
    cx.record(Act::own(who.id(), Action::DeleteDraft).on(id))
        .await?;
    Ok(())
}

/// Removes drafts that nobody has written on for a year, `most` of them (CRY-10).
pub async fn sweep(cx: &mut Cx, most: u32) -> Result<(), Stop> {
    let before = cx.now - KEPT_FOR;
    for (member, id) in rows::stale(&mut cx.tx, before, most).await? {
        rows::delete(&mut cx.tx, member, id).await?;
        let act = Act {
            actor: Actor::System,
            ..Act::own(member, Action::DeleteDraft)
        };
        cx.record(act.on(id)).await?;
    }
    Ok(())
}

/// The files of a draft, if it is this member's.
pub(super) async fn files_of(
    cx: &mut Cx,
    who: &Member,
    id: DraftId,
) -> Result<Vec<FileView>, Stop> {
    if rows::find(&mut cx.tx, who.id(), id).await?.is_none() {
        return Ok(Vec::new());
    }
    files::of_draft(cx, id).await
}

/// A draft of a new message, as a link names it.
pub(super) async fn message(
    cx: &mut Cx,
    who: &Member,
    id: DraftId,
) -> Result<Option<rows::DraftRow>, Stop> {
    let found = rows::find(&mut cx.tx, who.id(), id).await?;
    Ok(found.filter(|row| row.conversation.is_none()))
}

/// The newest draft of a new message, to be offered.
pub(super) async fn offer(cx: &mut Cx, who: &Member) -> Result<Option<DraftOffer>, Stop> {
    let found = rows::newest(&mut cx.tx, who.id()).await?;
    Ok(found.map(|row| DraftOffer {
        id: row.id,
        to: to(&row),
        subject: row.subject.clone(),
        saved: cx.portal.local(row.saved_at),
    }))
}

/// The draft of a reply: the one that a link names, or the newest.
pub(super) async fn of_reply(
    cx: &mut Cx,
    who: &Member,
    conversation: ConversationId,
    named: Option<DraftId>,
) -> Result<Option<rows::DraftRow>, Stop> {
    if let Some(id) = named {
        let found = rows::find(&mut cx.tx, who.id(), id).await?;
        let found = found.filter(|row| row.conversation == Some(conversation));
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(rows::newest_reply(&mut cx.tx, who.id(), conversation).await?)
}

/// What a fresh rendering of a form says of its draft.
pub(super) fn mark(cx: &Cx, row: Option<&rows::DraftRow>) -> Result<DraftMark, Stop> {
    Ok(DraftMark {
        draft: row.map(|row| row.id.to_string()).unwrap_or_default(),
        revision: row.map(|row| row.revision.to_string()).unwrap_or_default(),
        page: SendKey::new(cx.random()?).as_str().to_owned(),
    })
}

/// Removes the draft of a form that was sent, in the same transaction. A text that another page
/// saved meanwhile is no part of what was sent: it stays, to be sent by itself.
pub(super) async fn sent(
    cx: &mut Cx,
    who: &Member,
    key: &SendKey,
    mark: &DraftMark,
) -> Result<(), Stop> {
    let mut drafts = rows::of_key(&mut cx.tx, who.id(), key).await?;
    if let Ok(id) = mark.draft.parse()
        && !drafts.contains(&id)
    {
        drafts.push(id);
    }
    let knows: u32 = mark.revision.parse().unwrap_or(0);
    for id in drafts {
        let Some(row) = rows::find(&mut cx.tx, who.id(), id).await? else {
            continue;
        };
        if row.page.as_str() == mark.page || row.revision <= knows {
            rows::delete(&mut cx.tx, who.id(), id).await?;
        } else {
            let other = SendKey::new(cx.random()?);
            rows::rekey(&mut cx.tx, who.id(), id, &other).await?;
        }
    }
    Ok(())
}

fn to(row: &rows::DraftRow) -> Option<Person> {
    let named = row.with_desk.is_some() || row.given.is_some() || row.family.is_some();
    named.then(|| person(row.with_desk, row.given.as_deref(), row.family.as_deref()))
}
