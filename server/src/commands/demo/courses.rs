//! What happened to whom.

mod more;

use std::borrow::Cow;

use super::clinical::Answer;
use super::histories::{After, Course, Kept, Odd, What};
use super::panels as p;

pub use more::MORE_COURSES;

const fn kept(days_ago: u32, what: What) -> Kept {
    Kept { days_ago, what }
}

const fn number(text: &'static str) -> Answer {
    Answer::Number(Cow::Borrowed(text))
}

/// A member without a history, to be filled in.
const NOTHING: Course = Course {
    serial: 0,
    latest: 0,
    every: 100,
    visits: 0,
    with: &[],
    reasons: &["Annual physical"],
    panels: &[],
    trends: &[],
    samples: &[],
    kept: &[],
};

/// The active members' courses.
pub const COURSES: &[Course] = &[
    // Maria Santos: diabetes that began and came under control, a slow thyroid.
    Course {
        serial: 1_234_567,
        latest: 4,
        every: 104,
        visits: 18,
        with: &["whitlock", "bergstrom", "quiroga"],
        reasons: &["Diabetes follow-up", "Thyroid follow-up", "Annual physical"],
        panels: &[
            (&p::A1C, 1),
            (&p::CMP, 4),
            (&p::LIPIDS, 4),
            (&p::THYROID, 3),
            (&p::CBC_WOMEN, 6),
            (&p::URINE_ALBUMIN, 6),
            (&p::URINALYSIS, 8),
        ],
        trends: &[
            ("4548-4", &["5.5", "6.1", "7.2", "6.6", "6.1"]),
            ("2345-7", &["96", "128", "151", "117"]),
            ("13457-7", &["148", "139", "112", "91"]),
            ("2093-3", &["231", "219", "188", "167"]),
            ("3016-3", &["6.84", "4.92", "2.35", "1.98"]),
            ("14959-1", &["18", "34", "22"]),
            ("14957-5", &["16.0", "31.0", "20.0"]),
        ],
        samples: &[
            Odd {
                days_ago: 7,
                with: "whitlock",
                reason: "Blood pressure check",
                panel: &p::BMP,
                found: &[(0, number("121")), (2, number("0.81")), (5, number("6.4"))],
                status: "final",
                conclusion: "Potassium 6.4 mmol/L is a critical value; telephoned to the \
                    ordering office. Please send a second sample.",
                after: Some(After {
                    hours: 62,
                    found: &[(5, number("4.3"))],
                    status: "corrected",
                    conclusion: "Corrected report. The first sample had broken down on its way \
                        to the laboratory, which raises potassium. The second sample, taken the \
                        same day, is reported here.",
                }),
            },
            Odd {
                days_ago: 1,
                with: "bergstrom",
                reason: "Burning on urination",
                panel: &p::CULTURE,
                found: &[(
                    0,
                    Answer::Words("No growth after 18 hours, incubation continues"),
                )],
                status: "preliminary",
                conclusion: "",
                after: None,
            },
            Odd {
                days_ago: 41,
                with: "whitlock",
                reason: "Tiredness",
                panel: &p::IRON,
                found: &[
                    (
                        0,
                        Answer::Missing("The sample had clotted; the test was not carried out"),
                    ),
                    (
                        1,
                        Answer::Missing("The sample had clotted; the test was not carried out"),
                    ),
                    (
                        2,
                        Answer::Missing("The sample had clotted; the test was not carried out"),
                    ),
                ],
                status: "cancelled",
                conclusion: "Cancelled: please send a new sample.",
                after: None,
            },
            Odd {
                days_ago: 34,
                with: "whitlock",
                reason: "Tiredness",
                panel: &p::IRON,
                found: &[(2, number("12"))],
                status: "final",
                conclusion: "",
                after: None,
            },
        ],
        kept: &[
            kept(1_640, What::Condition("Type 2 diabetes mellitus")),
            kept(1_870, What::Condition("Hypothyroidism")),
            kept(900, What::Resolved("Acute bronchitis")),
            kept(
                1_640,
                What::Medicine(
                    "Metformin 500 mg tablet",
                    "One tablet twice a day with meals",
                ),
            ),
            kept(
                1_860,
                What::Medicine("Levothyroxine 75 mcg tablet", "One tablet every morning"),
            ),
            kept(
                1_120,
                What::Medicine("Atorvastatin 20 mg tablet", "One tablet at bedtime"),
            ),
            kept(
                900,
                What::Stopped("Benzonatate 100 mg capsule", "Three times a day as needed"),
            ),
            kept(1_900, What::Allergy("Penicillin", "Hives")),
            kept(2_700, What::Procedure("Cesarean section")),
        ],
    },
    // José Hernández Ortega: a blood thinner, kidneys that slow down, prostate removed.
    Course {
        serial: 2_071_846,
        latest: 3,
        every: 62,
        visits: 20,
        with: &["duarte", "sato", "rosenthal"],
        reasons: &[
            "Anticoagulation follow-up",
            "Kidney follow-up",
            "Annual physical",
        ],
        panels: &[
            (&p::INR, 1),
            (&p::BMP, 3),
            (&p::LIPIDS, 6),
            (&p::CBC_MEN, 6),
            (&p::PSA, 10),
        ],
        trends: &[
            ("6301-6", &["1.7", "2.4", "3.3", "2.5", "2.6"]),
            ("5902-2", &["18.9", "25.4", "33.8", "26.1"]),
            ("2160-0", &["1.04", "1.12", "1.37", "1.46"]),
            ("98979-8", &["79", "70", "54", "49"]),
            ("3094-0", &["17", "21", "27"]),
            ("2857-1", &["0.09", "0.08"]),
        ],
        samples: &[
            Odd {
                days_ago: 21,
                with: "duarte",
                reason: "Yearly check after prostate surgery",
                panel: &p::PSA,
                found: &[(0, Answer::Below("0.10"))],
                status: "final",
                conclusion: "",
                after: None,
            },
            Odd {
                days_ago: 312,
                with: "sato",
                reason: "Nosebleed",
                panel: &p::INR,
                found: &[(0, number("54.2")), (1, number("5.6"))],
                status: "final",
                conclusion: "INR 5.6 is a critical value; telephoned to the anticoagulation \
                    pharmacist.",
                after: None,
            },
        ],
        kept: &[
            kept(2_380, What::Condition("Atrial fibrillation")),
            kept(2_900, What::Condition("Hypertension")),
            kept(640, What::Condition("Chronic kidney disease, stage 3a")),
            kept(
                2_380,
                What::Medicine("Warfarin 5 mg tablet", "As directed by the clinic"),
            ),
            kept(
                2_900,
                What::Medicine("Lisinopril 10 mg tablet", "One tablet a day"),
            ),
            kept(1_460, What::Procedure("Radical prostatectomy")),
            kept(2_000, What::Allergy("Sulfamethoxazole", "Rash")),
        ],
    },
    // Grace Lindholm: iron lost and regained; questions about her joints; a plan for a child.
    Course {
        serial: 3_308_154,
        latest: 8,
        every: 83,
        visits: 14,
        with: &["ghosh", "halvorsen", "obrien"],
        reasons: &["Anemia follow-up", "Joint pain", "Annual physical"],
        panels: &[
            (&p::CBC_WOMEN, 1),
            (&p::IRON, 3),
            (&p::CMP, 7),
            (&p::CRP, 5),
        ],
        trends: &[
            ("718-7", &["12.9", "10.2", "11.4", "12.6", "12.8"]),
            ("4544-3", &["38.4", "31.8", "35.1", "37.9"]),
            ("787-2", &["85.0", "73.6", "79.8", "84.1"]),
            ("788-0", &["13.1", "17.2", "15.6", "13.8"]),
            ("2276-4", &["31", "6", "17", "42"]),
            ("2498-4", &["62", "22", "55", "81"]),
            ("30522-7", &["1.4", "4.6", "0.9"]),
        ],
        samples: &[
            Odd {
                days_ago: 150,
                with: "ghosh",
                reason: "Joint pain",
                panel: &p::ANTIBODIES,
                found: &[
                    (0, Answer::Coded("Positive")),
                    (1, Answer::Words("1:160")),
                    (2, Answer::Words("Speckled")),
                ],
                status: "final",
                conclusion: "A low titer is common in healthy people and is read together with \
                    what the clinician finds.",
                after: None,
            },
            Odd {
                days_ago: 64,
                with: "obrien",
                reason: "Planning a pregnancy",
                panel: &p::IMMUNITY,
                found: &[(1, Answer::Coded("Equivocal")), (4, Answer::Ratio(1, 1))],
                status: "final",
                conclusion: "",
                after: None,
            },
            Odd {
                days_ago: 22,
                with: "halvorsen",
                reason: "Joint pain",
                panel: &p::CRP,
                found: &[(0, Answer::Below("0.2"))],
                status: "final",
                conclusion: "",
                after: None,
            },
            Odd {
                days_ago: 410,
                with: "halvorsen",
                reason: "Burning on urination",
                panel: &p::CULTURE,
                found: &[(0, Answer::Words("Growth, identification to follow"))],
                status: "preliminary",
                conclusion: "",
                after: Some(After {
                    hours: 44,
                    found: &[(
                        0,
                        Answer::Words("Escherichia coli, more than 100,000 CFU/mL"),
                    )],
                    status: "final",
                    conclusion: "Susceptible to nitrofurantoin and fosfomycin.",
                }),
            },
        ],
        kept: &[
            kept(860, What::Condition("Iron deficiency anemia")),
            kept(410, What::Resolved("Urinary tract infection")),
            kept(
                850,
                What::Stopped(
                    "Ferrous sulfate 325 mg tablet",
                    "One tablet every other day",
                ),
            ),
            kept(
                60,
                What::Medicine("Folic acid 400 mcg tablet", "One tablet a day"),
            ),
        ],
    },
];
