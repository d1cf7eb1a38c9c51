//! The plan's medical offices and clinicians, all of them invented.

/// A medical office.
pub struct Place {
    /// Its name.
    pub name: &'static str,
    /// First line of the address.
    pub street: &'static str,
    /// City and postal code.
    pub city: (&'static str, &'static str),
    /// Telephone number.
    pub phone: &'static str,
}

/// A clinician.
pub struct Clinician {
    /// How the demo and its record system know them.
    pub key: &'static str,
    /// First name.
    pub given: &'static str,
    /// Last name.
    pub family: &'static str,
    /// Degree.
    pub suffix: &'static str,
    /// Specialty.
    pub specialty: &'static str,
    /// Which of [`OFFICES`] they work at.
    pub office: usize,
    /// Whether they take messages at the portal.
    pub writes: bool,
}

impl Clinician {
    /// Where they work.
    pub fn office(&self) -> &'static Place {
        &OFFICES[self.office]
    }
}

/// The clinician of a key.
pub fn clinician(key: &str) -> Option<&'static Clinician> {
    CLINICIANS.iter().find(|clinician| clinician.key == key)
}

const fn office(
    name: &'static str,
    street: &'static str,
    city: (&'static str, &'static str),
    phone: &'static str,
) -> Place {
    Place {
        name,
        street,
        city,
        phone,
    }
}

/// City and postal code of the plan's own town.
pub const LARKHAVEN: (&str, &str) = ("Larkhaven", "90210");
/// Another town.
pub const ALDERBROOK: (&str, &str) = ("Alderbrook", "90214");
/// Another town.
pub const PORT_ELLERY: (&str, &str) = ("Port Ellery", "90231");
/// Another town.
pub const SALTMARSH: (&str, &str) = ("Saltmarsh", "90237");

/// The plan's medical offices.
pub const OFFICES: &[Place] = &[
    office(
        "Cedar Park Medical Office",
        "200 Cedar Park Drive",
        LARKHAVEN,
        "(310) 555-0160",
    ),
    office(
        "Harbor Street Medical Office",
        "18 Harbor Street",
        PORT_ELLERY,
        "(310) 555-0161",
    ),
    office(
        "Mill Creek Medical Office",
        "77 Mill Creek Road",
        ALDERBROOK,
        "(310) 555-0162",
    ),
    office(
        "Orchard Hill Medical Office",
        "9 Orchard Hill Way",
        LARKHAVEN,
        "(310) 555-0163",
    ),
    office(
        "Stonebridge Medical Office",
        "310 Stonebridge Avenue",
        SALTMARSH,
        "(310) 555-0164",
    ),
    office(
        "Juniper Flats Medical Office",
        "42 Juniper Flats Lane",
        ALDERBROOK,
        "(310) 555-0165",
    ),
    office(
        "Lighthouse Point Medical Office",
        "5 Lighthouse Point",
        PORT_ELLERY,
        "(310) 555-0166",
    ),
    office(
        "Larkhaven Specialty Pavilion",
        "1 Meadowlark Plaza",
        LARKHAVEN,
        "(310) 555-0167",
    ),
];

const fn physician(
    key: &'static str,
    name: (&'static str, &'static str),
    suffix: &'static str,
    specialty: &'static str,
    office: usize,
) -> Clinician {
    Clinician {
        key,
        given: name.0,
        family: name.1,
        suffix,
        specialty,
        office,
        writes: true,
    }
}

const FAMILY: &str = "Family medicine";
const INTERNAL: &str = "Internal medicine";

/// Who reads the laboratory's findings that need a word, and meets nobody.
pub const PATHOLOGIST: &str = "zelenko";

/// The plan's clinicians.
pub const CLINICIANS: &[Clinician] = &[
    physician("whitlock", ("Ana", "Whitlock"), "MD", FAMILY, 0),
    physician("adeyemi", ("Folake", "Adeyemi"), "MD", INTERNAL, 0),
    physician("bergstrom", ("Nils", "Bergström"), "NP", FAMILY, 0),
    physician(
        "castellanos",
        ("Inés", "Castellanos"),
        "RN",
        "Care coordination",
        0,
    ),
    physician("duarte", ("Rafael", "Duarte"), "MD", INTERNAL, 1),
    physician("eastman", ("Joyce", "Eastman"), "PA", FAMILY, 1),
    physician("farrell", ("Conor", "Farrell"), "MD", FAMILY, 1),
    physician("ghosh", ("Anjali", "Ghosh"), "MD", INTERNAL, 2),
    physician("halvorsen", ("Ingrid", "Halvorsen"), "NP", FAMILY, 2),
    physician("iwata", ("Kenji", "Iwata"), "MD", "Pediatrics", 0),
    physician("jacoby", ("Leah", "Jacoby"), "MD", FAMILY, 3),
    physician("kowalczyk", ("Marta", "Kowalczyk"), "MD", INTERNAL, 3),
    physician("lindqvist", ("Clara", "Lindqvist"), "DO", FAMILY, 4),
    physician("marsh", ("Devon", "Marsh"), "MD", FAMILY, 5),
    physician("nasser", ("Farid", "Nasser"), "MD", INTERNAL, 6),
    physician(
        "obrien",
        ("Siobhán", "O’Brien"),
        "MD",
        "Obstetrics and gynecology",
        7,
    ),
    physician("petrov", ("Elena", "Petrov"), "MD", "Cardiology", 7),
    physician("quiroga", ("Tomás", "Quiroga"), "MD", "Endocrinology", 7),
    physician("rosenthal", ("David", "Rosenthal"), "MD", "Nephrology", 7),
    physician("sato", ("Yuki", "Sato"), "PharmD", "Clinical pharmacy", 7),
    physician("thorne", ("Miriam", "Thorne"), "MD", "Dermatology", 7),
    physician(
        PATHOLOGIST,
        ("Vera", "Zelenko"),
        "MD",
        "Clinical pathology",
        7,
    ),
    Clinician {
        key: "underhill",
        given: "Paul",
        family: "Underhill",
        suffix: "MD",
        specialty: "Urgent care",
        office: 7,
        writes: false,
    },
];
