//! Accounts at the desks. The first one is made by `portal staff add` and by nothing else
//! (REG-9): there is no default account.

use domain::audit::{Action, Actor};
use domain::email::EmailAddress;
use domain::ids::{PractitionerId, StaffId};
use domain::password::Password;
use domain::staff::Role;
use domain::user_id::UserId;
use store::staff::{self as rows, NewStaff};

use super::totp;
use crate::cx::{Act, Cx};
use crate::portal::Request;
use crate::stop::{Fault, Stop};

/// What a new account is made of.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The user ID.
    pub user_id: String,
    /// First and last name.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Where they are told what happens to their account (AUT-4).
    pub email: Option<EmailAddress>,
    /// The clinician they are.
    pub practitioner: Option<PractitionerId>,
}

/// What is told once about a new account, and kept nowhere.
#[derive(Clone)]
pub struct Added {
    /// The password.
    pub password: String,
    /// The authenticator's secret as people type it (base32).
    pub secret: String,
    /// The same as an address that authenticators read.
    pub address: String,
}

/// Why an account was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAdded {
    /// The user ID has the wrong form.
    #[error("a user ID has 6 to 30 letters, digits, dots, hyphens or underscores")]
    UserId,
    /// Somebody has it.
    #[error("this user ID is taken")]
    Taken,
    /// No name.
    #[error("a name is needed")]
    Name,
    /// A nurse or a physician is one of the roll's clinicians, and nobody else is.
    #[error("nurses and physicians need --practitioner, the other roles have none")]
    Practitioner,
    /// The roll has no such clinician.
    #[error("the roll has no clinician with this id")]
    NoSuchPractitioner,
}

/// Makes an account with a password and a secret of chance.
pub async fn add(request: &Request, new: NewAccount) -> Result<Result<Added, NotAdded>, Stop> {
    let random = request.portal.random();
    let password = generated(random.bytes()?);
    let secret: [u8; totp::SECRET] = random.bytes()?;
    let issuer = request.portal.organisation().name.clone();
    let (text, address) = totp::told(secret, &issuer, &new.user_id)?;
    let hashes = request
        .portal
        .hashing()
        .hash(vec![password.clone()], random);
    let hash = hashes.await?.pop().ok_or(Fault::Shape("hashes"))?;
    let made = request.write(move |cx| {
        let (new, hash) = (new.clone(), hash.clone());
        Box::pin(async move { put(cx, &new, hash, secret).await })
    });
    Ok(made.await?.map(|_| Added {
        password,
        secret: text,
        address,
    }))
}

/// Writes an account whose password is hashed already.
pub async fn put(
    cx: &mut Cx,
    new: &NewAccount,
    password_hash: String,
    secret: [u8; totp::SECRET],
) -> Result<Result<StaffId, NotAdded>, Stop> {
    let Ok(user_id) = UserId::parse(&new.user_id) else {
        return Ok(Err(NotAdded::UserId));
    };
    let name = new.name.trim();
    if name.is_empty() {
        return Ok(Err(NotAdded::Name));
    }
    if new.role.is_clinical() != new.practitioner.is_some() {
        return Ok(Err(NotAdded::Practitioner));
    }
    if let Some(id) = new.practitioner
        && store::roll::practitioner(&mut cx.tx, id).await?.is_none()
    {
        return Ok(Err(NotAdded::NoSuchPractitioner));
    }
    let (now, bytes) = cx.id_seed()?;
    let id = StaffId::new(now, bytes);
    let staff = NewStaff {
        id,
        user_id: user_id.as_str().to_owned(),
        user_id_key: user_id.key(),
        name: name.to_owned(),
        email: new.email.as_ref().map(|email| email.as_str().to_owned()),
        role: new.role,
        practitioner: new.practitioner,
        password_hash,
        totp_sealed: totp::seal(cx.portal.keys(), cx.portal.random(), id, &secret)?,
        created_at: now,
    };
    if !rows::insert(&mut cx.tx, &staff).await? {
        return Ok(Err(NotAdded::Taken));
    }
    let act = Act {
        actor: Actor::System,
        ..Act::visitor(Action::AddStaff)
    };
    cx.record(act.on(id)).await?;
    Ok(Ok(id))
}

/// A password that nobody chose: four groups of letters and digits that cannot be mistaken for
/// each other, 100 bits of chance.
fn generated(bytes: [u8; 20]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut text = String::with_capacity(23);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % 5 == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(byte & 31)]));
    }
    // As it will be typed: nothing in it changes by normalising.
    Password::typed(&text).map_or(text, |password| password.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_password_is_long_enough_and_plain() {
        let password = generated(*b"\0\x01\x02\x1f\xff0123456789abcde");
        assert_eq!(password.len(), 23);
        assert!(
            password
                .bytes()
                .all(|b| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit())
        );
        assert!(!password.contains(['l', 'o', '0', '1']));
    }
}
