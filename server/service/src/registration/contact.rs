//! Step 3: the user ID, the e-mail address and the code that confirms it.

use domain::audit::Action;
use domain::email::EmailAddress;
use domain::forms::Form;
use domain::mrn::{Mrn, MrnScheme};
use domain::registration::code::{self, CodeProblem, CodeState};
use domain::registration::{CodeView, ContactProblem, Step, UserIdValues, UserIdView};
use domain::user_id::{self, SUGGESTIONS, UserId, UserIdProblem};
use store::{account, roll};

use super::Next;
use super::draft::{self, Code, Draft};
use super::mail;
use crate::cx::{Act, Cx};
use crate::keys::Purpose;
use crate::portal::Request;
use crate::stop::{Refusal, Stop};

/// The page of the user ID and the address.
pub async fn user_id_page(request: &Request) -> Result<UserIdView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::open(cx, Step::UserId).await?;
                let mut view = UserIdView {
                    form: Form::fresh(draft.contact.clone()),
                    suggestions: vec![],
                };
                // Someone else may have taken it since it was typed.
                if let Ok(id) = UserId::parse(&draft.contact.user_id)
                    && account::by_user_id(&mut cx.tx, &id.key()).await?.is_some()
                {
                    let taken = ContactProblem::UserId(UserIdProblem::Taken);
                    view.form.problems.push(taken);
                    view.suggestions = suggestions(cx, &draft, id.as_str()).await?;
                }
                Ok(view)
            })
        })
        .await
}

/// Takes the user ID and the address; sends a code where the address is new.
pub async fn submit_user_id(
    request: &Request,
    values: UserIdValues,
) -> Result<Next<UserIdView>, Stop> {
    request
        .write(move |cx| {
            let values = values.clone();
            Box::pin(async move { take_user_id(cx, values).await })
        })
        .await
}

async fn take_user_id(cx: &mut Cx, values: UserIdValues) -> Result<Next<UserIdView>, Stop> {
    let mut draft = draft::take(cx).await?;
    if let Some(current) = draft.turn(Step::UserId, draft.contact == values)? {
        return Ok(Next::step(current));
    }
    let user_id = UserId::parse(&values.user_id).map_err(ContactProblem::UserId);
    let email = EmailAddress::parse(&values.email).map_err(ContactProblem::Email);
    let mut problems: Vec<ContactProblem> = Vec::new();
    let mut offered = Vec::new();
    match &user_id {
        Ok(id) => {
            if let Some(problem) = unusable(cx, id).await? {
                problems.push(ContactProblem::UserId(problem));
                offered = suggestions(cx, &draft, id.as_str()).await?;
            }
        }
        Err(problem) => problems.push(*problem),
    }
    problems.extend(email.as_ref().err());
    let clip = |text: &str| {
        text.chars()
            .filter(|c| !c.is_control())
            .take(300)
            .collect::<String>()
    };
    let typed = UserIdValues {
        user_id: clip(&values.user_id),
        email: clip(&values.email),
    };
    let (Ok(_), Ok(email), true) = (user_id, email, problems.is_empty()) else {
        let form = Form::refused(typed, problems);
        return Ok(Next::Show(UserIdView {
            form,
            suggestions: offered,
        }));
    };
    let same_address =
        EmailAddress::parse(&draft.contact.email).is_ok_and(|before| before.key() == email.key());
    let standing = draft
        .code
        .as_ref()
        .filter(|_| same_address)
        .map(|code| code.state);
    draft.contact = typed.clone();
    draft.progress = draft.progress.after(Step::UserId);
    match standing {
        Some(state) if state.confirmed => draft.progress = draft.progress.after(Step::Code),
        // The code that is on its way is still good.
        Some(state) if cx.now < state.sent_at + code::LIFE && state.tries < code::TRIES => {}
        _ => {
            let state = match &draft.code {
                None => Ok(CodeState::sent(cx.now)),
                Some(code) => code.state.resent(cx.now),
            };
            let Ok(state) = state else {
                let form = Form::refused(typed, vec![ContactProblem::NoResendsLeft]);
                return Ok(Next::Show(UserIdView {
                    form,
                    suggestions: vec![],
                }));
            };
            send_code(cx, &mut draft, &email, state, false).await?;
        }
    }
    draft::keep(cx, &draft).await?;
    Ok(Next::step(draft.progress.current))
}

/// Why a well-formed user ID cannot be had, if it cannot.
async fn unusable(cx: &mut Cx, id: &UserId) -> Result<Option<UserIdProblem>, Stop> {
    if account::by_user_id(&mut cx.tx, &id.key()).await?.is_some() {
        return Ok(Some(UserIdProblem::Taken));
    }
    // A roll with numbers of its own: none of them may be a user ID.
    if let Ok(mrn) = Mrn::parse(id.as_str(), MrnScheme::AsGiven)
        && roll::member_by_mrn(&mut cx.tx, mrn.as_str())
            .await?
            .is_some()
    {
        return Ok(Some(UserIdProblem::LooksLikeMrn));
    }
    Ok(None)
}

/// Three free user IDs made of the member's names.
async fn suggestions(cx: &mut Cx, draft: &Draft, wished: &str) -> Result<Vec<String>, Stop> {
    let member = roll::member(&mut cx.tx, draft.member()?)
        .await?
        .ok_or(Refusal::OutOfOrder)?;
    let mut free = Vec::with_capacity(SUGGESTIONS);
    for id in user_id::candidates(&member.given, &member.family, wished) {
        if unusable(cx, &id).await?.is_none() {
            free.push(id.as_str().to_owned());
        }
        if free.len() == SUGGESTIONS {
            break;
        }
    }
    Ok(free)
}

/// The page of the code.
pub async fn code_page(request: &Request) -> Result<CodeView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::open(cx, Step::Code).await?;
                Ok(code_view(&draft, Vec::new()))
            })
        })
        .await
}

/// Takes the code.
pub async fn submit_code(request: &Request, typed: String) -> Result<Next<CodeView>, Stop> {
    request
        .write(move |cx| {
            let typed = typed.clone();
            Box::pin(async move {
                let mut draft = draft::take(cx).await?;
                let entered = code::read(&typed);
                let mac = entered
                    .as_ref()
                    .map(|entered| code_mac(cx, &draft, entered));
                let right = matches!(
                    (&mac, &draft.code), (Ok(mac), Some(code)) if *mac == code.mac
                );
                let confirmed = draft.code.as_ref().is_some_and(|code| code.state.confirmed);
                if let Some(current) = draft.turn(Step::Code, right && confirmed)? {
                    return Ok(Next::step(current));
                }
                if let Err(problem) = entered {
                    return Ok(Next::Show(code_view(&draft, vec![problem])));
                }
                let member = draft.member()?;
                let code = draft.code.as_mut().ok_or(Refusal::OutOfOrder)?;
                let (state, verdict) = code.state.entered(cx.now, right);
                code.state = state;
                code.again = false;
                let act = Act::visitor(Action::ConfirmCode).about(member);
                let next = match verdict {
                    Ok(()) => {
                        draft.progress = draft.progress.after(Step::Code);
                        cx.record(act).await?;
                        Next::step(Step::Questions)
                    }
                    Err(problem) => {
                        cx.record(act.refused()).await?;
                        Next::Show(code_view(&draft, vec![problem]))
                    }
                };
                draft::keep(cx, &draft).await?;
                Ok(next)
            })
        })
        .await
}

/// Sends another code to the same address; the older one is void.
pub async fn resend_code(request: &Request) -> Result<Next<CodeView>, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let mut draft = draft::take(cx).await?;
                if draft.progress.current != Step::Code {
                    draft.turn(Step::Code, true)?;
                    return Ok(Next::step(draft.progress.current));
                }
                let email =
                    EmailAddress::parse(&draft.contact.email).map_err(|_| Refusal::OutOfOrder)?;
                let state = draft
                    .code
                    .as_ref()
                    .ok_or(Refusal::OutOfOrder)?
                    .state
                    .resent(cx.now);
                let problems = match state {
                    Ok(state) => {
                        send_code(cx, &mut draft, &email, state, true).await?;
                        Vec::new()
                    }
                    Err(problem) => vec![problem],
                };
                draft::keep(cx, &draft).await?;
                Ok(Next::Show(code_view(&draft, problems)))
            })
        })
        .await
}

async fn send_code(
    cx: &mut Cx,
    draft: &mut Draft,
    email: &EmailAddress,
    state: CodeState,
    again: bool,
) -> Result<(), Stop> {
    let code = format!("{:06}", cx.portal.random().below(1_000_000)?);
    draft.code = Some(Code {
        mac: code_mac(cx, draft, &code),
        state,
        again,
    });
    mail::send_code(cx, email, &code).await?;
    cx.record(Act::visitor(Action::SendCode).about(draft.member()?))
        .await?;
    Ok(())
}

/// A code is worth nothing with another ticket or for another address.
fn code_mac(cx: &Cx, draft: &Draft, code: &str) -> String {
    let ticket = cx.facts.registration.as_deref().unwrap_or_default();
    let address = draft.contact.email.trim().to_lowercase();
    cx.portal.keys().mac(
        Purpose::MailedCode,
        format!("{ticket}\n{address}\n{code}").as_bytes(),
    )
}

fn code_view(draft: &Draft, problems: Vec<CodeProblem>) -> CodeView {
    let code = draft.code.as_ref();
    CodeView {
        email: draft.contact.email.clone(),
        sent_again: problems.is_empty() && code.is_some_and(|code| code.again),
        resends_left: code.map_or(0, |code| code.state.resends_left()),
        problems,
    }
}
