//! What a crowd says: words as often as people use them.
//!
//! The few that are used most make up half of every text, as in any language (each is used in
//! proportion to one over its rank); the many that are used seldom stand for names and medicines.

use service::Fault;
use service::random::Random;

/// The word that about half of all messages hold.
const COMMON: &str = "please";

/// What everybody says, the most used first.
const WORDS: &[&str] = &[
    "the",
    "to",
    "I",
    "and",
    "my",
    "of",
    "for",
    "is",
    "a",
    "it",
    "in",
    "you",
    "have",
    "with",
    "that",
    "on",
    "at",
    "was",
    "be",
    "this",
    "are",
    "not",
    "we",
    "your",
    "from",
    "but",
    "as",
    "can",
    "will",
    "after",
    "day",
    "if",
    "or",
    "me",
    "an",
    "so",
    "when",
    "do",
    "been",
    "take",
    "had",
    "what",
    "about",
    "more",
    "there",
    "week",
    "pain",
    "since",
    "time",
    "still",
    "two",
    "would",
    "should",
    "they",
    "doctor",
    "morning",
    "night",
    "office",
    "results",
    "blood",
    "test",
    "medicine",
    "visit",
    "better",
    "now",
    "today",
    "also",
    "only",
    "last",
    "feel",
    "days",
    "weeks",
    "before",
    "again",
    "could",
    "any",
    "one",
    "call",
    "need",
    "please",
    "know",
    "back",
    "left",
    "right",
    "knee",
    "sleep",
    "appointment",
    "dose",
    "tablet",
    "twice",
    "daily",
    "refill",
    "pharmacy",
    "pressure",
    "high",
    "low",
    "normal",
    "range",
    "cough",
    "fever",
    "headache",
    "rash",
    "skin",
    "stomach",
    "chest",
    "breath",
    "walk",
    "water",
    "food",
    "eat",
    "drink",
    "weight",
    "sugar",
    "insulin",
    "allergy",
    "vaccine",
    "shot",
    "arm",
    "leg",
    "foot",
    "hip",
    "shoulder",
    "neck",
    "doctor's",
    "nurse",
    "team",
    "form",
    "letter",
    "work",
    "school",
    "child",
    "mother",
    "husband",
    "wife",
    "question",
    "answer",
    "worse",
    "same",
    "swelling",
    "ice",
    "rest",
    "exercise",
    "therapy",
    "specialist",
    "referral",
    "insurance",
    "bill",
    "card",
    "address",
    "number",
    "phone",
    "month",
    "year",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "weekend",
    "tomorrow",
    "yesterday",
    "evening",
    "hour",
    "minutes",
    "schedule",
    "cancel",
    "change",
    "follow",
    "check",
    "look",
    "hope",
    "thank",
    "thanks",
    "sorry",
    "worried",
    "tired",
    "dizzy",
    "nausea",
    "appetite",
    "side",
    "effects",
    "stop",
    "start",
    "continue",
    "increase",
    "lower",
    "half",
    "bottle",
    "cream",
    "drops",
    "eye",
    "ear",
    "throat",
    "nose",
    "tooth",
    "bandage",
    "stitches",
    "scan",
    "x-ray",
    "lab",
    "fasting",
    "sample",
    "kidney",
    "liver",
    "heart",
    "thyroid",
    "cholesterol",
    "vitamin",
    "iron",
    "calcium",
    "potassium",
];

/// The parts of words that few people use, such as the names of medicines.
const PARTS: [&str; 16] = [
    "ba", "lo", "mi", "ter", "zan", "vi", "pra", "xo", "len", "dra", "cor", "fen", "ti", "mu",
    "sol", "gra",
];

/// How many different words there are.
const MANY: usize = 4_000;

/// First and last names of those who are made up.
const GIVEN: [&str; 23] = [
    "Alma", "Boris", "Celia", "Dmitri", "Elena", "Felix", "Greta", "Hugo", "Iris", "Jonas", "Kira",
    "Leon", "Mina", "Noel", "Olga", "Pablo", "Quinn", "Rosa", "Stefan", "Tara", "Ursula", "Victor",
    "Wanda",
];
const FAMILY: [&str; 29] = [
    "Acker",
    "Bell",
    "Castro",
    "Dunn",
    "Ebert",
    "Fonseca",
    "Grady",
    "Hale",
    "Ibarra",
    "Joyner",
    "Keane",
    "Lowell",
    "Mercer",
    "Novak",
    "Ortega",
    "Pruitt",
    "Quist",
    "Rowan",
    "Salas",
    "Tate",
    "Underwood",
    "Varga",
    "Weller",
    "Xiong",
    "Yates",
    "Zamora",
    "Arden",
    "Birch",
    "Colby",
];

/// The name of somebody made up: the first 667 are different.
pub fn name(number: u32) -> (&'static str, &'static str) {
    let number = usize::try_from(number).unwrap_or(0);
    (GIVEN[number % GIVEN.len()], FAMILY[number % FAMILY.len()])
}

/// The words, and how often each is drawn.
pub struct Speech {
    words: Vec<String>,
    /// The sums of all weights up to each word's own.
    sums: Vec<u32>,
}

impl Speech {
    /// All words.
    pub fn new() -> Self {
        let mut sum = 0;
        let (words, sums) = (0..MANY)
            .map(|rank| {
                sum += 60_000 / u32::try_from(rank + 3).unwrap_or(u32::MAX);
                (word(rank), sum)
            })
            .unzip();
        Self { words, sums }
    }

    /// A text of a few sentences' length.
    pub fn body(&self, random: &Random) -> Result<String, Fault> {
        let words = 12 + random.below(30)?;
        let start = if random.below(2)? == 0 {
            COMMON
        } else {
            "Hello"
        };
        self.text(start, words, random)
    }

    /// A few words.
    pub fn subject(&self, random: &Random) -> Result<String, Fault> {
        let words = 1 + random.below(4)?;
        self.text("About", words, random)
    }

    fn text(&self, start: &str, words: u32, random: &Random) -> Result<String, Fault> {
        let mut text = String::with_capacity(8 * 42);
        text.push_str(start);
        let all = self.sums.last().copied().unwrap_or(1);
        for _ in 0..words {
            let drawn = random.below(all)?;
            let rank = self.sums.partition_point(|sum| *sum <= drawn);
            text.push(' ');
            text.push_str(self.words.get(rank).map_or("", String::as_str));
        }
        text.push('.');
        Ok(text)
    }
}

/// The word of a rank.
fn word(rank: usize) -> String {
    if let Some(word) = WORDS.get(rank) {
        return (*word).to_owned();
    }
    let parts = [rank / 256, rank / 16, rank].map(|place| PARTS[place % PARTS.len()]);
    parts.concat()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_word_is_there_twice() {
        let words: BTreeSet<_> = (0..MANY).map(word).collect();
        assert_eq!(words.len(), MANY);
        let names: BTreeSet<_> = (0..667).map(name).collect();
        assert_eq!(names.len(), 667);
    }

    #[test]
    fn about_half_of_all_messages_hold_the_common_word() {
        let (speech, random) = (Speech::new(), Random::seeded(7));
        let mut held = 0;
        for _ in 0..2_000 {
            let body = speech.body(&random).unwrap();
            let words = domain::messages::search::words(&body);
            held += u32::from(words.iter().any(|word| word == COMMON));
        }
        assert!((900..1_300).contains(&held), "{held} of 2000");
    }
}
