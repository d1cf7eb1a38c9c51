//! Family: how much of a child's record is open to a parent, and until when (SPEC section 10).
//!
//! The membership roll says who is whose parent. Until the thirteenth birthday everything that
//! the portal has of a child's record is open to the parent; from that day on immunizations
//! alone; from the eighteenth birthday nothing. Days are those of the plan's zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::MemberId;
use crate::routes::Route;
use crate::time::{Date, age_on, civil};

/// From this age on a parent's view is less.
pub const STEP_DOWN_AGE: i16 = 13;
/// From this age on a parent sees nothing.
pub const END_AGE: i16 = 18;

/// So many days before it the parent is told of a birthday that takes something away.
const NOTICE_DAYS: i32 = 30;

/// A part of a record that is open or closed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Lab results, and the files of them.
    Results,
    /// Immunizations, the vaccination record, the health card.
    Immunizations,
}

/// How much of a child's record is open to a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Extent {
    /// Everything that the portal has: a child under thirteen.
    Whole,
    /// Immunizations alone: a teenager.
    Teen,
    /// Nothing.
    Nothing,
}

impl Extent {
    /// Whether a part is open.
    pub fn opens(self, part: Part) -> bool {
        match self {
            Self::Whole => true,
            Self::Teen => part == Part::Immunizations,
            Self::Nothing => false,
        }
    }
}

/// What somebody is to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// A parent.
    Parent,
    /// A legal guardian.
    Guardian,
}

impl Relation {
    /// The word of the roll, stored alike.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Guardian => "guardian",
        }
    }

    /// The relation of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Parent, Self::Guardian]
            .into_iter()
            .find(|relation| relation.code() == code)
    }
}

/// For how long the roll says that somebody acts for a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The first day on which it is over, if there is one.
    pub until: Option<Date>,
}

impl Span {
    /// How much is open on a day to the parent of a child born on `birth`.
    pub fn extent(self, birth: Date, on: Date) -> Extent {
        if on < self.from || self.until.is_some_and(|until| on >= until) {
            return Extent::Nothing;
        }
        match age_on(birth, on) {
            END_AGE.. => Extent::Nothing,
            STEP_DOWN_AGE.. => Extent::Teen,
            _ => Extent::Whole,
        }
    }
}

impl Span {
    /// The birthday within the next thirty days that takes something away from a parent who acts
    /// for the child today.
    pub fn change_ahead(self, birth: Date, today: Date) -> Option<(Extent, Date)> {
        let before = self.extent(birth, today);
        [(STEP_DOWN_AGE, Extent::Teen), (END_AGE, Extent::Nothing)]
            .into_iter()
            .filter_map(|(age, then)| Some((then, birthday(birth, age)?)))
            .find(|(_, on)| {
                let first = on.checked_sub(jiff::Span::new().days(NOTICE_DAYS));
                *on > today && first.is_ok_and(|first| first <= today)
            })
            .filter(|_| before != Extent::Nothing)
    }
}

/// Among which birth dates those are that [`Span::change_ahead`] answers for today: the first and
/// the last of each age.
pub fn births_ahead(today: Date) -> impl Iterator<Item = (Date, Date)> {
    [STEP_DOWN_AGE, END_AGE].into_iter().filter_map(move |age| {
        let then = today.checked_sub(jiff::Span::new().years(age)).ok()?;
        // A 29 February in one of the two years, and not in the other, is a day.
        let first = then.checked_sub(jiff::Span::new().days(1)).ok()?;
        let last = then
            .checked_add(jiff::Span::new().days(NOTICE_DAYS + 1))
            .ok()?;
        Some((first, last))
    })
}

/// The day on which somebody reaches an age; of a 29 February the day after, in other years.
fn birthday(birth: Date, age: i16) -> Option<Date> {
    let year = birth.year().checked_add(age)?;
    Date::new(year, birth.month(), birth.day())
        .or_else(|_| Date::new(year, 3, 1))
        .ok()
}

/// A birthday that will take something away from a parent, as Home tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAhead {
    /// The child's first name.
    pub given: String,
    /// How much stays open.
    pub then: Extent,
    /// From when on.
    #[serde(with = "civil")]
    pub on: Date,
}

/// Whose record a page is about: one's own, or that of somebody one acts for.
///
/// It stands in every address (`/for/{person}/…`) and in every call; nothing else says whose
/// record is open, so that two tabs cannot mix two people (ACC-5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Whose(pub Option<MemberId>);

impl Whose {
    /// Whose record an address is about; `None` where it names nobody that can be.
    pub fn of_path(path: &str) -> Option<Self> {
        match path.strip_prefix("/for/") {
            None => Some(Self(None)),
            Some(rest) => {
                let person = rest.split('/').next().unwrap_or_default();
                Some(Self(Some(MemberId::from_str(person).ok()?)))
            }
        }
    }

    /// What every address of this record begins with: nothing for one's own.
    pub fn base(self) -> String {
        self.0
            .map(|person| format!("/for/{person}"))
            .unwrap_or_default()
    }

    /// The address of a page or a file of this record.
    pub const fn link(self, route: Route) -> Address {
        Address(self, route)
    }

    /// Whether it is one's own.
    pub const fn is_own(self) -> bool {
        self.0.is_none()
    }
}

/// The address of a page or a file of somebody's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(Whose, Route);

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(whose, route) = self;
        write!(f, "{}{route}", whose.base())
    }
}

/// Somebody for whom a member may act, as the pages name them. No birth date and no number:
/// every page's source holds this (ACC-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who, as addresses have it.
    pub id: MemberId,
    /// First name.
    pub given: String,
    /// First and last name.
    pub name: String,
    /// How much of the record is open.
    pub extent: Extent,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::uuid_v7;
    use crate::time::Timestamp;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const ALWAYS: Span = Span {
        from: date(1900, 1, 1),
        until: None,
    };

    #[test]
    fn acc_6_a_birthday_changes_it_on_the_day_itself() {
        let born = date(2013, 11, 23);
        for (day, extent) in [
            (date(2013, 11, 23), Extent::Whole),
            (date(2026, 11, 22), Extent::Whole),
            (date(2026, 11, 23), Extent::Teen),
            (date(2031, 11, 22), Extent::Teen),
            (date(2031, 11, 23), Extent::Nothing),
            (date(2070, 1, 1), Extent::Nothing),
        ] {
            assert_eq!(ALWAYS.extent(born, day), extent, "{day}");
        }
    }

    #[test]
    fn acc_6_who_was_born_on_29_february_is_older_on_1_march_of_other_years() {
        let born = date(2016, 2, 29);
        assert_eq!(ALWAYS.extent(born, date(2029, 2, 28)), Extent::Whole);
        assert_eq!(ALWAYS.extent(born, date(2029, 3, 1)), Extent::Teen);
        assert_eq!(ALWAYS.extent(born, date(2034, 2, 28)), Extent::Teen);
        assert_eq!(ALWAYS.extent(born, date(2034, 3, 1)), Extent::Nothing);
        let leap = date(2000, 2, 29);
        assert_eq!(ALWAYS.extent(leap, date(2013, 3, 1)), Extent::Teen);
    }

    #[test]
    fn a_teenagers_immunizations_stay_open_and_nothing_else() {
        assert!(Extent::Teen.opens(Part::Immunizations));
        assert!(!Extent::Teen.opens(Part::Results));
        assert!(!Extent::Nothing.opens(Part::Immunizations));
    }

    #[test]
    fn an_address_names_whose_record_it_is() {
        let id = MemberId(uuid_v7(Timestamp::from_micros(0), [7; 10]));
        let child = Whose(Some(id));
        let path = child.link(Route::LabResults).to_string();
        assert_eq!(path, format!("/for/{id}/medical-record/lab-results"));
        assert_eq!(Whose::of_path(&path), Some(child));
        let own = Whose::default().link(Route::LabResults).to_string();
        assert_eq!(own, "/medical-record/lab-results");
        assert_eq!(Whose::of_path(&own), Some(Whose(None)));
        assert_eq!(Whose::of_path("/for/maria/medical-record"), None);
        assert_eq!(Whose::of_path("/for/"), None);
    }

    #[test]
    fn a_birthday_that_takes_something_away_is_told_thirty_days_before() {
        let born = date(2013, 12, 10);
        assert_eq!(ALWAYS.change_ahead(born, date(2026, 11, 9)), None);
        let teen = Some((Extent::Teen, date(2026, 12, 10)));
        assert_eq!(ALWAYS.change_ahead(born, date(2026, 11, 10)), teen);
        assert_eq!(ALWAYS.change_ahead(born, date(2026, 12, 9)), teen);
        assert_eq!(ALWAYS.change_ahead(born, date(2026, 12, 10)), None);
        let end = Some((Extent::Nothing, date(2031, 12, 10)));
        assert_eq!(ALWAYS.change_ahead(born, date(2031, 12, 1)), end);
        let leap = date(2016, 2, 29);
        let teen = Some((Extent::Teen, date(2029, 3, 1)));
        assert_eq!(ALWAYS.change_ahead(leap, date(2029, 2, 28)), teen);
        let over = Span {
            until: Some(date(2026, 11, 1)),
            ..ALWAYS
        };
        assert_eq!(over.change_ahead(born, date(2026, 11, 20)), None);
    }

    proptest! {
        /// Whoever looks among these birth dates misses nobody, and sees few in vain.
        #[test]
        fn births_ahead_are_all_of_them(
            (year, month, day) in (1990_i16..2030, 1_i8..=12, 1_i8..=29),
            ahead in -40_i32..40,
            age in prop_oneof![Just(13_i16), Just(18_i16)],
        ) {
            let Ok(born) = Date::new(year, month, day) else { return Ok(()) };
            let today = birthday(born, age).unwrap().checked_sub(ahead.days()).unwrap();
            let is_among = births_ahead(today).any(|(first, last)| (first..=last).contains(&born));
            prop_assert!(is_among || ALWAYS.change_ahead(born, today).is_none());
            prop_assert!(!is_among || (-3..=33).contains(&ahead));
        }

        /// Time only takes away, and what the roll ended stays ended.
        #[test]
        fn acc_6_it_never_grows_with_age(
            (year, month, day) in (1990_i16..2030, 1_i8..=12, 1_i8..=28),
            (first, later) in (0_i32..12_000, 0_i32..12_000),
            until in proptest::option::of(0_i32..12_000),
        ) {
            let born = date(year, month, day);
            let at = |count: i32| born.checked_add(count.days()).unwrap();
            let span = Span { from: born, until: until.map(at) };
            let (before, after) = (
                span.extent(born, at(first)),
                span.extent(born, at(first + later)),
            );
            for part in [Part::Results, Part::Immunizations] {
                prop_assert!(before.opens(part) || !after.opens(part));
            }
            let is_over = until.is_some_and(|until| first >= until);
            prop_assert!(!is_over || before == Extent::Nothing);
            let age = age_on(born, at(first));
            prop_assert_eq!(before.opens(Part::Results), age < 13 && !is_over);
            prop_assert_eq!(before.opens(Part::Immunizations), age < 18 && !is_over);
        }
    }
}
