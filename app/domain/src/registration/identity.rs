//! Three questions drawn from the member's own record, with believable decoys
//! (SPEC section 1, step 4).
//!
//! The options of a question depend on nothing but the record and the random source that
//! is handed in. The host seeds it by the member, so that whoever begins again sees the same
//! decoys: a fresh set each time would give the truth away as what stays.

use serde::{Deserialize, Serialize};

use crate::time::Date;

/// How many questions make a set.
pub const QUESTIONS: usize = 3;
/// How many options a question has.
pub const OPTIONS: usize = 6;
/// How often one set may be answered.
pub const TRIES: u8 = 2;
/// How many sets of one member may be answered in 24 hours.
pub const SETS_A_DAY: u32 = 3;

/// What a question asks about; `code` is the `data-question` of its fieldset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// First line of the street address.
    Street,
    /// Personal physician.
    Physician,
    /// Medical office.
    MedicalOffice,
    /// Month and year of the last visit.
    LastVisitMonth,
    /// Last four digits of the phone.
    #[serde(rename = "phone_last4")]
    PhoneLast4,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Street,
        Self::Physician,
        Self::MedicalOffice,
        Self::LastVisitMonth,
        Self::PhoneLast4,
    ];

    /// The code of the page's `data-question` and of the field's name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Street => "street",
            Self::Physician => "physician",
            Self::MedicalOffice => "medical_office",
            Self::LastVisitMonth => "last_visit_month",
            Self::PhoneLast4 => "phone_last4",
        }
    }
}

/// A month of a year; its words belong to the translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

impl Month {
    /// The month of a day.
    pub fn of(date: Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
        }
    }

    fn back(self, months: i32) -> Self {
        let count = i32::from(self.year) * 12 + i32::from(self.month) - 1 - months;
        Self {
            year: i16::try_from(count.div_euclid(12)).unwrap_or(self.year),
            month: i8::try_from(count.rem_euclid(12) + 1).unwrap_or(self.month),
        }
    }
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// As it stands in the record.
    Text(String),
    /// A month.
    Month(Month),
}

/// What the record says; a part that it does not hold is no question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// First line of the street address.
    pub street: Option<String>,
    /// Personal physician, "Given Family".
    pub physician: Option<String>,
    /// Medical office.
    pub medical_office: Option<String>,
    /// Month of the last visit, in the plan's zone.
    pub last_visit: Option<Month>,
    /// Last four digits of the phone.
    pub phone_last4: Option<String>,
}

/// Other values of the plan that may stand beside the true ones: its physicians and its
/// offices are public. Streets, months and digits are invented, never another member's.
#[derive(Clone, Debug, Default)]
pub struct Decoys {
    /// Other physicians, "Given Family".
    pub physicians: Vec<String>,
    /// Other medical offices.
    pub medical_offices: Vec<String>,
}

/// A question with its options; which one is right stays on the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub kind: FactKind,
    /// Exactly [`OPTIONS`] different ones.
    pub options: Vec<Choice>,
    /// The index of the true one.
    pub right: u8,
}

/// What is wrong with a set of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityProblem {
    /// Not every question is answered: not counted.
    Unanswered(FactKind),
    /// Not all three are right; one more try.
    Wrong,
    /// Not all three are right, twice.
    NoTriesLeft,
    /// Three sets in 24 hours.
    NoSetsLeft,
    /// The record gives fewer than three facts.
    TooFewFacts,
}

impl crate::forms::Problem for IdentityProblem {
    fn field(self) -> &'static str {
        match self {
            Self::Unanswered(kind) => kind.code(),
            _ => "",
        }
    }
}

/// A source of random numbers: each call any `u64`.
pub type Random<'a> = &'a mut dyn FnMut() -> u64;

impl Facts {
    /// The kinds that the record can be asked about.
    pub fn kinds(&self) -> Vec<FactKind> {
        FactKind::ALL
            .into_iter()
            .filter(|&kind| self.truth(kind).is_some())
            .collect()
    }

    fn truth(&self, kind: FactKind) -> Option<Choice> {
        let text = |value: &Option<String>| {
            value
                .as_deref()
                .map(str::trim)
                .filter(|v| !v.is_empty())
                .map(|v| Choice::Text(v.into()))
        };
        match kind {
            FactKind::Street => text(&self.street),
            FactKind::Physician => text(&self.physician),
            FactKind::MedicalOffice => text(&self.medical_office),
            FactKind::LastVisitMonth => self.last_visit.map(Choice::Month),
            FactKind::PhoneLast4 => text(&self.phone_last4).filter(
                |c| matches!(c, Choice::Text(t) if t.len() == 4 && t.bytes().all(|b| b.is_ascii_digit())),
            ),
        }
    }
}

/// The kinds of one set, or `None` when the record gives fewer than three facts.
pub fn draw(facts: &Facts, random: Random<'_>) -> Option<[FactKind; QUESTIONS]> {
    let mut kinds = facts.kinds();
    shuffle(&mut kinds, random);
    kinds.first_chunk::<QUESTIONS>().copied()
}

/// One question with its options; `None` when the record does not hold the fact. `today`
/// keeps invented months out of the future.
pub fn question(
    kind: FactKind,
    facts: &Facts,
    decoys: &Decoys,
    today: Date,
    random: Random<'_>,
) -> Option<Question> {
    let truth = facts.truth(kind)?;
    let mut options = vec![truth.clone()];
    let mut offered = match kind {
        FactKind::Physician => texts(&decoys.physicians),
        FactKind::MedicalOffice => texts(&decoys.medical_offices),
        _ => Vec::new(),
    };
    // The host's list may come in any order; which of them are taken must not depend on it.
    offered.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    shuffle(&mut offered, random);
    while options.len() < OPTIONS {
        let next = offered
            .pop()
            .unwrap_or_else(|| invent(kind, &truth, today, random));
        if !options.iter().any(|option| alike(option, &next)) {
            options.push(next);
        }
    }
    shuffle(&mut options, random);
    let right = options.iter().position(|option| *option == truth)?;
    Some(Question {
        kind,
        options,
        right: u8::try_from(right).ok()?,
    })
}

/// The answered tries of one set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetState {
    /// Tries so far.
    pub tries: u8,
}

impl SetState {
    /// A whole set is answered; `right` says whether all three are. The state after it, to
    /// be kept whatever the verdict is.
    pub fn answered(self, right: bool) -> (Self, Result<(), IdentityProblem>) {
        if self.tries >= TRIES {
            return (self, Err(IdentityProblem::NoTriesLeft));
        }
        let after = Self {
            tries: self.tries + 1,
        };
        let verdict = match right {
            true => Ok(()),
            false if after.tries == TRIES => Err(IdentityProblem::NoTriesLeft),
            false => Err(IdentityProblem::Wrong),
        };
        (after, verdict)
    }
}

/// Whether the chosen indexes are all right; every one is looked at.
pub fn all_right(questions: &[Question], chosen: &[u8]) -> bool {
    questions.len() == QUESTIONS
        && questions.len() == chosen.len()
        && questions
            .iter()
            .zip(chosen)
            .filter(|(q, c)| q.right == **c)
            .count()
            == QUESTIONS
}

fn texts(values: &[String]) -> Vec<Choice> {
    values
        .iter()
        .map(|v| v.trim())
        .filter(|v| !v.is_empty())
        .map(|v| Choice::Text(v.into()))
        .collect()
}

fn alike(one: &Choice, other: &Choice) -> bool {
    match (one, other) {
        (Choice::Text(one), Choice::Text(other)) => {
            crate::names::fold(one) == crate::names::fold(other)
        }
        (one, other) => one == other,
    }
}

fn below(random: &mut dyn FnMut() -> u64, bound: usize) -> usize {
    // The bounds are tiny beside 2^64: the bias is too.
    usize::try_from(random() % (bound.max(1) as u64)).unwrap_or(0)
}

fn shuffle<T>(items: &mut [T], random: &mut dyn FnMut() -> u64) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(random, last + 1));
    }
}

fn one_of<'a>(list: &[&'a str], random: &mut dyn FnMut() -> u64) -> &'a str {
    list.get(below(random, list.len()))
        .copied()
        .unwrap_or_default()
}

fn invent(kind: FactKind, truth: &Choice, today: Date, random: &mut dyn FnMut() -> u64) -> Choice {
    match (kind, truth) {
        (FactKind::LastVisitMonth, Choice::Month(truth)) => {
            let newest = Month::of(today);
            let back = i32::try_from(below(random, 30)).unwrap_or(0) - 10;
            let month = truth.back(back);
            Choice::Month(if month > newest {
                // Mirrored into the past, where a last visit can be.
                truth.back(-back + 1).min(truth.back(1))
            } else {
                month
            })
        }
        (FactKind::PhoneLast4, _) => Choice::Text(format!("{:04}", below(random, 10_000))),
        (FactKind::Physician, _) => Choice::Text(format!(
            "{} {}",
            one_of(GIVEN, random),
            one_of(FAMILY, random)
        )),
        (FactKind::MedicalOffice, _) => {
            Choice::Text(format!("{} Medical Office", one_of(PLACES, random)))
        }
        _ => {
            // As many digits as the true house number, so that its length tells nothing.
            let digits = match truth {
                Choice::Text(text) => text.bytes().take_while(u8::is_ascii_digit).count(),
                Choice::Month(_) => 0,
            };
            let (low, high) = match digits {
                0 | 3 => (100, 999),
                1 | 2 => (2, 99),
                _ => (1_000, 9_999),
            };
            let number = low + below(random, high - low + 1);
            Choice::Text(format!(
                "{number} {} {}",
                one_of(STREETS, random),
                one_of(WAYS, random)
            ))
        }
    }
}

const STREETS: &[&str] = &[
    "Alder",
    "Birch",
    "Cedar",
    "Chestnut",
    "Dogwood",
    "Elm",
    "Fairview",
    "Garden",
    "Hawthorn",
    "Highland",
    "Juniper",
    "Laurel",
    "Linden",
    "Magnolia",
    "Maple",
    "Meadow",
    "Mill",
    "Oak",
    "Orchard",
    "Pine",
    "Poplar",
    "Prospect",
    "Ridge",
    "River",
    "Spruce",
    "Sunset",
    "Valley",
    "Walnut",
    "Washington",
    "Willow",
];
const WAYS: &[&str] = &[
    "Street", "Avenue", "Lane", "Drive", "Court", "Road", "Way", "Place",
];
const GIVEN: &[&str] = &[
    "Alice", "Benjamin", "Carla", "Daniel", "Elena", "Francis", "Grace", "Hector", "Irene",
    "James", "Karen", "Luis", "Miriam", "Nathan", "Olivia", "Peter", "Rosa", "Samuel",
];
const FAMILY: &[&str] = &[
    "Abbott",
    "Barrera",
    "Chen",
    "Dawson",
    "Espinoza",
    "Foster",
    "Greene",
    "Hoang",
    "Ibarra",
    "Jensen",
    "Kapoor",
    "Lindqvist",
    "Moreno",
    "Novak",
    "Okafor",
    "Petrov",
    "Ramos",
    "Sutton",
];
const PLACES: &[&str] = &[
    "Brookside",
    "Canyon View",
    "Eastgate",
    "Fox Hollow",
    "Harbor",
    "Lakeside",
    "Mesa Verde",
    "Northfield",
    "Oak Hill",
    "Riverbend",
    "Southport",
    "Stone Bridge",
    "Union Square",
    "Westwood",
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 21);

    fn seeded(seed: u64) -> impl FnMut() -> u64 {
        let mut state = seed;
        move || {
            // SplitMix64: good enough to shuffle a test.
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        }
    }

    fn facts() -> Facts {
        Facts {
            street: Some("12 Alder Lane".into()),
            physician: Some("Ana Whitlock".into()),
            medical_office: Some("Cedar Park Medical Office".into()),
            last_visit: Some(Month {
                year: 2026,
                month: 11,
            }),
            phone_last4: Some("0147".into()),
        }
    }

    #[test]
    fn fewer_than_three_facts_make_no_set() {
        let few = Facts {
            street: Some("12 Alder Lane".into()),
            phone_last4: Some("0147".into()),
            ..Facts::default()
        };
        assert_eq!(draw(&few, &mut seeded(1)), None);
        let blank = Facts {
            physician: Some("  ".into()),
            ..few
        };
        assert_eq!(draw(&blank, &mut seeded(1)), None);
        assert_eq!(
            draw(
                &Facts {
                    phone_last4: Some("12".into()),
                    ..facts()
                },
                &mut seeded(1)
            )
            .map(|k| k.len()),
            Some(3)
        );
    }

    #[test]
    fn two_tries() {
        let (state, verdict) = SetState::default().answered(false);
        assert_eq!(verdict, Err(IdentityProblem::Wrong));
        assert_eq!(state.answered(true).1, Ok(()));
        let (state, verdict) = state.answered(false);
        assert_eq!(verdict, Err(IdentityProblem::NoTriesLeft));
        assert_eq!(state.answered(true).1, Err(IdentityProblem::NoTriesLeft));
    }

    #[test]
    fn codes_are_those_of_the_contract() {
        for kind in FactKind::ALL {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.code())
            );
        }
    }

    proptest! {
        #[test]
        fn every_question_has_one_right_option_among_different_ones(seed in any::<u64>(), offered in 0usize..9) {
            let facts = facts();
            let decoys = Decoys {
                physicians: (0..offered).map(|n| format!("Given{} Family", n % 4)).chain(["ana whitlock".into()]).collect(),
                medical_offices: (0..offered).map(|n| format!("Office {n}")).collect(),
            };
            for kind in FactKind::ALL {
                let asked = question(kind, &facts, &decoys, TODAY, &mut seeded(seed)).unwrap();
                prop_assert_eq!(asked.options.len(), OPTIONS);
                let truth = facts.truth(kind);
                prop_assert_eq!(asked.options.get(usize::from(asked.right)), truth.as_ref());
                for (i, one) in asked.options.iter().enumerate() {
                    prop_assert!(asked.options[..i].iter().all(|other| !alike(one, other)));
                    if let Choice::Month(month) = one {
                        prop_assert!(*month <= Month::of(TODAY));
                    }
                }
                // The same seed, the same decoys: beginning again tells nothing.
                prop_assert_eq!(Some(asked), question(kind, &facts, &decoys, TODAY, &mut seeded(seed)));
            }
        }

        #[test]
        fn three_different_kinds_are_drawn(seed in any::<u64>()) {
            let kinds = draw(&facts(), &mut seeded(seed)).unwrap();
            prop_assert!(kinds[0] != kinds[1] && kinds[1] != kinds[2] && kinds[0] != kinds[2]);
        }

        #[test]
        fn only_all_three_right_is_right(seed in any::<u64>(), chosen in prop::collection::vec(0u8..6, 0..5)) {
            let mut random = seeded(seed);
            let questions: Vec<Question> = draw(&facts(), &mut random).unwrap().into_iter()
                .map(|kind| question(kind, &facts(), &Decoys::default(), TODAY, &mut random).unwrap()).collect();
            let truth: Vec<u8> = questions.iter().map(|q| q.right).collect();
            prop_assert!(all_right(&questions, &truth));
            prop_assert_eq!(all_right(&questions, &chosen), chosen == truth);
        }
    }
}
