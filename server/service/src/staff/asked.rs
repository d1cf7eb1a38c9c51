//! A result that a member asks about, at the desk: looking at it, commenting on it.

use std::time::Duration;

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{CommentId, ConversationId, ReportId};
use domain::messages::{Body, SendKey};
use domain::results::{CommentProblem, CommentValues, Shown, flag};
use domain::staff::{AskedResult, AskedValue, CaseResult};
use domain::time::minutes;
use store::messages::about;
use store::results::comments::{self as rows, NewComment};
use store::results::{self as results, Report};

use super::tell;
use crate::access::{Case, DeskWorker};
use crate::cx::Cx;
use crate::live::Change;
use crate::messages::about::has_changed;
use crate::notices;
use crate::results::{comments_of, component, stands, taken};
use crate::stop::{Refusal, Stop};

/// For how long the very same comment of the same person counts as sent already.
const JUST_SENT: Duration = minutes(2);

/// The result that a conversation asks about: whole for clinicians, whose look the member finds in
/// the history of their record; that there is one, for everybody else.
pub(super) async fn of_case(
    cx: &mut Cx,
    who: &DeskWorker,
    case: &Case,
) -> Result<Option<CaseResult>, Stop> {
    let asked = about::of_conversation(&mut cx.tx, case.row().id).await?;
    let Some(row) = asked.into_iter().next() else {
        return Ok(None);
    };
    if !who.role().is_clinical() {
        return Ok(Some(CaseResult::Closed));
    }
    let member = case.row().member;
    let Some(report) = results::report(&mut cx.tx, row.report, member).await? else {
        return Ok(Some(CaseResult::Closed));
    };
    cx.looked(case.act(who, Action::ViewResult).on(report.id))?;
    let changed = has_changed(&row);
    Ok(Some(CaseResult::Open(Box::new(
        view(cx, report, changed).await?,
    ))))
}

async fn view(cx: &mut Cx, report: Report, changed: bool) -> Result<AskedResult, Stop> {
    let mut values = Vec::new();
    for row in results::values_of(&mut cx.tx, report.id).await? {
        let own = component(&row.component)?;
        values.push(AskedValue {
            shown: Shown::of(&own),
            ranges: own.shown_ranges(),
            // A value that does not stand is neither high nor low.
            flag: flag(&own).filter(|_| stands(&report, &row)),
            status: Some(row.status).filter(|status| *status != report.status),
            name: row.name,
        });
    }
    Ok(AskedResult {
        comments: comments_of(cx, report.id).await?,
        taken: taken(cx, report.at_source.as_deref()),
        id: report.id,
        name: report.name,
        status: report.status,
        changed,
        values,
        conclusion: report.conclusion,
    })
}

/// The form of a comment, for a clinician before whom a result lies: as it was sent last, if it
/// was refused.
pub(super) fn form(
    cx: &Cx,
    conversation: ConversationId,
    asked: Option<&CaseResult>,
    typed: Option<Form<CommentValues, CommentProblem>>,
) -> Result<Option<Form<CommentValues, CommentProblem>>, Stop> {
    let Some(CaseResult::Open(result)) = asked else {
        return Ok(None);
    };
    let (conversation, report) = (conversation.to_string(), result.id.to_string());
    let typed = typed
        .filter(|form| form.values.conversation == conversation && form.values.report == report);
    Ok(Some(match typed {
        Some(form) => form,
        None => Form::fresh(CommentValues {
            conversation,
            report,
            comment: String::new(),
            send_key: new_key(cx)?,
        }),
    }))
}

fn new_key(cx: &Cx) -> Result<String, Stop> {
    Ok(SendKey::new(cx.random()?).as_str().to_owned())
}

/// Writes a comment on a result that a conversation asks about, once for each form however often
/// it arrives. It holds nothing back: the result was there before. The inner error is the form
/// with what is wrong with it.
pub async fn comment(
    cx: &mut Cx,
    who: &DeskWorker,
    values: &CommentValues,
) -> Result<Result<(), Form<CommentValues, CommentProblem>>, Stop> {
    let key = SendKey::parse(&values.send_key).ok_or(Refusal::BadRequest)?;
    let conversation = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let report: ReportId = values.report.parse().map_err(|_| Refusal::BadRequest)?;
    let case = who.case(cx, conversation).await?;
    let act = case.act(who, Action::CommentResult);
    if !who.role().is_clinical() {
        cx.record(act.on(report).refused()).await?;
        return Err(Refusal::NotOpen.into());
    }
    let asked = about::of_conversation(&mut cx.tx, conversation).await?;
    if !asked.iter().any(|row| row.report == report) {
        cx.record(act.on(report).refused()).await?;
        return Err(Refusal::NotFound.into());
    }
    let body = match values.parse() {
        Ok(body) => body,
        Err(problem) => return Ok(Err(Form::refused(values.clone(), vec![problem]))),
    };
    let id: CommentId = key.as_str().parse().map_err(|_| Refusal::BadRequest)?;
    if let Some(before) = rows::find(&mut cx.tx, id).await? {
        let same = (before.report, before.author) == (report, who.id());
        if same && before.body == body.as_str() {
            return Ok(Ok(()));
        }
        let values = CommentValues {
            send_key: new_key(cx)?,
            ..values.clone()
        };
        let problems = vec![CommentProblem::SentOtherText];
        return Ok(Err(Form::refused(values, problems)));
    }
    if said_already(cx, who, report, &body).await? {
        return Ok(Ok(()));
    }
    let new = NewComment {
        id,
        report,
        author: who.id(),
        body: body.as_str().to_owned(),
        written_at: cx.now,
    };
    rows::add(&mut cx.tx, &new).await?;
    cx.record(act.on(report)).await?;
    notices::result_commented(cx, case.row().member, report).await?;
    cx.tell(case.row().member, Change::Record);
    tell(cx, conversation).await?;
    Ok(Ok(()))
}

/// The very same text, sent a moment ago from another rendering of the form: a reload, or Back and
/// the button again. It is one comment too.
async fn said_already(
    cx: &mut Cx,
    who: &DeskWorker,
    report: ReportId,
    body: &Body,
) -> Result<bool, Stop> {
    let found = rows::of_report(&mut cx.tx, report).await?;
    let since = cx.now - JUST_SENT;
    Ok(found
        .iter()
        .any(|one| one.author == who.id() && one.body == body.as_str() && one.written_at > since))
}
