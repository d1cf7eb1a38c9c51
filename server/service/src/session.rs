//! Signing on and off (SPEC section 2).
//!
//! The order is fixed by SECURITY.md §0.4: take a permit to hash, reserve the attempt in the
//! database, hash, settle. A request that is shed for lack of a permit is never counted; a
//! hundred simultaneous guesses are five.

mod terms;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::audit::Action;
use domain::forms::Form;
use domain::ids::AccountId;
use domain::mrn::MrnScheme;
use domain::password::Password;
use domain::session::{Attempts, Reservation, SignOnId, SignOnProblem, SignOnValues, SignOnView};
use domain::time::minutes;
use store::account::{self, Account};
use store::devices::Owner;
use store::session::{self as rows, NewSession};
use store::tally;

use crate::cx::{Act, Cx};
use crate::devices::{self, Device};
use crate::keys::{Keys, Purpose, token_hash};
use crate::live::Change;
use crate::notices::{self, AccountNews};
use crate::portal::{Keep, Request};
use crate::stop::{Refusal, Stop};

pub use terms::{accept_terms, terms_page};

/// The span in which failures of one network are counted.
const NETWORK_WINDOW: std::time::Duration = minutes(10);

/// How a sign-on ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignOn {
    /// Signed on; the answer carries the cookie.
    Done,
    /// Not; this is the page to show.
    Again(SignOnView),
}

/// Signs on with a user ID or a medical record number and a password.
pub async fn sign_on(request: &Request, id: String, password: &str) -> Result<SignOn, Stop> {
    let scheme = MrnScheme::from_switch(request.portal.organisation().mrn_check_digit);
    let typed = SignOnId::parse(&id, scheme);
    let again = |problems| {
        // An ID too long to be one is not worth sending back.
        let id = if id.len() > 200 {
            String::new()
        } else {
            id.clone()
        };
        SignOn::Again(SignOnView {
            form: Form::refused(SignOnValues { id }, problems),
        })
    };
    let blank = id.trim().is_empty();
    let mut problems = Vec::new();
    if blank {
        problems.push(SignOnProblem::IdEmpty);
    }
    if password.is_empty() {
        problems.push(SignOnProblem::PasswordEmpty);
    }
    let (Some(typed), true) = (typed, problems.is_empty()) else {
        if problems.is_empty() {
            problems.push(SignOnProblem::NoMatch);
        }
        return Ok(again(problems));
    };
    let secret = Password::typed(password);
    let permit = request.portal.hashing().permit().await?;
    let reserved = reserve(request, typed).await?;
    // Whoever is refused for the lock, an unknown ID or a password longer than any costs a
    // hash like everybody else (AUT-3).
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
            begin(request, reserved.key, account).await?;
            Ok(SignOn::Done)
        }
        (account, attempts) => {
            let locked = fail(request, account, attempts).await?;
            let problem = if locked {
                SignOnProblem::Locked
            } else {
                SignOnProblem::NoMatch
            };
            Ok(again(vec![problem]))
        }
    }
}

/// What stands after an attempt was reserved.
#[derive(Clone)]
struct Reserved {
    key: String,
    account: Option<Account>,
    /// The count with this attempt; `None` when it was refused because of the lock.
    attempts: Option<Attempts>,
}

async fn reserve(request: &Request, typed: SignOnId) -> Result<Reserved, Stop> {
    request
        .write(move |cx| {
            let typed = typed.clone();
            Box::pin(async move {
                rows::lock_attempts(&mut cx.tx).await?;
                let limit = cx.portal.limits().sign_on_failures_per_network;
                let key = network_key(cx);
                let failures = tally::get(&mut cx.tx, &key, cx.now).await?;
                if failures.is_some_and(|failures| failures.total >= limit) {
                    cx.record(Act::visitor(Action::SignOn).refused()).await?;
                    return Err(Refusal::TooMany.into());
                }
                let account = find(cx, &typed).await?;
                let key = match &account {
                    Some(account) => attempt_key(cx.portal.keys(), account.id),
                    None => unknown_key(cx.portal.keys(), &typed),
                };
                let before = rows::attempts(&mut cx.tx, &key).await?;
                let attempts = match before.reserve(cx.now) {
                    Reservation::Granted(attempts) => {
                        rows::keep_attempts(&mut cx.tx, &key, attempts, cx.now).await?;
                        Some(attempts)
                    }
                    Reservation::Locked(_) => None,
                };
                Ok(Reserved {
                    key,
                    account,
                    attempts,
                })
            })
        })
        .await
}

/// The account of what was typed: as a user ID, else as a medical record number. A user ID
/// can never be read as a number, so there is one at most.
async fn find(cx: &mut Cx, typed: &SignOnId) -> Result<Option<Account>, Stop> {
    let by_user_id = account::by_user_id(&mut cx.tx, &typed.user_id_key).await?;
    match (&by_user_id, &typed.mrn) {
        (None, Some(mrn)) => Ok(account::by_mrn(&mut cx.tx, mrn.as_str()).await?),
        _ => Ok(by_user_id),
    }
}

async fn begin(request: &Request, key: String, account: Account) -> Result<(), Stop> {
    // The token is made here, so that a transaction that is run again gives the same one.
    let token = URL_SAFE_NO_PAD.encode(request.portal.random().bytes::<32>()?);
    let hash = token_hash(&token);
    let device = Device::of(request)?;
    let known = device.clone();
    request
        .write(move |cx| {
            let (key, account, hash) = (key.clone(), account.clone(), hash.clone());
            let device = known.clone();
            Box::pin(async move {
                rows::lock_attempts(&mut cx.tx).await?;
                let before = rows::attempts(&mut cx.tx, &key).await?.given_back();
                rows::forget_attempts(&mut cx.tx, &key).await?;
                // A session that this browser still has ends here: nobody brings one along
                // (SES-3).
                if let Some(old) = cx.facts.session.clone() {
                    rows::end(&mut cx.tx, &old).await?;
                }
                let version = cx.portal.organisation().terms_version.clone();
                let accepted = account::has_accepted(&mut cx.tx, account.id, &version).await?;
                let session = NewSession {
                    token_hash: hash,
                    account: account.id,
                    created_at: cx.now,
                    previous_sign_on_at: account.last_sign_on_at,
                    device: cx.facts.device.clone(),
                    network: cx.facts.network.clone(),
                    terms_due: !accepted,
                };
                rows::insert(&mut cx.tx, &session).await?;
                account::signed_on(&mut cx.tx, account.id, cx.now).await?;
                cx.record(Act::own(account.member, Action::SignOn)).await?;
                let new_device = devices::is_news(cx, Owner::Account(account.id), &device).await?;
                if let Some(news) = AccountNews::of_sign_on(before.count, new_device) {
                    notices::tell_member(cx, account.member, news).await?;
                }
                Ok(())
            })
        })
        .await?;
    request.outgoing.keep(Keep::Session(token));
    device.keep(request);
    Ok(())
}

/// Hashes a password again that was hashed at another cost (AUT-12).
async fn rehash(request: &Request, account: &Account, secret: String) -> Result<(), Stop> {
    let hashes = request
        .portal
        .hashing()
        .hash(vec![secret], request.portal.random())
        .await?;
    let (id, verified) = (account.id, account.password_hash.clone());
    request
        .write(move |cx| {
            let (hashes, verified) = (hashes.clone(), verified.clone());
            Box::pin(async move {
                for newer in &hashes {
                    account::rehashed(&mut cx.tx, id, &verified, newer).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Settles an unsuccessful attempt; answers whether the account is locked now.
async fn fail(
    request: &Request,
    account: Option<Account>,
    attempts: Option<Attempts>,
) -> Result<bool, Stop> {
    let whose = account.map(|account| (account.id, account.member));
    request
        .write(move |cx| {
            Box::pin(async move {
                // One at a time, like the reservation: fifty failures of one network would
                // otherwise be in each other's way until some give up.
                rows::lock_attempts(&mut cx.tx).await?;
                let act = |action| match whose {
                    Some((account, member)) => Act::visitor(action).on(account).about(member),
                    None => Act::visitor(action),
                };
                let limit_key = network_key(cx);
                tally::add(&mut cx.tx, &limit_key, NETWORK_WINDOW, cx.now).await?;
                cx.record(act(Action::SignOn).refused()).await?;
                let locked = attempts.is_none_or(|attempts| attempts.locked(cx.now).is_some());
                if locked && attempts.is_some() {
                    cx.record(act(Action::Lock)).await?;
                    if let Some((_, member)) = whose {
                        notices::tell_member(cx, member, AccountNews::Locked).await?;
                    }
                }
                Ok(locked)
            })
        })
        .await
}

/// Signs off: the session is gone, and the browser is told to forget its pages (SES-5).
/// Without a session it is done already.
pub async fn sign_off(request: &Request) -> Result<(), Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let Some(token) = cx.facts.session.clone() else {
                    return Ok(());
                };
                if let Some(session) = rows::find(&mut cx.tx, &token).await? {
                    rows::end(&mut cx.tx, &token).await?;
                    cx.record(Act::own(session.member, Action::SignOff)).await?;
                    cx.tell(session.member, Change::Session);
                }
                Ok(())
            })
        })
        .await?;
    request.outgoing.keep(Keep::NoSession);
    Ok(())
}

/// Whether the request carries a session that has not ended.
pub async fn is_signed_on(request: &Request) -> Result<bool, Stop> {
    let found = request
        .read(|cx| Box::pin(async move { crate::access::Member::signing_on(cx).await.map(drop) }))
        .await;
    match found {
        Ok(()) => Ok(true),
        Err(Stop::Refused(_)) => Ok(false),
        Err(stop) => Err(stop),
    }
}

/// The name under which an account's attempts are counted, whichever ID was typed.
pub fn attempt_key(keys: &Keys, account: AccountId) -> String {
    keys.mac(Purpose::Attempts, format!("account:{account}").as_bytes())
}

/// The name under which attempts at an ID are counted that nobody has.
fn unknown_key(keys: &Keys, typed: &SignOnId) -> String {
    keys.mac(
        Purpose::Attempts,
        format!("unknown:{}", typed.lock_text()).as_bytes(),
    )
}

fn network_key(cx: &Cx) -> String {
    format!("sign-on:{}", cx.facts.network)
}
