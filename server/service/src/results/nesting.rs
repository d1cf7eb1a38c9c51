//! Panels within panels: which values of a report lie within which.

use std::collections::{HashMap, HashSet};

use domain::ids::{ObservationId, ReportId};
use domain::results::{Component, panels};
use store::results::{Observation, nesting as rows};

use crate::cx::Cx;
use crate::stop::Stop;

/// Which values of a report lie within which panels of it.
pub(super) struct Nested {
    within: HashMap<ObservationId, Vec<String>>,
    /// What something lies within.
    panels: HashSet<ObservationId>,
}

impl Nested {
    /// Of a report with its values in its order.
    pub(super) async fn of(
        cx: &mut Cx,
        report: ReportId,
        values: &[Observation],
    ) -> Result<Self, Stop> {
        let deep: HashMap<ObservationId, u32> =
            rows::of(&mut cx.tx, report).await?.into_iter().collect();
        let depth = |row: &Observation| deep.get(&row.id).copied().unwrap_or(0);
        let named = values.iter().map(|row| (row.name.as_str(), depth(row)));
        let within = values.iter().zip(panels(named)).map(|(row, panels)| {
            let panels = panels.into_iter().map(str::to_owned).collect();
            (row.id, panels)
        });
        let panels = values
            .windows(2)
            .filter(|two| depth(&two[0]) < depth(&two[1]))
            .map(|two| two[0].id);
        Ok(Self {
            within: within.collect(),
            panels: panels.collect(),
        })
    }

    /// The names of the panels that a value lies within, the outermost first.
    pub(super) fn within(&self, row: &Observation) -> Vec<String> {
        self.within.get(&row.id).cloned().unwrap_or_default()
    }

    /// Whether it is nothing but a name for what lies within it.
    pub(super) fn is_bare_panel(&self, row: &Observation, own: &Component) -> bool {
        own.value.is_none() && self.panels.contains(&row.id)
    }
}
