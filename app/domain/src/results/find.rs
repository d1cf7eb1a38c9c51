//! Finding results: by the words of a test, a panel or a clinician, by what the laboratory
//! flagged, by kind of test and by time (SPEC section 6).
//!
//! What somebody looks for in their record is health information: it goes by POST, stands in no
//! address and prints itself into no log.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Flag;
use crate::messages::search::{Piece, Sought, words};
use crate::messages::{NotAPlace, When};
use crate::time::Date;

/// The flag that a result is to hold: of one of its values that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagSought {
    /// Outside the range, whichever way.
    Outside,
    /// Above the range.
    High,
    /// Below the range.
    Low,
    /// Dangerous, whichever way.
    Critical,
    /// Found.
    Positive,
}

impl FlagSought {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Outside,
        Self::High,
        Self::Low,
        Self::Critical,
        Self::Positive,
    ];

    /// As a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::High => "high",
            Self::Low => "low",
            Self::Critical => "critical",
            Self::Positive => "positive",
        }
    }

    /// From what a form sends.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.code() == code)
    }

    /// Whether a value's flag is such a one.
    pub const fn fits(self, flag: Flag) -> bool {
        match self {
            Self::Outside => flag.is_outside(),
            Self::High => matches!(flag, Flag::High | Flag::CriticalHigh),
            Self::Low => matches!(flag, Flag::Low | Flag::CriticalLow),
            Self::Critical => flag.is_critical(),
            Self::Positive => matches!(flag, Flag::Positive),
        }
    }
}

/// What is looked for: what fits all of it, everything by default.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Find {
    /// Words, as they were typed.
    pub query: String,
    /// What the laboratory flagged.
    pub flag: Option<FlagSought>,
    /// The kind of test: a panel's name as it stands in the list; empty for any.
    pub panel: String,
    /// When the sample was taken.
    pub when: Option<When>,
}

impl Find {
    /// The fields' names in the form.
    pub const QUERY: &str = "query";
    /// See [`Self::QUERY`].
    pub const FLAG: &str = "flag";
    /// See [`Self::QUERY`].
    pub const PANEL: &str = "panel";
    /// See [`Self::QUERY`].
    pub const WHEN: &str = "when";

    /// Reads it from the fields of its form; what is empty or missing narrows nothing.
    ///
    /// # Errors
    /// A flag or a time that no form of ours offers.
    pub fn read(field: impl Fn(&str) -> Option<String>) -> Result<Self, NotAPlace> {
        let text = |name: &str| field(name).unwrap_or_default();
        let filled = |name: &str| field(name).filter(|text| !text.is_empty());
        let flag = filled(Self::FLAG).map(|code| FlagSought::from_code(&code).ok_or(NotAPlace));
        Ok(Self {
            query: text(Self::QUERY),
            flag: flag.transpose()?,
            panel: text(Self::PANEL),
            when: filled(Self::WHEN).map(|text| text.parse()).transpose()?,
        })
    }

    /// Whether anything but words narrows it.
    pub fn is_narrowed(&self) -> bool {
        self.flag.is_some() || self.when.is_some() || !self.panel.is_empty()
    }

    /// What sorts out reports by it, on a day.
    pub fn sieve(&self, today: Date) -> Sieve<'_> {
        Sieve {
            find: self,
            sought: Sought::parse(&self.query),
            today,
        }
    }
}

/// What of a report is looked through.
#[derive(Clone, Copy)]
pub struct Findable<'r> {
    /// The panel's name, as it stands in the list.
    pub panel: &'r str,
    /// The words of the report and its values, folded ([`folded_words`]).
    pub words: &'r str,
    /// The words of the names of who saw the member then, likewise.
    pub people: &'r str,
    /// What the laboratory flagged.
    pub flags: &'r [Flag],
    /// The day on which the sample was taken, as far as it is known.
    pub day: Date,
}

/// What is looked for, read once for many reports.
pub struct Sieve<'f> {
    find: &'f Find,
    sought: Option<Sought>,
    today: Date,
}

impl Sieve<'_> {
    /// The words that are looked for, if any.
    pub fn sought(&self) -> Option<&Sought> {
        self.sought.as_ref()
    }

    /// Whether it leaves nothing out.
    pub fn is_open(&self) -> bool {
        self.sought.is_none() && !self.find.is_narrowed()
    }

    /// Whether a report is what is looked for: it has every word, or one that begins with it, in
    /// itself, in its values or in a clinician's name, and fits the rest.
    pub fn holds(&self, report: &Findable<'_>) -> bool {
        let Find {
            flag, panel, when, ..
        } = self.find;
        let is_there = |sought: &Sought| {
            let there = report.words.split(' ').chain(report.people.split(' '));
            sought.is_among(&there.collect::<Vec<_>>())
        };
        (panel.is_empty() || panel == report.panel)
            && flag.is_none_or(|flag| report.flags.iter().any(|own| flag.fits(*own)))
            && when.is_none_or(|when| when.holds(self.today, report.day))
            && self.sought.as_ref().is_none_or(is_there)
    }
}

/// The words of texts, folded, each once, with a space between them: as they are stored.
pub fn folded_words<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut found: Vec<String> = Vec::new();
    for word in texts.into_iter().flat_map(words) {
        if !found.contains(&word) {
            found.push(word);
        }
    }
    found.join(" ")
}

/// What of a report is what was looked for, told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// The panel's name, whole.
    pub name: Vec<Piece>,
    /// Who saw the member then, whole.
    pub by: Vec<Piece>,
    /// The names of the values that hold a word, and of the laboratory if it does.
    pub within: Vec<Piece>,
}

impl Hits {
    /// In a panel's name, in the names of who saw the member, and in those of `others`.
    pub fn of<'t>(
        sought: &Sought,
        name: &'t str,
        by: &str,
        others: impl IntoIterator<Item = &'t str>,
    ) -> Self {
        let mut within: Vec<&str> = Vec::new();
        for other in others {
            // A value that is a report of its own has said its name already.
            if other != name && !within.contains(&other) && sought.touches(other) {
                within.push(other);
            }
        }
        Self {
            name: sought.marked(name),
            by: sought.marked(by),
            within: sought.marked(&within.join("; ")),
        }
    }
}

/// The form above a list: what is looked for, what can be, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finder {
    /// What is looked for.
    pub find: Find,
    /// The kinds of tests there are, by name; none for who has no results.
    pub panels: Vec<String>,
    /// Times, the latest first.
    pub times: Vec<When>,
    /// How many were found; `None` where nothing is left out.
    pub found: Option<u32>,
    /// Whether something was typed that holds no word.
    pub no_word: bool,
}

impl fmt::Debug for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Find").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn found(find: &Find, report: &Findable<'_>) -> bool {
        find.sieve(TODAY).holds(report)
    }

    fn words_of(query: &str) -> Find {
        Find {
            query: query.to_owned(),
            ..Find::default()
        }
    }

    #[test]
    fn a_result_is_found_by_test_panel_clinician_and_flag() {
        let words = folded_words(["Perfil de lípidos", "LDL Cholesterol", "High", "Alto"]);
        let people = folded_words(["Tomás Ruiz"]);
        let report = Findable {
            panel: "Perfil de lípidos",
            words: &words,
            people: &people,
            flags: &[Flag::Normal, Flag::High],
            day: date(2026, 11, 1),
        };
        for query in ["LIPI", "chol", "ruiz tomas", "ldl RUÍZ perf", "alto", " … "] {
            assert!(found(&words_of(query), &report), "{query}");
        }
        for query in ["hdl", "holesterol", "ldl whitlock"] {
            assert!(!found(&words_of(query), &report), "{query}");
        }
        for (flag, fits) in [
            (FlagSought::Outside, true),
            (FlagSought::High, true),
            (FlagSought::Low, false),
            (FlagSought::Critical, false),
        ] {
            let find = Find {
                flag: Some(flag),
                ..words_of("ldl")
            };
            assert_eq!(found(&find, &report), fits, "{flag:?}");
        }
        for (when, fits) in [
            (When::Month, true),
            (When::Year(2026), true),
            (When::Year(2025), false),
        ] {
            let find = Find {
                when: Some(when),
                ..Find::default()
            };
            assert_eq!(found(&find, &report), fits, "{when:?}");
        }
        let other = Find {
            panel: "Lipid panel".into(),
            ..Find::default()
        };
        assert!(!found(&other, &report));
    }

    #[test]
    fn marks_stand_in_names_and_a_name_is_not_said_twice() {
        let sought = Sought::parse("glu").unwrap();
        let hits = Hits::of(
            &sought,
            "Glucose",
            "Ana Gluck",
            ["Glucose", "Glucagon", "Sodium", "Glucagon"],
        );
        let text = |pieces: &[Piece]| -> String {
            let piece = |piece: &Piece| {
                if piece.found {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.clone()
                }
            };
            pieces.iter().map(piece).collect()
        };
        assert_eq!(text(&hits.name), "[Glucose]");
        assert_eq!(text(&hits.by), "Ana [Gluck]");
        assert_eq!(text(&hits.within), "[Glucagon]");
    }

    #[test]
    fn a_form_is_read_and_nonsense_is_refused() {
        let read = |pairs: &[(&str, &str)]| {
            Find::read(|name| {
                let mut fields = pairs.iter().filter(|(field, _)| *field == name);
                fields.next().map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(read(&[]), Ok(Find::default()));
        assert_eq!(read(&[("flag", ""), ("when", "")]), Ok(Find::default()));
        assert!(Find::default().sieve(TODAY).is_open());
        let all = read(&[("flag", "high"), ("when", "2025"), ("panel", "CBC")]).unwrap();
        assert!(all.is_narrowed() && all.when == Some(When::Year(2025)));
        for nonsense in [[("flag", "purple")], [("when", "2")]] {
            assert_eq!(read(&nonsense), Err(NotAPlace));
        }
        for flag in FlagSought::ALL {
            assert_eq!(FlagSought::from_code(flag.code()), Some(flag));
        }
    }

    #[test]
    fn what_is_looked_for_does_not_print_itself_into_a_log() {
        assert!(!format!("{:?}", words_of("lupus")).contains("lupus"));
    }

    fn flag() -> impl Strategy<Value = Flag> {
        prop_oneof![
            Just(Flag::Normal),
            Just(Flag::Low),
            Just(Flag::High),
            Just(Flag::CriticalHigh),
            Just(Flag::Positive),
        ]
    }

    proptest! {
        /// Whoever asks for more finds nothing else, and nobody who asks for nothing misses any.
        #[test]
        fn asking_for_more_never_finds_more(
            text in "[a-c ]{0,12}",
            people in "[a-c ]{0,6}",
            query in "[a-c]{1,2}",
            more in "[a-c]{1,2}",
            flags in prop::collection::vec(flag(), 0..3),
            sought in prop::sample::select(&FlagSought::ALL[..]),
            back in 0_i64..900,
        ) {
            let (words, people) = (folded_words([&*text]), folded_words([&*people]));
            let day = TODAY.saturating_sub(jiff::Span::new().days(back));
            let report = Findable {
                panel: &text, words: &words, people: &people, flags: &flags, day,
            };
            prop_assert!(found(&Find::default(), &report));
            let wide = words_of(&query);
            let narrow = [
                words_of(&format!("{query} {more}")),
                Find { flag: Some(sought), ..wide.clone() },
                Find { when: Some(When::HalfYear), ..wide.clone() },
                Find { panel: "b".into(), ..wide.clone() },
            ];
            for narrow in narrow {
                prop_assert!(!found(&narrow, &report) || found(&wide, &report));
            }
        }

        /// Every word of a text finds it.
        #[test]
        fn every_word_finds_its_report(text in "(\\PC{0,12} ){0,8}") {
            let folded = folded_words([&*text]);
            let report = Findable {
                panel: "", words: &folded, people: "", flags: &[], day: TODAY,
            };
            for word in words(&text) {
                prop_assert!(found(&words_of(&word), &report), "{word}");
            }
        }
    }
}
