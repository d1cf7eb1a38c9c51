//! The same again and again, one at a time, and two by turns: whatever else the machine does then
//! slows both.

use std::time::Instant;

use serde_json::{Value, json};

use super::figures::{Figure, median, p99};
use crate::steps::{Failure, Outcome};

/// What the dearer of two may cost, of the other.
const AT_MOST: f64 = 1.5;
/// Single requests to each, one after another, of which the p99 is taken; and those before.
const SINGLES: usize = 300;
const WARM: usize = 20;

/// How long the same takes again and again, in milliseconds.
pub fn singles(mut work: impl FnMut() -> Outcome) -> Outcome<Vec<f64>> {
    for _ in 0..WARM {
        work()?;
    }
    (0..SINGLES).map(|_| timed(&mut work)).collect()
}

/// The same for each of two hosts, which are asked by turns.
pub fn in_turns(mut work: impl FnMut(usize) -> Outcome) -> Outcome<[Vec<f64>; 2]> {
    let mut took = [Vec::new(), Vec::new()];
    for round in 0..WARM + SINGLES {
        for (place, took) in took.iter_mut().enumerate() {
            let one = timed(|| work(place))?;
            if round >= WARM {
                took.push(one);
            }
        }
    }
    Ok(took)
}

fn timed(work: impl FnOnce() -> Outcome) -> Outcome<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

/// How many times as much the second costs as the first, by one measure of both.
pub fn against(
    name: &'static str,
    first: &[f64],
    second: &[f64],
    measure: fn(&[f64]) -> Option<f64>,
) -> Outcome<Figure> {
    match (measure(first), measure(second)) {
        (Some(first), Some(second)) if first > 0.0 => {
            Ok(Figure::at_most(name, second / first, "times", AT_MOST))
        }
        _ => Err(Failure::new("nothing was measured")),
    }
}

/// How both were spread, in milliseconds.
pub fn spread(small: &[f64], large: &[f64]) -> Value {
    json!({
        "small_ms": { "median": median(small), "p99": p99(small) },
        "large_ms": { "median": median(large), "p99": p99(large) },
        "requests_each": small.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_have_their_turns_and_the_first_do_not_count() {
        let mut asked = [0, 0];
        let took = in_turns(|place| {
            asked[place] += 1;
            Ok(())
        });
        assert_eq!(took.unwrap().map(|took| took.len()), [SINGLES, SINGLES]);
        assert_eq!(asked, [WARM + SINGLES, WARM + SINGLES]);
    }

    #[test]
    fn the_second_is_held_against_the_first() {
        let figure = against("a", &[2.0, 2.0], &[3.1, 3.1], median).unwrap();
        assert!((figure.value() - 1.55).abs() < 1e-9);
        assert!(against("a", &[], &[1.0], median).is_err());
    }
}
