//! Step 4, first half: three questions from the member's own record.

use domain::audit::Action;
use domain::ids::{MemberId, PractitionerId};
use domain::registration::identity::{
    self as rules, Decoys, FactKind, Facts, IdentityProblem, Month, Question,
};
use domain::registration::{QuestionView, QuestionsView, Step};
use domain::time::days;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};
use store::{roll, tally};

use super::Next;
use super::draft::{self, Draft};
use crate::cx::{Act, Cx};
use crate::keys::Purpose;
use crate::portal::Request;
use crate::stop::{Refusal, Stop};

/// How many others are offered as decoys.
const OTHERS: u32 = 24;

/// The page of the identity questions; draws them when none are drawn yet.
pub async fn questions_page(request: &Request) -> Result<QuestionsView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let mut draft = draft::open(cx, Step::Questions).await?;
                let member = draft.member()?;
                if draft.progress.current == Step::Questions {
                    if let Some(problem) = prepare(cx, &mut draft, member).await? {
                        return Ok(view(&draft, Vec::new(), vec![problem]));
                    }
                    draft::keep(cx, &draft).await?;
                }
                Ok(view(&draft, Vec::new(), Vec::new()))
            })
        })
        .await
}

/// Takes the answers: for each question the index of the option chosen.
pub async fn submit_questions(
    request: &Request,
    chosen: Vec<(FactKind, Option<u8>)>,
) -> Result<Next<QuestionsView>, Stop> {
    request
        .write(move |cx| {
            let chosen = chosen.clone();
            Box::pin(async move { answer(cx, &chosen).await })
        })
        .await
}

async fn answer(
    cx: &mut Cx,
    chosen: &[(FactKind, Option<u8>)],
) -> Result<Next<QuestionsView>, Stop> {
    let mut draft = draft::take(cx).await?;
    if let Some(current) = draft.turn(Step::Questions, true)? {
        return Ok(Next::step(current));
    }
    let member = draft.member()?;
    if let Some(problem) = prepare(cx, &mut draft, member).await? {
        return Ok(Next::Show(view(&draft, Vec::new(), vec![problem])));
    }
    let answers: Vec<Option<u8>> = draft
        .questions
        .iter()
        .map(|question| {
            let found = chosen.iter().find(|(kind, _)| *kind == question.kind);
            found.and_then(|(_, index)| *index)
        })
        .collect();
    let missing: Vec<IdentityProblem> = draft
        .questions
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer.is_none())
        .map(|(question, _)| IdentityProblem::Unanswered(question.kind))
        .collect();
    if !missing.is_empty() {
        draft::keep(cx, &draft).await?;
        return Ok(Next::Show(view(&draft, answers, missing)));
    }
    // The set is counted with its first answer, before anything is compared (REG-2).
    if !draft.counted {
        tally::add(&mut cx.tx, &sets_key(member), days(1), cx.now).await?;
        draft.counted = true;
    }
    let given: Vec<u8> = answers.iter().copied().flatten().collect();
    let right = rules::all_right(&draft.questions, &given);
    let (set, verdict) = draft.set.answered(right);
    draft.set = set;
    let act = Act::visitor(Action::AnswerIdentity).about(member);
    let next = match verdict {
        Ok(()) => {
            draft.progress = draft.progress.after(Step::Questions);
            draft.questions.clear();
            cx.record(act).await?;
            Next::step(Step::Password)
        }
        Err(IdentityProblem::NoTriesLeft) => {
            cx.record(act.refused()).await?;
            draft.questions.clear();
            let problem = prepare(cx, &mut draft, member).await?;
            let problem = problem.unwrap_or(IdentityProblem::NoTriesLeft);
            Next::Show(view(&draft, Vec::new(), vec![problem]))
        }
        Err(problem) => {
            cx.record(act.refused()).await?;
            Next::Show(view(&draft, answers, vec![problem]))
        }
    };
    draft::keep(cx, &draft).await?;
    Ok(next)
}

/// Sees to it that three questions are drawn; or says why none can be asked.
async fn prepare(
    cx: &mut Cx,
    draft: &mut Draft,
    member: MemberId,
) -> Result<Option<IdentityProblem>, Stop> {
    if !draft.questions.is_empty() && draft.counted {
        return Ok(None);
    }
    let sets = tally::get(&mut cx.tx, &sets_key(member), cx.now).await?;
    let limit = cx.portal.limits().identity_tries_per_member;
    if sets.is_some_and(|sets| sets.total >= limit) {
        draft.questions.clear();
        return Ok(Some(IdentityProblem::NoSetsLeft));
    }
    if !draft.questions.is_empty() {
        return Ok(None);
    }
    let person = roll::member(&mut cx.tx, member)
        .await?
        .ok_or(Refusal::OutOfOrder)?;
    let facts = facts(cx, &person).await?;
    let mut any = ChaCha20Rng::from_seed(cx.random::<32>()?);
    let Some(kinds) = rules::draw(&facts, &mut || any.next_u64()) else {
        return Ok(Some(IdentityProblem::TooFewFacts));
    };
    let decoys = decoys(cx, &person).await?;
    let today = cx.portal.local(cx.now).civil.date();
    let questions: Option<Vec<Question>> = kinds
        .into_iter()
        .map(|kind| {
            let mut same = seeded(cx, member, kind.code());
            rules::question(kind, &facts, &decoys, today, &mut || same.next_u64())
        })
        .collect();
    draft.questions = questions.ok_or(Refusal::OutOfOrder)?;
    draft.set = rules::SetState::default();
    draft.counted = false;
    Ok(None)
}

/// What the record says of a member.
async fn facts(cx: &mut Cx, member: &roll::Member) -> Result<Facts, Stop> {
    let physician = match member.personal_physician {
        Some(id) => roll::practitioner(&mut cx.tx, id).await?,
        None => None,
    };
    let office = match member.medical_office {
        Some(id) => roll::office(&mut cx.tx, id).await?,
        None => None,
    };
    let now = (cx.now, domain::ids::VisitId(uuid::Uuid::max()));
    let visits = roll::visits(&mut cx.tx, member.id, Some(now), 1).await?;
    let digits: Vec<char> = member
        .phone
        .iter()
        .flat_map(|phone| phone.chars())
        .filter(char::is_ascii_digit)
        .collect();
    Ok(Facts {
        street: member.street.clone(),
        physician: physician.map(|physician| physician_name(&physician)),
        medical_office: office.map(|office| office.name),
        last_visit: visits
            .first()
            .map(|visit| Month::of(cx.portal.local(visit.started_at).civil.date())),
        phone_last4: digits
            .last_chunk::<4>()
            .filter(|_| digits.len() >= 7)
            .map(|last| last.iter().collect()),
    })
}

/// Other physicians and offices of the plan, the same ones at every try.
async fn decoys(cx: &mut Cx, member: &roll::Member) -> Result<Decoys, Stop> {
    let mut same = seeded(cx, member.id, "decoys");
    let mut bytes = [0; 16];
    same.fill_bytes(&mut bytes);
    let from = PractitionerId(uuid::Uuid::from_bytes(bytes));
    let mut others = roll::practitioners_from(&mut cx.tx, from, OTHERS).await?;
    if others.is_empty() {
        let first = PractitionerId(uuid::Uuid::nil());
        others = roll::practitioners_from(&mut cx.tx, first, OTHERS).await?;
    }
    let offices = roll::offices(&mut cx.tx, None, OTHERS).await?;
    Ok(Decoys {
        physicians: others.iter().map(physician_name).collect(),
        medical_offices: offices.into_iter().map(|office| office.name).collect(),
    })
}

fn physician_name(physician: &roll::Practitioner) -> String {
    format!("{} {}", physician.given, physician.family)
}

/// A random source that is the same for the same member and purpose: whoever begins again
/// sees the same decoys, so that comparing sets tells nothing.
fn seeded(cx: &Cx, member: MemberId, label: &str) -> ChaCha20Rng {
    let mac = cx
        .portal
        .keys()
        .mac(Purpose::Identity, format!("{member}\n{label}").as_bytes());
    ChaCha20Rng::from_seed(Sha256::digest(mac.as_bytes()).into())
}

fn sets_key(member: MemberId) -> String {
    format!("identity:{member}")
}

fn view(draft: &Draft, chosen: Vec<Option<u8>>, problems: Vec<IdentityProblem>) -> QuestionsView {
    let questions = draft
        .questions
        .iter()
        .map(|question| QuestionView {
            kind: question.kind,
            options: question.options.clone(),
        })
        .collect();
    QuestionsView {
        questions,
        chosen,
        problems,
    }
}
