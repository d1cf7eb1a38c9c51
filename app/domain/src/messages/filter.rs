//! What of a list of conversations is shown, as its address says.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::date;
use serde::{Deserialize, Serialize};

use super::list::NotAPlace;
use super::people::Correspondent;
use super::views::Person;
use crate::time::Date;

/// What is shown of a list: what fits all of it, everything by default.
///
/// It stands in the address, so that it can be gone back to. None of it tells anything of
/// somebody's health: people are named by identifiers, and words are looked for by the search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Only what holds something unread.
    pub unread: bool,
    /// Only what holds a file.
    pub files: bool,
    /// Only what this person or desk takes part in.
    pub with: Option<Correspondent>,
    /// Only what is sorted within this time.
    pub when: Option<When>,
}

/// A time that a list can be narrowed to. Whole years rather than two dates: nothing can be
/// typed wrongly, and a phone needs two touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// Today and the 29 days before.
    Month,
    /// Since the same day six months before.
    HalfYear,
    /// A calendar year.
    Year(i16),
    /// What was before a calendar year.
    Before(i16),
}

/// How many calendar years are offered one by one.
const YEARS: i16 = 3;

impl When {
    /// What is offered on a day, the latest first.
    pub fn offered(today: Date) -> Vec<Self> {
        let this = today.year();
        let years = (0..YEARS).map(|back| Self::Year(this - back));
        [Self::Month, Self::HalfYear]
            .into_iter()
            .chain(years)
            .chain([Self::Before(this - YEARS + 1)])
            .collect()
    }

    /// The first day, and the first day after it; `None` where it has no such end.
    pub fn days(self, today: Date) -> (Option<Date>, Option<Date>) {
        match self {
            Self::Month => (Some(today.saturating_sub(29.days())), None),
            Self::HalfYear => (Some(today.saturating_sub(6.months())), None),
            Self::Year(year) => (Some(date(year, 1, 1)), Some(date(year + 1, 1, 1))),
            Self::Before(year) => (None, Some(date(year, 1, 1))),
        }
    }

    /// Whether a day lies in it.
    pub fn holds(self, today: Date, day: Date) -> bool {
        let (from, until) = self.days(today);
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month => f.write_str("month"),
            Self::HalfYear => f.write_str("half-year"),
            Self::Year(year) => year.fmt(f),
            Self::Before(year) => write!(f, "before-{year}"),
        }
    }
}

impl FromStr for When {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // What a calendar can count from and to.
        let year = |text: &str| match text.parse() {
            Ok(year @ 1900..=9000) => Ok(year),
            _ => Err(NotAPlace),
        };
        match text {
            "month" => Ok(Self::Month),
            "half-year" => Ok(Self::HalfYear),
            _ => match text.strip_prefix("before-") {
                Some(text) => year(text).map(Self::Before),
                None => year(text).map(Self::Year),
            },
        }
    }
}

impl Filter {
    /// The fields' names, in the address and in the form.
    pub const UNREAD: &str = "unread";
    /// See [`Self::UNREAD`].
    pub const FILES: &str = "files";
    /// See [`Self::UNREAD`].
    pub const WITH: &str = "with";
    /// See [`Self::UNREAD`].
    pub const WHEN: &str = "when";

    /// Reads it from the fields of an address or a form; what is empty or missing narrows
    /// nothing.
    pub fn read(field: impl Fn(&str) -> Option<String>) -> Result<Self, NotAPlace> {
        let filled = |name: &str| field(name).filter(|text| !text.is_empty());
        let with = filled(Self::WITH).map(|text| text.parse().map_err(|_| NotAPlace));
        Ok(Self {
            unread: filled(Self::UNREAD).is_some(),
            files: filled(Self::FILES).is_some(),
            with: with.transpose()?,
            when: filled(Self::WHEN).map(|text| text.parse()).transpose()?,
        })
    }

    /// Whether it leaves nothing out.
    pub fn shows_all(self) -> bool {
        self == Self::default()
    }

    /// Whether it asks for more than one link can: then its form is shown.
    pub fn needs_form(self) -> bool {
        let unread = self.unread;
        self != Self {
            unread,
            ..Self::default()
        }
    }
}

/// As the query of an address.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = [
            (Self::UNREAD, self.unread.then(|| "true".to_owned())),
            (Self::FILES, self.files.then(|| "true".to_owned())),
            (Self::WITH, self.with.map(|with| with.to_string())),
            (Self::WHEN, self.when.map(|when| when.to_string())),
        ];
        let filled = fields
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        f.write_str(&filled.collect::<Vec<_>>().join("&"))
    }
}

/// What the form of a filter offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterForm {
    /// Who takes part in the member's conversations, by name; desks last.
    pub people: Vec<(Correspondent, Person)>,
    /// Times, the latest first.
    pub times: Vec<When>,
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::*;
    use crate::ids::PractitionerId;
    use crate::messages::Desk;
    use crate::time::Timestamp;

    fn when() -> impl Strategy<Value = When> {
        prop_oneof![
            Just(When::Month),
            Just(When::HalfYear),
            (1900_i16..=9000).prop_map(When::Year),
            (1900_i16..=9000).prop_map(When::Before),
        ]
    }

    fn with() -> impl Strategy<Value = Correspondent> {
        let somebody = PractitionerId::new(Timestamp::from_micros(1), [7; 10]);
        prop_oneof![
            Just(Correspondent::Practitioner(somebody)),
            Just(Correspondent::Desk(Desk::Support)),
            Just(Correspondent::Desk(Desk::MemberServices)),
        ]
    }

    /// As a browser takes an address apart.
    fn read(query: &str) -> Result<Filter, NotAPlace> {
        Filter::read(|name| {
            let fields = query.split('&').filter_map(|field| field.split_once('='));
            let mut values = fields.filter(|(field, _)| *field == name);
            values.next().map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn what_is_empty_narrows_nothing_and_nonsense_is_refused() {
        let all = read("unread=&files=&with=&when=").unwrap();
        assert!(all.shows_all() && !all.needs_form());
        assert!(!read("unread=true").unwrap().needs_form());
        for nonsense in ["with=nobody", "when=2", "when=before-", "when=99999"] {
            assert_eq!(read(nonsense), Err(NotAPlace), "{nonsense}");
        }
    }

    #[test]
    fn years_and_the_days_before_today() {
        let today = date(2024, 3, 1);
        assert_eq!(
            When::offered(today),
            [
                When::Month,
                When::HalfYear,
                When::Year(2024),
                When::Year(2023),
                When::Year(2022),
                When::Before(2022),
            ]
        );
        assert_eq!(When::Month.days(today), (Some(date(2024, 2, 1)), None));
        let year = (Some(date(2023, 1, 1)), Some(date(2024, 1, 1)));
        assert_eq!(When::Year(2023).days(today), year);
    }

    proptest! {
        /// An address gives back the filter that made it.
        #[test]
        fn an_address_is_read_back(
            unread: bool,
            files: bool,
            with in option::of(with()),
            when in option::of(when()),
        ) {
            let filter = Filter { unread, files, with, when };
            prop_assert_eq!(read(&filter.to_string()), Ok(filter));
        }

        /// What is offered leaves no day out, and no day stands in two of the years.
        #[test]
        fn every_day_is_in_one_year(year in 1904_i16..=9000, back in 0_i32..3000) {
            let today = date(year, 12, 31);
            let day = today.saturating_sub(back.days());
            let offered = When::offered(today);
            let years = offered.iter().skip(2).filter(|when| when.holds(today, day));
            prop_assert_eq!(years.count(), 1);
        }
    }
}
