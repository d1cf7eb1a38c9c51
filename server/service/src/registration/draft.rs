//! The draft of a registration: everything that was typed and reached so far.

use domain::ids::MemberId;
use domain::registration::code::CodeState;
use domain::registration::identity::{Question, SetState};
use domain::registration::membership::MembershipValues;
use domain::registration::{DRAFT_LIFE, Progress, Step, Turn, UserIdValues};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::registration as rows;

use crate::cx::Cx;
use crate::stop::{Refusal, Stop};

/// Everything that was typed and reached so far. Holds no password and no answer.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Draft {
    pub progress: Progress,
    pub typed: MembershipValues,
    pub member: Option<MemberId>,
    pub terms: Option<Terms>,
    pub contact: UserIdValues,
    pub code: Option<Code>,
    /// The identity questions with their right options.
    pub questions: Vec<Question>,
    pub set: SetState,
    /// Whether this set is counted among the member's sets of the day.
    pub counted: bool,
}

/// The terms as they were accepted.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Terms {
    pub version: String,
    pub at: Timestamp,
}

/// The newest code: a keyed digest of it, and its counters.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Code {
    pub mac: String,
    pub state: CodeState,
    /// Whether it was asked for again, for the page to say so.
    pub again: bool,
}

impl Draft {
    pub fn new() -> Self {
        Self {
            progress: Progress::START,
            typed: MembershipValues::default(),
            member: None,
            terms: None,
            contact: UserIdValues::default(),
            code: None,
            questions: Vec::new(),
            set: SetState::default(),
            counted: false,
        }
    }

    /// What is left once the account exists: where it got to, and the user ID.
    pub fn finished(user_id: String) -> Self {
        Self {
            progress: Progress {
                current: Step::Done,
            },
            contact: UserIdValues {
                user_id,
                email: String::new(),
            },
            ..Self::new()
        }
    }

    /// The member whose facts matched. Every page after the first has one.
    pub fn member(&self) -> Result<MemberId, Stop> {
        self.member.ok_or_else(|| Refusal::OutOfOrder.into())
    }

    /// What to do with a posted form of `step`; a skipped step is refused.
    pub fn turn(&self, step: Step, same: bool) -> Result<Option<Step>, Stop> {
        match self.progress.turn(step, same) {
            Turn::Take => Ok(None),
            Turn::Already(current) => Ok(Some(current)),
            Turn::Refuse => Err(Refusal::OutOfOrder.into()),
        }
    }
}

/// The visitor's draft, if there is one and its time is not over.
pub(super) async fn find(cx: &mut Cx) -> Result<Option<Draft>, Stop> {
    let Some(ticket) = cx.facts.registration.clone() else {
        return Ok(None);
    };
    let after = cx.now - DRAFT_LIFE;
    let Some(kept) = rows::find(&mut cx.tx, &ticket, after).await? else {
        return Ok(None);
    };
    Ok(Some(
        serde_json::from_str(&kept.draft).map_err(crate::stop::Fault::from)?,
    ))
}

/// The draft for a posted form: everything about drafts happens one after the other.
pub(super) async fn take(cx: &mut Cx) -> Result<Draft, Stop> {
    rows::lock(&mut cx.tx).await?;
    find(cx).await?.ok_or_else(|| Refusal::OutOfOrder.into())
}

/// The draft for the page of `step`, which must have been reached; notes that it is used.
pub(super) async fn open(cx: &mut Cx, step: Step) -> Result<Draft, Stop> {
    let draft = take(cx).await?;
    if draft.progress.show(step) != step {
        return Err(Refusal::OutOfOrder.into());
    }
    touch(cx).await?;
    Ok(draft)
}

/// Notes that the visitor's draft is used.
pub(super) async fn touch(cx: &mut Cx) -> Result<(), Stop> {
    if let Some(ticket) = cx.facts.registration.clone() {
        rows::touch(&mut cx.tx, &ticket, cx.now).await?;
    }
    Ok(())
}

/// Keeps the draft under the visitor's own ticket.
pub(super) async fn keep(cx: &mut Cx, draft: &Draft) -> Result<(), Stop> {
    let ticket = cx.facts.registration.clone().ok_or(Refusal::OutOfOrder)?;
    keep_under(cx, &ticket, draft).await
}

/// Keeps the draft under a ticket.
pub(super) async fn keep_under(cx: &mut Cx, ticket: &str, draft: &Draft) -> Result<(), Stop> {
    let json = serde_json::to_string(draft).map_err(crate::stop::Fault::from)?;
    rows::put(&mut cx.tx, ticket, draft.member, &json, cx.now).await?;
    Ok(())
}
