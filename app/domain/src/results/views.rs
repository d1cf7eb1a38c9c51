//! What the pages of this room show.

use serde::{Deserialize, Serialize};

use super::release::{CoverView, Held};
use super::{
    Absence, Bar, Change, CommentView, Component, Finder, Flag, Hits, LabValue, Limit, Meaning,
    ReportStatus,
};
use crate::fhir::{FhirDateTime, Precision};
use crate::ids::ReportId;
use crate::messages::Place;
use crate::services::NotOpen;
use crate::time::{Date, LocalTime, civil};

/// How many reports one page of the list holds.
pub const PAGE_LENGTH: u32 = 20;

/// A place in the list of reports.
pub type Cursor = Place<ReportId>;

/// When something was taken or issued, as precisely as the source knew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taken {
    /// An instant.
    At(LocalTime),
    /// A day.
    On(#[serde(with = "civil")] Date),
    /// A month: its first day.
    Month(#[serde(with = "civil")] Date),
    /// A year.
    Year(i16),
    /// The source does not say.
    NotGiven,
}

impl Taken {
    /// As it stands on an axis, in figures; nothing where the source does not say.
    pub fn axis(&self) -> String {
        let figures = |date: Date| format!("{}/{}", date.month(), date.year());
        match self {
            Self::At(at) => figures(at.civil.date()),
            Self::On(date) | Self::Month(date) => figures(*date),
            Self::Year(year) => year.to_string(),
            Self::NotGiven => String::new(),
        }
    }

    /// Of a date of the source; `local` makes an instant civil.
    pub fn of(
        source: Option<&FhirDateTime>,
        local: impl FnOnce(crate::time::Timestamp) -> LocalTime,
    ) -> Self {
        let Some(source) = source else {
            return Self::NotGiven;
        };
        match (source.precision(), source.instant()) {
            (_, Some(instant)) => Self::At(local(instant)),
            (Precision::Year, None) => Self::Year(source.first_day().year()),
            (Precision::Month, None) => Self::Month(source.first_day()),
            (Precision::Day | Precision::Instant, None) => Self::On(source.first_day()),
        }
    }

    /// The same without the hour.
    #[must_use]
    pub fn day(self) -> Self {
        match self {
            Self::At(at) => Self::On(at.civil.date()),
            other => other,
        }
    }
}

/// A value as it is shown, apart from what needs words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// A text that needs no translation.
    Text(String),
    /// A boolean.
    Truth(bool),
    /// No value, and why.
    Absent(Absence),
    /// A recorded curve.
    Curve,
    /// No value, and nobody says why.
    Nothing,
}

impl Shown {
    /// A component's value with four significant digits.
    pub fn of(component: &Component) -> Self {
        match &component.value {
            None => Self::Nothing,
            Some(LabValue::Boolean(truth)) => Self::Truth(*truth),
            Some(LabValue::Absent(absence)) => Self::Absent(absence.clone()),
            Some(LabValue::Series) => Self::Curve,
            Some(value) => value.shown().map_or(Self::Nothing, Self::Text),
        }
    }
}

/// A report in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    /// Which.
    pub id: ReportId,
    /// The panel's name.
    pub name: String,
    /// When the sample was taken.
    pub taken: Taken,
    /// Who saw the member then.
    pub by: Vec<String>,
    /// How final it is.
    pub status: ReportStatus,
    /// What its values say together.
    pub meaning: Meaning,
    /// Whether it is not read yet.
    pub unread: bool,
    /// Whether a clinician has said something about it.
    #[serde(default)]
    pub comment: bool,
    /// Whether it was shown before, and has changed since.
    #[serde(default)]
    pub changed: bool,
    /// What of it was looked for, where words were.
    #[serde(default)]
    pub hits: Option<Hits>,
    /// Why it is not shown, if so ([`Self::held`]).
    #[serde(default)]
    pub held: Option<Held>,
}

impl ResultRow {
    /// One that is not shown: nothing of it but its day, and its name where only a cover lies on
    /// it.
    pub fn held(id: ReportId, name: Option<String>, taken: Taken, held: Held) -> Self {
        Self {
            id,
            name: name.unwrap_or_default(),
            taken,
            by: Vec::new(),
            status: ReportStatus::Unknown,
            meaning: Meaning::NoValues,
            unread: false,
            changed: false,
            comment: false,
            hits: None,
            held: Some(held),
        }
    }
}

/// What came since the member was last here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SinceLast {
    /// When that was: the sign-on before this one.
    pub at: LocalTime,
    /// How many reports came.
    pub new: u32,
    /// How many others changed.
    pub changed: u32,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultsView {
    /// What is looked for, and what can be.
    #[serde(default)]
    pub finder: Finder,
    /// Reports, newest first.
    pub rows: Vec<ResultRow>,
    /// Where the next page goes on.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub continued: bool,
    /// How many are not read yet, on every page.
    pub unread: u32,
    /// How many are not shown, on every page, as the member chose.
    #[serde(default)]
    pub held: u32,
    /// What came since the member was last here; `None` where nothing did.
    #[serde(default)]
    pub since: Option<SinceLast>,
    /// Why nothing new comes, if so.
    pub read_only: Option<NotOpen>,
}

/// Medical Record & Lab Results: where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// The latest reports.
    pub latest: Vec<ResultRow>,
    /// How many are not read yet.
    pub unread: u32,
    /// What came since the member was last here; `None` where nothing did.
    #[serde(default)]
    pub since: Option<SinceLast>,
    /// Why nothing new comes, if so.
    pub read_only: Option<NotOpen>,
    /// Whether the results are closed to who reads: a teenager's to a parent.
    #[serde(default)]
    pub results_closed: bool,
}

/// What stands at the address of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReportPage {
    /// The report.
    Open(Box<ReportView>),
    /// A cover, as the member chose.
    Held(CoverView),
}

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportView {
    /// Which.
    pub id: ReportId,
    /// The panel's name.
    pub name: String,
    /// When the sample was taken.
    pub taken: Taken,
    /// The same as the source wrote it.
    pub taken_source: Option<String>,
    /// When the report was issued.
    pub issued: Taken,
    /// The same as the source wrote it.
    pub issued_source: Option<String>,
    /// Who saw the member then.
    pub by: Vec<String>,
    /// Who made it.
    pub laboratory: Option<String>,
    /// The samples that it was made from, in the source's words.
    #[serde(default)]
    pub specimen: Option<String>,
    /// How final it is.
    pub status: ReportStatus,
    /// What its values say together.
    pub meaning: Meaning,
    /// Whether it is not read yet.
    pub unread: bool,
    /// Its values, in the laboratory's order.
    pub values: Vec<ValueView>,
    /// What the laboratory concludes from it.
    pub conclusion: Option<String>,
    /// What clinicians said about it, oldest first.
    #[serde(default)]
    pub comments: Vec<CommentView>,
    /// What the report was before, whole, latest first.
    #[serde(default)]
    pub earlier: Vec<EarlierReport>,
    /// One value over time.
    pub chart: Option<ChartView>,
    /// Whether a message can be written about it.
    pub can_write: bool,
}

/// One value of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueView {
    /// Its place in the report, by which its chart is asked for.
    pub place: u32,
    /// What was measured.
    pub name: String,
    /// The panels of the report that it lies within, the outermost first.
    #[serde(default)]
    pub within: Vec<String>,
    /// The value.
    pub shown: Shown,
    /// The source's own digits, where they are more than is shown.
    pub exact: Option<String>,
    /// The laboratory's ranges; none means that it gave none.
    pub ranges: Vec<String>,
    /// What the laboratory made of it.
    pub flag: Option<Flag>,
    /// How final this value is, where it is not as final as its report.
    pub status: Option<ReportStatus>,
    /// The value on its range, for drawing.
    pub bar: Option<Bar>,
    /// The value before.
    pub previous: Option<PreviousValue>,
    /// Whether there is something to draw over time.
    pub has_history: bool,
    /// Notes of the laboratory.
    pub note: Option<String>,
    /// What this value was before it was corrected, latest first.
    pub replaced: Vec<ReplacedValue>,
}

/// The previous value of the same test in the same unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviousValue {
    /// The value.
    pub shown: Shown,
    /// When it was measured.
    pub taken: Taken,
    /// How it changed since.
    pub change: Option<Change>,
}

/// A value that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedValue {
    /// The value then.
    pub shown: Shown,
    /// The source's own digits, where they are more than is shown.
    pub exact: Option<String>,
    /// How final it was.
    pub status: ReportStatus,
    /// When it was replaced here.
    pub until: LocalTime,
}

/// A version of a report that was replaced, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierReport {
    /// How final it was.
    pub status: ReportStatus,
    /// What the laboratory concluded then.
    pub conclusion: Option<String>,
    /// When it, or one of its values, was replaced here.
    pub until: LocalTime,
    /// Its values then, in the laboratory's order.
    pub values: Vec<EarlierValue>,
}

/// A value of a version that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierValue {
    /// What was measured.
    pub name: String,
    /// The value then.
    pub shown: Shown,
    /// Whether it was another one in the version after.
    pub changed: bool,
}

/// One test over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartView {
    /// Its place in the report.
    pub place: u32,
    /// What was measured.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// The lower end of this report's range.
    pub low: Option<Limit>,
    /// The upper end.
    pub high: Option<Limit>,
    /// When the first and the last of all values were measured.
    pub from_to: [Taken; 2],
    /// Every value, oldest first, to be drawn.
    pub line: Vec<ChartPoint>,
    /// The same to be read, newest first: the latest [`Self::SHORT`] and this report's own, or all
    /// where all are asked for.
    pub rows: Vec<ChartRow>,
}

impl ChartView {
    /// So many values are read below a chart unless all are asked for.
    pub const SHORT: usize = 12;

    /// Whether there are more than those that are read.
    pub fn is_short(&self) -> bool {
        self.rows.len() < self.line.len()
    }
}

/// What of a result's values over time an address asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartAsked {
    /// The place of the value that is drawn; the page chooses where none is named.
    pub place: Option<u32>,
    /// Whether all of its values are to be read beside the drawing.
    pub whole: bool,
}

/// One point of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartPoint {
    /// Days since 1970.
    pub day: f64,
    /// The same as it stands on the axis.
    pub text: String,
    /// Where it stands; none for a bounded value such as `<0.1`.
    pub value: Option<f64>,
}

/// One row of the table beside a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartRow {
    /// When it was measured.
    pub taken: Taken,
    /// The value as shown.
    pub shown: Shown,
    /// The ranges that came with it.
    pub ranges: Vec<String>,
    /// Its flag.
    pub flag: Option<Flag>,
    /// Whether it belongs to the report on the page.
    pub here: bool,
}
