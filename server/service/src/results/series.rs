//! A value over time: what was measured before, and its chart.

use std::collections::HashSet;

use domain::ids::ObservationId;
use domain::results::{
    ChartPoint, ChartRow, ChartView, Component, LabValue, PreviousValue, Shown, Taken, bar, change,
    flag,
};
use domain::time::Timestamp;
use serde::Deserialize;
use store::results::{Observation, Point};

use super::release::Shelf;
use super::{component, taken};
use crate::cx::Cx;
use crate::stop::{Fault, Stop};

/// How many values of one test are looked through for a chart.
const SERIES_LENGTH: u32 = 200;

/// How many of them are looked at first: nearly always enough to know what was before, and that
/// there is something to draw.
const FIRST_LOOK: u32 = 3;

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
    ) -> Result<Vec<Point>, Stop> {
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

    /// What was measured before, and whether at least two points of the series can be drawn.
    pub(super) async fn past(
        &self,
        cx: &mut Cx,
        row: &Observation,
        own: &Component,
    ) -> Result<(Option<PreviousValue>, bool), Stop> {
        let Some(then) = self.before(cx, row, own).await? else {
            return Ok((None, self.is_drawn(cx, row, own).await?));
        };
        let before = component(&then.component)?;
        let both = drawn_at(own).is_some() && drawn_at(&before).is_some();
        let previous = PreviousValue {
            shown: Shown::of(&before),
            taken: taken(cx, then.at_source.as_deref()),
            change: match (&own.value, &before.value) {
                (Some(now), Some(then)) => change(now, then),
                _ => None,
            },
        };
        let is_drawn = both || self.is_drawn(cx, row, own).await?;
        Ok((Some(previous), is_drawn))
    }

    /// The point before a value's.
    async fn before(
        &self,
        cx: &mut Cx,
        row: &Observation,
        own: &Component,
    ) -> Result<Option<Point>, Stop> {
        let here = Some((row.at, row.id));
        for most in [FIRST_LOOK, SERIES_LENGTH] {
            let points = self.series(cx, row, own, here, most).await?;
            if let Some(before) = points.into_iter().next() {
                return Ok(Some(before));
            }
        }
        Ok(None)
    }

    /// Whether at least two points of a value's series can be drawn.
    async fn is_drawn(
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
        whole: bool,
    ) -> Result<ChartView, Stop> {
        /// A day in microseconds.
        const DAY: f64 = 86_400_000_000.0;
        let own = component(&row.component)?;
        let points = self.series(cx, row, &own, None, SERIES_LENGTH).await?;
        let mut line = Vec::with_capacity(points.len());
        let (mut rows, mut from_to) = (Vec::new(), [Taken::NotGiven, Taken::NotGiven]);
        for (number, point) in points.iter().enumerate() {
            let here = point.id == row.id;
            let taken = taken(cx, point.at_source.as_deref());
            let value = if whole || here || number < ChartView::SHORT {
                let read = component(&point.component)?;
                rows.push(ChartRow {
                    taken: taken.clone(),
                    shown: Shown::of(&read),
                    ranges: read.shown_ranges(),
                    flag: flag(&read),
                    here,
                });
                drawn_at(&read)
            } else {
                let JustValue { value } =
                    serde_json::from_str(&point.component).map_err(Fault::from)?;
                number_of(value.as_ref())
            };
            #[expect(clippy::cast_precision_loss, reason = "for drawing")]
            let day = point.at.as_micros() as f64 / DAY;
            line.push(ChartPoint {
                // To a minute or two: more is not seen, and would be sent.
                day: (day * 1_000.0).round() / 1_000.0,
                text: taken.axis(),
                value,
            });
            if number == 0 {
                from_to[1] = taken.clone();
            }
            from_to[0] = taken;
        }
        line.reverse();
        let band = bar(&own);
        Ok(ChartView {
            place,
            name: row.name.clone(),
            unit: row.unit.clone(),
            low: band.as_ref().and_then(|band| band.low.clone()),
            high: band.and_then(|band| band.high),
            from_to,
            line,
            rows,
        })
    }
}

/// The number that a point is drawn at; none for what has a sign before it.
fn drawn_at(component: &Component) -> Option<f64> {
    number_of(component.value.as_ref())
}

fn number_of(value: Option<&LabValue>) -> Option<f64> {
    match value.and_then(LabValue::number) {
        Some((number, None, _)) => Some(number.to_f64()),
        _ => None,
    }
}

/// Of a component that is drawn and not read, all that is needed.
#[derive(Deserialize)]
struct JustValue {
    value: Option<LabValue>,
}
