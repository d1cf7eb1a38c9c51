//! Proofs for the desks. A member's session makes none of them, and none of them a member's.

use domain::audit::Action;
use domain::ids::{ConversationId, OfficeId, PractitionerId, StaffId};
use domain::messages::Desk;
use domain::session::{SessionSpan, SessionStanding};
use domain::staff::{CODE_LIFE, LookReason, Read, Role, Team, Whose, reading, teams_of};
use domain::time::Timestamp;
use store::staff::{StaffSessionRow, desk};

use super::TOUCH_EVERY;
use crate::cx::{Act, Cx};
use crate::stop::{Refusal, Stop};
use crate::views::Touch;

/// Somebody who is signed on at a desk, with password and code (AUT-7).
#[derive(Clone, Debug)]
pub struct Staff {
    id: StaffId,
    name: String,
    role: Role,
    practitioner: Option<PractitionerId>,
    office: Option<OfficeId>,
}

/// Somebody whose password was right and whose code is still to come: may enter that, and
/// nothing else.
#[derive(Clone, Debug)]
pub struct PasswordOnly {
    id: StaffId,
    token: String,
}

/// Somebody whose role answers messages.
#[derive(Clone, Debug)]
pub struct DeskWorker {
    who: Staff,
    teams: Vec<Team>,
}

/// A conversation that somebody may read now, and why.
pub struct Case {
    row: desk::CaseRow,
    reason: LookReason,
}

/// What came of asking for a conversation.
pub enum Opened {
    /// It may be read.
    Case(Box<Case>),
    /// It is another team's: first a reason.
    Ask,
}

impl Staff {
    /// Who is signed on with the desk's session that this request carries. Using it extends the
    /// idle limit.
    pub async fn signed_on(cx: &mut Cx) -> Result<Self, Stop> {
        let (who, token, unused_since) = Self::found(cx).await?;
        if cx.now.since(unused_since) >= TOUCH_EVERY {
            cx.views.touch = Some((Touch::Staff(token), cx.now));
        }
        Ok(who)
    }

    /// Who it is, the session's token, and when it was used last.
    async fn found(cx: &mut Cx) -> Result<(Self, String, Timestamp), Stop> {
        let (token, row) = session(cx).await?;
        if row.proven_at.is_none() {
            return Err(Refusal::CodeDue.into());
        }
        let span = SessionSpan {
            started: row.created_at,
            last_seen: row.last_seen_at,
        };
        if !matches!(
            span.standing(cx.now),
            SessionStanding::Open | SessionStanding::Warning
        ) {
            return Err(Refusal::StaffSignOnNeeded.into());
        }
        let who = Self {
            id: row.staff,
            name: row.name,
            role: row.role,
            practitioner: row.practitioner,
            office: row.office,
        };
        Ok((who, token, row.last_seen_at))
    }

    /// Who.
    pub fn id(&self) -> StaffId {
        self.id
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they do.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The clinician they are: whose name stands under what they write.
    pub fn practitioner(&self) -> Option<PractitionerId> {
        self.practitioner
    }
}

impl PasswordOnly {
    /// Whoever may enter a code now: for five minutes after the password was right.
    pub async fn signing_on(cx: &mut Cx) -> Result<Self, Stop> {
        let (token, row) = session(cx).await?;
        if row.proven_at.is_some() || cx.now.since(row.created_at) >= CODE_LIFE {
            return Err(Refusal::StaffSignOnNeeded.into());
        }
        Ok(Self {
            id: row.staff,
            token,
        })
    }

    /// Who.
    pub fn id(&self) -> StaffId {
        self.id
    }

    /// The SHA-256 of the token of this half session.
    pub fn token(&self) -> &str {
        &self.token
    }
}

async fn session(cx: &mut Cx) -> Result<(String, StaffSessionRow), Stop> {
    let Some(token) = cx.facts.staff.clone() else {
        return Err(Refusal::StaffSignOnNeeded.into());
    };
    match store::staff::session(&mut cx.tx, &token).await? {
        Some(row) => Ok((token, row)),
        None => Err(Refusal::StaffSignOnNeeded.into()),
    }
}

impl DeskWorker {
    /// Whoever is signed on, where their role answers messages.
    pub async fn at_desk(cx: &mut Cx) -> Result<Self, Stop> {
        Self::of(Staff::signed_on(cx).await?)
    }

    /// The same, for a page that is only open: it does not extend the idle limit.
    pub(crate) async fn watching(cx: &mut Cx) -> Result<Self, Stop> {
        let (who, ..) = Staff::found(cx).await?;
        Self::of(who)
    }

    fn of(who: Staff) -> Result<Self, Stop> {
        if !who.role.has_inbox() {
            return Err(Refusal::NotOpen.into());
        }
        let teams = teams_of(who.role, who.office);
        Ok(Self { who, teams })
    }

    /// Who.
    pub fn id(&self) -> StaffId {
        self.who.id
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.who.name
    }

    /// What they do.
    pub fn role(&self) -> Role {
        self.who.role
    }

    /// The clinician they are.
    pub fn practitioner(&self) -> Option<PractitionerId> {
        self.who.practitioner
    }

    /// The teams they belong to.
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// Opens a conversation, for a POST or for its page: what is not there, and what is never
    /// theirs, answer alike, and the refusal is kept (AUD-1).
    pub async fn open(&self, cx: &mut Cx, id: ConversationId) -> Result<Opened, Stop> {
        let Some((row, read)) = self.find(cx, id).await? else {
            cx.looked(
                Act::staff(self.id(), Action::ViewConversation)
                    .on(id)
                    .refused(),
            )?;
            return Err(Refusal::NotFound.into());
        };
        let reason = match read {
            Read::Care => Some(LookReason::Care),
            Read::WithReason => desk::open_look(&mut cx.tx, self.id(), id, cx.now).await?,
            Read::Never => None,
        };
        Ok(match reason {
            Some(reason) => Opened::Case(Box::new(Case { row, reason })),
            None => Opened::Ask,
        })
    }

    /// The same, where only an open one will do.
    pub async fn case(&self, cx: &mut Cx, id: ConversationId) -> Result<Box<Case>, Stop> {
        match self.open(cx, id).await? {
            Opened::Case(case) => Ok(case),
            Opened::Ask => {
                cx.looked(
                    Act::staff(self.id(), Action::ViewConversation)
                        .on(id)
                        .refused(),
                )?;
                Err(Refusal::NotOpen.into())
            }
        }
    }

    /// Whose record a reason opens; `None` where a reason is not what is needed.
    pub async fn may_give_reason(
        &self,
        cx: &mut Cx,
        id: ConversationId,
    ) -> Result<Option<domain::ids::MemberId>, Stop> {
        let found = self.find(cx, id).await?;
        Ok(found.and_then(|(row, read)| (read == Read::WithReason).then_some(row.member)))
    }

    async fn find(
        &self,
        cx: &mut Cx,
        id: ConversationId,
    ) -> Result<Option<(desk::CaseRow, Read)>, Stop> {
        let Some(row) = desk::find(&mut cx.tx, id).await? else {
            return Ok(None);
        };
        let written_to_them =
            row.practitioner.is_some() && row.practitioner == self.who.practitioner;
        let whose = Whose {
            theirs: written_to_them || row.assigned_to == Some(self.id()),
            ..whose(&row)
        };
        let read = reading(self.role(), &self.teams, whose);
        Ok((read != Read::Never).then_some((row, read)))
    }

    /// Who writes when they write in a conversation: themselves, if they are a clinician, else
    /// the desk that it is with.
    pub fn author(&self, case: &Case) -> Option<store::messages::Author> {
        use store::messages::Author;
        match (self.who.practitioner, case.row.team) {
            (Some(practitioner), _) => Some(Author::Practitioner(practitioner)),
            (None, Team::Desk(desk @ (Desk::Support | Desk::MemberServices))) => {
                Some(Author::Desk(desk))
            }
            (None, Team::Office(_) | Team::Clinicians) => None,
        }
    }
}

/// Whose a conversation is, as far as its row tells.
fn whose(row: &desk::CaseRow) -> Whose {
    Whose {
        team: row.team,
        clinical: row.clinical,
        theirs: false,
    }
}

impl Case {
    /// The conversation.
    pub fn row(&self) -> &desk::CaseRow {
        &self.row
    }

    /// Why it may be read.
    pub fn reason(&self) -> LookReason {
        self.reason
    }

    /// Whose it is.
    pub fn whose(&self) -> Whose {
        whose(&self.row)
    }

    /// Something done with it by somebody, for the audit trail.
    pub fn act(&self, who: &DeskWorker, action: Action) -> Act {
        Act::staff(who.id(), action)
            .about(self.row.member)
            .on(self.row.id)
            .because(self.reason)
    }
}
