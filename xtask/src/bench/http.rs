//! As much HTTP as the measurements need: one request on one connection of the loopback.

use std::fmt::Write as _;
use std::io::{Read as _, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use crate::steps::{Failure, Outcome, While};

/// Longer than the host lets any handler take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header lines.
    pub head: String,
    /// The body as it was sent, compressed or not.
    pub body: Vec<u8>,
    /// All of it.
    pub wire: Vec<u8>,
}

impl Answer {
    fn read(wire: Vec<u8>) -> Outcome<Self> {
        let broken = || Failure::new("what came back is no HTTP answer");
        let end = wire
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .ok_or_else(broken)?;
        let head = String::from_utf8_lossy(&wire[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or_else(broken)?;
        let answer = Self {
            status,
            head,
            body: wire[end + 4..].to_vec(),
            wire,
        };
        let length = answer
            .header("content-length")
            .find_map(|value| value.parse().ok());
        if length == Some(answer.body.len()) {
            return Ok(answer);
        }
        Err(Failure::new(
            "an answer without its length, or one cut short",
        ))
    }

    /// The values of a header.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .split("\r\n")
            .filter_map(|line| line.split_once(':'))
            .filter(move |(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

/// Asks for a page or a file; anything but 200 is a failure.
pub fn get(port: u16, path: &str, headers: &str) -> Outcome<Answer> {
    let head = format!("GET {path} HTTP/1.1\r\n{headers}");
    good(path, send(port, &head, "")?)
}

/// Sends a form as a page of the portal's own would, without scripts.
pub fn post(port: u16, path: &str, headers: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
    form(
        port,
        path,
        &format!("accept: text/html\r\n{headers}"),
        fields,
    )
}

/// Asks as the scripts of such a page would; anything but 200 is a failure.
pub fn ask(port: u16, path: &str, headers: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
    let accept = format!("accept: application/json\r\n{headers}");
    good(path, form(port, path, &accept, fields)?)
}

fn form(port: u16, path: &str, headers: &str, fields: &[(&str, &str)]) -> Outcome<Answer> {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    let form = fields.join("&");
    let head = format!(
        "POST {path} HTTP/1.1\r\norigin: http://localhost:{port}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\n{headers}content-length: {}\r\n",
        form.len()
    );
    send(port, &head, &form)
}

fn good(path: &str, answer: Answer) -> Outcome<Answer> {
    if answer.status == 200 {
        return Ok(answer);
    }
    Err(Failure::new(format!(
        "{path} was answered with {}",
        answer.status
    )))
}

fn send(port: u16, head: &str, body: &str) -> Outcome<Answer> {
    let mut wire = Vec::new();
    let mut exchange = || {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let rest = format!("host: localhost:{port}\r\nconnection: close\r\n\r\n");
        stream.write_all(format!("{head}{rest}{body}").as_bytes())?;
        stream.read_to_end(&mut wire)
    };
    exchange().while_doing("ask the host")?;
    Answer::read(wire)
}

/// A value of a form.
fn escape(value: &str) -> String {
    let mut escaped = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_or_not_at_all() {
        let wire = "HTTP/1.1 303 See Other\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\n\
                    content-length: 2\r\n\r\nok";
        let answer = Answer::read(wire.into()).unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (303, &b"ok"[..]));
        let cookies: Vec<_> = answer.header("set-cookie").collect();
        assert_eq!(cookies, ["a=1; Path=/", "b=2"]);
        assert!(Answer::read(wire.trim_end_matches('k').into()).is_err());
        assert!(Answer::read("ok".into()).is_err());
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(escape("maria.santos 1&"), "maria%2Esantos%201%26");
    }
}
