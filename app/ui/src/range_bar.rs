//! Range bar: where a value lies on its reference range. A picture of what the words beside
//! it say already; it never stands alone.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// The width of the drawing, in its own units.
const WIDTH: f64 = 240.0;
/// Free room at both ends, for the marker.
const INSET: f64 = 8.0;
/// The share of the bar that a range with both ends takes.
const BAND: f64 = 0.5;

/// Where the band and the marker stand, in the drawing's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangePlaces {
    /// Where the band begins.
    pub band_from: f64,
    /// Where it ends.
    pub band_to: f64,
    /// Where the value stands.
    pub marker: f64,
    /// Whether the value lies within the range, its ends included.
    pub within: bool,
}

/// Places a value on its range; `None` when there is no range, or one that makes no sense.
///
/// With both ends the band is the middle half of the bar. With one, the band reaches from
/// the edge to the middle, and the bar ends at twice the limit. What lies beyond the bar is
/// drawn at its end.
pub fn places(value: f64, low: Option<f64>, high: Option<f64>) -> Option<RangePlaces> {
    let inner = WIDTH - 2.0 * INSET;
    let at = |share: f64| INSET + inner * share.clamp(0.0, 1.0);
    let finite =
        value.is_finite() && low.is_none_or(f64::is_finite) && high.is_none_or(f64::is_finite);
    if !finite {
        return None;
    }
    let (from, to, share, within) = match (low, high) {
        (Some(low), Some(high)) if low < high => {
            let start = (1.0 - BAND) / 2.0;
            let share = start + BAND * (value - low) / (high - low);
            (
                at(start),
                at(start + BAND),
                share,
                (low..=high).contains(&value),
            )
        }
        (None, Some(high)) if high > 0.0 => (0.0, at(0.5), value / (2.0 * high), value <= high),
        (Some(low), None) if low > 0.0 => (at(0.5), WIDTH, value / (2.0 * low), value >= low),
        _ => return None,
    };
    // A value outside must not be drawn upon the band's edge.
    let mut marker = at(share);
    if !within {
        if low.is_some_and(|low| value < low) {
            marker = marker.min(from - INSET).max(INSET / 2.0);
        } else {
            marker = marker.max(to + INSET).min(WIDTH - INSET / 2.0);
        }
    }
    Some(RangePlaces {
        band_from: from,
        band_to: to,
        marker,
        within,
    })
}

/// A length as an SVG attribute: a tenth of a unit is as fine as anyone sees.
pub(crate) fn length(value: f64) -> String {
    format!("{value:.1}")
}

/// The bar; nothing when the value cannot be placed.
#[component]
pub fn RangeBar(
    /// The value.
    value: f64,
    /// The lower end of its range.
    #[prop(into, default = None)]
    low: Option<f64>,
    /// The upper end of its range.
    #[prop(into, default = None)]
    high: Option<f64>,
    /// What a screen reader says for the picture; hidden from it when empty, because the
    /// words beside the bar say it.
    #[prop(into, optional)]
    label: String,
    /// The lower end as it is read.
    #[prop(into, optional)]
    low_text: String,
    /// The upper end as it is read.
    #[prop(into, optional)]
    high_text: String,
) -> impl IntoView {
    places(value, low, high).map(|at| {
        let marker = if at.within {
            "range-bar__marker"
        } else {
            "range-bar__marker range-bar__marker--outside"
        };
        let x = at.marker;
        // Within a dot, outside a diamond: the shape says it too.
        let shape = if at.within {
            format!("M{} 14a6 6 0 1 0 12 0 6 6 0 1 0-12 0Z", length(x - 6.0))
        } else {
            format!("M{} 14l7-7 7 7-7 7Z", length(x - 7.0))
        };
        let hidden = label.is_empty();
        view! {
            <svg
                class="range-bar"
                viewBox="0 0 240 40"
                role=(!hidden).then_some("img")
                aria-label=(!hidden).then_some(label)
                aria-hidden=hidden.then_some("true")
                focusable="false"
            >
                <rect class="range-bar__track" x="0" y="10" width="240" height="8" rx="4"></rect>
                <rect
                    class="range-bar__band"
                    x=length(at.band_from)
                    y="10"
                    width=length(at.band_to - at.band_from)
                    height="8"
                    rx="2"
                ></rect>
                <path class=marker d=shape></path>
                <text class="range-bar__text" x=length(at.band_from) y="36" text-anchor="middle">
                    {low_text}
                </text>
                <text class="range-bar__text" x=length(at.band_to) y="36" text-anchor="middle">
                    {high_text}
                </text>
            </svg>
        }
    })
}
