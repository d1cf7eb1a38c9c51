//! People of the demo who are signed on.

use std::fs;
use std::path::Path;

use serde_json::Value;
use totp_rs::{Algorithm, Builder, Secret};

use super::http::{self, Answer};
use super::process::Host;
use crate::steps::{Failure, Outcome, While};

/// Somebody signed on to a host.
pub struct Visitor {
    /// Where the host listens.
    pub port: u16,
    /// The cookie of their session.
    pub cookie: String,
}

impl Visitor {
    /// Signs on the member of this place in `demo.json`.
    pub fn member(data: &Path, port: u16, place: usize) -> Outcome<Self> {
        let member = &demo(data)?["members"][place];
        let fields = [
            ("id", told(member, "user_id")?),
            ("password", told(member, "password")?),
        ];
        let answer = http::post(port, "/api/session/sign-on", "", &fields)?;
        let cookie = cookie(&answer, "__Host-session=")?;
        Ok(Self { port, cookie })
    }

    /// Signs on the first nurse of `demo.json`, with password and code.
    pub fn nurse(data: &Path, host: &Host) -> Outcome<Self> {
        let demo = demo(data)?;
        let staff = demo["staff"].as_array().into_iter().flatten();
        let nurse = staff.into_iter().find(|one| one["role"] == "nurse");
        let nurse = nurse.ok_or_else(|| Failure::new("demo.json: no nurse"))?;
        let fields = [
            ("id", told(nurse, "user_id")?),
            ("password", told(nurse, "password")?),
        ];
        let answer = http::post(host.port, "/api/staff/sign-on", "", &fields)?;
        let half = format!("cookie: {}\r\n", cookie(&answer, STAFF)?);
        let code = code(told(nurse, "totp_secret")?, host.seconds())?;
        let answer = http::post(host.port, "/api/staff/code", &half, &[("code", &code)])?;
        Ok(Self {
            port: host.port,
            cookie: cookie(&answer, STAFF)?,
        })
    }

    /// Opens a page.
    pub fn get(&self, path: &str) -> Outcome<Answer> {
        http::get(self.port, path, &self.head())
    }

    /// Sends a form.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
        http::post(self.port, path, &self.head(), fields)
    }

    /// Asks as a page's scripts do.
    pub fn ask(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
        http::ask(self.port, path, &self.head(), fields)
    }

    /// The line of a request that says who asks.
    pub fn head(&self) -> String {
        format!("cookie: {}\r\n", self.cookie)
    }
}

/// The members of `demo.json` who can sign on and to whom everything is open: their places, and
/// what the record system knows them by.
pub fn members(data: &Path) -> Outcome<Vec<(usize, String)>> {
    let demo = demo(data)?;
    let all = demo["members"].as_array().into_iter().flatten();
    all.enumerate()
        .filter(|(_, one)| one["state"] == "active" && one["relationship"] == "medical_office")
        .map(|(place, one)| {
            // The last digit of a card's number checks the others.
            let digits = told(one, "mrn")?.chars().filter(char::is_ascii_digit);
            let serial: String = digits.take(7).collect();
            Ok((place, format!("member-{serial}")))
        })
        .collect()
}

/// How the cookie of a desk's session begins.
const STAFF: &str = "__Host-staff=";

fn demo(data: &Path) -> Outcome<Value> {
    let text = fs::read(data.join("demo.json")).while_doing("read demo.json")?;
    serde_json::from_slice(&text).while_doing("read demo.json")
}

fn told<'a>(person: &'a Value, name: &str) -> Outcome<&'a str> {
    person[name]
        .as_str()
        .ok_or_else(|| Failure::new(format!("demo.json: somebody has no {name}")))
}

/// The cookie that an answer sets.
fn cookie(answer: &Answer, name: &str) -> Outcome<String> {
    answer
        .header("set-cookie")
        .find(|cookie| cookie.starts_with(name))
        .and_then(|cookie| cookie.split(';').next())
        .filter(|cookie| cookie.len() > name.len())
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("sign-on was answered with {}", answer.status)))
}

/// The code that an authenticator with this secret shows.
fn code(secret: &str, seconds: u64) -> Outcome<String> {
    let broken = || Failure::new("demo.json: a secret is none");
    let secret = Secret::try_from_base32(secret).map_err(|_| broken())?;
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret)
        .build()
        .map_err(|_| broken())?;
    Ok(totp.generate(seconds).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, of which six digits remain.
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(code(secret, 1_234_567_890).unwrap(), "005924");
        assert!(code("no secret", 0).is_err());
    }
}
