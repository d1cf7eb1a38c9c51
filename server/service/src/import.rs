//! Importing a FHIR bundle: patients to the membership roll, clinicians and offices to the
//! care team, encounters to visits, laboratory reports and values to results, doses of vaccines
//! to immunizations, parents and guardians to who acts for whom, and every resource whole for
//! the rooms to come.
//!
//! A file is one transaction in two halves: [`plan`] only reads and finds everything that
//! could be wrong; [`write`] only writes. So a rejected file has changed nothing, whatever
//! its problem.
//!
//! A resource is known by type and id at its source. The same content is no news; nor is a
//! content that this resource had before (the same clinician stands in many people's files,
//! in older and newer versions, and importing a folder twice must change nothing). Where a source
//! numbers or dates its versions, an older one never replaces a newer. What a source deleted is
//! withdrawn ([`withdraw`]), and whoever's record changed hears of it in their open pages.

mod file;
mod immunizations;
mod outcome;
mod plan;
mod related;
mod results;
mod said;
mod withdraw;
mod write;

pub use file::{Contents, import_file, imported_before};
pub use outcome::{Imported, ImportedMember, Outcome};
pub use plan::digest;

use domain::audit::{Action, Actor};
use domain::fhir::Bundle;

use crate::cx::{Act, Cx};
use crate::stop::{Fault, Stop};

/// The record system that files come from, as it stands in every row's `source`.
pub const SOURCE: &str = "fhir";

/// Imports a bundle. A rejection is an answer and has changed nothing.
pub async fn import_bundle(cx: &mut Cx, bundle: &Bundle) -> Result<Imported, Stop> {
    // Two imports at once would each find the same resource missing.
    cx.tx.lock("import").await?;
    let plan = match plan::plan(cx, bundle).await? {
        Ok(plan) => plan,
        Err(problems) => {
            return Ok(Imported {
                outcome: Outcome::Rejected,
                members: Vec::new(),
                problems,
            });
        }
    };
    let (members, remarks) = write::write(cx, &plan).await?;
    let outcome = if plan.is_news() {
        Outcome::Imported
    } else {
        Outcome::Unchanged
    };
    if plan.is_news() {
        let mut act = Act {
            actor: Actor::System,
            ..Act::visitor(Action::ImportBundle)
        };
        if let [one] = members.as_slice() {
            act = act.about(one.id);
        }
        cx.record(act).await?;
    }
    Ok(Imported {
        outcome,
        members,
        problems: [plan.remarks, remarks].concat(),
    })
}

/// A fault of our own: something that the plan promised is not there.
const fn broken_promise(what: &'static str) -> Fault {
    Fault::Shape(what)
}
