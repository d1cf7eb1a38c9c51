//! The versions of a report that were replaced, each whole (SPEC section 6: a corrected result never
//! hides what it replaced).

use std::collections::BTreeSet;

use domain::results::{EarlierReport, EarlierValue, ReportStatus, Shown, just_before};
use domain::time::Timestamp;
use store::results::{self as rows, Observation, ObservationBefore, Report};

use super::component;
use crate::cx::Cx;
use crate::stop::Stop;

/// So many versions are shown: more than any laboratory makes.
const MOST: usize = 30;

/// What a version says of the whole.
type Head<'v> = (ReportStatus, Option<&'v str>);

/// What a report was before, latest first: a version for every time that it, or one of its values,
/// was replaced.
pub(super) async fn earlier(
    cx: &mut Cx,
    report: &Report,
    values: &[&Observation],
    values_before: &[ObservationBefore],
) -> Result<Vec<EarlierReport>, Stop> {
    let before = rows::report_before(&mut cx.tx, report.id).await?;
    let heads: Vec<(Timestamp, Head<'_>)> = before
        .iter()
        .map(|old| (old.replaced_at, (old.status, old.conclusion.as_deref())))
        .collect();
    let now: Head<'_> = (report.status, report.conclusion.as_deref());
    let times: BTreeSet<Timestamp> = (before.iter().map(|old| old.replaced_at))
        .chain(values_before.iter().map(|old| old.replaced_at))
        .collect();
    let mut versions = Vec::new();
    for until in times.into_iter().rev().take(MOST) {
        let heads = heads.iter().map(|(at, head)| (*at, head));
        let (status, conclusion) = *just_before(&now, heads, until);
        let mut then = Vec::with_capacity(values.len());
        for value in values.iter().filter(|value| was_there(value, until)) {
            then.push(value_then(value, values_before, until)?);
        }
        versions.push(EarlierReport {
            status,
            conclusion: conclusion.map(str::to_owned),
            until: cx.portal.local(until),
            values: then,
        });
    }
    Ok(versions)
}

/// Whether a value had come before an instant, and not only by what was brought then.
fn was_there(value: &Observation, instant: Timestamp) -> bool {
    value.id.made_at().as_micros() / 1_000 < instant.as_micros() / 1_000
}

fn value_then(
    value: &Observation,
    before: &[ObservationBefore],
    until: Timestamp,
) -> Result<EarlierValue, Stop> {
    let own = || before.iter().filter(|old| old.observation == value.id);
    let at = |instant| {
        let own = own().map(|old| (old.replaced_at, old.component.as_str()));
        just_before(value.component.as_str(), own, instant)
    };
    let then = at(until);
    Ok(EarlierValue {
        name: value.name.clone(),
        shown: Shown::of(&component(then)?),
        changed: then != at(Timestamp::from_micros(until.as_micros() + 1)),
    })
}
