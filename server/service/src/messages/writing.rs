//! Contact Care Team and Reply.

use std::cmp::Reverse;

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{ConversationId, MessageId, ReportId};
use domain::messages::{
    Body, ComposeProblem, ComposeValues, ComposeView, Correspondent, Desk, Draft, NotListed,
    Reason, Recipient, RefusedFile, ReplyProblem, ReplyState, ReplyValues, SendKey, Sent, Topic,
    Unreachable, WhyNot, in_order, reply_state,
};
use store::messages as rows;
use store::messages::Tie;

use super::{JUST_SENT, about, add, drafts, files, standing, why_read_only};
use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::notices;
use crate::results::release::Shelf;
use crate::stop::{Fault, Refusal, Stop};

/// What Contact Care Team begins with.
#[derive(Clone, Debug, Default)]
pub struct Begun {
    /// To whom, if a link named them.
    pub to: Option<Correspondent>,
    /// The result that a link asks about; one that is not there, or not theirs, is not attached.
    pub report: Option<ReportId>,
    /// The draft that a link named; one that is not there, or not theirs, is gone.
    pub draft: Option<String>,
    /// The form that the visitor sent last, when it was refused.
    pub typed: Option<Form<ComposeValues, ComposeProblem>>,
    /// The files that the visitor sent last and that were not taken.
    pub refused: Vec<RefusedFile>,
}

/// Contact Care Team: who can be written to, with a form as it was begun or a fresh one.
pub async fn compose(cx: &mut Cx, who: &Member, begun: Begun) -> Result<ComposeView, Stop> {
    if let Some(why) = why_read_only(who) {
        cx.looked(Act::own(who.id(), Action::ViewRecipients).refused())?;
        return Ok(ComposeView {
            recipients: Vec::new(),
            unreachable: Vec::new(),
            not_listed: None,
            answer_by: None,
            form: Form::fresh(ComposeValues::default()),
            saved: None,
            files: Vec::new(),
            refused: Vec::new(),
            offer: None,
            about: None,
            gone: false,
            read_only: Some(why),
        });
    }
    let people = people(cx, who).await?;
    let draft = match (&begun.typed, &begun.draft) {
        (None, Some(id)) => match id.parse() {
            Ok(id) => drafts::message(cx, who, id).await?,
            Err(_) => None,
        },
        _ => None,
    };
    let mut not_listed = None;
    let fresh = begun.typed.is_none() && draft.is_none();
    let (form, saved) = if let Some(form) = begun.typed {
        (form, None)
    } else {
        let text = draft.as_ref().map(store::drafts::DraftRow::text);
        let report = text.as_ref().map_or(begun.report, |text| text.report);
        let report = match report {
            Some(id) => about::find(cx, who, id).await?,
            None => None,
        };
        let to = match (&text, begun.to, &report) {
            (Some(text), ..) => text.to,
            (None, None, Some(result)) => about::best(cx, result.id, &people.recipients).await?,
            (None, to, _) => to,
        };
        not_listed = to.and_then(|to| people.not_listed(to));
        let key = match &draft {
            Some(row) => row.send_key.clone(),
            None => SendKey::new(cx.random()?),
        };
        let form = Form::fresh(ComposeValues {
            to: to
                .filter(|_| not_listed.is_none())
                .map(|to| to.to_string())
                .unwrap_or_default(),
            topic: text
                .as_ref()
                .map_or(fresh_topic(report.is_some()), |text| text.topic)
                .key()
                .to_owned(),
            send_key: key.as_str().to_owned(),
            mark: drafts::mark(cx, draft.as_ref())?,
            attached: String::new(),
            report: report
                .map(|result| result.id.to_string())
                .unwrap_or_default(),
            subject: text
                .as_ref()
                .map(|text| text.subject.clone())
                .unwrap_or_default(),
            message: text.map(|text| text.message).unwrap_or_default(),
        });
        (form, draft.map(|row| cx.portal.local(row.saved_at)))
    };
    let files = match form.values.mark.draft.parse() {
        Ok(id) => drafts::files_of(cx, who, id).await?,
        Err(_) => Vec::new(),
    };
    let result = about::named(cx, who, &form.values.report).await?;
    let gone = fresh && begun.draft.is_some();
    let offer = if fresh && !gone {
        drafts::offer(cx, who).await?
    } else {
        None
    };
    cx.looked(Act::own(who.id(), Action::ViewRecipients))?;
    let answer_by = cx.portal.local(crate::staff::due_at(cx, cx.now));
    Ok(ComposeView {
        recipients: people.recipients,
        unreachable: people.unreachable.into_iter().map(|(_, one)| one).collect(),
        not_listed,
        answer_by: Some(answer_by),
        form,
        saved,
        files,
        refused: begun.refused,
        offer,
        about: result,
        gone,
        read_only: None,
    })
}

/// What a message is about before anything is chosen.
fn fresh_topic(asks_about_result: bool) -> Topic {
    if asks_about_result {
        Topic::Test
    } else {
        Topic::default()
    }
}

/// Everyone of a member's care.
struct People {
    /// Whom they can write to, in order.
    recipients: Vec<Recipient>,
    /// Whom they cannot, in order.
    unreachable: Vec<(Correspondent, Unreachable)>,
}

impl People {
    /// What is told of somebody whom a link or a draft names and who is not in the list.
    fn not_listed(&self, to: Correspondent) -> Option<NotListed> {
        if self.recipients.iter().any(|person| person.to == to) {
            return None;
        }
        let known = self.unreachable.iter().find(|(one, _)| *one == to);
        Some(match known {
            Some((_, one)) => NotListed::Known(one.clone()),
            None => NotListed::Other,
        })
    }
}

/// Everyone a member can write to, in order, and those of their care who take no messages
/// here.
async fn people(cx: &mut Cx, who: &Member) -> Result<People, Stop> {
    let mut reachable = Vec::new();
    let mut others = Vec::new();
    let own_office = own_office(cx, who).await?;
    // Whoever read a result that is not shown yet is not told of by it (ACC-9).
    let shelf = Shelf::own(cx, who).await?;
    for row in rows::people(&mut cx.tx, who.id(), shelf.held_ids()).await? {
        let day = row.at.map(|at| Reverse(cx.portal.local(at).civil.date()));
        let reason = match (row.why, day) {
            (Tie::Physician, _) => Reason::PersonalPhysician,
            (Tie::Office, _) => Reason::SameOffice,
            (Tie::Visit, Some(day)) => Reason::SawYou(day),
            (Tie::Test, Some(day)) => Reason::ReviewedTest(day),
            (Tie::Wrote, Some(day)) => Reason::WroteToYou(day),
            (Tie::StoodIn, Some(on)) => Reason::StoodIn {
                on,
                for_whom: name(row.for_given.as_deref(), row.for_family.as_deref()),
            },
            (Tie::Visit | Tie::Test | Tie::Wrote | Tie::StoodIn, None) => {
                return Err(Fault::Shape("tie without time").into());
            }
        };
        let listed = Recipient {
            to: Correspondent::Practitioner(row.id),
            name: format!("{} {}", row.given, row.family),
            specialty: row.specialty,
            office: row.office.or_else(|| own_office.clone()),
            reason,
        };
        let why = match (row.has_left, row.receives_messages) {
            (true, _) => Some(WhyNot::Left),
            (false, false) => Some(WhyNot::NoMessages),
            (false, true) => None,
        };
        match why {
            None => reachable.push(listed),
            Some(why) if listed.reason != Reason::SameOffice => {
                others.push((listed, why, row.phone));
            }
            Some(_) => {}
        }
    }
    for desk in Desk::ALL {
        reachable.push(Recipient {
            to: Correspondent::Desk(desk),
            name: String::new(),
            specialty: None,
            office: None,
            reason: Reason::Desk,
        });
    }
    let unreachable = in_order(others.iter().map(|(listed, ..)| listed.clone()).collect())
        .into_iter()
        .filter_map(|listed| {
            let (_, why, phone) = others.iter().find(|(other, ..)| other.to == listed.to)?;
            let one = Unreachable {
                name: listed.name,
                reason: listed.reason,
                why: *why,
                phone: phone.clone(),
            };
            Some((listed.to, one))
        })
        .collect();
    Ok(People {
        recipients: in_order(reachable),
        unreachable,
    })
}

/// The name of the member's own medical office, whose team answers for clinicians of whom no
/// office is known.
async fn own_office(cx: &mut Cx, who: &Member) -> Result<Option<String>, Stop> {
    let member = store::roll::member(&mut cx.tx, who.id()).await?;
    let office = match member.and_then(|member| member.medical_office) {
        Some(id) => store::roll::office(&mut cx.tx, id).await?,
        None => None,
    };
    Ok(office.map(|office| office.name))
}

fn name(given: Option<&str>, family: Option<&str>) -> String {
    let name = [given.unwrap_or_default(), family.unwrap_or_default()].join(" ");
    name.trim().to_owned()
}

/// What is told of somebody who is not in the list, if they are not.
pub(super) async fn not_listed(
    cx: &mut Cx,
    who: &Member,
    to: Correspondent,
) -> Result<Option<NotListed>, Stop> {
    Ok(people(cx, who).await?.not_listed(to))
}

pub(super) async fn is_listed(cx: &mut Cx, who: &Member, to: Correspondent) -> Result<bool, Stop> {
    Ok(people(cx, who)
        .await?
        .recipients
        .iter()
        .any(|person| person.to == to))
}

/// Sends a new message, once for each form however often it arrives (MSG-8). The inner
/// error is the form with what is wrong with it.
pub async fn send(
    cx: &mut Cx,
    who: &Member,
    values: &ComposeValues,
) -> Result<Result<Sent, Form<ComposeValues, ComposeProblem>>, Stop> {
    let key = SendKey::parse(&values.send_key).ok_or(Refusal::BadRequest)?;
    if why_read_only(who).is_some() {
        cx.record(Act::own(who.id(), Action::SendMessage).refused())
            .await?;
        return Err(Refusal::NotOpen.into());
    }
    let draft = match values.parse() {
        Ok(draft) => draft,
        Err(problems) => return Ok(Err(Form::refused(values.clone(), problems))),
    };
    let attached = files::named(cx, who, &values.attached).await?;
    // With a file that waits to be sent it is another message, whatever its text.
    let more = attached.as_ref().is_ok_and(|files| !files.is_empty());
    let same = |sent: &rows::SentRow| {
        !more
            && sent.with() == Some(draft.to)
            && sent.subject == draft.subject.as_str()
            && sent.body == draft.body.as_str()
            && sent.report == draft.report
    };
    if let Some(sent) = rows::sent_with(&mut cx.tx, who.id(), &key).await? {
        return Ok(if same(&sent) {
            drafts::sent(cx, who, &key, &values.mark).await?;
            Ok(Sent {
                conversation: sent.conversation,
                message: sent.message,
                again: true,
            })
        } else {
            let send_key = SendKey::new(cx.random()?).as_str().to_owned();
            let values = ComposeValues {
                send_key,
                ..values.clone()
            };
            Err(Form::refused(values, vec![ComposeProblem::SentOtherText]))
        });
    }
    if let Some(sent) = sent_again(cx, who, same).await? {
        drafts::sent(cx, who, &key, &values.mark).await?;
        return Ok(Ok(sent));
    }
    if !is_listed(cx, who, draft.to).await? {
        cx.record(Act::own(who.id(), Action::SendMessage).refused())
            .await?;
        let problems = vec![ComposeProblem::RecipientNotListed];
        return Ok(Err(Form::refused(values.clone(), problems)));
    }
    if let Some(report) = draft.report
        && about::find(cx, who, report).await?.is_none()
    {
        cx.record(Act::own(who.id(), Action::SendMessage).on(report).refused())
            .await?;
        let problems = vec![ComposeProblem::ReportGone];
        return Ok(Err(Form::refused(values.clone(), problems)));
    }
    let attached = match attached {
        Ok(attached) => attached,
        Err(problem) => {
            let problems = vec![ComposeProblem::File(problem)];
            return Ok(Err(Form::refused(values.clone(), problems)));
        }
    };
    let conversation = open(cx, who, &draft).await?;
    let message = write(cx, who, conversation, &draft.body, key.clone()).await?;
    if let Some(report) = draft.report {
        rows::about::ask(&mut cx.tx, message, report).await?;
        // What somebody asks about was shown to them: no later choice hides it in what they wrote.
        store::results::release::show(&mut cx.tx, report, who.id(), cx.now).await?;
    }
    files::send(cx, who, &attached, message).await?;
    drafts::sent(cx, who, &key, &values.mark).await?;
    Ok(Ok(Sent {
        conversation,
        message,
        again: false,
    }))
}

/// The very same message, sent a moment ago from another rendering of the form: a reload, or
/// Back and Send again. It is one message too.
async fn sent_again(
    cx: &mut Cx,
    who: &Member,
    same: impl Fn(&rows::SentRow) -> bool,
) -> Result<Option<Sent>, Stop> {
    let since = cx.now - JUST_SENT;
    let lately = rows::written_since(&mut cx.tx, who.id(), since).await?;
    let sent = lately.into_iter().find(same);
    Ok(sent.map(|sent| Sent {
        conversation: sent.conversation,
        message: sent.message,
        again: true,
    }))
}

async fn open(cx: &mut Cx, who: &Member, draft: &Draft) -> Result<ConversationId, Stop> {
    let (now, seed) = cx.id_seed()?;
    let id = ConversationId::new(now, seed);
    let new = rows::NewConversation {
        id,
        member: who.id(),
        with: draft.to,
        topic: draft.topic,
        subject: draft.subject.as_str().to_owned(),
        created_at: now,
    };
    rows::open(&mut cx.tx, &new).await?;
    Ok(id)
}

async fn write(
    cx: &mut Cx,
    who: &Member,
    conversation: ConversationId,
    body: &Body,
    key: SendKey,
) -> Result<MessageId, Stop> {
    let (now, seed) = cx.id_seed()?;
    let id = MessageId::new(now, seed);
    let new = rows::NewMessage {
        id,
        conversation,
        member: who.id(),
        author: rows::Author::Member,
        body: body.as_str().to_owned(),
        sent_at: now,
        no_reply: false,
        read_at: None,
        send_key: Some(key),
    };
    add(cx, &new).await?;
    cx.record(Act::own(who.id(), Action::SendMessage).on(id))
        .await?;
    Ok(id)
}

/// Answers a conversation, once for each form, and marks as read what stood on its page.
/// The inner error is the form with what is wrong with it.
pub async fn reply(
    cx: &mut Cx,
    who: &Member,
    values: &ReplyValues,
) -> Result<Result<Sent, Form<ReplyValues, ReplyProblem>>, Stop> {
    let key = SendKey::parse(&values.send_key).ok_or(Refusal::BadRequest)?;
    let id: ConversationId = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let Some(found) = rows::find(&mut cx.tx, who.id(), id).await? else {
        cx.record(Act::own(who.id(), Action::SendMessage).on(id).refused())
            .await?;
        return Err(Refusal::NotFound.into());
    };
    let refused = |problem| Ok(Err(Form::refused(values.clone(), vec![problem])));
    let body = match values.parse() {
        Ok(body) => body,
        Err(problem) => return refused(problem),
    };
    let attached = files::named(cx, who, &values.attached).await?;
    let more = attached.as_ref().is_ok_and(|files| !files.is_empty());
    let same =
        |sent: &rows::SentRow| !more && sent.conversation == id && sent.body == body.as_str();
    if let Some(sent) = rows::sent_with(&mut cx.tx, who.id(), &key).await? {
        return Ok(if same(&sent) {
            drafts::sent(cx, who, &key, &values.mark).await?;
            Ok(Sent {
                conversation: id,
                message: sent.message,
                again: true,
            })
        } else {
            let send_key = SendKey::new(cx.random()?).as_str().to_owned();
            let values = ReplyValues {
                send_key,
                ..values.clone()
            };
            Err(Form::refused(values, vec![ReplyProblem::SentOtherText]))
        });
    }
    if let ReplyState::Closed(why) = reply_state(found.newest(), standing(who), cx.now) {
        cx.record(Act::own(who.id(), Action::SendMessage).on(id).refused())
            .await?;
        return refused(ReplyProblem::Closed(why));
    }
    if let Some(sent) = sent_again(cx, who, same).await? {
        drafts::sent(cx, who, &key, &values.mark).await?;
        return Ok(Ok(sent));
    }
    let attached = match attached {
        Ok(attached) => attached,
        Err(problem) => return refused(ReplyProblem::File(problem)),
    };
    if let Ok(shown) = values.newest.parse() {
        let now = cx.now;
        let marked = rows::mark_read_up_to(&mut cx.tx, who.id(), id, shown, now).await?;
        if marked > 0 {
            cx.record(Act::own(who.id(), Action::ReadMessage).on(id))
                .await?;
            notices::messages_read(cx, who.id(), id).await?;
        }
    }
    let message = write(cx, who, id, &body, key.clone()).await?;
    files::send(cx, who, &attached, message).await?;
    drafts::sent(cx, who, &key, &values.mark).await?;
    Ok(Ok(Sent {
        conversation: id,
        message,
        again: false,
    }))
}
