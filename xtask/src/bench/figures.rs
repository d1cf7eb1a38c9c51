//! A figure with its unit and its budget, and how all of them are told.

use serde_json::{Value, json};

/// What a figure is held to.
#[derive(Clone, Copy, Debug)]
enum Budget {
    AtMost(f64),
    AtLeast(f64),
}

/// One measurement.
#[derive(Clone, Debug)]
pub struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    budget: Budget,
    /// How it came about, and where the cost lies.
    how: Value,
}

impl Figure {
    /// A figure that must not be higher.
    pub fn at_most(name: &'static str, value: f64, unit: &'static str, budget: f64) -> Self {
        Self {
            name,
            value,
            unit,
            budget: Budget::AtMost(budget),
            how: Value::Null,
        }
    }

    /// A figure that must not be lower.
    pub fn at_least(name: &'static str, value: f64, unit: &'static str, budget: f64) -> Self {
        Self {
            budget: Budget::AtLeast(budget),
            ..Self::at_most(name, value, unit, budget)
        }
    }

    /// Adds how it came about.
    pub fn with(mut self, how: Value) -> Self {
        self.how = how;
        self
    }

    /// What was measured.
    #[cfg(test)]
    pub fn value(&self) -> f64 {
        self.value
    }

    fn met(&self) -> bool {
        match self.budget {
            Budget::AtMost(budget) => self.value <= budget,
            Budget::AtLeast(budget) => self.value >= budget,
        }
    }

    fn line(&self) -> String {
        let (word, budget) = match self.budget {
            Budget::AtMost(budget) => ("at most", budget),
            Budget::AtLeast(budget) => ("at least", budget),
        };
        let met = if self.met() { "met" } else { "missed" };
        format!(
            "{met:6}  {:42} {:8.2} {} ({word} {budget} {})",
            self.name, self.value, self.unit, self.unit
        )
    }

    fn json(&self) -> Value {
        let (word, budget) = match self.budget {
            Budget::AtMost(budget) => ("at_most", budget),
            Budget::AtLeast(budget) => ("at_least", budget),
        };
        let mut json = json!({
            "name": self.name,
            // Two decimals: no measurement here is finer.
            "value": (self.value * 100.0).round() / 100.0,
            "unit": self.unit,
            "met": self.met(),
            "how": self.how,
        });
        json[word] = json!(budget);
        json
    }
}

/// All measurements, in the order taken.
#[derive(Debug, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds one.
    pub fn add(&mut self, figure: Figure) {
        self.0.push(figure);
    }

    /// Tells them: a line each, and one JSON object on the last line of the output.
    pub fn tell(&self, machine: &Value) {
        for figure in &self.0 {
            eprintln!("{}", figure.line());
        }
        let missed: Vec<_> = self.0.iter().filter(|figure| !figure.met()).collect();
        let missed: Vec<_> = missed.iter().map(|figure| figure.name).collect();
        let figures: Vec<_> = self.0.iter().map(Figure::json).collect();
        println!(
            "{}",
            json!({ "machine": machine, "figures": figures, "missed": missed })
        );
    }
}

/// Thousands of bytes.
#[expect(clippy::cast_precision_loss, reason = "far below what an f64 holds")]
pub fn kilo(bytes: u64) -> f64 {
    bytes as f64 / 1e3
}

/// Millions of bytes.
pub fn mega(bytes: u64) -> f64 {
    kilo(bytes) / 1e3
}

/// The one in the middle, or what lies between the two there; nothing of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return sorted.get(middle).copied();
    }
    let below = sorted.get(middle.checked_sub(1)?)?;
    Some(f64::midpoint(*below, *sorted.get(middle)?))
}

/// What all but one in a hundred are at most, by the nearest rank; nothing of nothing.
pub fn p99(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * 99).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_met_up_to_its_very_figure() {
        for (figure, met) in [
            (Figure::at_most("a", 240.0, "KB", 240.0), true),
            (Figure::at_most("a", 240.1, "KB", 240.0), false),
            (Figure::at_least("a", 10.0, "%", 10.0), true),
            (Figure::at_least("a", 9.9, "%", 10.0), false),
        ] {
            assert_eq!(figure.met(), met, "{figure:?}");
            assert_eq!(figure.line().starts_with("missed"), !met);
            assert_eq!(figure.json()["met"], met);
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn one_in_a_hundred_is_slower_than_the_p99() {
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(p99(&hundred), Some(99.0));
        let many: Vec<f64> = (1..=300).map(f64::from).collect();
        assert_eq!(p99(&many), Some(297.0));
        assert_eq!(p99(&[4.0]), Some(4.0));
        assert_eq!(p99(&[]), None);
    }
}
