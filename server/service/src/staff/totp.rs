//! The codes of authenticators (RFC 6238: SHA-1, six digits, 30 seconds, one step to either
//! side), and their secrets, sealed with the id of whose they are.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::ids::StaffId;
use domain::time::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::keys::{Keys, Purpose};
use crate::random::Random;
use crate::sealing;
use crate::stop::Fault;

/// The bytes of a secret: as many as RFC 4226 recommends.
pub const SECRET: usize = 20;
/// How long a step is, in seconds.
const STEP: u64 = 30;

/// Seals a secret for the database. It opens for the same person only.
pub(super) fn seal(
    keys: &Keys,
    random: &Random,
    whose: StaffId,
    secret: &[u8; SECRET],
) -> Result<String, Fault> {
    let key = keys.derive(Purpose::StaffTotp);
    let sealed = sealing::seal(key, random.bytes()?, whose.0.as_bytes(), secret)?;
    Ok(STANDARD_NO_PAD.encode(sealed))
}

/// Opens what [`seal`] sealed.
pub(super) fn unseal(keys: &Keys, whose: StaffId, sealed: &str) -> Result<[u8; SECRET], Fault> {
    let broken = || Fault::Shape("sealed secret");
    let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| broken())?;
    let key = keys.derive(Purpose::StaffTotp);
    let opened = sealing::open(key, whose.0.as_bytes(), &bytes)?;
    opened.try_into().map_err(|_| broken())
}

/// What an authenticator is set up with: issuer and account only matter for its address.
fn authenticator(secret: [u8; SECRET], issuer: Option<&str>, account: &str) -> Result<Totp, Fault> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STEP)
        .with_secret(Secret::new_stack(secret))
        .with_account_name(account)
        .with_issuer(issuer)
        .build()
        .map_err(|_| Fault::Shape("authenticator"))
}

/// The step whose code this is, of now and the two beside it.
pub(super) fn step_of(
    secret: [u8; SECRET],
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>, Fault> {
    let totp = authenticator(secret, None, "")?;
    let found = totp.check(code, seconds(now));
    Ok(found.and_then(|step| i64::try_from(step).ok()))
}

/// The step that an instant lies in.
pub(super) fn step_at(now: Timestamp) -> u64 {
    seconds(now) / STEP
}

/// The secret as people type it, and as an authenticator reads it from a picture.
pub(super) fn told(
    secret: [u8; SECRET],
    issuer: &str,
    account: &str,
) -> Result<(String, String), Fault> {
    // A colon parts issuer and account in the address, so neither may hold one.
    let issuer = issuer.replace(':', " ");
    let totp = authenticator(secret, Some(&issuer), account)?;
    Ok((
        totp.secret().to_base32(),
        totp.to_url().map_err(|_| Fault::Shape("authenticator"))?,
    ))
}

/// A secret as people type it (base32).
pub fn secret_text(secret: &[u8; SECRET]) -> String {
    Secret::new_stack(*secret).to_base32()
}

/// The code that an authenticator with this secret (base32) shows at an instant; `None` when it
/// is no secret. For whoever plays the authenticator: tests.
pub fn code_at(secret: &str, at: Timestamp) -> Option<String> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let secret: [u8; SECRET] = secret.as_bytes().try_into().ok()?;
    let totp = authenticator(secret, None, "").ok()?;
    Some(totp.generate(seconds(at)).to_string())
}

fn seconds(at: Timestamp) -> u64 {
    u64::try_from(at.as_micros() / 1_000_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

    /// The vectors of RFC 6238, appendix B, of which six digits remain.
    #[test]
    fn aut_6_codes_are_those_of_the_standard() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let at = Timestamp::from_micros(seconds * 1_000_000);
            assert_eq!(code_at(secret, at).as_deref(), Some(code));
        }
    }

    #[test]
    fn aut_6_one_step_to_either_side_and_no_more() {
        let secret = *b"12345678901234567890";
        let text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        let now = i64::try_from(step_at(NOW)).unwrap();
        for away in -3_i64..=3 {
            let at = Timestamp::from_micros(NOW.as_micros() + away * 30_000_000);
            let code = code_at(text, at).unwrap();
            let expected = (away.abs() <= 1).then_some(now + away);
            assert_eq!(step_of(secret, &code, NOW).unwrap(), expected, "{away}");
        }
    }

    #[test]
    fn cry_2_a_sealed_secret_opens_for_its_owner_alone() {
        let keys = Keys::from_bytes([7; 32]);
        let (me, other) = (StaffId::new(NOW, [1; 10]), StaffId::new(NOW, [2; 10]));
        let secret = [9; SECRET];
        let sealed = seal(&keys, &Random::Os, me, &secret).unwrap();
        assert_eq!(unseal(&keys, me, &sealed).unwrap(), secret);
        assert!(unseal(&keys, other, &sealed).is_err());
        assert!(unseal(&Keys::from_bytes([8; 32]), me, &sealed).is_err());
        let again = seal(&keys, &Random::Os, me, &secret).unwrap();
        assert_ne!(sealed, again, "never the same nonce");
        for cut in 0..sealed.len() {
            assert!(unseal(&keys, me, &sealed[..cut]).is_err());
        }
    }
}
