//! The vaccines that have a CVX code, by name and group (SPEC section 6).
//!
//! CVX is the code set of the Centers for Disease Control and Prevention, in the public domain.
//! The names in `cvx.tsv` are short and plain ones of the portal's own. A vaccine of several
//! parts belongs to the group of each: that is how schools count doses.
//!
//! Only the host asks here: the pages' views bring the names along, in the page's language.

use crate::fhir::CodeableConcept;
use crate::locale::Locale;

/// The addresses under which sources name the code set.
const SYSTEMS: [&str; 2] = [
    "http://hl7.org/fhir/sid/cvx",
    "urn:oid:2.16.840.1.113883.12.292",
];

/// `cvx.tsv`: code, groups, English, Spanish.
const TABLE: &str = include_str!("cvx.tsv");

/// A CVX code. Sources write it with and without its leading zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cvx(u16);

impl Cvx {
    /// Reads a code: one to three digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse().ok().map(Self)).flatten()
    }

    /// The first CVX code of a concept.
    pub fn of(concept: &CodeableConcept) -> Option<Self> {
        concept
            .coding
            .iter()
            .filter(|coding| {
                let system = coding.system.as_deref();
                system.is_some_and(|system| SYSTEMS.contains(&system))
            })
            .find_map(|coding| Self::parse(coding.code.as_deref()?.trim()))
    }

    /// The code as its table and health cards write it: two digits or three.
    pub fn code(self) -> String {
        format!("{:02}", self.0)
    }
}

/// What the table says of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vaccine {
    /// What doses of it are counted as.
    pub groups: Vec<Group>,
    /// Its English name.
    en: &'static str,
    /// Its Spanish name.
    es: &'static str,
}

impl Vaccine {
    /// The vaccine of a code; none for a code newer than the table, and for those that stand
    /// for no vaccine.
    pub fn find(cvx: Cvx) -> Option<Self> {
        lines()
            .find(|(code, _)| *code == cvx)
            .map(|(_, found)| found)
    }

    /// Its short name.
    pub const fn name(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Es => self.es,
        }
    }
}

/// The table, line by line.
fn lines() -> impl Iterator<Item = (Cvx, Vaccine)> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let cvx = Cvx::parse(columns.next()?)?;
            let groups = columns.next()?.split(' ');
            let vaccine = Vaccine {
                groups: groups.map(Group::from_code).collect::<Option<_>>()?,
                en: columns.next()?,
                es: columns.next()?,
            };
            Some((cvx, vaccine))
        })
}

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident $code:literal $en:literal $es:literal;)+) => {
        /// What doses are counted as: vaccines against the same disease, as CDC groups them. In
        /// the order of a vaccination record: childhood first, then travel and the rest.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Group {
            $($(#[$doc])* $name,)+
        }

        impl Group {
            /// Every group.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word for it in the table.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Its name.
            pub const fn name(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Es) => $es,)+
                }
            }
        }
    };
}

groups! {
    /// Hepatitis B.
    HepatitisB "hepb" "Hepatitis B" "Hepatitis B";
    /// Rotavirus.
    Rotavirus "rota" "Rotavirus" "Rotavirus";
    /// Diphtheria, tetanus and pertussis for young children.
    Dtap "dtap" "Diphtheria, tetanus, pertussis (DTaP)" "Difteria, tétanos, tosferina (DTaP)";
    /// Haemophilus influenzae type b.
    Hib "hib" "Hib (Haemophilus influenzae b)" "Hib (Haemophilus influenzae b)";
    /// Polio.
    Polio "polio" "Polio" "Polio";
    /// Pneumococcus.
    Pneumococcal "pneumo" "Pneumococcal" "Neumococo";
    /// Measles, mumps, rubella.
    Mmr "mmr" "Measles, mumps, rubella (MMR)" "Sarampión, paperas, rubéola (MMR)";
    /// Chickenpox.
    Varicella "varicella" "Varicella (chickenpox)" "Varicela";
    /// Hepatitis A.
    HepatitisA "hepa" "Hepatitis A" "Hepatitis A";
    /// Tetanus and diphtheria from seven years on, with pertussis or without.
    Td "td" "Tetanus, diphtheria (Tdap, Td)" "Tétanos, difteria (Tdap, Td)";
    /// Human papillomavirus.
    Hpv "hpv" "HPV" "VPH";
    /// Meningococcus A, C, W, Y.
    MeningococcalAcwy "menacwy" "Meningococcal ACWY" "Meningococo ACWY";
    /// Meningococcus B.
    MeningococcalB "menb" "Meningococcal B" "Meningococo B";
    /// Seasonal influenza.
    Influenza "flu" "Influenza" "Influenza";
    /// COVID-19.
    Covid19 "covid" "COVID-19" "COVID-19";
    /// Respiratory syncytial virus, vaccines.
    Rsv "rsv" "RSV" "VSR";
    /// Respiratory syncytial virus, antibodies for babies.
    RsvAntibody "rsvab" "RSV antibody" "Anticuerpo contra el VSR";
    /// Shingles.
    Zoster "zoster" "Shingles (zoster)" "Herpes zóster (culebrilla)";
    /// The influenza of 2009.
    H1n1 "h1n1" "Influenza H1N1 2009" "Influenza H1N1 2009";
    /// Bird flu.
    H5 "h5" "Influenza H5 (bird flu)" "Influenza H5 (gripe aviar)";
    /// Smallpox and mpox.
    Pox "pox" "Smallpox and mpox" "Viruela y mpox";
    /// Typhoid fever.
    Typhoid "typhoid" "Typhoid" "Tifoidea";
    /// Yellow fever.
    YellowFever "yellow" "Yellow fever" "Fiebre amarilla";
    /// Rabies.
    Rabies "rabies" "Rabies" "Rabia";
    /// Japanese encephalitis.
    JapaneseEncephalitis "je" "Japanese encephalitis" "Encefalitis japonesa";
    /// Tick-borne encephalitis.
    TickBorneEncephalitis "tbe" "Tick-borne encephalitis" "Encefalitis por garrapatas";
    /// Cholera.
    Cholera "cholera" "Cholera" "Cólera";
    /// Chikungunya.
    Chikungunya "chik" "Chikungunya" "Chikunguña";
    /// Dengue.
    Dengue "dengue" "Dengue" "Dengue";
    /// Ebola.
    Ebola "ebola" "Ebola" "Ébola";
    /// Adenovirus.
    Adenovirus "adeno" "Adenovirus" "Adenovirus";
    /// Anthrax.
    Anthrax "anthrax" "Anthrax" "Ántrax";
    /// Plague.
    Plague "plague" "Plague" "Peste";
    /// Typhus.
    Typhus "typhus" "Typhus" "Tifus";
    /// Tularemia.
    Tularemia "tularemia" "Tularemia" "Tularemia";
    /// Q fever.
    QFever "qfever" "Q fever" "Fiebre Q";
    /// Lyme disease.
    Lyme "lyme" "Lyme disease" "Enfermedad de Lyme";
    /// Malaria.
    Malaria "malaria" "Malaria" "Malaria";
    /// Venezuelan equine encephalitis.
    EquineEncephalitis "vee" "Venezuelan equine encephalitis" "Encefalitis equina venezolana";
    /// Tuberculosis.
    Tuberculosis "tb" "Tuberculosis (BCG)" "Tuberculosis (BCG)";
    /// A test for tuberculosis: in the code set, and no vaccine.
    TuberculosisTest "tbtest" "Tuberculosis skin test" "Prueba de tuberculina";
    /// Antibodies and antitoxins: protection that does not last.
    Antibody "antibody" "Immune globulins and antitoxins" "Inmunoglobulinas y antitoxinas";
    /// None of these.
    Other "other" "Other" "Otras";
}

impl Group {
    /// From the word in the table.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::Coding;

    #[test]
    fn every_line_of_the_table_is_read_in_order() {
        let wanted = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        let codes: Vec<Cvx> = lines().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), wanted);
        assert!(
            codes.is_sorted_by(|one, next| one < next),
            "each once, in order"
        );
        for (code, vaccine) in lines() {
            assert!(!vaccine.groups.is_empty(), "{code:?}");
            for name in Locale::ALL.map(|locale| vaccine.name(locale)) {
                assert!(
                    !name.is_empty() && name == name.trim(),
                    "{code:?}: {name:?}"
                );
            }
        }
    }

    #[test]
    fn every_group_has_a_vaccine() {
        for group in Group::ALL {
            assert!(
                lines().any(|(_, vaccine)| vaccine.groups.contains(group)),
                "{group:?}"
            );
            assert_eq!(Group::from_code(group.code()), Some(*group));
        }
    }

    #[test]
    fn a_code_is_the_same_with_and_without_its_zero() {
        assert_eq!(Cvx::parse("8"), Cvx::parse("08"));
        assert_eq!(Cvx::parse("8").map(Cvx::code).as_deref(), Some("08"));
        assert_eq!(Cvx::parse("207").map(Cvx::code).as_deref(), Some("207"));
        for wrong in ["", "x", "-8", "1234", "8 ", "٨"] {
            assert_eq!(Cvx::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_code_is_found_beside_others() {
        let coding = |system: &str, code: &str| Coding {
            system: Some(system.into()),
            code: Some(code.into()),
            display: None,
        };
        let concept = CodeableConcept {
            coding: vec![
                coding("http://hl7.org/fhir/sid/ndc", "49281-0286-10"),
                coding("http://hl7.org/fhir/sid/cvx", "110"),
            ],
            text: None,
        };
        let vaccine = Vaccine::find(Cvx::of(&concept).unwrap()).unwrap();
        assert_eq!(
            vaccine.groups,
            [Group::Dtap, Group::HepatitisB, Group::Polio]
        );
        assert_eq!(vaccine.name(Locale::En), "DTaP-Hepatitis B-Polio");
        let other = CodeableConcept {
            coding: vec![coding("http://snomed.info/sct", "110")],
            text: None,
        };
        assert_eq!(
            Cvx::of(&other),
            None,
            "another system's 110 is something else"
        );
    }

    #[test]
    fn an_unknown_code_has_no_name_of_ours() {
        assert_eq!(Vaccine::find(Cvx(899)), None);
        assert_eq!(Vaccine::find(Cvx(998)), None, "no vaccine administered");
    }
}
