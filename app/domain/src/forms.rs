//! What every form has in common: what was typed, and what is wrong with it.

use serde::{Deserialize, Serialize};

/// A code for one thing that is wrong with a form; the translations hold its words.
pub trait Problem: Copy + PartialEq {
    /// The name of the control it belongs to (the `name` attribute), for the link in the
    /// error summary and for `aria-describedby`.
    fn field(self) -> &'static str;
}

/// A form as it is shown: the values typed so far (never a password or an answer) and the
/// problems found in them, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form<V, P> {
    /// What stands in the fields.
    pub values: V,
    /// What is wrong with it; empty for a form not yet sent.
    pub problems: Vec<P>,
}

impl<V, P: Problem> Form<V, P> {
    /// A form with nothing wrong in it.
    pub fn fresh(values: V) -> Self {
        Self {
            values,
            problems: Vec::new(),
        }
    }

    /// A form that comes back with problems.
    pub fn refused(values: V, problems: Vec<P>) -> Self {
        Self { values, problems }
    }

    /// The first problem of a field, if it has one.
    pub fn problem_of(&self, field: &str) -> Option<P> {
        self.problems
            .iter()
            .copied()
            .find(|problem| problem.field() == field)
    }
}
