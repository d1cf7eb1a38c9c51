//! Accounts: hashes made beside the imports, rows written with the member's.

use domain::ids::{AccountId, MemberId};
use domain::password::Password;
use domain::secret_questions::{SecretAnswer, SecretQuestion};
use domain::session::{ATTEMPTS, Attempts, LOCK};
use domain::time::minutes;
use service::random::Random;
use service::session::attempt_key;
use service::{Cx, Fault, Portal, Stop};
use store::account::{self, Acceptance, NewAccount};
use store::session;

use super::SEED;
use super::calendar::Calendar;
use super::cast::PEOPLE;
use super::people::{Account, Person, State};

/// The hashes of one account: the password's, then the answers'.
pub type Hashed = Vec<String>;

/// The network that the demo's sign-ons came from.
const NETWORK: &str = "127.0.0.1";

/// Hashes everybody's password and answers, in the order of the cast.
pub async fn hash_all(portal: Portal) -> Result<Vec<Hashed>, Stop> {
    // A source of its own, so that it does not matter how far the imports are.
    let random = Random::seeded(SEED + 1);
    let mut all = Vec::new();
    for account in PEOPLE.iter().filter_map(|person| person.account.as_ref()) {
        let typed = Password::typed(account.password).ok_or(Fault::Shape("password"))?;
        let mut secrets = vec![typed.as_str().to_owned()];
        for (_, answer) in account.secrets {
            let answer = SecretAnswer::typed(answer).ok_or(Fault::Shape("answer"))?;
            secrets.push(answer.as_str().to_owned());
        }
        all.push(portal.hashing().hash(secrets, &random).await?);
    }
    Ok(all)
}

/// Writes the account.
pub async fn put(
    cx: &mut Cx,
    member: MemberId,
    (person, account): (&'static Person, &'static Account),
    hashed: &Hashed,
    calendar: &Calendar,
) -> Result<(), Stop> {
    let made = calendar.at(account.made, 19, 20);
    let (_, bytes) = cx.id_seed()?;
    let id = AccountId::new(made, bytes);
    let mut rest = hashed.iter().cloned();
    let new = NewAccount {
        id,
        member,
        user_id: account.user_id.into(),
        user_id_key: account.user_id.to_lowercase(),
        email: person.email.map(Into::into),
        email_confirmed_at: person.email.map(|_| made),
        password_hash: rest.next().ok_or(Fault::Shape("hashes"))?,
        created_at: made,
    };
    if !account::insert(&mut cx.tx, &new).await? {
        return Err(Fault::Shape("user ID taken").into());
    }
    let answers: Vec<(SecretQuestion, String)> = account
        .secrets
        .iter()
        .map(|(question, _)| *question)
        .zip(rest)
        .collect();
    account::insert_answers(&mut cx.tx, id, &answers).await?;
    // The terms in force were accepted at the last sign-on, if not at the first.
    let last_here = calendar.at(account.last_here, 20, 5);
    let version = cx.portal.organisation().terms_version.clone();
    let accepted = Acceptance {
        version: &version,
        at: last_here,
        network: NETWORK,
        visitor: "demo",
    };
    account::accept_terms(&mut cx.tx, id, accepted).await?;
    account::signed_on(&mut cx.tx, id, last_here).await?;
    if person.state == State::Locked {
        // The fifth wrong password was typed a minute before the demo begins.
        let fifth = calendar.now - minutes(1);
        let attempts = Attempts {
            count: ATTEMPTS,
            locked_until: Some(fifth + LOCK),
        };
        let key = attempt_key(cx.portal.keys(), id);
        session::keep_attempts(&mut cx.tx, &key, attempts, fifth).await?;
    }
    Ok(())
}

/// A secret question as the English pages ask it.
pub const fn words(question: SecretQuestion) -> &'static str {
    use SecretQuestion as Q;
    match question {
        Q::FirstPet => "What was the name of your first pet?",
        Q::ParentsMet => "In what city or town did your parents meet?",
        Q::FirstCar => "What was the make and model of your first car?",
        Q::ThirdGradeStreet => "What was the name of the street you lived on in third grade?",
        Q::FirstSchool => "What was the name of your first school?",
        Q::FavoriteTeacher => "What was the last name of your favorite teacher?",
        Q::FirstConcert => "What was the first concert you went to?",
        Q::FirstJob => "What was your first job?",
        Q::ChildhoodNickname => "What was your childhood nickname?",
        Q::ChildhoodFriend => "Who was your best friend in childhood?",
        Q::Grandmother => "What was your grandmother's first name on your mother's side?",
        Q::Vacation => "Where did you spend your most memorable vacation?",
        Q::FirstBook => "What was the title of the first book you loved?",
        Q::FirstDish => "What dish did you first learn to cook?",
    }
}
