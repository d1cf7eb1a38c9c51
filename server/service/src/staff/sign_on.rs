//! Signing on at a desk: user ID and password, then the code (AUT-6, AUT-7).
//!
//! The order of the first half is a member's (SECURITY.md §0.4): permit, reserve, hash, settle.
//! Both halves count in the same row: a right password gives its own attempt back and forgives
//! none before it, so that whoever knows one still gets five codes and no more. The half
//! session in between opens nothing but the code.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::Action;
use domain::forms::Form;
use domain::ids::StaffId;
use domain::password::Password;
use domain::session::{Attempts, Reservation};
use domain::staff::{
    CodeProblem, CodeView, STEP_TRIES, StaffSignOnProblem, StaffSignOnValues, StaffSignOnView,
    code_digits,
};
use domain::time::{Timestamp, minutes};
use domain::user_id::UserId;
use store::devices::Owner;
use store::session as attempts;
use store::staff::{self as rows, NewStaffSession, StaffAccount};
use store::tally;

use super::totp;
use crate::access::{PasswordOnly, Staff};
use crate::cx::{Act, Cx};
use crate::devices::{self, Device};
use crate::keys::{Keys, Purpose, token_hash};
use crate::live::{Change, Ear};
use crate::notices::{self, AccountNews};
use crate::portal::{Keep, Request};
use crate::stop::{Fault, Refusal, Stop};

/// The span in which failures of one network are counted.
const NETWORK_WINDOW: std::time::Duration = minutes(10);
/// For how long the tries of a step are remembered: longer than any code of it is taken.
const STEP_WINDOW: std::time::Duration = minutes(2);
/// The longest text that is looked at as a user ID.
const LONGEST_ID: usize = 200;

/// How the first half ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignOn {
    /// The password was right: the answer carries a cookie that opens the page of the code.
    Half,
    /// It was not; this is the page to show.
    Again(StaffSignOnView),
}

/// How the second half ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Signed on; the answer carries the cookie.
    Done,
    /// Not; this is the page to show.
    Again(CodeView),
}

/// The first half: user ID and password.
pub async fn sign_on(request: &Request, id: String, password: &str) -> Result<SignOn, Stop> {
    let again = |problems| {
        let id = if id.len() > LONGEST_ID {
            String::new()
        } else {
            id.clone()
        };
        SignOn::Again(StaffSignOnView {
            form: Form::refused(StaffSignOnValues { id }, problems),
        })
    };
    let mut problems = Vec::new();
    if id.trim().is_empty() {
        problems.push(StaffSignOnProblem::IdEmpty);
    }
    if password.is_empty() {
        problems.push(StaffSignOnProblem::PasswordEmpty);
    }
    if !problems.is_empty() {
        return Ok(again(problems));
    }
    // What cannot be a user ID is nobody's, and is counted like one that could.
    let key = UserId::parse(id.trim()).map_or_else(|_| lock_text(&id), |id| id.key());
    let secret = Password::typed(password);
    let permit = request.portal.hashing().permit().await?;
    let reserved = reserve(request, key).await?;
    let stored = match (&reserved.account, reserved.attempts, &secret) {
        (Some(account), Some(_), Some(_)) => Some(account.password_hash.clone()),
        _ => None,
    };
    let secret = secret.map_or_else(String::new, |secret| secret.as_str().to_owned());
    let verified = permit.verify(secret.clone(), stored).await?;
    match (reserved.account, reserved.attempts) {
        (Some(account), Some(_)) if verified.right => {
            if verified.outdated {
                rehash(request, &account, secret).await?;
            }
            begin_half(request, reserved.key, account.id).await?;
            Ok(SignOn::Half)
        }
        (account, attempts) => {
            let locked = fail(request, account.map(|account| account.id), attempts).await?;
            Ok(again(vec![if locked {
                StaffSignOnProblem::Locked
            } else {
                StaffSignOnProblem::NoMatch
            }]))
        }
    }
}

/// What stands after an attempt was reserved.
#[derive(Clone)]
struct Reserved {
    key: String,
    account: Option<StaffAccount>,
    /// The count with this attempt; `None` when it was refused because of the lock.
    attempts: Option<Attempts>,
}

async fn reserve(request: &Request, user_id_key: String) -> Result<Reserved, Stop> {
    request
        .write(move |cx| {
            let user_id_key = user_id_key.clone();
            Box::pin(async move {
                attempts::lock_attempts(&mut cx.tx).await?;
                let limit = cx.portal.limits().sign_on_failures_per_network;
                let network = network_key(cx);
                let failures = tally::get(&mut cx.tx, &network, cx.now).await?;
                if failures.is_some_and(|failures| failures.total >= limit) {
                    cx.record(Act::visitor(Action::SignOn).refused()).await?;
                    return Err(Refusal::TooMany.into());
                }
                let account = rows::by_user_id(&mut cx.tx, &user_id_key).await?;
                let key = match &account {
                    Some(account) => attempt_key(cx.portal.keys(), account.id),
                    None => unknown_key(cx.portal.keys(), &user_id_key),
                };
                let attempts = reserve_one(cx, &key).await?;
                Ok(Reserved {
                    key,
                    account,
                    attempts,
                })
            })
        })
        .await
}

/// Takes one attempt; `None` when it is refused because of the lock.
async fn reserve_one(cx: &mut Cx, key: &str) -> Result<Option<Attempts>, Stop> {
    match attempts::attempts(&mut cx.tx, key).await?.reserve(cx.now) {
        Reservation::Granted(reserved) => {
            attempts::keep_attempts(&mut cx.tx, key, reserved, cx.now).await?;
            Ok(Some(reserved))
        }
        Reservation::Locked(_) => Ok(None),
    }
}

/// The password was right: a half session, for five minutes.
async fn begin_half(request: &Request, key: String, staff: StaffId) -> Result<(), Stop> {
    let token = new_token(request)?;
    let hash = token_hash(&token);
    request
        .write(move |cx| {
            let (key, hash) = (key.clone(), hash.clone());
            Box::pin(async move {
                attempts::lock_attempts(&mut cx.tx).await?;
                let before = attempts::attempts(&mut cx.tx, &key).await?;
                attempts::keep_attempts(&mut cx.tx, &key, before.given_back(), cx.now).await?;
                end_old(cx).await?;
                let session = new_session(cx, hash, staff, None);
                rows::begin(&mut cx.tx, &session).await?;
                cx.record(Act::staff(staff, Action::EnterPassword)).await?;
                Ok(())
            })
        })
        .await?;
    request.outgoing.keep(Keep::StaffSession(token));
    Ok(())
}

/// The second half: the code of the authenticator.
pub async fn enter_code(request: &Request, typed: &str) -> Result<Code, Stop> {
    let code = code_digits(typed);
    let token = new_token(request)?;
    let hash = token_hash(&token);
    let device = Device::of(request)?;
    let known = device.clone();
    let problem = request
        .write(move |cx| {
            let (code, hash, device) = (code.clone(), hash.clone(), known.clone());
            Box::pin(async move { check(cx, code, hash, &device).await })
        })
        .await?;
    Ok(match problem {
        None => {
            request.outgoing.keep(Keep::StaffSession(token));
            device.keep(request);
            Code::Done
        }
        Some(problem) => Code::Again(CodeView {
            problems: vec![problem],
        }),
    })
}

/// Checks a code and begins the session; answers what is wrong with it, if something is.
async fn check(
    cx: &mut Cx,
    code: Option<String>,
    new_hash: String,
    device: &Device,
) -> Result<Option<CodeProblem>, Stop> {
    let who = PasswordOnly::signing_on(cx).await?;
    let Some(code) = code else {
        return Ok(Some(CodeProblem::NotACode));
    };
    attempts::lock_attempts(&mut cx.tx).await?;
    let refused = Act::staff(who.id(), Action::SignOn).refused();
    let key = attempt_key(cx.portal.keys(), who.id());
    let before = attempts::attempts(&mut cx.tx, &key).await?;
    if before.locked(cx.now).is_some() {
        // The half session stays for its five minutes: its page is where this is told.
        cx.record(refused).await?;
        return Ok(Some(CodeProblem::Locked));
    }
    let step = format!("staff-code:{}:{}", who.id(), totp::step_at(cx.now));
    if tally::add(&mut cx.tx, &step, STEP_WINDOW, cx.now).await? > STEP_TRIES {
        cx.record(refused).await?;
        return Ok(Some(CodeProblem::Wait));
    }
    let reserved = reserve_one(cx, &key).await?;
    if takes(cx, who.id(), &code).await? {
        attempts::forget_attempts(&mut cx.tx, &key).await?;
        // A new token for the whole session (SES-3).
        rows::end(&mut cx.tx, who.token()).await?;
        let session = new_session(cx, new_hash, who.id(), Some(cx.now));
        rows::begin(&mut cx.tx, &session).await?;
        cx.record(Act::staff(who.id(), Action::SignOn)).await?;
        let new_device = devices::is_news(cx, Owner::Staff(who.id()), device).await?;
        if let Some(news) = AccountNews::of_sign_on(before.count, new_device) {
            notices::tell_staff(cx, who.id(), news).await?;
        }
        return Ok(None);
    }
    let network = network_key(cx);
    tally::add(&mut cx.tx, &network, NETWORK_WINDOW, cx.now).await?;
    cx.record(refused).await?;
    if reserved.is_none_or(|attempts| attempts.locked(cx.now).is_some()) {
        cx.record(Act::staff(who.id(), Action::Lock)).await?;
        notices::tell_staff(cx, who.id(), AccountNews::Locked).await?;
        return Ok(Some(CodeProblem::Locked));
    }
    Ok(Some(CodeProblem::Wrong))
}

/// Whether this is a code of now that nobody has used; it is used then.
async fn takes(cx: &mut Cx, staff: StaffId, code: &str) -> Result<bool, Stop> {
    let sealed = rows::secret(&mut cx.tx, staff).await?;
    let sealed = sealed.ok_or(Refusal::StaffSignOnNeeded)?;
    let secret = totp::unseal(cx.portal.keys(), staff, &sealed)?;
    Ok(match totp::step_of(secret, code, cx.now)? {
        Some(step) => rows::take_step(&mut cx.tx, staff, step, cx.now).await?,
        None => false,
    })
}

/// Signs off: the session is gone, and the browser is told to forget its pages (SES-5).
pub async fn sign_off(request: &Request) -> Result<(), Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let Some(token) = cx.facts.staff.clone() else {
                    return Ok(());
                };
                let who = Staff::signed_on(cx).await.ok();
                if rows::end(&mut cx.tx, &token).await?
                    && let Some(who) = who
                {
                    cx.record(Act::staff(who.id(), Action::SignOff)).await?;
                    cx.tell(Ear::Staff(who.id()), Change::Session);
                }
                Ok(())
            })
        })
        .await?;
    request.outgoing.keep(Keep::NoStaffSession);
    Ok(())
}

/// A session that this browser still has ends: nobody brings one along (SES-3).
async fn end_old(cx: &mut Cx) -> Result<(), Stop> {
    if let Some(old) = cx.facts.staff.clone() {
        rows::end(&mut cx.tx, &old).await?;
    }
    Ok(())
}

fn new_session(
    cx: &Cx,
    token_hash: String,
    staff: StaffId,
    proven_at: Option<Timestamp>,
) -> NewStaffSession {
    NewStaffSession {
        token_hash,
        staff,
        created_at: cx.now,
        proven_at,
        device: cx.facts.device.clone(),
        network: cx.facts.network.clone(),
    }
}

/// A token, made before the transaction, so that one that is run again gives the same.
fn new_token(request: &Request) -> Result<String, Fault> {
    let bytes = request.portal.random().bytes::<32>()?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Hashes a password again that was hashed at another cost (AUT-12).
async fn rehash(request: &Request, account: &StaffAccount, secret: String) -> Result<(), Stop> {
    let hashing = request.portal.hashing();
    let hashes = hashing.hash(vec![secret], request.portal.random()).await?;
    let (id, verified) = (account.id, account.password_hash.clone());
    request
        .write(move |cx| {
            let (hashes, verified) = (hashes.clone(), verified.clone());
            Box::pin(async move {
                for newer in &hashes {
                    rows::rehashed(&mut cx.tx, id, &verified, newer).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Settles an unsuccessful first half; answers whether the account is locked now.
async fn fail(
    request: &Request,
    account: Option<StaffId>,
    attempts: Option<Attempts>,
) -> Result<bool, Stop> {
    request
        .write(move |cx| {
            Box::pin(async move {
                attempts::lock_attempts(&mut cx.tx).await?;
                let act = |action| match account {
                    Some(account) => Act::visitor(action).on(account),
                    None => Act::visitor(action),
                };
                let network = network_key(cx);
                tally::add(&mut cx.tx, &network, NETWORK_WINDOW, cx.now).await?;
                cx.record(act(Action::SignOn).refused()).await?;
                let locked = attempts.is_none_or(|attempts| attempts.locked(cx.now).is_some());
                if locked && attempts.is_some() {
                    cx.record(act(Action::Lock)).await?;
                    if let Some(staff) = account {
                        notices::tell_staff(cx, staff, AccountNews::Locked).await?;
                    }
                }
                Ok(locked)
            })
        })
        .await
}

/// What attempts are counted by when it can be no user ID; cut, as a key need not be long.
fn lock_text(typed: &str) -> String {
    typed
        .trim()
        .to_lowercase()
        .chars()
        .take(LONGEST_ID)
        .collect()
}

/// The name under which attempts at an account are counted, both halves of them.
fn attempt_key(keys: &Keys, staff: StaffId) -> String {
    keys.mac(Purpose::Attempts, format!("staff:{staff}").as_bytes())
}

/// The name under which attempts at an ID are counted that nobody has.
fn unknown_key(keys: &Keys, typed: &str) -> String {
    keys.mac(
        Purpose::Attempts,
        format!("staff-unknown:{typed}").as_bytes(),
    )
}

fn network_key(cx: &Cx) -> String {
    format!("staff-sign-on:{}", cx.facts.network)
}
