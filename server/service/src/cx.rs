//! What a use case works with: one transaction, the time, randomness, and who asks.

use std::fmt::Display;
use std::sync::Arc;

use domain::audit::{Action, Actor, Outcome};
use domain::ids::{AuditId, MemberId, StaffId};
use domain::locale::Locale;
use domain::staff::LookReason;
use domain::time::Timestamp;
use store::Tx;
use store::audit::AuditRow;

use crate::live::{Change, Ear};
use crate::portal::Portal;
use crate::stop::Fault;

/// What is known about a request before anybody is recognised.
#[derive(Clone, Debug, Default)]
pub struct RequestFacts {
    /// The request id: in the log, in the audit row, on the error page.
    pub id: String,
    /// The client's network: its IPv4 address, or the /64 of its IPv6 address.
    pub network: String,
    /// SHA-256 of the session cookie's token, if one came (SES-1).
    pub session: Option<String>,
    /// SHA-256 of the token of a desk's session, if one came.
    pub staff: Option<String>,
    /// SHA-256 of the registration cookie's token, if one came.
    pub registration: Option<String>,
    /// The flash that the address names, if it is bound to this visitor's cookie.
    pub flash: Option<Flash>,
    /// The language of the pages.
    pub locale: Locale,
    /// Whether the head of the answer alone is asked for: what is rendered then nobody sees.
    pub head_only: bool,
    /// SHA-256 of the token by which this browser is known to whoever has signed on from it
    /// before (AUT-4), if one came.
    pub known_device: Option<String>,
    /// The browser in a few words, such as "Firefox on Android", for the list of devices.
    pub device: String,
}

/// A form's answer kept for the next page, for browsers without scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// The endpoint that answered.
    pub endpoint: String,
    /// Its form's view as JSON.
    pub payload: String,
}

/// Something done or looked at, for the audit trail.
#[derive(Clone, Debug)]
pub struct Act {
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// On whose record, if on one.
    pub subject: Option<MemberId>,
    /// Which row, by id; never its content.
    pub object: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why a record was looked at, by somebody at a desk.
    pub reason: Option<LookReason>,
}

impl Act {
    /// A member acting on their own record.
    pub fn own(member: MemberId, action: Action) -> Self {
        Self {
            actor: Actor::Member(member),
            action,
            subject: Some(member),
            object: None,
            outcome: Outcome::Done,
            reason: None,
        }
    }

    /// Somebody at a desk.
    pub fn staff(staff: StaffId, action: Action) -> Self {
        Self {
            actor: Actor::Staff(staff),
            ..Self::visitor(action)
        }
    }

    /// Somebody not signed on.
    pub fn visitor(action: Action) -> Self {
        Self {
            actor: Actor::Visitor,
            action,
            subject: None,
            object: None,
            outcome: Outcome::Done,
            reason: None,
        }
    }

    /// The same on one object.
    #[must_use]
    pub fn on(mut self, object: impl Display) -> Self {
        self.object = Some(object.to_string());
        self
    }

    /// The same, about one member's record.
    #[must_use]
    pub fn about(mut self, subject: MemberId) -> Self {
        self.subject = Some(subject);
        self
    }

    /// The same, for a reason.
    #[must_use]
    pub fn because(mut self, reason: LookReason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// The same, refused.
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.outcome = Outcome::Refused;
        self
    }
}

/// One unit of work: a transaction and what goes with it. Made by [`crate::Request::read`]
/// and [`crate::Request::write`].
pub struct Cx {
    /// The open transaction.
    pub tx: Tx,
    /// The time at which this unit of work began; it does not move within it.
    pub now: Timestamp,
    /// Who asks, and in which language.
    pub facts: Arc<RequestFacts>,
    /// Configuration, keys, random source.
    pub portal: Portal,
    /// View-audit rows and session touches to commit before the page leaves.
    pub(crate) views: crate::views::Views,
    /// What open pages are told once this has committed.
    pub(crate) changes: Vec<(Ear, Change)>,
    /// How many audit rows this unit of work has.
    pub(crate) acts: u16,
}

impl Cx {
    /// Fresh random bytes.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], Fault> {
        self.portal.random().bytes()
    }

    /// Ten random bytes and the time, for a new identifier: `MemberId::new(now, bytes)`.
    pub fn id_seed(&self) -> Result<(Timestamp, [u8; 10]), Fault> {
        Ok((self.now, self.random()?))
    }

    /// Writes an audit row in this (write) transaction: no row, no change (AUD-2).
    pub async fn record(&mut self, act: Act) -> Result<(), Fault> {
        let row = self.audit_row(act)?;
        store::audit::append(&mut self.tx, &row).await?;
        Ok(())
    }

    /// Notes that something was looked at; the row is committed, in a group with other
    /// requests' rows, before the page leaves. A page of which only the head is asked for was
    /// not looked at; that somebody may not see it is noted all the same.
    pub fn looked(&mut self, act: Act) -> Result<(), Fault> {
        if self.facts.head_only && act.outcome == Outcome::Done {
            return Ok(());
        }
        let row = self.audit_row(act)?;
        self.views.rows.push(row);
        Ok(())
    }

    /// Tells somebody's open pages, a member's or those at the desks, that something has changed,
    /// once this (write) transaction has committed; on every host.
    pub fn tell(&mut self, whom: impl Into<Ear>, change: Change) {
        let told = (whom.into(), change);
        if !self.changes.contains(&told) {
            self.changes.push(told);
        }
    }

    fn audit_row(&mut self, act: Act) -> Result<AuditRow, Fault> {
        let (now, mut bytes) = self.id_seed()?;
        // All of them are of one instant: what follows the time in an identifier counts, so that
        // the trail tells them in their order (RFC 9562, section 6.2).
        bytes[..2].copy_from_slice(&self.acts.to_be_bytes());
        self.acts = self.acts.saturating_add(1);
        Ok(AuditRow {
            id: AuditId::new(now, bytes),
            at: now,
            actor: act.actor,
            subject: act.subject,
            action: act.action,
            object: act.object,
            outcome: act.outcome,
            request_id: self.facts.id.clone(),
            network: self.facts.network.clone(),
            reason: act.reason,
        })
    }
}
