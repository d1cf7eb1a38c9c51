//! The signed-on inbox under load, beside a handler that has nothing to do.

use std::path::PathBuf;
use std::process::Command;

use serde_json::json;

use super::figures::{Figure, Figures, median};
use super::http;
use super::visitor::Visitor;
use crate::steps::{Failure, Outcome, output};

/// The page that is asked for.
pub const PAGE: &str = "/messages";
/// How often each of the two has its turn, and for how many seconds.
const TURNS: usize = 3;
const SECONDS: u32 = 5;
/// Connections at once.
const CONNECTIONS: &str = "-c16";
/// How long a round of the long run takes, and how many there are at most.
const ROUND: u32 = 10;
const ROUNDS: usize = 90;

/// A member's inbox.
pub struct Inbox {
    /// The cookie of their session.
    cookie: String,
    /// Its answer as it stood on the wire.
    pub wire: Vec<u8>,
    body: String,
}

impl Inbox {
    /// Opens the inbox of somebody who is signed on.
    pub fn of(member: &Visitor) -> Outcome<Self> {
        let answer = member.get(PAGE)?;
        Ok(Self {
            body: String::from_utf8_lossy(&answer.body).into_owned(),
            wire: answer.wire,
            cookie: member.cookie.clone(),
        })
    }

    /// How many conversations it shows.
    pub fn conversations(&self) -> usize {
        conversations(&self.body, PAGE)
    }

    /// Whether the session still is one: a redirect would be cheap to answer.
    pub fn still_there(&self, port: u16) -> Outcome {
        http::get(port, PAGE, &format!("cookie: {}\r\n", self.cookie)).map(drop)
    }
}

/// The links of a page that lead to a conversation of a room, each once.
pub fn conversations(html: &str, room: &str) -> usize {
    let mut found: Vec<&str> = html
        .split(&format!("href=\"{room}/"))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        // An identifier; the other pages of the room have words.
        .filter(|name| name.len() == 36 && name.contains('-'))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Asks for the inbox as fast as it comes.
pub struct Load<'a> {
    wrk: PathBuf,
    inbox: &'a Inbox,
}

/// What one run came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    requests: u64,
    /// Requests answered in a second.
    pub per_second: f64,
}

impl<'a> Load<'a> {
    /// With `wrk`.
    pub fn new(wrk: PathBuf, inbox: &'a Inbox) -> Self {
        Self { wrk, inbox }
    }

    /// The portal and the bare handler in turns. Answers how often the portal was asked.
    pub fn in_turns(&self, portal: u16, bare: u16, figures: &mut Figures) -> Outcome<u64> {
        let (mut ours, mut theirs, mut asked) = (Vec::new(), Vec::new(), 0);
        for _ in 0..TURNS {
            let count = self.run(portal, SECONDS)?;
            asked += count.requests;
            ours.push(count.per_second);
            theirs.push(self.run(bare, SECONDS)?.per_second);
        }
        self.inbox.still_there(portal)?;
        let (Some(inbox), Some(bare)) = (median(&ours), median(&theirs)) else {
            return Err(Failure::new("nothing was measured"));
        };
        figures.add(
            Figure::at_least(
                "inbox_against_bare_handler",
                inbox / bare * 100.0,
                "%",
                10.0,
            )
            .with(json!({
                "inbox_requests_per_second": ours,
                "bare_requests_per_second": theirs,
                "bytes": self.inbox.body.len(),
                "conversations": self.inbox.conversations(),
            })),
        );
        Ok(asked)
    }

    /// Goes on until the portal was asked so often; answers how often it was.
    pub fn until(&self, portal: u16, requests: u64, mut asked: u64) -> Outcome<u64> {
        for _ in 0..ROUNDS {
            if asked >= requests {
                return Ok(asked);
            }
            asked += self.run(portal, ROUND)?.requests;
        }
        Err(Failure::new(format!(
            "only {asked} requests were answered in a quarter of an hour"
        ))
        .advise("measure on a machine that has nothing else to do"))
    }

    /// Asks for so many seconds; that an answer is no good is a failure.
    pub fn run(&self, port: u16, seconds: u32) -> Outcome<Count> {
        let said = output(
            Command::new(&self.wrk)
                .args(["-t1", CONNECTIONS, "--timeout", "15s"])
                .arg(format!("-d{seconds}s"))
                .args(["-H", &format!("Host: localhost:{port}")])
                .args(["-H", &format!("Cookie: {}", self.inbox.cookie)])
                .arg(format!("http://127.0.0.1:{port}{PAGE}")),
        )?;
        Count::read(&said)
            .ok_or_else(|| Failure::new(format!("not every answer was good:\n{said}")))
    }
}

impl Count {
    /// Reads what `wrk` says at its end, unless it met errors.
    fn read(said: &str) -> Option<Self> {
        if said.contains("Non-2xx") || said.contains("Socket errors") {
            return None;
        }
        let mut lines = said.lines().map(str::trim);
        let requests = lines.find_map(|line| line.split_once(" requests in "))?.0;
        let per_second = lines.find_map(|line| line.strip_prefix("Requests/sec:"))?;
        Some(Self {
            requests: requests.trim().parse().ok()?,
            per_second: per_second.trim().parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_read_unless_it_met_errors() {
        let said = "Running 5s test @ http://127.0.0.1:1/messages\n  1 threads and 16 connections\n\
                    \x20 4510 requests in 5.01s, 80.12MB read\nRequests/sec:    900.20\n\
                    Transfer/sec:     15.99MB";
        let count = Count {
            requests: 4510,
            per_second: 900.2,
        };
        assert_eq!(Count::read(said), Some(count));
        for error in [
            "  Non-2xx or 3xx responses: 3\n",
            "  Socket errors: connect 0\n",
        ] {
            assert_eq!(
                Count::read(&said.replace("Requests/sec", &format!("{error}Requests/sec"))),
                None
            );
        }
        assert_eq!(Count::read("unable to connect"), None);
    }

    #[test]
    fn conversations_are_told_from_the_other_pages_of_the_room() {
        let id = "0193f0a0-0000-7000-8000-000000000001";
        let html = format!(
            "<a href=\"/messages/sent\"></a><a href=\"/messages/{id}\"></a>\
             <a href=\"/messages/{id}\"></a><a href=\"/messages/new\"></a>"
        );
        assert_eq!(conversations(&html, PAGE), 1);
    }
}
