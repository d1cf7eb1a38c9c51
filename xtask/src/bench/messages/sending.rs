//! Sending: the form of Contact Care Team, as a browser without scripts sends it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use serde_json::json;

use super::{Engine, TURNS, against, in_turns, spread};
use crate::bench::figures::{Figures, median, p99};
use crate::bench::process::{Host, Portal};
use crate::bench::visitor::Visitor;
use crate::steps::{Failure, Outcome};

/// How many members send at once, and how many messages each in one turn.
const SENDERS: usize = 4;
const MESSAGES: u32 = 25;

/// Adds what a message costs where a million are stored, several members at once and one alone.
pub fn measure(
    engine: &Engine,
    stored: &[Portal; 2],
    hosts: &[Host; 2],
    figures: &mut Figures,
) -> Outcome {
    let senders = [
        Senders::of(&stored[0], &hosts[0])?,
        Senders::of(&stored[1], &hosts[1])?,
    ];
    let [small, large] = in_turns(|place| senders[place].first()?.send())?;
    let mut per_second = [Vec::new(), Vec::new()];
    for _ in 0..TURNS {
        for (place, senders) in senders.iter().enumerate() {
            per_second[place].push(senders.at_once()?);
        }
    }
    let how = json!({
        "thousand_messages_per_second": per_second[0],
        "million_messages_per_second": per_second[1],
        "members_at_once": SENDERS,
    });
    let [at_once, alone] = engine.sending;
    figures.add(against(at_once, &per_second[1], &per_second[0], median)?.with(how));
    figures.add(against(alone, &small, &large, p99)?.with(spread(&small, &large)));
    Ok(())
}

/// Members of one host who send.
struct Senders(Vec<Sender>);

impl Senders {
    fn of(portal: &Portal, host: &Host) -> Outcome<Self> {
        let all = (0..SENDERS).map(|place| {
            let member = Visitor::member(portal.data(), host.port, place)?;
            Sender::of(member)
        });
        all.collect::<Outcome<_>>().map(Self)
    }

    fn first(&self) -> Outcome<&Sender> {
        self.0.first().ok_or_else(|| Failure::new("nobody sends"))
    }

    /// Messages a second, all of them sending.
    fn at_once(&self) -> Outcome<f64> {
        let start = Instant::now();
        let sent: Outcome<Vec<()>> = thread::scope(|scope| {
            let all: Vec<_> = self
                .0
                .iter()
                .map(|sender| scope.spawn(|| (0..MESSAGES).try_for_each(|_| sender.send())))
                .collect();
            all.into_iter()
                .map(|one| {
                    one.join()
                        .unwrap_or_else(|_| Err(Failure::new("a sender broke off")))
                })
                .collect()
        });
        let count = u32::try_from(sent?.len()).unwrap_or(0) * MESSAGES;
        Ok(f64::from(count) / start.elapsed().as_secs_f64())
    }
}

/// A member with their form.
struct Sender {
    member: Visitor,
    /// The first in the list of those whom they can write to.
    to: String,
}

impl Sender {
    /// Opens the form.
    fn of(member: Visitor) -> Outcome<Self> {
        let page = member.get("/messages/new")?.body;
        let to = recipient(&String::from_utf8_lossy(&page))
            .ok_or_else(|| Failure::new("somebody can write to nobody"))?;
        Ok(Self { member, to })
    }

    /// Sends a message that nobody has sent before, under a key as a form would bring it.
    fn send(&self) -> Outcome {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let key = format!("{number:032x}");
        let body = format!("Please tell me when I should come in again. This is note {number}.");
        let fields = [
            ("to", self.to.as_str()),
            ("topic", "visit"),
            ("subject", "My next visit"),
            ("message", &body),
            ("send_key", &key),
        ];
        let answer = self.member.post("/api/messages/send", &fields)?;
        let leads = answer.header("location").next().unwrap_or_default();
        if answer.status == 303 && is_conversation(leads) {
            return Ok(());
        }
        Err(Failure::new(format!(
            "a message was answered with {} {leads}",
            answer.status
        )))
    }
}

/// Whether an address is that of a conversation, and not of a form that was refused.
fn is_conversation(path: &str) -> bool {
    path.strip_prefix("/messages/")
        .is_some_and(|name| name.len() == 36 && name.contains('-'))
}

/// The first clinician that a form offers.
fn recipient(html: &str) -> Option<String> {
    let list = html
        .split_once("name=\"to\"")?
        .1
        .split("</select>")
        .next()?;
    let mut offered = list
        .split("value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    offered
        .find(|value| value.len() == 36 && value.contains('-'))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_clinician_of_a_form_is_found() {
        let id = "0193f0a0-0000-7000-8000-000000000001";
        let html = format!(
            "<input name=\"send_key\" value=\"{id}\"><select name=\"to\"><option value=\"\">\
             </option><option value=\"support\"></option><option value=\"{id}\"></option></select>"
        );
        assert_eq!(recipient(&html).as_deref(), Some(id));
        let nobody = html.replace(&format!("<option value=\"{id}\">"), "<option>");
        assert_eq!(recipient(&nobody), None);
        assert!(is_conversation(&format!("/messages/{id}")));
        assert!(!is_conversation(
            "/messages/new?flash=abcdefghijklmnopqrstuv-x"
        ));
    }
}
