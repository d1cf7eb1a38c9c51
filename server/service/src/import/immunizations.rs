//! Immunizations as the pages read them.

use domain::fhir::{FhirDateTime, Immunization, Reacted, Resource, Target};
use domain::ids::ImmunizationId;
use domain::immunizations::Reaction;
use domain::immunizations::cvx::Cvx;
use domain::time::Timestamp;
use store::immunizations::{self as rows, Immunization as Row};

use super::SOURCE;
use super::plan::{Item, Plan};
use super::write::Known;
use crate::cx::Cx;
use crate::stop::{Fault, Stop};

/// Where a dose without a date sorts: below all others. It was given before it was told of, and
/// nobody knows how long.
const UNDATED: Timestamp = Timestamp::from_micros(i64::MIN);

/// Writes the doses that are news.
pub async fn write(cx: &mut Cx, plan: &Plan<'_>, known: &mut Known) -> Result<(), Stop> {
    for item in plan.items.iter().filter(|item| item.is_news()) {
        if let Resource::Immunization(dose) = &item.entry.resource {
            put(cx, plan, known, item, dose).await?;
        }
    }
    Ok(())
}

async fn put(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    item: &Item<'_>,
    dose: &Immunization,
) -> Result<(), Stop> {
    let Some(subject) = plan.link(&dose.subject) else {
        return Ok(());
    };
    let member = known.member(cx, subject).await?;
    let visit = match dose.encounter.as_ref().and_then(|one| plan.link(one)) {
        Some(key) => known.visit(cx, key).await?,
        None => None,
    };
    let mut practitioner = None;
    for performer in &dose.performers {
        if practitioner.is_none()
            && let Some(key) = plan.link(&performer.actor)
        {
            practitioner = Some(known.practitioner(cx, key).await?);
        }
    }
    let performer = dose.performers.iter().find_map(|one| one.words.clone());
    let reactions: Vec<Reaction> = dose
        .reactions
        .iter()
        .map(|one| reaction(plan, one))
        .collect();
    let before = rows::find(&mut cx.tx, SOURCE, &item.entry.key).await?;
    let (now, bytes) = cx.id_seed()?;
    let row = Row {
        id: before
            .as_ref()
            .map_or_else(|| ImmunizationId::new(now, bytes), |before| before.id),
        source: SOURCE.to_owned(),
        fhir_id: item.entry.key.clone(),
        member,
        status: dose.status,
        cvx: Cvx::of(&dose.vaccine).map(Cvx::code),
        name: dose.vaccine.words().unwrap_or_default().to_owned(),
        at: dose
            .occurrence
            .as_ref()
            .map_or(UNDATED, FhirDateTime::sort_key),
        at_source: text_of(dose.occurrence.as_ref()),
        at_text: dose.occurrence_text.clone(),
        reported: dose.reported,
        subpotent: dose.subpotent,
        reason: dose.reason.clone(),
        lot: dose.lot.clone(),
        expires_source: text_of(dose.expires.as_ref()),
        manufacturer: dose.manufacturer.clone(),
        site: dose.site.clone(),
        route: dose.route.clone(),
        amount: dose.amount.clone(),
        place: dose.place.clone(),
        visit,
        practitioner,
        performer,
        protocols: serde_json::to_string(&dose.protocols).map_err(Fault::from)?,
        reactions: serde_json::to_string(&reactions).map_err(Fault::from)?,
        note: (!dose.notes.is_empty()).then(|| dose.notes.join("\n")),
        version: before.as_ref().map_or(1, |before| before.version + 1),
        changed_at: now,
    };
    match before {
        None => rows::insert(&mut cx.tx, &row).await?,
        Some(_) => rows::update(&mut cx.tx, &row).await?,
    }
    Ok(())
}

fn text_of(at: Option<&FhirDateTime>) -> Option<String> {
    at.map(|at| at.text().to_owned())
}

/// What happened after a dose, in the words of the dose, else of the observation that the file
/// brings along.
fn reaction(plan: &Plan<'_>, reacted: &Reacted) -> Reaction {
    let observed = || match &reacted.detail.as_ref()?.target {
        Some(Target::Here { kind, key } | Target::Stored { kind, key })
            if kind == "Observation" =>
        {
            plan.observations.get(key.as_str())?.line()
        }
        _ => None,
    };
    Reaction {
        at: reacted.at.clone(),
        what: reacted.what.clone().or_else(observed),
        self_reported: reacted.self_reported,
    }
}
