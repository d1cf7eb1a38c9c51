//! Step 4, second half: the password and the secret questions; step 5: done.

use domain::audit::Action;
use domain::email::EmailAddress;
use domain::ids::{AccountId, MemberId};
use domain::mrn::{Mrn, MrnScheme};
use domain::password::{Password, Personal};
use domain::registration::{DoneView, PasswordView, SecureProblem, Step};
use domain::secret_questions::{self, NotAnAnswer, SecretQuestion};
use domain::user_id::UserId;
use store::account::{self, Acceptance, NewAccount};
use store::roll;

use super::Next;
use super::draft::{self, Draft};
use super::mail;
use crate::cx::{Act, Cx};
use crate::password_list;
use crate::portal::Request;
use crate::stop::{Fault, Refusal, Stop};

/// What is typed in the second half of step 4. Held for the request only.
#[derive(Clone)]
pub struct NewSecrets {
    /// The password.
    pub password: String,
    /// The codes of the three questions.
    pub questions: [String; 3],
    /// Their answers.
    pub answers: [String; 3],
}

/// The page of the password and the secret questions.
pub async fn password_page(request: &Request) -> Result<PasswordView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::open(cx, Step::Password).await?;
                Ok(PasswordView {
                    user_id: draft.contact.user_id,
                    ..PasswordView::default()
                })
            })
        })
        .await
}

/// What a password and answers are compared with.
struct Known {
    user_id: String,
    member: roll::Member,
}

/// Takes the password and the secret questions, and makes the account.
pub async fn submit_password(
    request: &Request,
    secrets: NewSecrets,
) -> Result<Next<PasswordView>, Stop> {
    let known = request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::take(cx).await?;
                if let Some(current) = draft.turn(Step::Password, true)? {
                    return Ok(Err(current));
                }
                draft::touch(cx).await?;
                let id = draft.member()?;
                let member = roll::member(&mut cx.tx, id)
                    .await?
                    .ok_or(Refusal::OutOfOrder)?;
                Ok(Ok(Known {
                    user_id: draft.contact.user_id,
                    member,
                }))
            })
        })
        .await?;
    let known = match known {
        Ok(known) => known,
        Err(current) => return Ok(Next::step(current)),
    };
    let user_id = known.user_id.clone();
    let chosen = match judge(request, &secrets, known).await? {
        Ok(chosen) => chosen,
        Err(problems) => {
            let chosen = secrets
                .questions
                .map(|code| SecretQuestion::from_code(&code));
            return Ok(Next::Show(PasswordView {
                user_id,
                chosen,
                problems,
            }));
        }
    };
    let (password, answers) = chosen;
    let mut plain = vec![password.as_str().to_owned()];
    plain.extend(answers.iter().map(|(_, answer)| answer.as_str().to_owned()));
    let hashes = request
        .portal
        .hashing()
        .hash(plain, request.portal.random())
        .await?;
    let questions: Vec<SecretQuestion> = answers.iter().map(|(question, _)| *question).collect();
    request
        .write(move |cx| {
            let (hashes, questions) = (hashes.clone(), questions.clone());
            Box::pin(async move { make_account(cx, hashes, questions).await })
        })
        .await
}

type Chosen = (
    Password,
    [(SecretQuestion, secret_questions::SecretAnswer); secret_questions::CHOSEN],
);

/// Checks everything that was typed; all that is wrong, in the order of the fields.
async fn judge(
    request: &Request,
    secrets: &NewSecrets,
    known: Known,
) -> Result<Result<Chosen, Vec<SecureProblem>>, Stop> {
    let Known { user_id, member } = known;
    let organisation = request.portal.organisation();
    let (long, short) = (organisation.name.clone(), organisation.short_name.clone());
    let mut names = vec![member.given.as_str(), member.family.as_str()];
    names.extend(member.preferred_name.as_deref());
    let mrn = Mrn::parse(&member.mrn, MrnScheme::AsGiven).ok();
    let personal = Personal {
        names: &names,
        user_id: Some(&user_id),
        mrn: mrn.as_ref(),
        birth_date: Some(member.birth_date),
        organisation: &[&long, &short],
    };
    let mut problems = Vec::new();
    let mut password = None;
    match Password::chosen(&secrets.password, &personal) {
        Err(problem) => problems.push(SecureProblem::Password(problem)),
        Ok(chosen) => {
            let words: Vec<String> = names
                .iter()
                .map(ToString::to_string)
                .chain([user_id.clone(), short])
                .collect();
            // zxcvbn takes milliseconds: not on the thread that serves others.
            let checked = tokio::task::spawn_blocking(move || {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                (password_list::check(&chosen, &words), chosen)
            });
            let (problem, chosen) = checked.await.map_err(Fault::from)?;
            problems.extend(problem.map(SecureProblem::Password));
            password = Some(chosen);
        }
    }
    let not = NotAnAnswer {
        password: &secrets.password,
        names: &names,
        birth_date: Some(member.birth_date),
    };
    let questions = secrets.questions.each_ref().map(String::as_str);
    let answers = secrets.answers.each_ref().map(String::as_str);
    let answers = match secret_questions::choose(questions, answers, &not) {
        Ok(answers) => Some(answers),
        Err(wrong) => {
            problems.extend(wrong.into_iter().map(SecureProblem::Secret));
            None
        }
    };
    Ok(match (password, answers) {
        (Some(password), Some(answers)) if problems.is_empty() => Ok((password, answers)),
        _ => Err(problems),
    })
}

async fn make_account(
    cx: &mut Cx,
    hashes: Vec<String>,
    questions: Vec<SecretQuestion>,
) -> Result<Next<PasswordView>, Stop> {
    let mut draft = draft::take(cx).await?;
    if let Some(current) = draft.turn(Step::Password, true)? {
        return Ok(Next::step(current));
    }
    let member_id = draft.member()?;
    let member = roll::member(&mut cx.tx, member_id)
        .await?
        .ok_or(Refusal::OutOfOrder)?;
    let (user_id, email, terms) = complete(&draft)?;
    let mut hashes = hashes.into_iter();
    let password_hash = hashes.next().ok_or(Fault::Shape("hashes"))?;
    let (now, bytes) = cx.id_seed()?;
    let id = AccountId::new(now, bytes);
    let new = NewAccount {
        id,
        member: member_id,
        user_id: user_id.as_str().to_owned(),
        user_id_key: user_id.key(),
        email: Some(email.as_str().to_owned()),
        email_confirmed_at: Some(now),
        password_hash,
        created_at: now,
    };
    if !account::insert(&mut cx.tx, &new).await? {
        return lost_to_another(cx, &mut draft, member_id).await;
    }
    let answers: Vec<(SecretQuestion, String)> = questions.into_iter().zip(hashes).collect();
    account::insert_answers(&mut cx.tx, id, &answers).await?;
    let facts = cx.facts.clone();
    let accepted = Acceptance {
        version: &terms.version,
        at: terms.at,
        network: &facts.network,
        visitor: facts.registration.as_deref().unwrap_or_default(),
    };
    account::accept_terms(&mut cx.tx, id, accepted).await?;
    cx.record(Act::own(member_id, Action::Register).on(id))
        .await?;
    // Every address already on file is told, the one just confirmed among them if it is one.
    if let Some(on_file) = member
        .email
        .as_deref()
        .and_then(|e| EmailAddress::parse(e).ok())
    {
        let locale = member.locale.unwrap_or(cx.facts.locale);
        mail::tell_registered(cx, &on_file, locale).await?;
    }
    draft::keep(cx, &Draft::finished(user_id.as_str().to_owned())).await?;
    Ok(Next::step(Step::Done))
}

/// What the steps before have established; a draft that got here without is out of order.
fn complete(draft: &Draft) -> Result<(UserId, EmailAddress, draft::Terms), Stop> {
    let out = || Stop::from(Refusal::OutOfOrder);
    let user_id = UserId::parse(&draft.contact.user_id).map_err(|_| out())?;
    let email = EmailAddress::parse(&draft.contact.email).map_err(|_| out())?;
    let confirmed = draft.code.as_ref().is_some_and(|code| code.state.confirmed);
    let terms = draft.terms.clone().filter(|_| confirmed).ok_or_else(out)?;
    Ok((user_id, email, terms))
}

/// Somebody was quicker: with the user ID (another is chosen), or with the whole
/// registration (which starts again and is told so).
async fn lost_to_another(
    cx: &mut Cx,
    draft: &mut Draft,
    member: MemberId,
) -> Result<Next<PasswordView>, Stop> {
    let registered = account::by_member(&mut cx.tx, member).await?.is_some();
    let step = if registered {
        Step::Membership
    } else {
        Step::UserId
    };
    draft.progress.current = step;
    draft::keep(cx, draft).await?;
    Ok(Next::step(step))
}

/// The last page: it worked; the user ID for the sign-on form.
pub async fn done_page(request: &Request) -> Result<DoneView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::open(cx, Step::Done).await?;
                Ok(DoneView {
                    user_id: draft.contact.user_id,
                })
            })
        })
        .await
}
