//! Step 1: what is matched against the membership roll.
//!
//! The browser runs [`check`] as one types, the host runs it again; whether the facts match
//! a member only the host knows.

use serde::{Deserialize, Serialize};

use crate::forms::Problem;
use crate::mrn::{Mrn, MrnProblem, MrnScheme};
use crate::names::{self, NameProblem};
use crate::time::Date;

/// What is typed, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipValues {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Month of birth, 1 to 12.
    pub birth_month: String,
    /// Day of birth.
    pub birth_day: String,
    /// Year of birth, four digits.
    pub birth_year: String,
    /// Medical record number.
    pub mrn: String,
}

/// What was typed, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// First name, tidied.
    pub first_name: String,
    /// Last name, tidied.
    pub last_name: String,
    /// Birth date.
    pub birth_date: Date,
    /// Medical record number.
    pub mrn: Mrn,
}

impl Membership {
    /// Whether the roll's entry is the same person: names without regard to case, accents,
    /// hyphens, apostrophes and spaces, the rest exactly.
    pub fn matches(&self, first_name: &str, last_name: &str, birth_date: Date, mrn: &Mrn) -> bool {
        // Every part is compared whichever differs, so that the answer takes one time.
        let parts = [
            names::fold(&self.first_name) == names::fold(first_name),
            names::fold(&self.last_name) == names::fold(last_name),
            self.birth_date == birth_date,
            self.mrn == *mrn,
        ];
        parts.iter().filter(|part| **part).count() == parts.len()
    }
}

/// What is wrong with step 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipProblem {
    /// The first name.
    FirstName(NameProblem),
    /// The last name.
    LastName(NameProblem),
    /// A part of the birth date is missing.
    BirthMissing,
    /// There is no such day, or a part is not a number.
    BirthNotADate,
    /// The year does not have four digits.
    BirthYear,
    /// The day is not yet, or too long ago to be anyone's.
    BirthOutOfRange,
    /// The medical record number.
    Mrn(MrnProblem),
    /// No match: which field is wrong is not said (REG-1).
    NoMatch,
    /// Too many failed matches from this network.
    TooMany,
}

impl Problem for MembershipProblem {
    fn field(self) -> &'static str {
        match self {
            Self::FirstName(_) => "first_name",
            // Of no field: which one was wrong is not said.
            Self::NoMatch | Self::TooMany => "",
            Self::LastName(_) => "last_name",
            Self::BirthMissing | Self::BirthNotADate | Self::BirthYear | Self::BirthOutOfRange => {
                "birth"
            }
            Self::Mrn(_) => "mrn",
        }
    }
}

/// Reads the form; all problems, in the order of the fields. `today` is the date in the
/// plan's zone.
pub fn check(
    values: &MembershipValues,
    scheme: MrnScheme,
    today: Date,
) -> Result<Membership, Vec<MembershipProblem>> {
    use MembershipProblem as P;
    let first = names::tidy(&values.first_name).map_err(P::FirstName);
    let last = names::tidy(&values.last_name).map_err(P::LastName);
    let birth = birth_date(
        &values.birth_month,
        &values.birth_day,
        &values.birth_year,
        today,
    );
    let mrn = Mrn::parse(&values.mrn, scheme).map_err(P::Mrn);
    match (first, last, birth, mrn) {
        (Ok(first_name), Ok(last_name), Ok(birth_date), Ok(mrn)) => Ok(Membership {
            first_name,
            last_name,
            birth_date,
            mrn,
        }),
        (first, last, birth, mrn) => Err([first.err(), last.err(), birth.err(), mrn.err()]
            .into_iter()
            .flatten()
            .collect()),
    }
}

fn birth_date(month: &str, day: &str, year: &str, today: Date) -> Result<Date, MembershipProblem> {
    use MembershipProblem as P;
    let (month, day, year) = (month.trim(), day.trim(), year.trim());
    if [month, day, year].iter().any(|part| part.is_empty()) {
        return Err(P::BirthMissing);
    }
    let number = |text: &str| -> Result<i16, P> {
        if text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(P::BirthNotADate);
        }
        text.parse().map_err(|_| P::BirthNotADate)
    };
    let small = |text: &str| i8::try_from(number(text)?).map_err(|_| P::BirthNotADate);
    let (month, day) = (small(month)?, small(day)?);
    if year.len() != 4 {
        return Err(P::BirthYear);
    }
    let date = Date::new(number(year)?, month, day).map_err(|_| P::BirthNotADate)?;
    if date > today || date.year() < today.year() - 130 {
        return Err(P::BirthOutOfRange);
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use MembershipProblem as P;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 21);

    fn values() -> MembershipValues {
        MembershipValues {
            first_name: " José ".into(),
            last_name: "o'neil-VEGA".into(),
            birth_month: "03".into(),
            birth_day: "9".into(),
            birth_year: "1984".into(),
            mrn: "1234-5671".into(),
        }
    }

    #[test]
    fn the_facts_are_matched_as_the_rule_says() {
        let typed = check(&values(), MrnScheme::CheckDigit, TODAY).unwrap();
        let mrn = Mrn::from_serial(1_234_567);
        let born = date(1984, 3, 9);
        assert!(typed.matches("Jose", "O’Neil Vega", born, &mrn));
        assert!(!typed.matches("Joseph", "O’Neil Vega", born, &mrn));
        assert!(!typed.matches("Jose", "O’Neil", born, &mrn));
        assert!(!typed.matches("Jose", "O’Neil Vega", date(1984, 9, 3), &mrn));
        assert!(!typed.matches("Jose", "O’Neil Vega", born, &Mrn::from_serial(7)));
    }

    #[test]
    fn an_empty_form_names_every_field() {
        assert_eq!(
            check(&MembershipValues::default(), MrnScheme::CheckDigit, TODAY),
            Err(vec![
                P::FirstName(NameProblem::Empty),
                P::LastName(NameProblem::Empty),
                P::BirthMissing,
                P::Mrn(MrnProblem::Empty),
            ])
        );
    }

    #[test]
    fn dates_that_are_none() {
        let born = |month: &str, day: &str, year: &str| birth_date(month, day, year, TODAY);
        assert_eq!(born("2", "29", "2024"), Ok(date(2024, 2, 29)));
        assert_eq!(born("2", "29", "2023"), Err(P::BirthNotADate));
        assert_eq!(born("13", "1", "1990"), Err(P::BirthNotADate));
        assert_eq!(born("0", "1", "1990"), Err(P::BirthNotADate));
        assert_eq!(born("-1", "1", "1990"), Err(P::BirthNotADate));
        assert_eq!(born("March", "1", "1990"), Err(P::BirthNotADate));
        assert_eq!(born("3", "1", "90"), Err(P::BirthYear));
        assert_eq!(born("11", "22", "2026"), Err(P::BirthOutOfRange));
        assert_eq!(born("11", "21", "1895"), Err(P::BirthOutOfRange));
        assert_eq!(born("3", "", "1990"), Err(P::BirthMissing));
    }

    proptest! {
        #[test]
        fn every_day_is_read_back(days in 0i32..47_000) {
            let day = TODAY.checked_sub(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(birth_date(&day.month().to_string(), &format!("{:02}", day.day()), &day.year().to_string(), TODAY), Ok(day));
        }

        #[test]
        fn nothing_typed_makes_it_panic(a in any::<String>(), b in any::<String>(), c in any::<String>()) {
            let values = MembershipValues {
                first_name: a.clone(), last_name: b.clone(), birth_month: c.clone(),
                birth_day: a, birth_year: b, mrn: c,
            };
            prop_assert!(check(&values, MrnScheme::CheckDigit, TODAY).is_err());
        }
    }
}
