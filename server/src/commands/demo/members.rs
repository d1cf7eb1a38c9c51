//! One member whole: roll, history, account, messages.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ids::MemberId;
use domain::time::{Timestamp, minutes};
use service::random::Random;
use service::{Cx, Fault, Request, Stop};
use store::results;

use super::accounts::{self, Hashed};
use super::calendar::Calendar;
use super::clinical::{self, Answer, Entry, Meeting, Sample};
use super::conversations;
use super::directory::{Clinician, clinician};
use super::histories::{Course, Odd, course};
use super::keeping;
use super::panels::{Panel, Test};
use super::people::Person;
use super::roll;
use super::vaccines;

/// When the record system began to send what it had, in days before the demo begins.
const CONNECTED: u32 = 3_640;
/// The most reports of one member.
const REPORTS: u32 = 500;

/// Somebody and what the record system sends of them.
pub struct Story {
    /// Who.
    pub person: &'static Person,
    /// Bundles by the time at which they come.
    bundles: BTreeMap<Timestamp, Vec<Entry>>,
    visits: Vec<Timestamp>,
}

impl Story {
    /// The story of somebody.
    pub fn of(person: &'static Person, calendar: &Calendar) -> Result<Self, Fault> {
        let mut story = Self {
            person,
            bundles: BTreeMap::new(),
            visits: Vec::new(),
        };
        story.add(
            calendar.at(CONNECTED, 6, 30),
            vec![roll::patient(person, calendar)?],
            calendar,
        );
        if let Some(course) = course(person.serial) {
            story.regular(course, calendar)?;
            for (number, odd) in course.samples.iter().enumerate() {
                story.odd(number, odd, calendar)?;
            }
            let first = course
                .with
                .first()
                .ok_or(Fault::Shape("course without clinicians"))?;
            for (number, kept) in course.kept.iter().enumerate() {
                let id = format!("{}-k{number}", person.serial);
                let at = calendar.weekday(kept.days_ago, 12, 10);
                let key = person.key();
                let entry = keeping::entry(&kept.what, &id, (&key, first), at, calendar)?;
                story.add(at, vec![entry], calendar);
            }
        }
        for (number, shot) in vaccines::of(person.serial).iter().enumerate() {
            let id = format!("{}-i{number}", person.serial);
            let (at, entry) = shot.entry(&id, &person.key(), calendar)?;
            story.add(at, vec![entry], calendar);
        }
        Ok(story)
    }

    /// When the last visit was.
    pub fn last_visit(&self) -> Option<Timestamp> {
        self.visits.iter().max().copied()
    }

    fn add(&mut self, at: Timestamp, entries: Vec<Entry>, calendar: &Calendar) {
        // What happened before the record system was connected came with the connection, and
        // nothing comes before it has happened.
        let at = at
            .max(calendar.at(CONNECTED, 6, 30))
            .min(calendar.now - minutes(1));
        self.bundles.entry(at).or_default().extend(entries);
    }

    fn regular(&mut self, course: &Course, calendar: &Calendar) -> Result<(), Fault> {
        let chance = Random::seeded(u64::from(course.serial));
        for visit in 0..course.visits {
            let number = course.visits - 1 - visit;
            let spread = if number == 0 { 0 } else { chance.below(11)? };
            let days_ago = course.latest + number * course.every + spread;
            let hour = i8::try_from(8 + chance.below(8)?).unwrap_or(9);
            let minute = i8::try_from(5 * chance.below(12)?).unwrap_or(0);
            // Every fifth visit with the second of them, every fifth with the third.
            let turn = [0, 0, 1, 0, 2][index(visit, 5)];
            let with = course.with.get(turn).or(course.with.first());
            let with = *with.ok_or(Fault::Shape("course without clinicians"))?;
            let reason = course.reasons[index(visit, course.reasons.len())];
            let meeting = self.meeting(
                &format!("{}-v{visit}", course.serial),
                calendar.weekday(days_ago, hour, minute),
                reason,
                known(with)?,
                calendar,
            )?;
            let pressure = (112 + chance.below(26)?, 68 + chance.below(18)?);
            let whose = (meeting.0.as_str(), &*self.person.key());
            let entry = keeping::blood_pressure(whose, meeting.1, pressure, calendar)?;
            self.add(meeting.1 + minutes(40), vec![entry], calendar);
            for (panel, nth) in course.panels {
                if !number.is_multiple_of(*nth) {
                    continue;
                }
                let mut answers = Vec::with_capacity(panel.tests.len());
                for test in panel.tests {
                    answers.push(usual(test, course, visit, &chance)?);
                }
                let issued = meeting.1 + minutes(60 * 5 + 20 * u64::from(chance.below(30)?));
                self.sample(&meeting, panel, issued, ("final", "", 0), answers, calendar)?;
            }
        }
        Ok(())
    }

    /// Adds a visit; answers its id and time.
    fn meeting(
        &mut self,
        id: &str,
        at: Timestamp,
        reason: &str,
        with: &Clinician,
        calendar: &Calendar,
    ) -> Result<(String, Timestamp), Fault> {
        let patient = self.person.key();
        let kind = if reason.contains("physical") || reason.contains("Well") {
            "Preventive visit"
        } else {
            "Office visit"
        };
        let meeting = Meeting {
            id,
            patient: &patient,
            at,
            kind,
            reason,
            with,
        };
        let entry = meeting.entry(calendar)?;
        self.visits.push(at);
        self.add(at + minutes(40), vec![entry], calendar);
        Ok((id.to_owned(), at))
    }

    fn sample(
        &mut self,
        (visit, at): &(String, Timestamp),
        panel: &'static Panel,
        issued: Timestamp,
        (status, conclusion, order): (&'static str, &str, u64),
        answers: Vec<Answer>,
        calendar: &Calendar,
    ) -> Result<(), Fault> {
        let patient = self.person.key();
        let issued = issued.min(calendar.now - minutes(3 - order.min(2)));
        let sample = Sample {
            id: format!("{visit}-{}", panel.key),
            patient: &patient,
            visit,
            panel,
            taken: *at + minutes(15),
            issued,
            status,
            answers,
            conclusion,
        };
        let entries = sample.entries(calendar)?;
        self.add(issued, entries, calendar);
        Ok(())
    }

    fn odd(&mut self, number: usize, odd: &Odd, calendar: &Calendar) -> Result<(), Fault> {
        let chance = Random::seeded(u64::from(self.person.serial) + u64::from(odd.days_ago));
        let id = format!("{}-s{number}", self.person.serial);
        let at = calendar.weekday(odd.days_ago, 10, 20);
        let meeting = self.meeting(&id, at, odd.reason, known(odd.with)?, calendar)?;
        let mut answers = Vec::with_capacity(odd.panel.tests.len());
        for test in odd.panel.tests {
            answers.push(ordinary(test, &chance)?);
        }
        replace(&mut answers, odd.found);
        let issued = at + minutes(7 * 60);
        let first = (odd.status, odd.conclusion, 0);
        self.sample(
            &meeting,
            odd.panel,
            issued,
            first,
            answers.clone(),
            calendar,
        )?;
        if let Some(after) = &odd.after {
            replace(&mut answers, after.found);
            let issued = issued + minutes(60 * after.hours);
            let later = (after.status, after.conclusion, 1);
            self.sample(&meeting, odd.panel, issued, later, answers, calendar)?;
        }
        Ok(())
    }
}

fn known(key: &str) -> Result<&'static Clinician, Fault> {
    clinician(key).ok_or(Fault::Shape("demo clinician"))
}

fn index(number: u32, length: usize) -> usize {
    usize::try_from(number).unwrap_or(0) % length.max(1)
}

fn replace(answers: &mut [Answer], found: &[(usize, Answer)]) {
    for (place, answer) in found {
        if let Some(slot) = answers.get_mut(*place) {
            *slot = answer.clone();
        }
    }
}

/// What a test finds at a regular visit: where its trend stands, or what is ordinary.
fn usual(test: &Test, course: &Course, visit: u32, chance: &Random) -> Result<Answer, Fault> {
    let trend = course.trends.iter().find(|(loinc, _)| *loinc == test.loinc);
    let Some((_, points)) = trend else {
        return ordinary(test, chance);
    };
    let stations: Vec<i64> = points
        .iter()
        .filter_map(|point| test.scaled(point))
        .collect();
    let [first, .., last] = stations.as_slice() else {
        return Err(Fault::Shape("trend of fewer than two points"));
    };
    // Between two stations in a straight line, in thousandths of the way.
    let legs = i64::try_from(stations.len() - 1).unwrap_or(1);
    let way = i64::from(visit) * legs * 1_000 / i64::from(course.visits.max(2) - 1);
    let leg = usize::try_from(way / 1_000).unwrap_or(0);
    let (from, to) = match (stations.get(leg), stations.get(leg + 1)) {
        (Some(from), Some(to)) => (*from, *to),
        _ => (*last, *last),
    };
    let drift = (first - last).abs().max(from / 8) / 6;
    let value = from + (to - from) * (way % 1_000) / 1_000 + around(drift, chance)?;
    Ok(Answer::Number(Cow::Owned(test.written(value.max(0)))))
}

/// What a test finds where nothing is the matter.
fn ordinary(test: &Test, chance: &Random) -> Result<Answer, Fault> {
    if !test.usual.is_empty() {
        return Ok(Answer::Coded(test.usual));
    }
    let value = match (test.scaled(test.low), test.scaled(test.high)) {
        (Some(low), Some(high)) => i64::midpoint(low, high) + around((high - low) / 4, chance)?,
        // The laboratory does not count healthy kidneys beyond ninety.
        (Some(_), None) if test.unit == "mL/min/1.73m2" => return Ok(Answer::Above("90")),
        (Some(low), None) => low * 13 / 10 + around(low / 6, chance)?,
        (None, Some(high)) => high * 8 / 10 + around(high / 9, chance)?,
        (None, None) if test.unit.is_empty() => return Ok(Answer::Words("Not reported")),
        (None, None) => 120 + around(12, chance)?,
    };
    Ok(Answer::Number(Cow::Owned(test.written(value.max(0)))))
}

/// A number from `-spread` to `spread`.
fn around(spread: i64, chance: &Random) -> Result<i64, Fault> {
    let width = u32::try_from(2 * spread + 1).unwrap_or(1);
    Ok(i64::from(chance.below(width)?) - spread)
}

/// Writes somebody's rows, all in one transaction.
pub async fn put(
    request: &Request,
    story: Arc<Story>,
    hashed: Option<Hashed>,
    calendar: Arc<Calendar>,
) -> Result<(), Stop> {
    let mut bundles = Vec::with_capacity(story.bundles.len());
    for (at, entries) in &story.bundles {
        bundles.push((*at, clinical::bundle(entries)?));
    }
    let bundles = Arc::new(bundles);
    request
        .write(move |cx| {
            let (story, bundles) = (story.clone(), bundles.clone());
            let (hashed, calendar) = (hashed.clone(), calendar.clone());
            Box::pin(async move { write(cx, &story, &bundles, hashed, &calendar).await })
        })
        .await
}

async fn write(
    cx: &mut Cx,
    story: &Story,
    bundles: &[(Timestamp, String)],
    hashed: Option<Hashed>,
    calendar: &Calendar,
) -> Result<(), Stop> {
    let person = story.person;
    cx.now = calendar.at(CONNECTED, 6, 0);
    let id = roll::put_member(cx, person, calendar).await?;
    for (at, text) in bundles {
        cx.now = *at;
        roll::take(cx, text).await?;
    }
    cx.now = calendar.now;
    roll::settle(cx, id, person, calendar).await?;
    if let (Some(account), Some(hashed)) = (&person.account, hashed) {
        accounts::put(cx, id, (person, account), &hashed, calendar).await?;
        read_results(cx, id, calendar.at(account.last_here, 20, 10)).await?;
        conversations::put(cx, id, person, calendar).await?;
    }
    Ok(())
}

/// Whoever signs on reads what has come until then, a day later at the latest.
async fn read_results(cx: &mut Cx, id: MemberId, last_here: Timestamp) -> Result<(), Stop> {
    for report in results::reports(&mut cx.tx, id, None, REPORTS).await? {
        if report.changed_at < last_here {
            let at = (report.changed_at + minutes(20 * 60)).min(last_here);
            results::mark_read(&mut cx.tx, report.id, id, at).await?;
        }
    }
    Ok(())
}
