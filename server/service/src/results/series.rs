//! A value over time: what was measured before, and its chart.

use std::collections::HashSet;

use domain::ids::ObservationId;
use domain::results::{
    ChartPoint, ChartView, Component, LabValue, PreviousValue, Shown, bar, change, flag,
};
use domain::time::Timestamp;
use store::results::Observation;

use super::release::Shelf;
use super::{component, taken};
use crate::cx::Cx;
use crate::stop::Stop;

/// How many values of one test are looked through for a chart.
const SERIES_LENGTH: u32 = 200;

/// How many of them are looked at first: nearly always enough to know what was before, and that
/// there is something to draw.
const FIRST_LOOK: u32 = 8;

/// The values over time of what is shown to somebody.
pub(super) struct History<'s> {
    shelf: &'s Shelf,
    /// The values that are not shown.
    held: HashSet<ObservationId>,
}

impl<'s> History<'s> {
    /// Of the results that somebody sees.
    pub(super) async fn of(cx: &mut Cx, shelf: &'s Shelf) -> Result<Self, Stop> {
        let held = shelf.held_values(cx).await?;
        Ok(Self { shelf, held })
    }

    /// The same test in the same unit over time, newest first, `most` of it, from before a place
    /// on; empty for what is no number.
    async fn series(
        &self,
        cx: &mut Cx,
        row: &Observation,
        own: &Component,
        before: Option<(Timestamp, ObservationId)>,
        most: u32,
    ) -> Result<Vec<Observation>, Stop> {
        let is_number = own
            .value
            .as_ref()
            .is_some_and(|value| value.number().is_some());
        let Some(loinc) = row.loinc.as_deref().filter(|_| is_number) else {
            return Ok(Vec::new());
        };
        let test = (loinc, row.unit.as_str());
        let mut points = self.shelf.series(cx, test, before, most).await?;
        // What was cancelled or withdrawn, and what is not there yet, is no point in time.
        points.retain(|point| {
            !self.held.contains(&point.id) && (point.id == row.id || !point.status.is_void())
        });
        Ok(points)
    }

    /// What was measured before.
    pub(super) async fn previous(
        &self,
        cx: &mut Cx,
        row: &Observation,
        own: &Component,
    ) -> Result<Option<PreviousValue>, Stop> {
        let here = Some((row.at, row.id));
        for most in [FIRST_LOOK, SERIES_LENGTH] {
            let points = self.series(cx, row, own, here, most).await?;
            let Some(before) = points.first() else {
                continue;
            };
            let then = component(&before.component)?;
            let change = match (&own.value, &then.value) {
                (Some(now), Some(then)) => change(now, then),
                _ => None,
            };
            return Ok(Some(PreviousValue {
                shown: Shown::of(&then),
                taken: taken(cx, before.at_source.as_deref()),
                change,
            }));
        }
        Ok(None)
    }

    /// Whether at least two points of a value's series can be drawn.
    pub(super) async fn is_drawn(
        &self,
        cx: &mut Cx,
        row: &Observation,
        own: &Component,
    ) -> Result<bool, Stop> {
        for most in [FIRST_LOOK, SERIES_LENGTH] {
            let mut count = 0;
            for point in self.series(cx, row, own, None, most).await? {
                count += u32::from(drawn_at(&component(&point.component)?).is_some());
            }
            if count >= 2 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The chart of a value.
    pub(super) async fn chart(
        &self,
        cx: &mut Cx,
        place: u32,
        row: &Observation,
    ) -> Result<ChartView, Stop> {
        /// A day in microseconds.
        const DAY: f64 = 86_400_000_000.0;
        let own = component(&row.component)?;
        let points = self.series(cx, row, &own, None, SERIES_LENGTH).await?;
        let mut drawn = Vec::with_capacity(points.len());
        for point in points.iter().rev() {
            let component = component(&point.component)?;
            #[expect(clippy::cast_precision_loss, reason = "for drawing")]
            let day = point.at.as_micros() as f64 / DAY;
            drawn.push(ChartPoint {
                taken: taken(cx, point.at_source.as_deref()),
                day,
                value: drawn_at(&component),
                shown: Shown::of(&component),
                ranges: component.shown_ranges(),
                flag: flag(&component),
                here: point.id == row.id,
            });
        }
        let band = bar(&own);
        Ok(ChartView {
            place,
            name: row.name.clone(),
            unit: row.unit.clone(),
            low: band.as_ref().and_then(|band| band.low.clone()),
            high: band.and_then(|band| band.high),
            points: drawn,
        })
    }
}

/// The number that a point is drawn at; none for what has a sign before it.
fn drawn_at(component: &Component) -> Option<f64> {
    match component.value.as_ref().and_then(LabValue::number) {
        Some((number, None, _)) => Some(number.to_f64()),
        _ => None,
    }
}
