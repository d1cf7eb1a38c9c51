//! A conversation at its desk: reading it, answering it.

use std::time::Duration;

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{ConversationId, MessageId};
use domain::locale::Locale;
use domain::messages::{Body, MessageCursor, PAGE_LENGTH, RefusedFile, SendKey};
use domain::results::{CommentProblem, CommentValues};
use domain::staff::{
    CaseMessage, CasePage, CaseReplyProblem, CaseReplyValues, CaseView, Colleague, LookProblem,
    LookValues, NoteProblem, NoteValues, NoteView, Role, Team, TeamName, TemplateName, Writer,
    can_forward, with_template,
};
use domain::time::minutes;
use store::messages::{self as messages, NewMessage};
use store::staff::desk;

use super::{answered, asked, files, team_name, waits};
use crate::access::{Case, DeskWorker, Opened};
use crate::cx::Cx;
use crate::messages::files::of_message;
use crate::messages::person;
use crate::stop::{Refusal, Stop};

/// For how long a conversation's page says that the reply was sent.
const JUST_SENT: Duration = minutes(2);

/// What the visitor sent last and was refused, if a form of this room.
#[derive(Clone, Default)]
pub struct Typed {
    /// The reply.
    pub reply: Option<Form<CaseReplyValues, CaseReplyProblem>>,
    /// Its files that were not taken.
    pub refused: Vec<RefusedFile>,
    /// The note.
    pub note: Option<Form<NoteValues, NoteProblem>>,
    /// The comment on a result.
    pub comment: Option<Form<CommentValues, CommentProblem>>,
    /// The reason for looking.
    pub look: Option<Form<LookValues, LookProblem>>,
}

/// A conversation, one page of its messages, newest first; or the question why, where it is
/// another team's. The look is in the audit trail, with its reason, before the page leaves.
pub async fn conversation(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
    before: Option<MessageCursor>,
    typed: Typed,
) -> Result<CasePage, Stop> {
    let name = id.to_string();
    let case = match who.open(cx, id).await? {
        Opened::Case(case) => case,
        Opened::Ask => {
            let typed = typed.look.filter(|form| form.values.conversation == name);
            return Ok(CasePage::Ask(typed.unwrap_or_else(|| {
                Form::fresh(LookValues {
                    conversation: name,
                    ..LookValues::default()
                })
            })));
        }
    };
    let place = before.map(|cursor| (cursor.at, cursor.id));
    let listed = messages::messages(&mut cx.tx, id, place, PAGE_LENGTH + 1).await?;
    let page = &listed[..listed.len().min(PAGE_LENGTH as usize)];
    let earlier = match page.last() {
        Some(last) if listed.len() > page.len() => Some(MessageCursor {
            at: last.sent_at,
            id: last.id,
        }),
        _ => None,
    };
    let notes = desk::notes(&mut cx.tx, id).await?;
    let attached = store::attachments::of_conversation(&mut cx.tx, id).await?;
    let asked = asked::of_case(cx, who, &case).await?;
    let comment = asked::form(cx, id, asked.as_ref(), typed.comment)?;
    let row = case.row();
    let reply = match typed.reply.filter(|form| form.values.conversation == name) {
        Some(form) => form,
        None => Form::fresh(CaseReplyValues {
            conversation: name.clone(),
            send_key: SendKey::new(cx.random()?).as_str().to_owned(),
            newest: row.newest_id.to_string(),
            ..CaseReplyValues::default()
        }),
    };
    let note = typed.note.filter(|form| form.values.conversation == name);
    let locale = cx.facts.locale;
    let view = CaseView {
        id,
        subject: row.subject.clone(),
        topic: row.topic,
        member: row.name.clone(),
        birth_date: row.birth_date,
        reads: row.locale.unwrap_or_default(),
        with: person(row.desk, row.given.as_deref(), row.family.as_deref()),
        team: team_name(row.team, row.office.as_deref()),
        reason: case.reason(),
        waits: row
            .waiting_since
            .zip(row.due_at)
            .map(|(since, due)| waits(cx, since, due)),
        closed: row.closed_reason,
        urgency: row.urgency,
        me: who.id(),
        newest: row.newest_id,
        assigned: row
            .assigned_to
            .zip(row.assigned.clone())
            .map(|(id, name)| (id, name, id == who.id())),
        just_sent: !row.newest_is_members() && cx.now.since(row.newest_at) < JUST_SENT,
        messages: page
            .iter()
            .map(|row| message_view(cx, row, &attached))
            .collect(),
        asked,
        comment,
        earlier: earlier.map(|cursor| cursor.to_string()),
        continued: before.is_some(),
        notes: notes
            .into_iter()
            .map(|note| NoteView {
                author: note.author,
                written: cx.portal.local(note.written_at),
                text: note.body,
            })
            .collect(),
        colleagues: colleagues(cx, case.row().team).await?,
        forward_to: forward_to(cx, &case).await?,
        templates: templates(cx, locale),
        may_cover: who.role().is_clinical(),
        reply,
        files: files::waiting(cx, who, id).await?,
        refused: typed.refused,
        note: note.unwrap_or_else(|| {
            Form::fresh(NoteValues {
                conversation: name,
                ..NoteValues::default()
            })
        }),
    };
    cx.looked(case.act(who, Action::ViewConversation))?;
    Ok(CasePage::Open(Box::new(view)))
}

fn message_view(
    cx: &Cx,
    row: &messages::MessageRow,
    attached: &[store::attachments::FileRow],
) -> CaseMessage {
    CaseMessage {
        id: row.id,
        writer: if row.received() {
            Writer::Team(person(
                row.desk,
                row.given.as_deref(),
                row.family.as_deref(),
            ))
        } else {
            Writer::Member
        },
        sent: cx.portal.local(row.sent_at),
        body: row.body.clone(),
        no_reply: row.no_reply,
        number: row.number.clone(),
        files: of_message(attached, row.id),
    }
}

/// Who answers for a team.
pub(super) async fn colleagues(cx: &mut Cx, team: Team) -> Result<Vec<Colleague>, Stop> {
    let found = match team {
        Team::Office(office) => store::staff::at_office(&mut cx.tx, office).await?,
        Team::Desk(_) => store::staff::in_role(&mut cx.tx, Role::MemberServices).await?,
        Team::Clinicians => {
            let mut all = store::staff::in_role(&mut cx.tx, Role::Nurse).await?;
            all.extend(store::staff::in_role(&mut cx.tx, Role::Physician).await?);
            all
        }
    };
    let named = found.into_iter().map(|one| Colleague {
        id: one.id,
        name: one.name,
    });
    Ok(named.collect())
}

/// The teams that a conversation can be handed to.
async fn forward_to(cx: &mut Cx, case: &Case) -> Result<Vec<(String, TeamName)>, Stop> {
    let mut teams: Vec<(Team, TeamName)> = desk::offices(&mut cx.tx)
        .await?
        .into_iter()
        .map(|office| (Team::Office(office.id), TeamName::Office(office.name)))
        .collect();
    let others = domain::messages::Desk::ALL.map(Team::Desk);
    for team in [Team::Clinicians].into_iter().chain(others) {
        teams.push((team, team_name(team, None)));
    }
    teams.retain(|(team, _)| can_forward(case.whose(), *team));
    Ok(teams
        .into_iter()
        .map(|(team, name)| (team.to_string(), name))
        .collect())
}

fn templates(cx: &Cx, locale: Locale) -> Vec<TemplateName> {
    let templates = cx.portal.organisation().templates.iter();
    templates
        .map(|template| TemplateName {
            key: template.key.clone(),
            name: template.name(locale).to_owned(),
        })
        .collect()
}

/// The reply's form with one of the plan's texts put into it, in the language that the member
/// reads. Nothing is stored.
pub async fn insert_template(
    cx: &mut Cx,
    who: &DeskWorker,
    values: &CaseReplyValues,
    key: &str,
) -> Result<Form<CaseReplyValues, CaseReplyProblem>, Stop> {
    let id = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let case = who.case(cx, id).await?;
    let reads = case.row().locale.unwrap_or_default();
    let templates = &cx.portal.organisation().templates;
    let found = templates.iter().find(|template| template.key == key);
    let message = found.map(|found| with_template(&values.message, found.text(reads)));
    Ok(Form::fresh(CaseReplyValues {
        message: message.unwrap_or_else(|| values.message.clone()),
        ..values.clone()
    }))
}

/// Answers a conversation, once for each form however often it arrives (MSG-8), and never past
/// what its author has read. The inner error is the form with what is wrong with it.
pub async fn reply(
    cx: &mut Cx,
    who: &DeskWorker,
    values: &CaseReplyValues,
) -> Result<Result<MessageId, Form<CaseReplyValues, CaseReplyProblem>>, Stop> {
    let key = SendKey::parse(&values.send_key).ok_or(Refusal::BadRequest)?;
    let id: ConversationId = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let case = who.case(cx, id).await?;
    let refused = |values: CaseReplyValues, problem| Ok(Err(Form::refused(values, vec![problem])));
    let body = match values.parse() {
        Ok(body) => body,
        Err(problem) => return refused(values.clone(), problem),
    };
    let attached = files::named(cx, who, &case, &values.attached).await?;
    // With a file that waits to be sent it is another answer, whatever its text.
    let more = attached.as_ref().is_ok_and(|files| !files.is_empty());
    let member = case.row().member;
    if let Some(sent) = messages::sent_with(&mut cx.tx, member, &key).await? {
        if !more && sent.conversation == id && sent.body == body.as_str() {
            return Ok(Ok(sent.message));
        }
        let values = CaseReplyValues {
            send_key: SendKey::new(cx.random()?).as_str().to_owned(),
            ..values.clone()
        };
        return refused(values, CaseReplyProblem::SentOtherText);
    }
    let newest = case.row().newest_id;
    if values.newest != newest.to_string() {
        let problem = if case.row().newest_is_members() {
            CaseReplyProblem::WrittenSince
        } else {
            CaseReplyProblem::AnsweredSince
        };
        // Sent once more it is answered past that: the page has told of it.
        let values = CaseReplyValues {
            newest: newest.to_string(),
            ..values.clone()
        };
        return refused(values, problem);
    }
    let attached = match attached {
        Ok(attached) => attached,
        Err(problem) => return refused(values.clone(), CaseReplyProblem::File(problem)),
    };
    let covering = values.covering && who.role().is_clinical();
    let message = write(cx, who, &case, &body, key, covering).await?;
    files::send(cx, who, &case, &attached, message).await?;
    Ok(Ok(message))
}

async fn write(
    cx: &mut Cx,
    who: &DeskWorker,
    case: &Case,
    body: &Body,
    key: SendKey,
    no_reply: bool,
) -> Result<MessageId, Stop> {
    let (now, seed) = cx.id_seed()?;
    let row = case.row();
    let new = NewMessage {
        id: MessageId::new(now, seed),
        conversation: row.id,
        member: row.member,
        author: who.author(case).ok_or(Refusal::NotOpen)?,
        body: body.as_str().to_owned(),
        sent_at: now,
        no_reply,
        read_at: None,
        send_key: Some(key),
    };
    crate::messages::add(cx, &new).await?;
    answered(cx, row.id, now).await?;
    let act = case.act(who, Action::SendMessage);
    cx.record(act.on(new.id)).await?;
    Ok(new.id)
}
