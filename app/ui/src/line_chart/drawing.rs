//! The geometry of a line chart, as a pure function: the same on host and in the browser.

use std::fmt::Write as _;

/// The width of the drawing, in its own units: about as wide as a phone, so that its words
/// can be read there (the styles set their size for each width).
pub const WIDTH: f64 = 400.0;
/// The height of the drawing.
pub const HEIGHT: f64 = 230.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = WIDTH - 4.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = HEIGHT - 32.0;
/// The least distance between two days' texts, so that they do not run into each other.
const DAY_ROOM: f64 = 120.0;

/// More points than these stand side by side: then the line alone tells those within their range.
const CROWDED: usize = 60;

/// One measured value.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPoint {
    /// When: days since any fixed day. Only distances count.
    pub day: f64,
    /// The day as it is read.
    pub day_text: String,
    /// The value; not a number ([`f64::NAN`]) for a day without one that can be drawn: the
    /// line is broken there, so that nobody reads a value where there is none.
    pub value: f64,
}

/// A line across the chart and its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// How far from the top.
    pub at: f64,
    /// The number.
    pub text: String,
}

/// A day below the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// How far from the left.
    pub at: f64,
    /// The day as it is read.
    pub text: String,
    /// Which end of the text stands there (`text-anchor`).
    pub anchor: &'static str,
}

/// A point of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Whether the value lies outside the range.
    pub outside: bool,
}

/// Everything that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The left end of the plot.
    pub left: f64,
    /// The right end of the plot.
    pub right: f64,
    /// Top and bottom of the range's band.
    pub band: Option<(f64, f64)>,
    /// The scale.
    pub ticks: Vec<Tick>,
    /// The days.
    pub days: Vec<Day>,
    /// The line, as path data: broken where a value is missing.
    pub line: String,
    /// The points; where there are very many, those outside the range.
    pub marks: Vec<Mark>,
}

/// The step of a scale: 1, 2 or 5 times a power of ten, so that about `count` of them fill
/// `span`. Returns the step and how many decimals its numbers need.
pub fn nice_step(span: f64, count: f64) -> (f64, usize) {
    let rough = span / count;
    let power = rough.log10().floor();
    let ten = 10f64.powf(power);
    let share = rough / ten;
    let (nice, carried) = if share <= 1.0 {
        (1.0, 0.0)
    } else if share <= 2.0 {
        (2.0, 0.0)
    } else if share <= 5.0 {
        (5.0, 0.0)
    } else {
        (1.0, 1.0)
    };
    let exponent = power + carried;
    // Clamped before the cast: a scale finer than that cannot be read.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let decimals = (-exponent).clamp(0.0, 9.0) as usize;
    (nice * 10f64.powf(exponent), decimals)
}

/// Draws the points, oldest first; `None` with fewer than two values, or with a day that is no
/// number.
pub fn draw(points: &[ChartPoint], low: Option<f64>, high: Option<f64>) -> Option<Drawing> {
    let (oldest, newest) = (points.first()?, points.last()?);
    let values = || points.iter().filter(|point| point.value.is_finite());
    if values().count() < 2 || points.iter().any(|point| !point.day.is_finite()) {
        return None;
    }
    let low = low.filter(|low| low.is_finite());
    let high = high.filter(|high| high.is_finite());

    let (least, most) = values()
        .map(|point| point.value)
        .chain(low)
        .chain(high)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| {
            (a.min(v), b.max(v))
        });
    let span = if most > least {
        most - least
    } else {
        most.abs().max(1.0)
    };
    let (step, decimals) = nice_step(span * 1.1, 5.0);
    let floor = (((least - span * 0.05) / step).floor() * step).max(if least >= 0.0 {
        0.0
    } else {
        f64::MIN
    });
    let ceiling = ((most + span * 0.05) / step).ceil() * step;

    let y = |value: f64| BOTTOM - (value - floor) / (ceiling - floor) * (BOTTOM - TOP);
    let stretch = (newest.day - oldest.day).max(f64::EPSILON);
    let x = |day: f64| LEFT + 12.0 + (day - oldest.day) / stretch * (RIGHT - LEFT - 24.0);

    let mut ticks = Vec::new();
    let mut value = floor;
    while value <= ceiling + step / 2.0 {
        ticks.push(Tick {
            at: y(value),
            text: format!("{value:.decimals$}"),
        });
        value += step;
    }

    let band = (low.is_some() || high.is_some())
        .then(|| (high.map_or(TOP, y), low.map_or(BOTTOM, y)))
        .filter(|(top, bottom)| top < bottom);
    let outside =
        |value: f64| low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high);
    let mut marks = Vec::new();
    let mut line = String::new();
    // What begins the line, and begins it anew after a gap.
    let mut verb = 'M';
    for point in points {
        if !point.value.is_finite() {
            verb = 'M';
            continue;
        }
        let mark = Mark {
            x: x(point.day),
            y: y(point.value),
            outside: outside(point.value),
        };
        // Writing to a string cannot fail.
        let _ = write!(line, "{verb}{:.1} {:.1}", mark.x, mark.y);
        if mark.outside || points.len() <= CROWDED {
            marks.push(mark);
        }
        verb = 'L';
    }
    Some(Drawing {
        left: LEFT,
        right: RIGHT,
        band,
        ticks,
        days: days(points, x),
        line,
        marks,
    })
}

/// The first and the last day, and those between that have room.
fn days(points: &[ChartPoint], x: impl Fn(f64) -> f64) -> Vec<Day> {
    let Some((last, before)) = points.split_last() else {
        return Vec::new();
    };
    let end = x(last.day);
    let mut days: Vec<Day> = Vec::new();
    for point in before {
        let at = x(point.day);
        let room = days.last().is_none_or(|day| at - day.at >= DAY_ROOM);
        if room && end - at >= DAY_ROOM {
            let anchor = if days.is_empty() { "start" } else { "middle" };
            days.push(Day {
                at,
                text: point.day_text.clone(),
                anchor,
            });
        }
    }
    days.push(Day {
        at: end,
        text: last.day_text.clone(),
        anchor: "end",
    });
    days
}
