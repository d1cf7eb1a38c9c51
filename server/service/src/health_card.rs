//! SMART Health Cards: vaccinations as a signed file and as a QR code, for machines that are not
//! ours (smarthealth.cards, version 1.4).
//!
//! A card is a JWS: a FHIR bundle with no more in it than the specification wants, deflated and
//! signed by ES256 with the portal's key, whose public half stands at `/.well-known/jwks.json` of
//! the issuer, which is the portal's origin. Who reads a card can tell that the plan made it and
//! that nobody has changed it since; it can be read by anybody who holds it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::immunizations::QrCode;
use domain::time::{Date, Timestamp};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use qrcode::EcLevel;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::keys::{Keys, Purpose};
use crate::stop::Fault;

/// The longest JWS that still fits into a QR code of version 22, as large as phones read well.
const LONGEST_IN_ONE_CODE: usize = 1_195;

/// The address of the kinds of card.
const KIND: &str = "https://smarthealth.cards#";

/// Whose card it is. No `Debug`: it identifies a person.
pub struct Holder<'a> {
    /// First name.
    pub given: &'a str,
    /// Last name.
    pub family: &'a str,
    /// Birth date.
    pub birth_date: Date,
}

/// A dose on a card. No `Debug`: nothing of it belongs in a log.
#[derive(Clone)]
pub struct Shot {
    /// The CVX code.
    pub cvx: String,
    /// The date, as precise as it is known.
    pub on: String,
    /// The lot number.
    pub lot: Option<String>,
    /// Where it was given, or by whom.
    pub by: Option<String>,
    /// Whether less was given than should have been: who counts doses must not miss it.
    pub subpotent: bool,
}

/// A card ready to be signed.
pub struct Card<'a> {
    issuer: Issuer,
    origin: &'a str,
    holder: &'a Holder<'a>,
    now: Timestamp,
}

impl<'a> Card<'a> {
    /// A card of somebody that the portal at an origin issues now.
    pub fn new(
        keys: &Keys,
        origin: &'a str,
        holder: &'a Holder<'a>,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        Ok(Self {
            issuer: Issuer::of(keys)?,
            origin,
            holder,
            now,
        })
    }

    /// The file: all doses with lot and place, on one card.
    pub fn file(&self, shots: &[Shot]) -> Result<String, Fault> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct File {
            verifiable_credential: [String; 1],
        }
        let file = File {
            verifiable_credential: [self.jws(shots)?],
        };
        Ok(serde_json::to_string(&file)?)
    }

    /// The QR codes: one where all doses fit into one, be it without the places and without the
    /// lots; else a card each for as few parts as need be, every one valid by itself.
    pub fn codes(&self, shots: &[Shot]) -> Result<Vec<QrCode>, Fault> {
        let details: [fn(&Shot) -> Shot; 3] = [
            Shot::clone,
            |shot| Shot {
                by: None,
                ..shot.clone()
            },
            |shot| Shot {
                by: None,
                lot: None,
                ..shot.clone()
            },
        ];
        for detail in details {
            let shots: Vec<Shot> = shots.iter().map(detail).collect();
            let jws = self.jws(&shots)?;
            if jws.len() <= LONGEST_IN_ONE_CODE {
                return Ok(vec![code(&jws)?]);
            }
        }
        let [.., least] = details;
        let shots: Vec<Shot> = shots.iter().map(least).collect();
        for parts in 2..=shots.len() {
            let cards = shots
                .chunks(shots.len().div_ceil(parts))
                .map(|part| self.jws(part));
            let cards = cards.collect::<Result<Vec<_>, _>>()?;
            if cards.iter().all(|jws| jws.len() <= LONGEST_IN_ONE_CODE) {
                return cards.iter().map(|jws| code(jws)).collect();
            }
        }
        Err(Fault::Shape("one dose is too long for a code"))
    }

    /// The card itself, as compact as JWS has it.
    fn jws(&self, shots: &[Shot]) -> Result<String, Fault> {
        #[derive(Serialize)]
        struct Header {
            zip: &'static str,
            alg: &'static str,
            kid: String,
        }
        let header = Header {
            zip: "DEF",
            alg: "ES256",
            kid: self.issuer.jwk.thumbprint(),
        };
        let header = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&header)?);
        let payload = miniz_oxide::deflate::compress_to_vec(&self.payload(shots)?, 10);
        let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(payload));
        let signature: Signature = self.issuer.key.sign(signed.as_bytes());
        Ok(format!(
            "{signed}.{}",
            URL_SAFE_NO_PAD.encode(signature.to_bytes())
        ))
    }

    /// What is signed.
    fn payload(&self, shots: &[Shot]) -> Result<Vec<u8>, Fault> {
        let mut entry = vec![Entry::new(
            0,
            Resource::Patient {
                name: [Name {
                    family: self.holder.family,
                    given: [self.holder.given],
                }],
                birth_date: self.holder.birth_date.to_string(),
            },
        )];
        for (number, shot) in (1..).zip(shots) {
            entry.push(Entry::new(number, Resource::of(shot)));
        }
        let claims = Claims {
            iss: self.origin,
            nbf: self.now.as_micros().div_euclid(1_000_000),
            vc: Credential {
                kinds: ["health-card", "immunization"].map(|kind| format!("{KIND}{kind}")),
                credential_subject: Subject {
                    fhir_version: "4.0.1",
                    fhir_bundle: Bundle {
                        resource_type: "Bundle",
                        kind: "collection",
                        entry,
                    },
                },
            },
        };
        Ok(serde_json::to_vec(&claims)?)
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    nbf: i64,
    vc: Credential<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credential<'a> {
    #[serde(rename = "type")]
    kinds: [String; 2],
    credential_subject: Subject<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Subject<'a> {
    fhir_version: &'static str,
    fhir_bundle: Bundle<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bundle<'a> {
    resource_type: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    entry: Vec<Entry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    full_url: String,
    resource: Resource<'a>,
}

impl<'a> Entry<'a> {
    fn new(number: u32, resource: Resource<'a>) -> Self {
        Self {
            full_url: format!("resource:{number}"),
            resource,
        }
    }
}

/// No ids, no texts, no displays of codes: a QR code has no room for what says a thing twice.
#[derive(Serialize)]
#[serde(tag = "resourceType", rename_all_fields = "camelCase")]
enum Resource<'a> {
    Patient {
        name: [Name<'a>; 1],
        birth_date: String,
    },
    Immunization {
        status: &'static str,
        vaccine_code: Concept<'a>,
        patient: Reference,
        occurrence_date_time: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        lot_number: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        performer: Option<[Performer<'a>; 1]>,
        #[serde(skip_serializing_if = "Option::is_none")]
        is_subpotent: Option<bool>,
    },
}

impl<'a> Resource<'a> {
    fn of(shot: &'a Shot) -> Self {
        Self::Immunization {
            status: "completed",
            vaccine_code: Concept {
                coding: [Coding {
                    system: "http://hl7.org/fhir/sid/cvx",
                    code: &shot.cvx,
                }],
            },
            patient: Reference {
                reference: "resource:0",
            },
            occurrence_date_time: &shot.on,
            lot_number: shot.lot.as_deref(),
            performer: shot.by.as_deref().map(|display| {
                [Performer {
                    actor: Actor { display },
                }]
            }),
            is_subpotent: shot.subpotent.then_some(true),
        }
    }
}

#[derive(Serialize)]
struct Name<'a> {
    family: &'a str,
    given: [&'a str; 1],
}

#[derive(Serialize)]
struct Concept<'a> {
    coding: [Coding<'a>; 1],
}

#[derive(Serialize)]
struct Coding<'a> {
    system: &'static str,
    code: &'a str,
}

#[derive(Serialize)]
struct Reference {
    reference: &'static str,
}

#[derive(Serialize)]
struct Performer<'a> {
    actor: Actor<'a>,
}

#[derive(Serialize)]
struct Actor<'a> {
    display: &'a str,
}

/// The key that cards are signed with.
struct Issuer {
    key: SigningKey,
    jwk: Jwk,
}

/// Its public half, with the members of its thumbprint in their order (RFC 7638).
#[derive(Clone, Serialize)]
struct Jwk {
    crv: &'static str,
    kty: &'static str,
    x: String,
    y: String,
}

impl Jwk {
    fn thumbprint(&self) -> String {
        // Only texts in it: this cannot fail.
        let text = serde_json::to_vec(self).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(Sha256::digest(text))
    }
}

impl Issuer {
    fn of(keys: &Keys) -> Result<Self, Fault> {
        // One in four thousand million derived secrets is no scalar of the curve: then the next.
        let mut secret = keys.derive(Purpose::HealthCards);
        let mut key = SigningKey::from_slice(&secret);
        while key.is_err() {
            secret = Sha256::digest(secret).into();
            key = SigningKey::from_slice(&secret);
        }
        let key = key.map_err(|_| Fault::Shape("signing key"))?;
        let point = key.verifying_key().to_sec1_point(false);
        let (Some(x), Some(y)) = (point.x(), point.y()) else {
            return Err(Fault::Shape("public key"));
        };
        let jwk = Jwk {
            crv: "P-256",
            kty: "EC",
            x: URL_SAFE_NO_PAD.encode(x),
            y: URL_SAFE_NO_PAD.encode(y),
        };
        Ok(Self { key, jwk })
    }
}

/// The public keys of the cards, as `/.well-known/jwks.json` has them.
pub fn jwks(keys: &Keys) -> Result<String, Fault> {
    #[derive(Serialize)]
    struct Key {
        kid: String,
        r#use: &'static str,
        alg: &'static str,
        #[serde(flatten)]
        jwk: Jwk,
    }
    #[derive(Serialize)]
    struct Set {
        keys: [Key; 1],
    }
    let jwk = Issuer::of(keys)?.jwk;
    let key = Key {
        kid: jwk.thumbprint(),
        r#use: "sig",
        alg: "ES256",
        jwk,
    };
    Ok(serde_json::to_string(&Set { keys: [key] })?)
}

/// A card as a QR code: `shc:/` and two digits for every character, which a code packs into
/// half the room of letters.
fn code(jws: &str) -> Result<QrCode, Fault> {
    use std::fmt::Write as _;
    let text = jws.bytes().fold("shc:/".to_owned(), |mut text, byte| {
        let _ = write!(text, "{:02}", byte.saturating_sub(b'-'));
        text
    });
    let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::L)
        .map_err(|_| Fault::Shape("card too long for a code"))?;
    let side = u32::try_from(code.width()).map_err(|_| Fault::Shape("code"))?;
    let bits: Vec<bool> = code
        .into_colors()
        .iter()
        .map(|color| color.select(true, false))
        .collect();
    let modules = bits.chunks(4).map(|four| {
        let digit = (0..4).fold(0, |digit, place| {
            digit << 1 | u32::from(four.get(place).copied().unwrap_or(false))
        });
        char::from_digit(digit, 16).unwrap_or('0')
    });
    Ok(QrCode {
        side,
        modules: modules.collect(),
    })
}

#[cfg(test)]
mod tests;
