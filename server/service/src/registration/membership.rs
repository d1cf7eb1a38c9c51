//! Step 1: matching what was typed against the membership roll.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::Action;
use domain::forms::Form;
use domain::mrn::{Mrn, MrnScheme};
use domain::registration::membership::{Membership, MembershipProblem, MembershipValues, check};
use domain::registration::{
    ADULT, MATCH_WAIT, MATCH_WINDOW, MembershipNotice, MembershipView, Step,
};
use domain::time::{age_on, minutes};
use store::{account, registration as rows, roll, tally};

use super::Next;
use super::draft::{self, Draft};
use crate::cx::{Act, Cx};
use crate::keys::token_hash;
use crate::portal::{Keep, Request};
use crate::stop::Stop;

/// The span in which registrations begun from one network are counted.
const BEGUN_WINDOW: std::time::Duration = minutes(60);
/// The most characters of a field that are kept to be shown again.
const KEPT: usize = 200;

/// The page of step 1, with what was typed before.
pub async fn membership_page(request: &Request) -> Result<MembershipView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::find(cx)
                    .await?
                    .filter(|d| d.progress.current != Step::Done);
                // A draft whose time is over stays over: only one that was found lives on.
                if draft.is_some() {
                    draft::touch(cx).await?;
                }
                let values = draft.map(|draft| draft.typed).unwrap_or_default();
                Ok(view(cx, Form::fresh(values), None))
            })
        })
        .await
}

/// What a try at step 1 came to.
enum Tried {
    Matched,
    Already(Step),
    Told(MembershipView),
}

/// Takes step 1.
pub async fn submit_membership(
    request: &Request,
    values: MembershipValues,
) -> Result<Next<MembershipView>, Stop> {
    let token = URL_SAFE_NO_PAD.encode(request.portal.random().bytes::<32>()?);
    let fresh = token_hash(&token);
    let (tried, is_fresh) = request
        .write(move |cx| {
            let (values, fresh) = (values.clone(), fresh.clone());
            Box::pin(async move { attempt(cx, values, &fresh).await })
        })
        .await?;
    if is_fresh {
        request.outgoing.keep(Keep::Registration(token));
    }
    Ok(match tried {
        Tried::Matched => Next::step(Step::Terms),
        Tried::Already(step) => Next::step(step),
        Tried::Told(view) => Next::Show(view),
    })
}

async fn attempt(
    cx: &mut Cx,
    values: MembershipValues,
    fresh: &str,
) -> Result<(Tried, bool), Stop> {
    rows::lock(&mut cx.tx).await?;
    // Who has finished and begins again is somebody else at the same computer.
    let found = draft::find(cx)
        .await?
        .filter(|draft| draft.progress.current != Step::Done);
    let (ticket, is_fresh) = match (&found, &cx.facts.registration) {
        (Some(_), Some(ticket)) => (ticket.clone(), false),
        _ => (fresh.to_owned(), true),
    };
    let mut draft = found.unwrap_or_else(Draft::new);
    if let Some(current) = draft.turn(Step::Membership, draft.typed == values)? {
        return Ok((Tried::Already(current), is_fresh));
    }
    let typed = clipped(&values);
    let tried = match judge(cx, &draft, &values).await? {
        Ok(member) => {
            if draft.member != Some(member) {
                draft = Draft::new();
            }
            draft.member = Some(member);
            draft.progress = draft.progress.after(Step::Membership);
            Tried::Matched
        }
        Err((problems, notice)) => {
            // Nothing stays reached that rested on other facts.
            draft = Draft::new();
            Tried::Told(view(cx, Form::refused(typed.clone(), problems), notice))
        }
    };
    draft.typed = typed;
    draft::keep_under(cx, &ticket, &draft).await?;
    Ok((tried, is_fresh))
}

type Verdict = Result<domain::ids::MemberId, (Vec<MembershipProblem>, Option<MembershipNotice>)>;

/// What the facts come to. Whichever of them is wrong, the same is done and told (REG-1).
async fn judge(cx: &mut Cx, draft: &Draft, values: &MembershipValues) -> Result<Verdict, Stop> {
    let wait_key = format!("match-wait:{}", cx.facts.network);
    if tally::get(&mut cx.tx, &wait_key, cx.now).await?.is_some() {
        cx.record(Act::visitor(Action::MatchMembership).refused())
            .await?;
        return Ok(Err((vec![MembershipProblem::TooMany], None)));
    }
    let today = cx.portal.local(cx.now).civil.date();
    let facts = match check(values, scheme(cx), today) {
        Ok(facts) => facts,
        Err(problems) => return Ok(Err((problems, None))),
    };
    let Some(member) = matching(cx, &facts).await? else {
        cx.record(Act::visitor(Action::MatchMembership).refused())
            .await?;
        let key = format!("match:{}", cx.facts.network);
        let failed = tally::add(&mut cx.tx, &key, MATCH_WINDOW, cx.now).await?;
        if failed < cx.portal.limits().failed_matches_per_network {
            return Ok(Err((vec![MembershipProblem::NoMatch], None)));
        }
        tally::reset(&mut cx.tx, &key).await?;
        tally::add(&mut cx.tx, &wait_key, MATCH_WAIT, cx.now).await?;
        return Ok(Err((vec![MembershipProblem::TooMany], None)));
    };
    let told = |notice| Ok(Err((Vec::new(), Some(notice))));
    let act = Act::visitor(Action::MatchMembership).about(member.id);
    if member.died {
        cx.record(act.refused()).await?;
        return told(MembershipNotice::Died);
    }
    if age_on(member.birth_date, today) < ADULT {
        cx.record(act.refused()).await?;
        return told(MembershipNotice::Young);
    }
    if account::by_member(&mut cx.tx, member.id).await?.is_some() {
        cx.record(act.refused()).await?;
        return told(MembershipNotice::Registered);
    }
    if draft.member.is_none() {
        let key = format!("registration:{}", cx.facts.network);
        let begun = tally::add(&mut cx.tx, &key, BEGUN_WINDOW, cx.now).await?;
        if begun > cx.portal.limits().registrations_per_network {
            cx.record(act.refused()).await?;
            return Ok(Err((vec![MembershipProblem::TooMany], None)));
        }
    }
    cx.record(act).await?;
    Ok(Ok(member.id))
}

/// The member on the roll with these four facts, the number among them: who was read may be
/// somebody else.
async fn matching(cx: &mut Cx, facts: &Membership) -> Result<Option<roll::Member>, Stop> {
    let member = roll::member_near_mrn(&mut cx.tx, facts.mrn.as_str()).await?;
    Ok(member.filter(|member| {
        Mrn::parse(&member.mrn, MrnScheme::AsGiven)
            .is_ok_and(|mrn| facts.matches(&member.given, &member.family, member.birth_date, &mrn))
    }))
}

fn view(
    cx: &Cx,
    form: Form<MembershipValues, MembershipProblem>,
    notice: Option<MembershipNotice>,
) -> MembershipView {
    let today = cx.portal.local(cx.now).civil.date();
    MembershipView {
        form,
        notice,
        scheme: scheme(cx),
        today,
    }
}

fn scheme(cx: &Cx) -> MrnScheme {
    MrnScheme::from_switch(cx.portal.organisation().mrn_check_digit)
}

/// What was typed, as much of it as is worth showing again.
fn clipped(values: &MembershipValues) -> MembershipValues {
    let clip = |text: &str| {
        text.chars()
            .filter(|c| !c.is_control())
            .take(KEPT)
            .collect()
    };
    MembershipValues {
        first_name: clip(&values.first_name),
        last_name: clip(&values.last_name),
        birth_month: clip(&values.birth_month),
        birth_day: clip(&values.birth_day),
        birth_year: clip(&values.birth_year),
        mrn: clip(&values.mrn),
    }
}
