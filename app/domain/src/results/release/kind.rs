//! Kinds of tests: as few as a member can tell apart, and those that one may not want to come
//! upon unprepared.

use serde::{Deserialize, Serialize};

use crate::messages::search::words;

/// A kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    /// Everyday tests of blood and urine.
    Everyday,
    /// Genetic tests.
    Genetic,
    /// Tests that look for cancer, and everything of pathology.
    Cancer,
    /// Sexual health, HIV and hepatitis.
    Infection,
    /// Pregnancy.
    Pregnancy,
    /// Whatever is none of these, or cannot be told.
    Other,
}

/// What tells the kind of a report.
#[derive(Clone, Debug, Default)]
pub struct Signs<'t> {
    /// The names of the panel and of its values.
    pub names: Vec<&'t str>,
    /// The LOINC codes of its values.
    pub loinc: Vec<&'t str>,
    /// HL7's codes of what the laboratory sorts it under (table 0074).
    pub categories: Vec<&'t str>,
}

/// How one kind is told.
struct Rule {
    kind: TestKind,
    /// HL7's codes (table 0074).
    categories: &'static [&'static str],
    loinc: &'static [&'static str],
    /// How words of a name begin, folded, in English and Spanish.
    stems: &'static [&'static str],
    /// Whole words of a name, folded.
    words: &'static [&'static str],
}

/// A report of several kinds is of the first of these: an everyday value beside a biopsy makes
/// no everyday report.
const RULES: [Rule; 5] = [
    Rule {
        kind: TestKind::Genetic,
        categories: &["GE", "CG"],
        loinc: &[],
        stems: &[
            "genetic",
            "genomic",
            "genom",
            "chromosom",
            "cromosom",
            "karyotyp",
            "cariotip",
            "hereditar",
            "exome",
            "exoma",
            "brca",
        ],
        words: &["carrier", "portador", "portadora", "lynch"],
    },
    Rule {
        kind: TestKind::Cancer,
        categories: &["SP", "PAT", "CP"],
        loinc: &[
            // Prostate-specific antigen, carcinoembryonic antigen.
            "2857-1", "2039-6",
            // Cytology of the cervix, diagnosis of a pathology report.
            "10524-7", "22637-3",
        ],
        stems: &[
            "biops",
            "patholog",
            "patolog",
            "cytolog",
            "citolog",
            "histolog",
            "tumor",
            "tumour",
            "cancer",
            "carcino",
            "oncolog",
            "malignan",
            "maligno",
            "neoplas",
            "leukemia",
            "leucemia",
            "lymphoma",
            "linfoma",
            "melanoma",
            "prostat",
            "papanicola",
        ],
        words: &["psa", "cea", "pap"],
    },
    Rule {
        kind: TestKind::Infection,
        categories: &[],
        loinc: &[
            // HIV 1 and 2: antibodies; antibodies and antigen.
            "7918-6", "56888-1", // Reagin, chlamydia, gonorrhea.
            "20507-0", "21613-5", "24111-7",
        ],
        stems: &[
            "syphilis",
            "sifilis",
            "treponem",
            "chlamydia",
            "clamidia",
            "gonorr",
            "trichomon",
            "tricomon",
            "herpes",
            "papillomavirus",
            "papiloma",
            "hepatitis",
        ],
        words: &["hiv", "vih", "hpv", "vph", "rpr", "vdrl", "cd4"],
    },
    Rule {
        kind: TestKind::Pregnancy,
        categories: &[],
        loinc: &[
            // Choriogonadotropin in urine and blood.
            "2106-3", "2118-8", "21198-7",
        ],
        stems: &[
            "pregnan",
            "embaraz",
            "choriogonadotropin",
            "gonadotropina",
            "prenatal",
            "obstetric",
            "fetal",
            "fetus",
            "aneuploid",
        ],
        words: &["hcg"],
    },
    Rule {
        kind: TestKind::Everyday,
        categories: &["CH", "HM", "BG"],
        loinc: &[],
        stems: &[
            "metabol",
            "lipid",
            "cholest",
            "colest",
            "triglycer",
            "triglicer",
            "hemogram",
            "hematocrit",
            "hemoglob",
            "platelet",
            "plaqueta",
            "leukocyt",
            "leucocit",
            "erythrocyt",
            "eritrocit",
            "glucos",
            "electroly",
            "electroli",
            "potas",
            "sodium",
            "sodio",
            "calcium",
            "calcio",
            "creatinin",
            "urea",
            "urinalys",
            "uroanalis",
            "thyro",
            "tiroid",
            "vitamin",
            "renal",
            "kidney",
            "hepatic",
            "liver",
            "ferritin",
            "bilirubin",
        ],
        words: &["cbc", "bmp", "cmp", "a1c", "hba1c", "tsh", "iron", "hierro"],
    },
];

impl TestKind {
    /// Every kind, in the order of the page on which one chooses.
    pub const ALL: [Self; 6] = [
        Self::Everyday,
        Self::Genetic,
        Self::Cancer,
        Self::Infection,
        Self::Pregnancy,
        Self::Other,
    ];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everyday => "everyday",
            Self::Genetic => "genetic",
            Self::Cancer => "cancer",
            Self::Infection => "infection",
            Self::Pregnancy => "pregnancy",
            Self::Other => "other",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of a report.
    pub fn of(signs: &Signs<'_>) -> Self {
        let named: Vec<String> = signs.names.iter().flat_map(|name| words(name)).collect();
        let tells = |rule: &&Rule| {
            let by_category = |code: &&str| rule.categories.contains(code);
            let by_code = |code: &&str| rule.loinc.contains(code);
            let by_word = |word: &String| {
                rule.words.contains(&word.as_str())
                    || rule.stems.iter().any(|stem| word.starts_with(stem))
            };
            signs.categories.iter().any(by_category)
                || signs.loinc.iter().any(by_code)
                || named.iter().any(by_word)
        };
        RULES
            .iter()
            .find(tells)
            .map_or(Self::Other, |rule| rule.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_names(names: &[&str]) -> TestKind {
        TestKind::of(&Signs {
            names: names.to_vec(),
            ..Signs::default()
        })
    }

    #[test]
    fn kinds_are_told_by_names_in_both_languages() {
        for (name, kind) in [
            ("Lipid Panel", TestKind::Everyday),
            ("Perfil metabólico completo", TestKind::Everyday),
            ("Liver function", TestKind::Everyday),
            ("Hereditary breast cancer panel", TestKind::Genetic),
            ("Cariotipo", TestKind::Genetic),
            ("Skin biopsy", TestKind::Cancer),
            ("Prueba de Papanicolaou", TestKind::Cancer),
            ("PSA, total", TestKind::Cancer),
            ("HIV 1+2 Ab", TestKind::Infection),
            ("Prueba de VIH", TestKind::Infection),
            ("Hepatitis B surface antigen", TestKind::Infection),
            ("hCG, urine", TestKind::Pregnancy),
            ("Prueba de embarazo", TestKind::Pregnancy),
            ("Bacterial culture", TestKind::Other),
            ("Drug screen, urine", TestKind::Other),
            ("", TestKind::Other),
        ] {
            assert_eq!(of_names(&[name]), kind, "{name}");
        }
    }

    #[test]
    fn what_is_more_than_everyday_goes_first() {
        assert_eq!(
            of_names(&["Annual check", "Hemoglobin", "HIV 1+2 Ab"]),
            TestKind::Infection
        );
        // A word within another is none.
        assert_eq!(of_names(&["Shiver study"]), TestKind::Other);
    }

    #[test]
    fn codes_tell_what_names_do_not() {
        let codes = Signs {
            names: vec!["Panel 12"],
            loinc: vec!["2857-1"],
            ..Signs::default()
        };
        assert_eq!(TestKind::of(&codes), TestKind::Cancer);
        let sorted = Signs {
            names: vec!["Panel 12", "Hemoglobin"],
            categories: vec!["LAB", "GE"],
            ..Signs::default()
        };
        assert_eq!(TestKind::of(&sorted), TestKind::Genetic);
    }

    #[test]
    fn codes_are_read_back() {
        for kind in TestKind::ALL {
            assert_eq!(TestKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(TestKind::from_code("Genetic"), None);
    }
}
