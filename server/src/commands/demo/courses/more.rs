//! The courses of everybody else.

use super::super::clinical::Answer;
use super::super::histories::{After, Course, Odd, What};
use super::super::panels as p;
use super::{NOTHING, kept, number};

/// The courses that are not in [`super::COURSES`].
pub const MORE_COURSES: &[Course] = &[
    // Daniel Brandt: fats in the blood, and a value that somebody has to act on.
    Course {
        serial: 4_415_920,
        latest: 11,
        every: 122,
        visits: 13,
        with: &["kowalczyk", "jacoby", "petrov"],
        reasons: &[
            "Cholesterol follow-up",
            "Annual physical",
            "Blood pressure check",
        ],
        panels: &[
            (&p::LIPIDS, 1),
            (&p::CMP, 3),
            (&p::CBC_MEN, 6),
            (&p::VITAMINS, 5),
        ],
        trends: &[
            ("13457-7", &["182", "171", "128", "97"]),
            ("2093-3", &["268", "251", "203", "176"]),
            ("2571-8", &["246", "221", "168", "139"]),
            ("2085-9", &["36", "39", "44"]),
            ("1742-6", &["34", "61", "42"]),
            ("2132-9", &["388", "431"]),
        ],
        samples: &[
            Odd {
                days_ago: 9,
                with: "kowalczyk",
                reason: "New blood pressure medicine",
                panel: &p::BMP,
                found: &[(5, number("6.5")), (2, number("1.31"))],
                status: "final",
                conclusion: "Potassium 6.5 mmol/L is a critical value, confirmed on a second run; \
                telephoned to the ordering office.",
                after: None,
            },
            Odd {
                days_ago: 4,
                with: "kowalczyk",
                reason: "Potassium, once more",
                panel: &p::BMP,
                found: &[(5, number("4.9")), (2, number("1.18"))],
                status: "final",
                conclusion: "",
                after: None,
            },
        ],
        kept: &[
            kept(1_500, What::Condition("Mixed hyperlipidemia")),
            kept(700, What::Condition("Hypertension")),
            kept(
                1_480,
                What::Medicine("Rosuvastatin 20 mg tablet", "One tablet a day"),
            ),
            kept(
                25,
                What::Medicine("Losartan 50 mg tablet", "One tablet a day"),
            ),
            kept(1_000, What::Procedure("Colonoscopy")),
        ],
    },
    // Lucía Peñaloza Vega: young, asthma, few results.
    Course {
        serial: 5_162_703,
        latest: 2,
        every: 118,
        visits: 6,
        with: &["lindqvist"],
        reasons: &["Asthma follow-up", "Annual physical"],
        panels: &[(&p::CBC_WOMEN, 2), (&p::VITAMINS, 2), (&p::CMP, 4)],
        trends: &[
            ("1989-3", &["17.4", "24.9", "33.0"]),
            ("2132-9", &["512", "476"]),
        ],
        samples: &[Odd {
            days_ago: 5,
            with: "lindqvist",
            reason: "Annual physical",
            panel: &p::URINALYSIS,
            found: &[
                (1, Answer::Coded("Slightly cloudy")),
                (9, Answer::Coded("Trace")),
            ],
            status: "final",
            conclusion: "",
            after: None,
        }],
        kept: &[
            kept(2_000, What::Condition("Asthma, mild persistent")),
            kept(
                600,
                What::Medicine("Budesonide 90 mcg inhaler", "One puff twice a day"),
            ),
            kept(
                600,
                What::Medicine("Albuterol 90 mcg inhaler", "Two puffs as needed"),
            ),
            kept(1_900, What::Allergy("Peanut", "Swelling of the lips")),
            kept(1_900, What::Allergy("Cat dander", "Sneezing")),
        ],
    },
    // Sofia Santos.
    Course {
        serial: 1_234_590,
        latest: 96,
        every: 190,
        visits: 8,
        with: &["iwata"],
        reasons: &["Well-child visit", "Asthma follow-up"],
        panels: &[(&p::CBC_WOMEN, 7)],
        kept: &[
            kept(700, What::Condition("Asthma, mild intermittent")),
            kept(
                700,
                What::Medicine("Albuterol 90 mcg inhaler", "Two puffs as needed"),
            ),
        ],
        ..NOTHING
    },
    // Mateo Santos.
    Course {
        serial: 1_234_591,
        latest: 140,
        every: 330,
        visits: 6,
        with: &["iwata"],
        reasons: &["Well-child visit", "Sports physical"],
        panels: &[(&p::CBC_MEN, 5)],
        kept: &[kept(1_000, What::Resolved("Fracture of left radius"))],
        ..NOTHING
    },
    // Thomas Abernathy, cared for elsewhere: one visit for a vaccine.
    Course {
        serial: 6_240_088,
        latest: 420,
        visits: 1,
        with: &["underhill"],
        reasons: &["Travel vaccines"],
        ..NOTHING
    },
    // Owen Castell, whose coverage has ended.
    Course {
        serial: 7_553_041,
        latest: 171,
        every: 130,
        visits: 9,
        with: &["marsh"],
        reasons: &["Annual physical", "Back pain"],
        panels: &[(&p::CMP, 3), (&p::LIPIDS, 3), (&p::CBC_MEN, 4)],
        trends: &[("13457-7", &["118", "104"])],
        kept: &[kept(1_300, What::Condition("Low back pain"))],
        ..NOTHING
    },
    // Those who have not registered yet.
    Course {
        serial: 8_127_460,
        latest: 48,
        every: 200,
        visits: 4,
        with: &["farrell"],
        panels: &[(&p::CMP, 2), (&p::A1C, 2)],
        ..NOTHING
    },
    Course {
        serial: 8_240_917,
        latest: 75,
        every: 150,
        visits: 6,
        with: &["jacoby", "kowalczyk"],
        panels: &[(&p::THYROID, 2), (&p::LIPIDS, 3)],
        trends: &[("3016-3", &["3.10", "5.40"])],
        ..NOTHING
    },
    Course {
        serial: 8_391_205,
        latest: 130,
        every: 310,
        visits: 3,
        with: &["nasser"],
        panels: &[(&p::CBC_MEN, 2)],
        ..NOTHING
    },
    Course {
        serial: 8_466_730,
        latest: 33,
        every: 140,
        visits: 7,
        with: &["lindqvist"],
        panels: &[(&p::A1C, 2), (&p::CMP, 3)],
        trends: &[("4548-4", &["5.9", "6.3"])],
        ..NOTHING
    },
    // Harold Winslow, who has not signed on for longer than eighteen months.
    Course {
        serial: 9_013_528,
        latest: 640,
        every: 95,
        visits: 12,
        with: &["adeyemi", "petrov"],
        reasons: &["Heart failure follow-up", "Annual physical"],
        panels: &[(&p::BMP, 2), (&p::CBC_MEN, 4)],
        trends: &[("2160-0", &["1.10", "1.24"]), ("98979-8", &["68", "59"])],
        kept: &[kept(1_800, What::Condition("Heart failure"))],
        ..NOTHING
    },
    // Nadia Farouk, whose account is locked.
    Course {
        serial: 9_284_617,
        latest: 16,
        every: 130,
        visits: 7,
        with: &["nasser"],
        panels: &[(&p::THYROID, 3), (&p::CBC_WOMEN, 3)],
        samples: &[Odd {
            days_ago: 30,
            with: "nasser",
            reason: "Annual physical",
            panel: &p::LIPIDS,
            found: &[(3, number("121"))],
            status: "final",
            conclusion: "",
            after: Some(After {
                hours: 20,
                found: &[(3, number("112"))],
                status: "amended",
                conclusion: "Amended: LDL recalculated with the measured triglycerides.",
            }),
        }],
        ..NOTHING
    },
];
