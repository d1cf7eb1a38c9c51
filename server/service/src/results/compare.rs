//! Results side by side (SPEC section 6).

use domain::audit::Action;
use domain::ids::ReportId;
use domain::results::{
    CompareProblem, CompareView, Compared, Comparison, PAGE_LENGTH, compare as side_by_side,
    compare_problem,
};
use store::results::{self as rows, Report};

use super::nesting::Nested;
use super::release::{Found, Shelf};
use super::{component, list_rows, stands};
use crate::access::Reading;
use crate::access::reading::Results;
use crate::cx::Cx;
use crate::stop::{Refusal, Stop};

/// The most results that a page of ours can send: a page of the list, and one chosen before.
const MOST_CHOSEN: usize = PAGE_LENGTH as usize + 1;

/// The chosen results of the member side by side; or what to choose from, where too few or too
/// many are chosen. One that is not shown is not among them. Whoever names one that is not theirs
/// learns nothing (ACC-3).
pub async fn compare(
    cx: &mut Cx,
    who: &Reading<Results>,
    mut chosen: Vec<ReportId>,
) -> Result<CompareView, Stop> {
    if chosen.len() > MOST_CHOSEN {
        return Err(Refusal::BadRequest.into());
    }
    chosen.sort_unstable();
    chosen.dedup();
    let shelf = Shelf::of(cx, who).await?;
    let mut reports = Vec::with_capacity(chosen.len());
    for id in chosen {
        match shelf.report(cx, id).await? {
            Some(Found::Open(report)) => reports.push(report),
            Some(Found::Held(_)) => {}
            None => {
                cx.looked(who.act(Action::ViewResult).on(id).refused())?;
                return Err(Refusal::NotFound.into());
            }
        }
    }
    reports.sort_unstable_by_key(|report| std::cmp::Reverse((report.at, report.id)));
    if let Some(problem) = compare_problem(reports.len()) {
        let chosen: Vec<ReportId> = reports.iter().map(|report| report.id).collect();
        if problem == CompareProblem::TooFew {
            let newest = shelf.reports(cx, None, PAGE_LENGTH).await?;
            let newest = newest.into_iter().filter_map(Found::open);
            reports.extend(newest.filter(|one| !chosen.contains(&one.id)));
        }
        let rows = list_rows(cx, who, &shelf, &reports).await?;
        cx.looked(who.act(Action::ViewResults))?;
        return Ok(CompareView::Choose {
            problem,
            rows,
            chosen,
        });
    }
    let mut values = Vec::with_capacity(reports.len());
    for report in &reports {
        values.push(compared(cx, report).await?);
        cx.looked(who.act(Action::ViewResult).on(report.id))?;
    }
    Ok(CompareView::SideBySide(Comparison {
        results: list_rows(cx, who, &shelf, &reports).await?,
        rows: side_by_side(values),
    }))
}

/// The values of a result, in the laboratory's order.
async fn compared(cx: &mut Cx, report: &Report) -> Result<Vec<Compared>, Stop> {
    let stored = rows::values_of(&mut cx.tx, report.id).await?;
    let nested = Nested::of(cx, report.id, &stored).await?;
    let mut values = Vec::with_capacity(stored.len());
    for row in stored {
        let own = component(&row.component)?;
        if nested.is_bare_panel(&row, &own) {
            continue;
        }
        values.push(Compared {
            stands: stands(report, &row),
            component: own,
            status: Some(row.status).filter(|status| *status != report.status),
            name: row.name,
            loinc: row.loinc,
        });
    }
    Ok(values)
}
