//! Who made a result, and from which sample: what references lead to, in words.

use std::collections::HashMap;

use domain::fhir::{Bundle, Reference, Resource, Specimen};
use store::{record, roll};

use super::SOURCE;
use super::plan::Plan;
use crate::cx::Cx;
use crate::stop::Stop;

impl Plan<'_> {
    /// The words for what references lead to, each once: the source's own, else the name of what
    /// is there, in the file or on file; none where there are none.
    pub async fn said(
        &self,
        cx: &mut Cx,
        references: impl IntoIterator<Item = &Reference>,
    ) -> Result<Option<String>, Stop> {
        let mut said: Vec<String> = Vec::new();
        for reference in references {
            let words = match (&reference.display, &reference.target, self.link(reference)) {
                (Some(words), ..) => Some(words.clone()),
                (None, Some(target), Some(key)) => match self.words.get(&(target.kind(), key)) {
                    Some(words) => Some(words.clone()),
                    None => on_file(cx, target.kind(), key).await?,
                },
                _ => None,
            };
            said.extend(words.filter(|words| !said.contains(words)));
        }
        Ok((!said.is_empty()).then(|| said.join(", ")))
    }
}

/// The words for what the file's results may refer to, by type and key.
pub(super) fn words(bundle: &Bundle) -> HashMap<(&str, &str), String> {
    let said = bundle.entries.iter().filter_map(|entry| {
        let words = match &entry.resource {
            Resource::Organization(office) => Some(office.name.clone()),
            Resource::Practitioner(one) => Some(one.name.given_family()),
            Resource::Specimen(specimen) => specimen.kind.clone(),
            _ => None,
        };
        Some(((entry.resource_type.as_str(), entry.key.as_str()), words?))
    });
    said.collect()
}

/// Those of the references to who made a result, and to its samples, that say nothing themselves,
/// each with the kinds of which it may be.
pub(super) fn unworded<'r>(
    performers: &'r [Reference],
    specimens: impl IntoIterator<Item = &'r Reference>,
) -> impl Iterator<Item = (&'r Reference, &'static str)> {
    let makers = performers.iter().flat_map(|one| {
        let kinds = ["Practitioner", "Organization"];
        kinds.map(|kind| (one, kind))
    });
    let specimens = specimens.into_iter().map(|one| (one, "Specimen"));
    makers
        .chain(specimens)
        .filter(|(one, _)| one.display.is_none())
}

/// The words for what is on file.
async fn on_file(cx: &mut Cx, kind: &str, key: &str) -> Result<Option<String>, Stop> {
    let tx = &mut cx.tx;
    Ok(match kind {
        "Organization" => match roll::office_by_source(tx, SOURCE, key).await? {
            Some(id) => roll::office(tx, id).await?.map(|office| office.name),
            None => None,
        },
        "Practitioner" => match roll::practitioner_by_source(tx, SOURCE, key).await? {
            Some(id) => {
                let found = roll::practitioner(tx, id).await?;
                found.map(|one| format!("{} {}", one.given, one.family))
            }
            None => None,
        },
        "Specimen" => match record::find(tx, SOURCE, kind, key).await? {
            Some(stored) => Specimen::kind_of(&record::json(tx, stored.id).await?),
            None => None,
        },
        _ => None,
    })
}
