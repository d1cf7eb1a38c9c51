//! QR code: a square that machines read, with words that say what it is.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// How many modules of white a reader needs around the code.
const QUIET: u32 = 4;

/// A QR code with its caption. It is dark on white in every theme: readers want it so.
#[component]
pub fn QrCode(
    /// What is in it, for who cannot see it.
    #[prop(into)]
    label: String,
    /// A line below, for who can.
    #[prop(into)]
    caption: String,
    /// How many modules a side has.
    side: u32,
    /// The modules, row by row: four to a hexadecimal digit, dark is 1, the first the highest
    /// bit.
    #[prop(into)]
    modules: String,
) -> impl IntoView {
    let whole = side + 2 * QUIET;
    view! {
        <figure class="qr-code">
            <svg
                class="qr-code__picture"
                viewBox=format!("0 0 {whole} {whole}")
                role="img"
                aria-label=label
                shape-rendering="crispEdges"
            >
                <rect class="qr-code__ground" width=whole height=whole></rect>
                <path class="qr-code__modules" d=strokes(side, &modules)></path>
            </svg>
            <figcaption class="qr-code__caption">{caption}</figcaption>
        </figure>
    }
}

/// A stroke of one module's width for every run of dark modules: a third as long as squares.
fn strokes(side: u32, modules: &str) -> String {
    use std::fmt::Write as _;
    let mut bits = modules.chars().flat_map(|digit| {
        let digit = digit.to_digit(16).unwrap_or(0);
        [8, 4, 2, 1].map(|bit| digit & bit != 0)
    });
    let mut path = String::new();
    for row in 0..side {
        // Where the pen stands, and where the run of dark modules began.
        let (mut pen, mut dark): (Option<u32>, Option<u32>) = (None, None);
        for column in 0..=side {
            let is_dark = column < side && bits.next().unwrap_or(false);
            match (dark, is_dark) {
                (None, true) => dark = Some(column),
                (Some(from), false) => {
                    // Writing to a String does not fail.
                    let _ = match pen {
                        None => write!(path, "M{} {}.5", from + QUIET, row + QUIET),
                        Some(pen) => write!(path, "m{} 0", from - pen),
                    };
                    let _ = write!(path, "h{}", column - from);
                    (pen, dark) = (Some(column), None);
                }
                _ => {}
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::strokes;

    #[test]
    fn every_run_is_a_stroke() {
        // 101 / 011 / 000, filled up with light ones: 1010 1100 0(000).
        assert_eq!(strokes(3, "ac0"), "M4 4.5h1m1 0h1M5 5.5h2");
        assert_eq!(strokes(2, ""), "", "too few modules are light");
    }
}
