//! The team inbox with a hundred and with ten thousand conversations open.

use serde_json::json;

use super::{Engine, against, in_turns, spread, whole_page};
use crate::bench::figures::{Figures, p99};
use crate::bench::load;
use crate::bench::process::{Host, Portal};
use crate::bench::visitor::Visitor;
use crate::steps::Outcome;

/// The page that is asked for.
const PAGE: &str = "/staff/messages";

/// Adds how much dearer the page is with the more.
pub fn measure(
    engine: &Engine,
    stored: &[Portal; 2],
    hosts: &[Host; 2],
    figures: &mut Figures,
) -> Outcome {
    let nurse = |place: usize| Visitor::nurse(stored[place].data(), &hosts[place]);
    let nurses = [nurse(0)?, nurse(1)?];
    for nurse in &nurses {
        let page = nurse.get(PAGE)?.body;
        whole_page(load::conversations(&String::from_utf8_lossy(&page), PAGE))?;
    }
    let [few, many] = in_turns(|place| nurses[place].get(PAGE).map(drop))?;
    let how = json!({ "page": PAGE, "took": spread(&few, &many) });
    figures.add(against(engine.desk, &few, &many, p99)?.with(how));
    Ok(())
}
