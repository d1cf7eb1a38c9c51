//! Secret questions and what may be an answer to one (SPEC section 1, step 4; REG-8).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::forms::Problem;
use crate::names;
use crate::time::Date;
use crate::unicode::nfkc;

/// How many questions a member chooses.
pub const CHOSEN: usize = 3;
/// The fewest characters of an answer.
pub const SHORTEST: usize = 3;
/// The most characters of an answer.
pub const LONGEST: usize = 100;

macro_rules! questions {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// A question from the fixed list; nobody writes their own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum SecretQuestion {$($(#[$doc])* $variant),+}

        impl SecretQuestion {
            /// Every question, in the order the lists show them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code that forms and rows hold.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$variant => $code),+}
            }
        }
    };
}

questions! {
    /// What was the name of your first pet?
    FirstPet = "first_pet",
    /// In what city or town did your parents meet?
    ParentsMet = "parents_met",
    /// What was the make and model of your first car?
    FirstCar = "first_car",
    /// What was the name of the street you lived on in third grade?
    ThirdGradeStreet = "third_grade_street",
    /// What was the name of your first school?
    FirstSchool = "first_school",
    /// What was the last name of your favorite teacher?
    FavoriteTeacher = "favorite_teacher",
    /// What was the first concert you went to?
    FirstConcert = "first_concert",
    /// What was your first job?
    FirstJob = "first_job",
    /// What was your childhood nickname?
    ChildhoodNickname = "childhood_nickname",
    /// Who was your best friend in childhood?
    ChildhoodFriend = "childhood_friend",
    /// What was your grandmother's first name on your mother's side?
    Grandmother = "grandmother",
    /// Where did you spend your most memorable vacation?
    Vacation = "vacation",
    /// What was the title of the first book you loved?
    FirstBook = "first_book",
    /// What dish did you first learn to cook?
    FirstDish = "first_dish",
}

impl SecretQuestion {
    /// The question of a code from a form or a row.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|question| question.code() == code)
    }
}

/// An answer as it is compared and hashed: NFKC, lower case, trimmed, inner blanks squeezed
/// (REC-11).
#[derive(Clone, PartialEq, Eq)]
pub struct SecretAnswer(String);

impl SecretAnswer {
    /// Normalises what was typed; `None` when it is longer than any answer can be.
    pub fn typed(text: &str) -> Option<Self> {
        if text.len() > LONGEST * 16 {
            return None;
        }
        let answer = normalise(text);
        (answer.chars().count() <= LONGEST).then_some(Self(answer))
    }

    /// What is hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says nothing.
impl fmt::Debug for SecretAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretAnswer(…)")
    }
}

fn normalise(text: &str) -> String {
    // Lower case can undo the normal form ("İ"): once more after it.
    let lower: String = nfkc(text).chars().flat_map(char::to_lowercase).collect();
    names::squeeze(&nfkc(&lower))
}

/// What is wrong with one of the three questions and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretProblemKind {
    /// No question was chosen, or one that is not on the list.
    QuestionMissing,
    /// The same question as in another place.
    QuestionRepeated,
    /// No answer.
    AnswerMissing,
    /// Fewer than [`SHORTEST`] characters.
    AnswerTooShort,
    /// More than [`LONGEST`] characters.
    AnswerTooLong,
    /// The same answer as in another place.
    AnswerRepeated,
    /// It is the password.
    AnswerIsPassword,
    /// It is the member's own name.
    AnswerIsName,
    /// It is the birth date.
    AnswerIsBirthDate,
    /// What many people would write, or what a stranger would try first.
    AnswerTooCommon,
    /// A control character.
    AnswerCharacters,
}

/// A problem and the place (0, 1 or 2) it is found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SecretProblem {
    /// Which of the three.
    pub place: u8,
    /// What is wrong.
    pub kind: SecretProblemKind,
}

impl Problem for SecretProblem {
    fn field(self) -> &'static str {
        use SecretProblemKind as K;
        match (self.kind, self.place) {
            (K::QuestionMissing | K::QuestionRepeated, 0) => "question1",
            (K::QuestionMissing | K::QuestionRepeated, 1) => "question2",
            (K::QuestionMissing | K::QuestionRepeated, _) => "question3",
            (_, 0) => "answer1",
            (_, 1) => "answer2",
            (_, _) => "answer3",
        }
    }
}

/// What an answer must not be.
#[derive(Clone, Copy, Debug, Default)]
pub struct NotAnAnswer<'a> {
    /// The password chosen on the same page.
    pub password: &'a str,
    /// The member's first, last and preferred names.
    pub names: &'a [&'a str],
    /// The member's birth date.
    pub birth_date: Option<Date>,
}

/// Reads the three questions and answers; all problems, in the order of the fields.
pub fn choose(
    questions: [&str; CHOSEN],
    answers: [&str; CHOSEN],
    not: &NotAnAnswer<'_>,
) -> Result<[(SecretQuestion, SecretAnswer); CHOSEN], Vec<SecretProblem>> {
    use SecretProblemKind as K;
    let questions = questions.map(SecretQuestion::from_code);
    let answers = answers.map(|text| {
        let typed = SecretAnswer::typed(text);
        (kind_of(typed.as_ref(), not), typed)
    });
    let mut problems = Vec::new();
    for (place, ((question, (kind, answer)), index)) in
        (0_u8..).zip(questions.iter().zip(&answers).zip(0_usize..))
    {
        let mut found = |kind| problems.push(SecretProblem { place, kind });
        let before = ..index;
        if question.is_none() {
            found(K::QuestionMissing);
        } else if questions[before].contains(question) {
            found(K::QuestionRepeated);
        }
        if let Some(kind) = kind {
            found(*kind);
        } else if answers[before]
            .iter()
            .any(|(_, other)| same(other.as_ref(), answer.as_ref()))
        {
            found(K::AnswerRepeated);
        }
    }
    match (questions, answers) {
        ([Some(q1), Some(q2), Some(q3)], [(_, Some(a1)), (_, Some(a2)), (_, Some(a3))])
            if problems.is_empty() =>
        {
            Ok([(q1, a1), (q2, a2), (q3, a3)])
        }
        _ => Err(problems),
    }
}

fn same(one: Option<&SecretAnswer>, other: Option<&SecretAnswer>) -> bool {
    match (one, other) {
        // "St. Mary" and "st mary" are no two answers.
        (Some(one), Some(other)) => one == other || bare(&one.0) == bare(&other.0),
        _ => false,
    }
}

fn bare(text: &str) -> String {
    names::fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn kind_of(answer: Option<&SecretAnswer>, not: &NotAnAnswer<'_>) -> Option<SecretProblemKind> {
    use SecretProblemKind as K;
    let Some(answer) = answer else {
        return Some(K::AnswerTooLong);
    };
    let text = answer.as_str();
    if text.is_empty() {
        return Some(K::AnswerMissing);
    }
    if text.chars().any(names::is_unprintable) {
        return Some(K::AnswerCharacters);
    }
    if text.chars().count() < SHORTEST {
        return Some(K::AnswerTooShort);
    }
    let plain = bare(text);
    if !not.password.is_empty()
        && (text == normalise(not.password) || (!plain.is_empty() && plain == bare(not.password)))
    {
        return Some(K::AnswerIsPassword);
    }
    if is_name(&plain, not.names) {
        return Some(K::AnswerIsName);
    }
    if not.birth_date.is_some_and(|date| is_date(&plain, date)) {
        return Some(K::AnswerIsBirthDate);
    }
    is_common(&plain).then_some(K::AnswerTooCommon)
}

fn is_name(plain: &str, names: &[&str]) -> bool {
    let parts: Vec<String> = names
        .iter()
        .map(|name| bare(name))
        .filter(|n| !n.is_empty())
        .collect();
    parts.iter().any(|part| part == plain)
        || parts.iter().any(|one| {
            plain
                .strip_prefix(one.as_str())
                .is_some_and(|rest| parts.iter().any(|p| p == rest))
        })
}

fn is_date(plain: &str, date: Date) -> bool {
    let (y, m, d) = (date.year(), date.month(), date.day());
    [
        format!("{m:02}{d:02}{y}"),
        format!("{d:02}{m:02}{y}"),
        format!("{y}{m:02}{d:02}"),
        format!("{m}{d}{y}"),
        format!("{d}{m}{y}"),
        format!("{m:02}{d:02}{:02}", y.rem_euclid(100)),
        format!("{y}"),
    ]
    .contains(&plain.to_owned())
}

/// Answers that say nothing, and those a stranger would try first.
const DENIED: &[&str] = &[
    "answer",
    "secret",
    "password",
    "test",
    "testing",
    "none",
    "nothing",
    "nobody",
    "noone",
    "unknown",
    "notapplicable",
    "idk",
    "dontknow",
    "idontknow",
    "dontremember",
    "idontremember",
    "forgot",
    "abc",
    "abcd",
    "abcdef",
    "qwerty",
    "asdf",
    "asdfgh",
    "xyz",
    "123",
    "1234",
    "12345",
    "123456",
    "12345678",
    "yes",
    "mom",
    "dad",
    "mother",
    "father",
    "god",
    "jesus",
    "love",
    "dog",
    "cat",
    "blue",
    "red",
    "green",
    "black",
    "max",
    "buddy",
    "bella",
    "toyota",
    "honda",
    "ford",
    "pizza",
    "home",
    "teacher",
    "school",
    "respuesta",
    "secreto",
    "contrasena",
    "nada",
    "nadie",
    "ninguno",
    "ninguna",
    "nose",
    "norecuerdo",
    "noaplica",
    "prueba",
    "mama",
    "papa",
    "madre",
    "padre",
    "dios",
    "amor",
    "perro",
    "gato",
    "azul",
    "rojo",
    "verde",
    "casa",
];

fn is_common(plain: &str) -> bool {
    let mut letters = plain.chars();
    let repeats = match letters.next() {
        None => true,
        Some(first) => letters.all(|c| c == first),
    };
    repeats || DENIED.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use SecretProblemKind as K;
    use jiff::civil::date;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    const QUESTIONS: [&str; 3] = ["first_pet", "first_car", "first_job"];

    fn problems(questions: [&str; 3], answers: [&str; 3]) -> Vec<(u8, K)> {
        let not = NotAnAnswer {
            password: "Quiet River 2049",
            names: &["Maria", "Santos"],
            birth_date: Some(date(1984, 3, 9)),
        };
        match choose(questions, answers, &not) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|p| (p.place, p.kind)).collect(),
        }
    }

    #[test]
    fn there_are_at_least_twelve_and_codes_are_read_back() {
        assert!(SecretQuestion::ALL.len() >= 12);
        for &question in SecretQuestion::ALL {
            assert_eq!(SecretQuestion::from_code(question.code()), Some(question));
            let json = serde_json::to_string(&question).unwrap();
            assert_eq!(json, format!("\"{}\"", question.code()));
        }
    }

    #[test]
    fn good_ones_pass() {
        assert_eq!(
            problems(
                QUESTIONS,
                ["Señor Whiskers", "Old Volvo 240", "paper route"]
            ),
            []
        );
    }

    #[test]
    fn the_matrix_of_bad_answers() {
        let good = ["Señor Whiskers", "Old Volvo 240", "paper route"];
        for (bad, kind) in [
            ("  ", K::AnswerMissing),
            ("ab", K::AnswerTooShort),
            ("quiet  river 2049", K::AnswerIsPassword),
            ("MARIA", K::AnswerIsName),
            ("María Santos", K::AnswerIsName),
            ("Santos, Maria", K::AnswerIsName),
            ("03/09/1984", K::AnswerIsBirthDate),
            ("I don't know", K::AnswerTooCommon),
            ("xxxx", K::AnswerTooCommon),
            ("???", K::AnswerTooCommon),
            ("Contraseña", K::AnswerTooCommon),
            ("volvo\u{0}240", K::AnswerCharacters),
        ] {
            for place in 0..3_u8 {
                let mut answers = good;
                answers[usize::from(place)] = bad;
                assert_eq!(problems(QUESTIONS, answers), [(place, kind)], "{bad}");
            }
        }
        let long = "x y".repeat(40);
        assert_eq!(
            problems(QUESTIONS, [&long, good[1], good[2]]),
            [(0, K::AnswerTooLong)]
        );
    }

    #[test]
    fn questions_and_answers_differ() {
        assert_eq!(
            problems(
                ["first_pet", "first_pet", "own"],
                ["Whiskers", "WHISKERS ", "whis-kers"]
            ),
            [
                (1, K::QuestionRepeated),
                (1, K::AnswerRepeated),
                (2, K::QuestionMissing),
                (2, K::AnswerRepeated)
            ]
        );
    }

    proptest! {
        #[test]
        fn spacing_case_and_form_never_matter(answer in "[\\p{Latin}0-9]{1,8}( [\\p{Latin}0-9]{1,8}){0,3}") {
            let other = format!("  {} ", answer.nfd().collect::<String>().replace(' ', "   "));
            prop_assert_eq!(SecretAnswer::typed(&answer), SecretAnswer::typed(&other));
        }

        #[test]
        fn normalising_twice_changes_nothing(answer in any::<String>()) {
            if let Some(once) = SecretAnswer::typed(&answer) {
                prop_assert_eq!(SecretAnswer::typed(once.as_str()), Some(once));
            }
        }

        #[test]
        fn whatever_passes_keeps_the_rules(a in "[a-d ]{0,5}", b in "[a-d ]{0,5}", c in "[a-d ]{0,5}") {
            if let Ok(chosen) = choose(QUESTIONS, [&a, &b, &c], &NotAnAnswer::default()) {
                for (i, (_, answer)) in chosen.iter().enumerate() {
                    prop_assert!(answer.as_str().chars().count() >= SHORTEST);
                    for (_, other) in &chosen[..i] {
                        prop_assert_ne!(answer, other);
                    }
                }
            }
        }
    }
}
