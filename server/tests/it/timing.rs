//! Whether the time that an answer takes tells what it was (SECURITY.md Z6).

use std::time::Duration;

/// Samples of each class in a round.
const SAMPLES: usize = 300;
/// Of two classes that are alike, one round in thirty says otherwise by chance; that three do
/// is one in thirty thousand.
const ROUNDS: usize = 3;

/// Fails when the classes can be told apart by time. `sample` takes one sample of a class,
/// given its place and a number that is never the same twice; the classes take turns, so that
/// whatever else the machine does meets all of them. Medians less than `within` apart tell
/// nothing from afar.
pub async fn assert_alike<const N: usize>(
    classes: [&str; N],
    within: Duration,
    mut sample: impl AsyncFnMut(usize, usize) -> Duration,
) {
    let mut apart: Vec<(usize, usize)> = (0..N)
        .flat_map(|one| (one + 1..N).map(move |other| (one, other)))
        .collect();
    let mut said = Vec::new();
    for round in 0..ROUNDS {
        let mut taken = vec![Vec::with_capacity(SAMPLES); N];
        for number in 0..SAMPLES {
            for turn in 0..N {
                let class = (number + turn) % N;
                taken[class].push(sample(class, round * SAMPLES + number).await);
            }
        }
        apart.retain(|&(one, other)| {
            let area = area(&taken[one], &taken[other]);
            said.push(format!(
                "{} ({:?}) and {} ({:?}): AUC {area:.3}",
                classes[one],
                median(&taken[one]),
                classes[other],
                median(&taken[other]),
            ));
            let gap = median(&taken[one]).abs_diff(median(&taken[other]));
            !(0.45..=0.55).contains(&area) && gap >= within
        });
        if apart.is_empty() {
            return;
        }
    }
    panic!("time tells {apart:?} apart: {said:#?}");
}

/// The chance that a sample of one class is larger than one of another (AUC): 0.5 when the
/// time tells nothing.
fn area(ones: &[Duration], others: &[Duration]) -> f64 {
    let mut wins = 0.0;
    for one in ones {
        for other in others {
            wins += match one.cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some hundred samples")]
    let pairs = (ones.len() * others.len()) as f64;
    wins / pairs
}

fn median(samples: &[Duration]) -> Duration {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}
