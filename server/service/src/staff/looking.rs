//! A reason for opening another team's conversation (ACC-10).

use std::time::Duration;

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{ConversationId, LookId};
use domain::staff::{LookProblem, LookValues};
use domain::time::minutes;
use store::staff::desk::{self, NewLook};

use crate::access::DeskWorker;
use crate::cx::{Act, Cx};
use crate::mails;
use crate::stop::{Refusal, Stop};

/// For how long a reason opens a conversation.
const HOLDS: Duration = minutes(30);

/// Takes a reason, tells the privacy officer, and opens the conversation for half an hour. The
/// inner error is the form with what is wrong with it. Where no reason is needed, it is open.
pub async fn look(
    cx: &mut Cx,
    who: &DeskWorker,
    values: &LookValues,
) -> Result<Result<ConversationId, Form<LookValues, LookProblem>>, Stop> {
    let id: ConversationId = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let Some(member) = who.may_give_reason(cx, id).await? else {
        // Open already, or answered like one that does not exist.
        return who.case(cx, id).await.map(|_| Ok(id));
    };
    let (reason, words) = match values.parse() {
        Ok(parsed) => parsed,
        Err(problems) => return Ok(Err(Form::refused(values.clone(), problems))),
    };
    let (now, bytes) = cx.id_seed()?;
    let look = NewLook {
        id: LookId::new(now, bytes),
        conversation: id,
        staff: who.id(),
        reason,
        words,
        at: now,
        until: now + HOLDS,
    };
    desk::insert_look(&mut cx.tx, &look).await?;
    let act = Act::staff(who.id(), Action::GiveReason);
    cx.record(act.about(member).on(look.id).because(reason))
        .await?;
    tell_privacy_officer(cx, who.name(), look.id).await?;
    Ok(Ok(id))
}

async fn tell_privacy_officer(cx: &mut Cx, who: &str, look: LookId) -> Result<(), Stop> {
    let plan = cx.portal.organisation();
    let Some(officer) = plan.privacy_officer.clone() else {
        return Ok(());
    };
    let mail = mails::looked(&plan.name, who, &look.to_string());
    mails::send(cx, officer, mail).await
}
