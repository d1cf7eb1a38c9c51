//! How many syllables a word has: what both readability figures rest on.
//!
//! Spanish spelling tells it. English spelling does not, so there are rules for most words and
//! a list for those that the rules get wrong; against a pronouncing dictionary (CMU's) the
//! words of the portal came out right all but a few. Own code, because the crates there are
//! count English alone by vowel groups, or take hyphenation patterns for syllables, which
//! leave out what no printer would break off (`o-pen`, `i-de-a`, `a-ho-ra`).

use words::Locale;

/// The syllables of a word: of a text without a space in it. Signs around it do not count;
/// parts that a hyphen, a full stop or another sign joins are counted one by one. A number, or
/// anything else without a letter, has two.
pub fn syllables(locale: Locale, word: &str) -> u32 {
    let sum = word
        .split(|c: char| !c.is_alphabetic() && !"'’".contains(c))
        .map(|part| part.trim_matches(|c| "'’".contains(c)))
        .filter(|part| !part.is_empty())
        .map(|part| match locale {
            _ if is_spelled(part) => letters(part),
            Locale::En => english(&part.to_lowercase().replace('’', "'")),
            Locale::Es => spanish(&part.to_lowercase()),
        })
        .sum();
    match (sum, word) {
        // And, or y.
        (0, "&") => 1,
        (0, _) => 2,
        _ => sum,
    }
}

fn letters(word: &str) -> u32 {
    word.chars().map(|_| 1).sum()
}

/// Whether a word is said letter by letter: `ID`, `TTY`, `KB`.
fn is_spelled(word: &str) -> bool {
    (2..=4).contains(&letters(word)) && word.chars().all(char::is_uppercase)
}

/// English words that the rules get wrong. With an ending of [`ENDINGS`] or an `s` they are
/// found too.
const IRREGULAR: &[(&str, u32)] = &[
    ("anyone", 3),
    ("area", 3),
    ("business", 2),
    ("colleague", 2),
    ("create", 2),
    ("created", 3),
    ("everything", 3),
    ("eye", 1),
    ("friend", 1),
    ("idea", 3),
    ("laboratory", 4),
    ("lifeline", 2),
    ("people", 2),
    ("safety", 2),
    ("someone", 2),
    ("suicide", 3),
    ("whoever", 3),
];

/// Endings that are a syllable each, and before which a silent `e` stays silent: `safe-ly`.
const ENDINGS: &[(&str, u32)] = &[
    ("ly", 1),
    ("ment", 1),
    ("ments", 1),
    ("ful", 1),
    ("less", 1),
    ("ness", 1),
    ("thing", 1),
    ("times", 1),
    ("where", 1),
    ("body", 2),
];

fn english(word: &str) -> u32 {
    let known = |word: &str| IRREGULAR.iter().find(|(known, _)| *known == word);
    if let Some((_, count)) = known(word) {
        return *count;
    }
    if let Some(of) = word.strip_suffix("'s") {
        return english(of) + u32::from(hisses(of));
    }
    if let Some(verb) = word.strip_suffix("n't") {
        return english(verb) + u32::from(!verb.ends_with(is_english_vowel));
    }
    if let Some(one) = word.strip_suffix('s').and_then(known) {
        return one.1 + u32::from(hisses(one.0));
    }
    for (ending, count) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 2
            && stem.contains(is_english_vowel)
        {
            return english(stem) + count;
        }
    }
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    for (at, _) in letters.iter().enumerate() {
        count += u32::from(opens_syllable(&letters, at));
    }
    count.saturating_sub(u32::from(ends_silently(word))).max(1)
}

const fn is_english_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether an `s` after this word needs a syllable of its own: `offices`, `searches`.
fn hisses(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// Whether the letter is the first vowel of a syllable: it is a vowel, and the one before it
/// is none or is heard by itself.
fn opens_syllable(letters: &[char], at: usize) -> bool {
    let vowel = |at: usize| {
        let letter = letters[at];
        // As in `you` and `beyond`, and as in `question`.
        let consonant = (letter == 'y'
            && (at == 0 || is_english_vowel(letters[at - 1]))
            && letters
                .get(at + 1)
                .is_some_and(|next| is_english_vowel(*next)))
            || (letter == 'u' && at > 0 && letters[at - 1] == 'q');
        is_english_vowel(letter) && !consonant
    };
    if !vowel(at) {
        return false;
    }
    if at == 0 || !vowel(at - 1) {
        return true;
    }
    let before = at.checked_sub(2).map(|at| letters[at]);
    let after: String = letters[at + 1..].iter().collect();
    match (letters[at - 1], letters[at]) {
        // `special`, `marriage`; but `media`.
        ('i', 'a') => !matches!(before, Some('c' | 't')) && after != "ge",
        // `question`, `cautious`; but `period`.
        ('i', 'o') => !matches!(before, Some('c' | 'g' | 's' | 't' | 'x')),
        // `patient`; but `client`, `quiet` and `earlier`.
        ('i', 'e') => {
            !matches!(before, Some('c' | 't'))
                && (after.starts_with('n') || after.starts_with('t') || after == "r")
        }
        // `language`; but `usual`.
        ('u', 'a') => before != Some('g'),
        ('e', 'o') => true,
        // `going`, `trying`.
        (_, 'i') => after.starts_with("ng"),
        _ => false,
    }
}

/// Whether the last `e` of a word is not heard: `note`, `notes`, `noted`; but `table`,
/// `offices`, `wanted`.
fn ends_silently(word: &str) -> bool {
    let (stem, ending) = if let Some(stem) = word.strip_suffix("es") {
        (stem, "es")
    } else if let Some(stem) = word.strip_suffix("ed") {
        (stem, "ed")
    } else if let Some(stem) = word.strip_suffix('e') {
        (stem, "e")
    } else {
        return false;
    };
    let mut back = stem.chars().rev();
    let (Some(last), before) = (back.next(), back.next()) else {
        return false;
    };
    if is_english_vowel(last) {
        return false;
    }
    if last == 'l' && before.is_some_and(|before| !is_english_vowel(before) && before != 'l') {
        return false;
    }
    match ending {
        "es" => !hisses(stem) && !matches!(last, 'c' | 'g'),
        "ed" => !matches!(last, 'd' | 't'),
        _ => true,
    }
}

/// Every strong vowel (`a e o`, and `í ú`, whose accent says so) is a syllable; a weak one
/// (`i u ü`, and `y` at the end) joins a neighbour. An `h` between vowels is not heard.
fn spanish(word: &str) -> u32 {
    let letters: Vec<char> = word
        .chars()
        .scan(' ', |before, letter| {
            let silent = letter == 'h' && *before != 'c';
            *before = letter;
            Some((letter, silent))
        })
        .filter_map(|(letter, silent)| (!silent).then_some(letter))
        .collect();
    let mut count = 0;
    let mut joined = None;
    for (at, letter) in letters.iter().enumerate() {
        let strong = match letter {
            'a' | 'e' | 'o' | 'á' | 'é' | 'ó' | 'í' | 'ú' => true,
            'i' | 'u' | 'ü' => false,
            'y' if at + 1 == letters.len() => false,
            _ => {
                joined = None;
                continue;
            }
        };
        // A group of vowels holds one strong one at most.
        joined = match joined {
            None => {
                count += 1;
                Some(strong)
            }
            Some(true) if strong => {
                count += 1;
                Some(true)
            }
            Some(had) => Some(had || strong),
        };
    }
    count.max(1)
}

#[test]
fn english_words_are_counted() {
    for (count, said) in [
        (
            1,
            "you signed close closed notes through care eye friend don't can’t",
        ),
        (
            2,
            "table needed going changes question colleague business doesn't people ID",
        ),
        (
            3,
            "medical employer previous specially idea anyone everything suicide TTY",
        ),
        (
            4,
            "information laboratory’s registering january disagreement",
        ),
        (5, "immunization examination"),
    ] {
        for word in said.split(' ') {
            assert_eq!(syllables(Locale::En, word), count, "{word}");
        }
    }
}

#[test]
fn spanish_words_are_counted() {
    for (count, said) in [
        (1, "y a que muy bien hoy guion web"),
        (2, "día ciudad quiere leer búho seguir cuenta veinte"),
        (3, "ahora leído historia clínica línea consulta"),
        (4, "todavía contraseña inmediato hospitales teléfono"),
        (5, "electrónico enfermería laboratorio enfermedades"),
        (6, "identificación"),
    ] {
        for word in said.split(' ') {
            assert_eq!(syllables(Locale::Es, word), count, "{word}");
        }
    }
}

#[test]
fn what_is_not_spelled_out_counts_too() {
    for (count, said) in [
        (2, "911"),
        (2, "30"),
        (1, "&"),
        (3, "TTY"),
        (2, "a.m."),
        (1, "“Send”,"),
    ] {
        assert_eq!(syllables(Locale::En, said), count, "{said}");
    }
}
