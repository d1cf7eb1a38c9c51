#![allow(
    clippy::unwrap_used,
    reason = "a test stops where its ground gives way"
)]

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;

use super::*;

const ORIGIN: &str = "https://portal.example";
const NOW: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

const INES: Holder<'_> = Holder {
    given: "Inés",
    family: "Ordóñez",
    birth_date: Date::constant(2018, 2, 3),
};

fn shots(count: u16) -> Vec<Shot> {
    let shot = |number: u16| Shot {
        cvx: format!("{:02}", number * 37 % 320 + 1),
        on: format!(
            "20{:02}-{:02}-{:02}",
            number % 26,
            number % 12 + 1,
            number % 28 + 1
        ),
        lot: Some(format!("L{}Q", u32::from(number) * 7919 % 9973)),
        by: Some("Cedar Park Medical Office".into()),
        subpotent: number == 1,
    };
    (0..count).map(shot).collect()
}

fn card() -> Card<'static> {
    Card::new(&Keys::from_bytes([7; 32]), ORIGIN, &INES, NOW).unwrap()
}

/// Header and payload of a card that the key signed.
fn opened(jws: &str, key: &VerifyingKey) -> (Value, Value) {
    let (signed, signature) = jws.rsplit_once('.').unwrap();
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    key.verify(signed.as_bytes(), &signature).unwrap();
    let (header, payload) = signed.split_once('.').unwrap();
    let payload = URL_SAFE_NO_PAD.decode(payload).unwrap();
    let payload = miniz_oxide::inflate::decompress_to_vec(&payload).unwrap();
    (
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap(),
        serde_json::from_slice(&payload).unwrap(),
    )
}

/// The key as everybody learns it.
fn told() -> (String, VerifyingKey) {
    let set: Value = serde_json::from_str(&jwks(&Keys::from_bytes([7; 32])).unwrap()).unwrap();
    let key = &set["keys"][0];
    assert_eq!((&key["kty"], &key["crv"]), (&"EC".into(), &"P-256".into()));
    assert_eq!((&key["use"], &key["alg"]), (&"sig".into(), &"ES256".into()));
    assert_eq!(key.get("d"), None, "never the secret");
    let half = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let point = [vec![4], half("x"), half("y")].concat();
    let kid = key["kid"].as_str().unwrap().to_owned();
    (kid, VerifyingKey::from_sec1_bytes(&point).unwrap())
}

#[test]
fn a_card_says_what_the_specification_wants_and_no_more() {
    let (kid, key) = told();
    let (header, claims) = opened(&card().jws(&shots(2)).unwrap(), &key);
    assert_eq!(
        header,
        serde_json::json!({"zip": "DEF", "alg": "ES256", "kid": kid})
    );
    assert_eq!(
        claims,
        serde_json::json!({
            "iss": ORIGIN,
            "nbf": 1_790_000_000,
            "vc": {
                "type": [
                    "https://smarthealth.cards#health-card",
                    "https://smarthealth.cards#immunization",
                ],
                "credentialSubject": {
                    "fhirVersion": "4.0.1",
                    "fhirBundle": {"resourceType": "Bundle", "type": "collection", "entry": [
                        {"fullUrl": "resource:0", "resource": {
                            "resourceType": "Patient",
                            "name": [{"family": "Ordóñez", "given": ["Inés"]}],
                            "birthDate": "2018-02-03",
                        }},
                        {"fullUrl": "resource:1", "resource": {
                            "resourceType": "Immunization",
                            "status": "completed",
                            "vaccineCode": {"coding": [
                                {"system": "http://hl7.org/fhir/sid/cvx", "code": "01"}]},
                            "patient": {"reference": "resource:0"},
                            "occurrenceDateTime": "2000-01-01",
                            "lotNumber": "L0Q",
                            "performer": [{"actor": {"display": "Cedar Park Medical Office"}}],
                        }},
                        {"fullUrl": "resource:2", "resource": {
                            "resourceType": "Immunization",
                            "status": "completed",
                            "vaccineCode": {"coding": [
                                {"system": "http://hl7.org/fhir/sid/cvx", "code": "38"}]},
                            "patient": {"reference": "resource:0"},
                            "occurrenceDateTime": "2001-02-02",
                            "lotNumber": "L7919Q",
                            "performer": [{"actor": {"display": "Cedar Park Medical Office"}}],
                            "isSubpotent": true,
                        }},
                    ]},
                },
            },
        })
    );
}

#[test]
fn a_changed_card_is_nobodys() {
    let (_, key) = told();
    let jws = card().jws(&shots(2)).unwrap();
    let (signed, signature) = jws.rsplit_once('.').unwrap();
    let signature = Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
    let other = signed.replacen('.', ".A", 1);
    assert!(key.verify(other.as_bytes(), &signature).is_err());
    let others = Issuer::of(&Keys::from_bytes([8; 32])).unwrap();
    assert!(
        others
            .key
            .verifying_key()
            .verify(signed.as_bytes(), &signature)
            .is_err()
    );
}

#[test]
fn the_key_stays_the_same_and_has_its_thumbprint_for_a_name() {
    let one = jwks(&Keys::from_bytes([7; 32])).unwrap();
    assert_eq!(one, jwks(&Keys::from_bytes([7; 32])).unwrap());
    assert_ne!(one, jwks(&Keys::from_bytes([9; 32])).unwrap());
    // The example of RFC 7638 is of another kind of key; the specification of cards has this one.
    let jwk = Jwk {
        crv: "P-256",
        kty: "EC",
        x: "11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw".into(),
        y: "eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8".into(),
    };
    assert_eq!(
        jwk.thumbprint(),
        "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s"
    );
}

#[test]
fn one_code_where_it_fits_and_few_where_not() {
    let small = card().codes(&shots(4)).unwrap();
    assert_eq!(small.len(), 1);
    assert!(small[0].side <= 105, "version 22 at most");
    let child = card().codes(&shots(28)).unwrap();
    assert_eq!(child.len(), 1, "without places and lots");
    let life = card().codes(&shots(120)).unwrap();
    assert!((2..=8).contains(&life.len()), "{}", life.len());
    for code in small.iter().chain(&child).chain(&life) {
        assert!(code.side <= 105);
        let modules = usize::try_from(code.side * code.side).unwrap();
        assert_eq!(code.modules.len(), modules.div_ceil(4));
        // The upper left corner of a finder is dark: 1111111 and then light.
        assert!(code.modules.starts_with("fe"), "{}", &code.modules[..4]);
    }
}

#[test]
fn the_file_holds_one_card_with_everything() {
    let (_, key) = told();
    let file: Value = serde_json::from_str(&card().file(&shots(60)).unwrap()).unwrap();
    let cards = file["verifiableCredential"].as_array().unwrap();
    assert_eq!(cards.len(), 1);
    let (_, claims) = opened(cards[0].as_str().unwrap(), &key);
    let entry = &claims["vc"]["credentialSubject"]["fhirBundle"]["entry"];
    assert_eq!(entry.as_array().unwrap().len(), 61);
}
