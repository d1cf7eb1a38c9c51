//! How results are shown, as their reader chose ([`domain::results::release`]).
//!
//! Whatever reads results for a member reads them by the [`Shelf`], and nowhere else (a test of
//! the house holds it): what a choice holds back is then in no list, no count, no search, no
//! comparison, no chart, no file and no notice (ACC-9).

use std::collections::{HashMap, HashSet};

use domain::audit::Action;
use domain::ids::{MemberId, ObservationId, ReportId};
use domain::results::release::{
    Choice, ChoicesSaved, ChoicesView, Course, CoverView, Held, Standing, TestKind,
    choices as read_choices, standing,
};
use domain::results::{ResultRow, SinceLast};
use domain::services::Service;
use domain::time::Timestamp;
use store::results::release::{self as rows, NotShown};
use store::results::search::{self, Searched};
use store::results::{self, Point, Report};

use super::find::kind_of;
use super::taken;
use crate::access::Member;
use crate::access::reading::{Part, Reading, Results};
use crate::cx::{Act, Cx};
use crate::live::Change;
use crate::stop::{Refusal, Stop};

/// The results of a record as its reader sees them.
pub(crate) struct Shelf {
    record: MemberId,
    reader: MemberId,
    held: HashMap<ReportId, HeldReport>,
}

/// A report that is not shown, and why.
pub(crate) struct HeldReport {
    row: NotShown,
    kind: TestKind,
    /// When it opens by itself.
    until: Option<Timestamp>,
}

/// A report as its reader finds it.
#[expect(clippy::large_enum_variant, reason = "nearly all of them are open")]
pub(crate) enum Found<'s> {
    /// Shown.
    Open(Report),
    /// Not shown.
    Held(&'s HeldReport),
}

impl Found<'_> {
    /// Its place in the list.
    pub(crate) fn place(&self) -> (Timestamp, ReportId) {
        match self {
            Self::Open(report) => (report.at, report.id),
            Self::Held(held) => (held.row.at, held.row.id),
        }
    }

    /// The report, if it is shown.
    pub(crate) fn open(self) -> Option<Report> {
        match self {
            Self::Open(report) => Some(report),
            Self::Held(_) => None,
        }
    }
}

impl HeldReport {
    /// Its name, where only a cover lies on it.
    fn name(&self) -> Option<String> {
        self.until.is_none().then(|| self.row.name.clone())
    }

    fn held(&self, cx: &Cx) -> Held {
        Held {
            kind: self.kind,
            until: self.until.map(|at| cx.portal.local(at)),
        }
    }

    /// Its row in a list.
    pub(crate) fn listed(&self, cx: &Cx) -> ResultRow {
        let taken = taken(cx, self.row.at_source.as_deref()).day();
        ResultRow::held(self.row.id, self.name(), taken, self.held(cx))
    }

    /// What stands at its address.
    pub(crate) fn cover(&self, cx: &Cx, can_write: bool) -> CoverView {
        CoverView {
            id: self.row.id,
            name: self.name(),
            taken: taken(cx, self.row.at_source.as_deref()).day(),
            held: self.held(cx),
            can_write,
        }
    }
}

impl Shelf {
    /// Of the record that somebody reads, their own or a child's: who reads has chosen.
    pub(crate) async fn of<P: Part>(cx: &mut Cx, who: &Reading<P>) -> Result<Self, Stop> {
        Self::new(cx, who.id(), who.reader()).await
    }

    /// Of a member's own record.
    pub(crate) async fn own(cx: &mut Cx, who: &Member) -> Result<Self, Stop> {
        Self::new(cx, who.id(), who.id()).await
    }

    async fn new(cx: &mut Cx, record: MemberId, reader: MemberId) -> Result<Self, Stop> {
        let mut shelf = Self {
            record,
            reader,
            held: HashMap::new(),
        };
        let chosen: HashMap<TestKind, Choice> = rows::choices(&mut cx.tx, reader)
            .await?
            .into_iter()
            .collect();
        if chosen.values().all(|choice| *choice == Choice::AtOnce) {
            return Ok(shelf);
        }
        for row in rows::not_shown(&mut cx.tx, record, reader).await? {
            let kind = match row.kind {
                Some(kind) => kind,
                None => kind_of(cx, row.id).await?,
            };
            let course = Course {
                arrived: row.arrived_at,
                commented: row.commented_at,
                shown: None,
            };
            let choice = chosen.get(&kind).copied().unwrap_or_default();
            let until = match standing(choice, &course, cx.now) {
                Standing::Open => continue,
                Standing::Covered => None,
                Standing::Waiting { until } => Some(until),
            };
            shelf.held.insert(row.id, HeldReport { row, kind, until });
        }
        Ok(shelf)
    }

    /// How many reports are not shown.
    pub(crate) fn held(&self) -> u32 {
        u32::try_from(self.held.len()).unwrap_or(u32::MAX)
    }

    /// Which reports are not shown.
    pub(crate) fn held_ids(&self) -> impl Iterator<Item = ReportId> {
        self.held.keys().copied()
    }

    /// Whether a report is not shown.
    pub(crate) fn holds(&self, report: ReportId) -> bool {
        self.held.contains_key(&report)
    }

    fn place(&self, report: Report) -> Found<'_> {
        match self.held.get(&report.id) {
            Some(held) => Found::Held(held),
            None => Found::Open(report),
        }
    }

    /// One report; another record's is not there (ACC-3).
    pub(crate) async fn report(
        &self,
        cx: &mut Cx,
        id: ReportId,
    ) -> Result<Option<Found<'_>>, Stop> {
        let found = results::report(&mut cx.tx, id, self.record).await?;
        Ok(found.map(|report| self.place(report)))
    }

    /// Reports, newest first, before the report `before` (`None` for the first page).
    pub(crate) async fn reports(
        &self,
        cx: &mut Cx,
        before: Option<(Timestamp, ReportId)>,
        limit: u32,
    ) -> Result<Vec<Found<'_>>, Stop> {
        let found = results::reports(&mut cx.tx, self.record, before, limit).await?;
        Ok(found.into_iter().map(|report| self.place(report)).collect())
    }

    /// How many reports that are shown are not read yet.
    pub(crate) async fn unread(&self, cx: &mut Cx) -> Result<u32, Stop> {
        let all = results::unread(&mut cx.tx, self.record).await?;
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        let held = (self.held.values()).filter(|held| held.row.read_at.is_none());
        Ok(all.saturating_sub(u32::try_from(held.count()).unwrap_or(u32::MAX)))
    }

    /// Which of some reports were shown, have changed since, and are not read.
    pub(crate) async fn changed(
        &self,
        cx: &mut Cx,
        reports: &[ReportId],
    ) -> Result<HashSet<ReportId>, Stop> {
        Ok(results::listed::changed(&mut cx.tx, reports, self.reader).await?)
    }

    /// What came, of what is shown, since somebody was last here; `None` where nothing did.
    pub(crate) async fn since(
        &self,
        cx: &mut Cx,
        last_here: Option<Timestamp>,
    ) -> Result<Option<SinceLast>, Stop> {
        let Some(at) = last_here else {
            return Ok(None);
        };
        let (mut new, mut changed) = rows::since(&mut cx.tx, self.record, at).await?;
        for held in self.held.values().filter(|held| held.row.changed_at > at) {
            if held.row.arrived_at > at {
                new -= 1;
            } else {
                changed -= 1;
            }
        }
        let count = |found: i64| u32::try_from(found.max(0)).unwrap_or(u32::MAX);
        Ok((new > 0 || changed > 0).then(|| SinceLast {
            at: cx.portal.local(at),
            new: count(new),
            changed: count(changed),
        }))
    }

    /// What is found of reports, newest first, `most` of them.
    pub(crate) async fn searched(&self, cx: &mut Cx, most: u32) -> Result<Vec<Searched>, Stop> {
        let mut found = search::searched(&mut cx.tx, self.record, most).await?;
        found.retain(|row| !self.holds(row.id));
        Ok(found)
    }

    /// The names of the panels in their order, `most` of them.
    pub(crate) async fn panels(&self, cx: &mut Cx, most: u32) -> Result<Vec<String>, Stop> {
        if self.held.is_empty() {
            return Ok(search::panels(&mut cx.tx, self.record, most).await?);
        }
        let shown = self.searched(cx, domain::results::MOST_REPORTS).await?;
        let mut names: Vec<String> = shown.into_iter().map(|row| row.name).collect();
        names.sort_unstable();
        names.dedup();
        names.truncate(most as usize);
        Ok(names)
    }

    /// The values that stand in no report that is shown.
    pub(crate) async fn held_values(&self, cx: &mut Cx) -> Result<HashSet<ObservationId>, Stop> {
        if self.held.is_empty() {
            return Ok(HashSet::new());
        }
        let places = rows::places(&mut cx.tx, self.held_ids()).await?;
        let mut held: HashSet<ObservationId> = places.iter().map(|(value, _)| *value).collect();
        for (value, report) in places {
            if !self.holds(report) {
                held.remove(&value);
            }
        }
        Ok(held)
    }

    /// The values of one test in one unit, newest first, `most` of them, from before a place on.
    /// Those that are not shown are [`Self::held_values`].
    pub(super) async fn series(
        &self,
        cx: &mut Cx,
        test: (&str, &str),
        before: Option<(Timestamp, ObservationId)>,
        most: u32,
    ) -> Result<Vec<Point>, Stop> {
        Ok(results::series(&mut cx.tx, self.record, test, before, most).await?)
    }
}

/// The page on which the choices are made. `saved` says that a change was saved a moment ago.
pub async fn choices(cx: &mut Cx, who: &Member, saved: bool) -> Result<ChoicesView, Stop> {
    let chosen = chosen(cx, who).await?;
    let of = |kind| (kind, chosen.get(&kind).copied().unwrap_or_default());
    cx.looked(Act::own(who.id(), Action::ViewChoices))?;
    Ok(ChoicesView {
        choices: TestKind::ALL.map(of).to_vec(),
        saved,
    })
}

/// Keeps the choices of a form. What was not shown yet is shown by them from now on.
pub async fn save(
    cx: &mut Cx,
    who: &Member,
    form: &[(TestKind, String)],
) -> Result<ChoicesSaved, Stop> {
    let wanted = read_choices(form).ok_or(Refusal::BadRequest)?;
    let before = chosen(cx, who).await?;
    for (kind, choice) in wanted {
        let was = before.get(&kind).copied().unwrap_or_default();
        if was == choice {
            continue;
        }
        rows::choose(&mut cx.tx, who.id(), kind, choice, cx.now).await?;
        let what = format!("{}:{}>{}", kind.code(), was.code(), choice.code());
        cx.record(Act::own(who.id(), Action::ChooseRelease).on(what))
            .await?;
        cx.tell(who.id(), Change::Record);
    }
    Ok(ChoicesSaved)
}

async fn chosen(cx: &mut Cx, who: &Member) -> Result<HashMap<TestKind, Choice>, Stop> {
    let chosen = rows::choices(&mut cx.tx, who.id()).await?;
    Ok(chosen.into_iter().collect())
}

/// Shows a report that a choice holds back, to whoever asks for it. Nothing is marked as read:
/// that is another step.
pub async fn show(cx: &mut Cx, who: &Reading<Results>, id: ReportId) -> Result<(), Stop> {
    let act = who.act(Action::ShowResult).on(id);
    match Shelf::of(cx, who).await?.report(cx, id).await? {
        None => {
            cx.record(act.refused()).await?;
            Err(Refusal::NotFound.into())
        }
        Some(Found::Open(_)) => Ok(()),
        Some(Found::Held(_)) => {
            rows::show(&mut cx.tx, id, who.reader(), cx.now).await?;
            cx.record(act).await?;
            cx.tell(who.reader(), Change::Record);
            Ok(())
        }
    }
}

/// Whether a message can be written about a result of this record.
pub(super) fn can_write<P: Part>(who: &Reading<P>) -> bool {
    who.is_own() && who.standing(Service::Messages).may_write()
}
