//! Immunizations: the page, the vaccination record, the health card (SPEC section 6).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::audit::Action;
use domain::fhir::{FhirDateTime, Precision};
use domain::immunizations::cvx::Cvx;
use domain::immunizations::{
    DoseGroup, DoseView, Heading, HealthCardView, ImmunizationStatus, ImmunizationsView,
    MOST_DOSES, Named, NotGiven, Order, Reaction, ReactionView, RecordDose, RecordRow,
    VaccinationRecord, ways,
};
use domain::locale::Locale;
use domain::results::Taken;
use store::immunizations::{self as rows, Immunization};
use store::roll;

use crate::access::Reading;
use crate::access::reading::Immunizations;
use crate::cx::Cx;
use crate::health_card::{Card, Holder, Shot};
use crate::results::read_only;
use crate::stop::{Fault, Refusal, Stop};

/// The page, by vaccine or by date.
pub async fn list(
    cx: &mut Cx,
    who: &Reading<Immunizations>,
    order: Order,
) -> Result<ImmunizationsView, Stop> {
    let found = rows::of_member(&mut cx.tx, who.id(), MOST_DOSES).await?;
    let groups = match order {
        Order::Vaccine => by_vaccine(cx, &found)?,
        Order::Date => by_date(cx, &found)?,
    };
    cx.looked(who.act(Action::ViewImmunizations))?;
    Ok(ImmunizationsView {
        order,
        groups,
        not_given: apart(cx, &found, ImmunizationStatus::NotDone),
        withdrawn: apart(cx, &found, ImmunizationStatus::EnteredInError),
        read_only: read_only(who),
    })
}

/// The vaccination record, to be printed.
pub async fn record(cx: &mut Cx, who: &Reading<Immunizations>) -> Result<VaccinationRecord, Stop> {
    let view = gathered(cx, who).await?;
    cx.looked(who.act(Action::ViewVaccinationRecord))?;
    Ok(view)
}

/// The same, to be made a file of.
pub async fn record_file(
    cx: &mut Cx,
    who: &Reading<Immunizations>,
) -> Result<VaccinationRecord, Stop> {
    let view = gathered(cx, who).await?;
    cx.looked(who.act(Action::DownloadVaccinationRecord))?;
    Ok(view)
}

async fn gathered(cx: &mut Cx, who: &Reading<Immunizations>) -> Result<VaccinationRecord, Stop> {
    let found = rows::of_member(&mut cx.tx, who.id(), MOST_DOSES).await?;
    let Some(person) = roll::member(&mut cx.tx, who.id()).await? else {
        return Err(Fault::Shape("the record's member").into());
    };
    let shots = shots(&found);
    let given = given(&found).count();
    let card = if shots.is_empty() {
        HealthCardView::default()
    } else {
        let holder = holder(&person);
        HealthCardView {
            codes: card(cx, &holder)?.codes(&shots)?,
            on_card: count(shots.len()),
            off_card: count(given - shots.len()),
        }
    };
    let mut listed: BTreeMap<Heading, Vec<RecordDose>> = BTreeMap::new();
    let locale = cx.facts.locale;
    // Oldest first, as they are counted.
    for row in given_oldest_first(&found) {
        let named = named(row);
        let headings = named.headings();
        let dose = RecordDose {
            taken: taken(cx, row.at_source.as_deref()),
            taken_text: row.at_text.clone(),
            vaccine: (headings.len() > 1).then(|| named.name(locale)),
            reported: row.reported,
        };
        for heading in headings {
            listed.entry(heading).or_default().push(dose.clone());
        }
    }
    Ok(VaccinationRecord {
        name: who.name().to_owned(),
        birth_date: person.birth_date,
        plan: cx.portal.organisation().name.clone(),
        made: cx.portal.local(cx.now),
        rows: listed
            .into_iter()
            .map(|(heading, doses)| RecordRow {
                group: heading.text(locale),
                doses,
            })
            .collect(),
        not_given: apart(cx, &found, ImmunizationStatus::NotDone),
        card,
    })
}

/// The vaccinations as a `.smart-health-card` file. Not found where none can be on it.
pub async fn health_card(cx: &mut Cx, who: &Reading<Immunizations>) -> Result<String, Stop> {
    let act = who.act(Action::DownloadHealthCard);
    let found = rows::of_member(&mut cx.tx, who.id(), MOST_DOSES).await?;
    let person = roll::member(&mut cx.tx, who.id()).await?;
    let shots = shots(&found);
    let Some(person) = person.filter(|_| !shots.is_empty()) else {
        cx.looked(act.refused())?;
        return Err(Refusal::NotFound.into());
    };
    let file = card(cx, &holder(&person))?.file(&shots)?;
    cx.looked(act)?;
    Ok(file)
}

fn holder(person: &roll::Member) -> Holder<'_> {
    Holder {
        given: &person.given,
        family: &person.family,
        birth_date: person.birth_date,
    }
}

fn card<'a>(cx: &'a Cx, holder: &'a Holder<'a>) -> Result<Card<'a>, Fault> {
    Card::new(cx.portal.keys(), cx.portal.origin(), holder, cx.now)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The doses that count as given, newest first.
fn given(found: &[Immunization]) -> impl DoubleEndedIterator<Item = &Immunization> {
    found
        .iter()
        .filter(|row| row.status == ImmunizationStatus::Completed)
}

fn given_oldest_first(found: &[Immunization]) -> impl Iterator<Item = &Immunization> {
    given(found).rev()
}

fn named(row: &Immunization) -> Named {
    Named {
        cvx: row.cvx.as_deref().and_then(Cvx::parse),
        words: row.name.clone(),
    }
}

fn date(source: Option<&str>) -> Option<FhirDateTime> {
    source.and_then(|text| FhirDateTime::parse(text).ok())
}

fn taken(cx: &Cx, source: Option<&str>) -> Taken {
    Taken::of(date(source).as_ref(), |at| cx.portal.local(at))
}

/// What a card may carry: the plan signs for what was given at its own places or told by those
/// who gave it, with a code and a date; what a member or another record told it does not.
fn shots(found: &[Immunization]) -> Vec<Shot> {
    let shot = |row: &Immunization| {
        let at = date(row.at_source.as_deref())?;
        let on = match (at.precision(), at.date()) {
            (Precision::Instant, Some(day)) => day.to_string(),
            _ => at.text().to_owned(),
        };
        Some(Shot {
            cvx: row.cvx.clone()?,
            on,
            lot: row.lot.clone(),
            by: row.place.clone().or_else(|| row.performer.clone()),
            subpotent: row.subpotent,
        })
    };
    given_oldest_first(found)
        .filter(|row| !row.reported)
        .filter_map(shot)
        .collect()
}

fn by_vaccine(cx: &Cx, found: &[Immunization]) -> Result<Vec<DoseGroup>, Stop> {
    let mut groups: BTreeMap<Heading, Vec<DoseView>> = BTreeMap::new();
    for row in given(found) {
        let view = dose(cx, row)?;
        for heading in named(row).headings() {
            groups.entry(heading).or_default().push(view.clone());
        }
    }
    let locale = cx.facts.locale;
    let group = |(heading, doses): (Heading, Vec<DoseView>)| DoseGroup {
        heading: Some(heading.text(locale)),
        doses,
    };
    Ok(groups.into_iter().map(group).collect())
}

fn by_date(cx: &Cx, found: &[Immunization]) -> Result<Vec<DoseGroup>, Stop> {
    let mut years: BTreeMap<Reverse<Option<i16>>, Vec<DoseView>> = BTreeMap::new();
    for row in given(found) {
        let view = dose(cx, row)?;
        years
            .entry(Reverse(year(&view.taken)))
            .or_default()
            .push(view);
    }
    let group = |(Reverse(year), doses): (Reverse<Option<i16>>, Vec<DoseView>)| DoseGroup {
        heading: year.map(|year| year.to_string()),
        doses,
    };
    Ok(years.into_iter().map(group).collect())
}

fn year(taken: &Taken) -> Option<i16> {
    match taken {
        Taken::At(at) => Some(at.civil.year()),
        Taken::On(day) | Taken::Month(day) => Some(day.year()),
        Taken::Year(year) => Some(*year),
        Taken::NotGiven => None,
    }
}

/// The source's own words for a vaccine, where they are others than ours.
fn source_name(row: &Immunization, locale: Locale) -> Option<String> {
    let ours = named(row).name(locale);
    (ours.to_lowercase() != row.name.to_lowercase()).then(|| row.name.clone())
}

fn dose(cx: &Cx, row: &Immunization) -> Result<DoseView, Stop> {
    let locale = cx.facts.locale;
    let named = named(row);
    let headings = named.headings();
    let reactions: Vec<Reaction> = serde_json::from_str(&row.reactions).map_err(Fault::from)?;
    Ok(DoseView {
        vaccine: named.name(locale),
        source_name: source_name(row, locale),
        counts_for: if headings.len() > 1 {
            headings
                .iter()
                .map(|heading| heading.text(locale))
                .collect()
        } else {
            Vec::new()
        },
        taken: taken(cx, row.at_source.as_deref()),
        taken_text: row.at_text.clone(),
        protocols: serde_json::from_str(&row.protocols).map_err(Fault::from)?,
        lot: row.lot.clone(),
        expires: row
            .expires_source
            .as_deref()
            .map(|text| taken(cx, Some(text))),
        manufacturer: row.manufacturer.clone(),
        site: row.site.as_deref().map(|site| ways::in_words(locale, site)),
        route: row.route.as_deref().map(|way| ways::in_words(locale, way)),
        amount: row.amount.clone(),
        place: row.place.clone(),
        by: row.performer.clone(),
        reported: row.reported,
        subpotent: row.subpotent,
        reactions: reactions
            .into_iter()
            .map(|one| ReactionView {
                taken: Taken::of(one.at.as_ref(), |at| cx.portal.local(at)),
                what: one.what,
                self_reported: one.self_reported,
            })
            .collect(),
        note: row.note.clone(),
    })
}

/// What has another status than given, newest first.
fn apart(cx: &Cx, found: &[Immunization], status: ImmunizationStatus) -> Vec<NotGiven> {
    let locale = cx.facts.locale;
    found
        .iter()
        .filter(|row| row.status == status)
        .map(|row| NotGiven {
            vaccine: named(row).name(locale),
            taken: taken(cx, row.at_source.as_deref()),
            taken_text: row.at_text.clone(),
            reason: row.reason.clone(),
            note: row.note.clone(),
        })
        .collect()
}
