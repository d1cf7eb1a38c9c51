//! The doses themselves. Days are counted back from the day on which the demo begins.

use super::{Fate, Shot, When};

/// A dose given, to be filled in.
const GIVEN: Shot = Shot {
    when: When::Day(0),
    cvx: "",
    lot: "",
    site: "Left upper arm",
    by: "",
    series: ("", 0, 0),
    fate: Fate::Given,
    reaction: "",
};

/// A dose given on a day.
const fn given(days: u32, cvx: &'static str, lot: &'static str, by: &'static str) -> Shot {
    Shot {
        when: When::Day(days),
        cvx,
        lot,
        by,
        ..GIVEN
    }
}

/// A dose that is not as the others: told, not given, or a mistake.
const fn other(when: When, cvx: &'static str, by: &'static str, fate: Fate) -> Shot {
    Shot {
        when,
        cvx,
        by,
        fate,
        ..GIVEN
    }
}

impl Shot {
    /// The same, at another place of the body.
    const fn at(self, site: &'static str) -> Self {
        Self { site, ..self }
    }

    /// The same, as a dose of a series.
    const fn number(self, series: &'static str, number: u32, of: u32) -> Self {
        Self {
            series: (series, number, of),
            ..self
        }
    }

    /// The same, with what happened after it.
    const fn then(self, reaction: &'static str) -> Self {
        Self { reaction, ..self }
    }
}

const LEFT: &str = "Left thigh";
const RIGHT: &str = "Right thigh";
const MOUTH: &str = "Mouth";
const RIGHT_ARM: &str = "Right upper arm";

/// How many days ago the children of the cast were born.
const SOFIA: u32 = 8 * 365 + 130;
const MATEO: u32 = 15 * 365 + 200;

/// Who was given what, by the serial number of their card.
pub const SHOTS: &[(u32, &[Shot])] = &[
    // Maria Santos: as life has it.
    (
        1_234_567,
        &[
            other(
                When::Words("as a baby, abroad", 1_920),
                "19",
                "whitlock",
                Fate::Told,
            ),
            other(When::Year(14_900), "03", "whitlock", Fate::Told),
            other(When::Year(13_600), "03", "whitlock", Fate::Told),
            given(1_890, "43", "HB6031", "whitlock")
                .at(RIGHT_ARM)
                .number("Hepatitis B, adult", 1, 3),
            given(1_860, "43", "HB6088", "whitlock")
                .at(RIGHT_ARM)
                .number("Hepatitis B, adult", 2, 3),
            given(1_706, "43", "HB6154", "whitlock")
                .at(RIGHT_ARM)
                .number("Hepatitis B, adult", 3, 3),
            given(2_040, "208", "CV1107", "bergstrom").number("COVID-19", 1, 2),
            given(2_019, "208", "CV1163", "bergstrom")
                .number("COVID-19", 2, 2)
                .then("Fever of 38.6 °C and a sore arm, gone after two days"),
            given(1_490, "300", "CV1590", "whitlock"),
            given(765, "309", "CV2022", "whitlock"),
            given(30, "309", "CV2260", "whitlock").at(RIGHT_ARM),
            given(1_530, "115", "TD5518", "whitlock"),
            given(1_860, "150", "FL6904K", "whitlock"),
            given(1_490, "150", "FL7208B", "whitlock"),
            given(1_130, "150", "FL7480D", "whitlock"),
            given(765, "140", "FL7712A", "whitlock"),
            given(400, "140", "FL7931C", "whitlock"),
            given(30, "140", "FL8044C", "whitlock"),
            other(
                When::Day(4),
                "216",
                "whitlock",
                Fate::Not("Member wants to think about it"),
            ),
            other(When::Day(29), "140", "whitlock", Fate::Mistake),
        ],
    ),
    // José Hernández Ortega.
    (
        2_071_846,
        &[
            given(1_800, "208", "CV1098", "duarte").number("COVID-19", 1, 2),
            given(1_779, "208", "CV1151", "duarte").number("COVID-19", 2, 2),
            given(1_120, "309", "CV1804", "duarte"),
            given(45, "309", "CV2255", "duarte").at(RIGHT_ARM),
            given(1_500, "135", "HD0988", "duarte"),
            given(1_140, "135", "HD1044", "duarte"),
            given(775, "135", "HD1093", "duarte"),
            given(410, "135", "HD1142", "duarte"),
            given(45, "135", "HD1190", "duarte"),
            given(800, "216", "PC3307", "duarte"),
            given(1_200, "187", "ZR4471", "duarte")
                .number("Zoster", 1, 2)
                .then("Tiredness and a sore arm"),
            given(1_110, "187", "ZR4698", "duarte").number("Zoster", 2, 2),
            given(410, "305", "RS0231", "duarte").at(RIGHT_ARM),
            given(2_300, "115", "TD4420", "duarte"),
        ],
    ),
    // Grace Lindholm.
    (
        3_308_154,
        &[
            given(3_600, "165", "HP0402", "ghosh").number("HPV", 1, 3),
            given(3_540, "165", "HP0466", "ghosh").number("HPV", 2, 3),
            given(3_420, "165", "HP0590", "ghosh").number("HPV", 3, 3),
            given(1_985, "208", "CV1119", "ghosh").number("COVID-19", 1, 2),
            given(1_964, "208", "CV1170", "ghosh").number("COVID-19", 2, 2),
            given(1_260, "115", "TD5790", "ghosh"),
            given(420, "140", "FL7929A", "ghosh"),
            given(50, "140", "FL8039A", "ghosh"),
        ],
    ),
    // Daniel Brandt.
    (
        4_415_920,
        &[
            given(1_995, "208", "CV1122", "kowalczyk").number("COVID-19", 1, 2),
            given(1_974, "208", "CV1174", "kowalczyk").number("COVID-19", 2, 2),
            given(2_300, "115", "TD4102", "kowalczyk"),
            given(900, "187", "ZR4990", "kowalczyk").number("Zoster", 1, 2),
            given(800, "187", "ZR5121", "kowalczyk").number("Zoster", 2, 2),
            given(400, "140", "FL7940B", "kowalczyk"),
            given(35, "140", "FL8066A", "kowalczyk"),
            other(
                When::Day(35),
                "309",
                "kowalczyk",
                Fate::Not("Member declined"),
            ),
        ],
    ),
    // Lucía Peñaloza Vega: the last of a series is still to come.
    (
        5_162_703,
        &[
            other(When::Year(10_900), "03", "lindqvist", Fate::Told),
            given(2_100, "165", "HP0914", "lindqvist").number("HPV", 1, 3),
            given(2_040, "165", "HP0961", "lindqvist").number("HPV", 2, 3),
            given(1_990, "208", "CV1120", "lindqvist").number("COVID-19", 1, 2),
            given(1_969, "208", "CV1172", "lindqvist").number("COVID-19", 2, 2),
            given(390, "140", "FL7950E", "lindqvist"),
            given(28, "140", "FL8059D", "lindqvist"),
        ],
    ),
    // Thomas Abernathy, cared for elsewhere: a visit for a journey.
    (6_240_088, &[given(420, "52", "HA6120", "underhill")]),
    // Owen Castell, whose coverage has ended.
    (
        7_553_041,
        &[
            given(2_000, "115", "TD5002", "marsh"),
            given(700, "150", "FL7700M", "marsh"),
        ],
    ),
    // Sofia Santos: a childhood by the schedule.
    (
        1_234_590,
        &[
            given(SOFIA - 1, "08", "HB2201", "iwata")
                .at(LEFT)
                .number("Hepatitis B", 1, 4),
            given(SOFIA - 62, "110", "PX3137", "iwata")
                .at(RIGHT)
                .number("DTaP", 1, 5),
            given(SOFIA - 124, "110", "PX3174", "iwata")
                .at(RIGHT)
                .number("DTaP", 2, 5),
            given(SOFIA - 190, "110", "PX3211", "iwata")
                .at(RIGHT)
                .number("DTaP", 3, 5),
            given(SOFIA - 62, "49", "HI2041", "iwata")
                .at(LEFT)
                .number("Hib", 1, 3),
            given(SOFIA - 124, "49", "HI2082", "iwata")
                .at(LEFT)
                .number("Hib", 2, 3),
            given(SOFIA - 380, "49", "HI2123", "iwata")
                .at(LEFT)
                .number("Hib", 3, 3),
            given(SOFIA - 62, "133", "PC1829", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 1, 4),
            given(SOFIA - 124, "133", "PC1858", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 2, 4),
            given(SOFIA - 190, "133", "PC1887", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 3, 4),
            given(SOFIA - 380, "133", "PC1916", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 4, 4),
            given(SOFIA - 62, "116", "RV913", "iwata")
                .at(MOUTH)
                .number("Rotavirus", 1, 3),
            given(SOFIA - 124, "116", "RV926", "iwata")
                .at(MOUTH)
                .number("Rotavirus", 2, 3),
            given(SOFIA - 190, "116", "RV939", "iwata")
                .at(MOUTH)
                .number("Rotavirus", 3, 3),
            given(SOFIA - 380, "03", "MM1180", "iwata")
                .at(RIGHT)
                .number("MMR", 1, 2)
                .then("Slight fever"),
            given(SOFIA - 380, "21", "VA0921", "iwata")
                .at(RIGHT)
                .number("Varicella", 1, 2),
            given(SOFIA - 380, "83", "HA2044", "iwata")
                .at(LEFT)
                .number("Hepatitis A", 1, 2),
            given(SOFIA - 600, "83", "HA2190", "iwata")
                .at(LEFT)
                .number("Hepatitis A", 2, 2),
            given(SOFIA - 470, "20", "DT7310", "iwata")
                .at(LEFT)
                .number("DTaP", 4, 5),
            given(SOFIA - 1_500, "130", "KX0810", "iwata").number("DTaP", 5, 5),
            given(SOFIA - 1_500, "94", "MV0551", "iwata")
                .at(RIGHT_ARM)
                .number("MMR", 2, 2),
            given(1_480, "218", "CV3301", "iwata").number("COVID-19", 1, 2),
            given(1_459, "218", "CV3344", "iwata").number("COVID-19", 2, 2),
            given(2_240, "150", "FL6502P", "iwata").at(LEFT),
            given(1_875, "150", "FL6910P", "iwata"),
            given(1_500, "150", "FL7204P", "iwata"),
            given(1_135, "150", "FL7488P", "iwata"),
            given(770, "140", "FL7718P", "iwata"),
            given(405, "140", "FL7933P", "iwata"),
            given(40, "140", "FL8044P", "iwata"),
        ],
    ),
    // Mateo Santos.
    (
        1_234_591,
        &[
            other(When::Month(MATEO - 3), "08", "iwata", Fate::Told),
            given(MATEO - 62, "08", "HB1062", "iwata")
                .at(LEFT)
                .number("Hepatitis B", 2, 3),
            given(MATEO - 190, "08", "HB1093", "iwata")
                .at(LEFT)
                .number("Hepatitis B", 3, 3),
            given(MATEO - 62, "20", "DT1147", "iwata")
                .at(RIGHT)
                .number("DTaP", 1, 5),
            given(MATEO - 124, "20", "DT1194", "iwata")
                .at(RIGHT)
                .number("DTaP", 2, 5),
            given(MATEO - 190, "20", "DT1241", "iwata")
                .at(RIGHT)
                .number("DTaP", 3, 5),
            given(MATEO - 470, "20", "DT1288", "iwata")
                .at(RIGHT)
                .number("DTaP", 4, 5),
            given(MATEO - 1_520, "20", "DT2630", "iwata").number("DTaP", 5, 5),
            given(MATEO - 62, "10", "PV1253", "iwata")
                .at(LEFT)
                .number("Polio", 1, 4),
            given(MATEO - 124, "10", "PV1306", "iwata")
                .at(LEFT)
                .number("Polio", 2, 4),
            given(MATEO - 470, "10", "PV1359", "iwata")
                .at(LEFT)
                .number("Polio", 3, 4),
            given(MATEO - 1_520, "10", "PV2205", "iwata")
                .at(RIGHT_ARM)
                .number("Polio", 4, 4),
            given(MATEO - 62, "49", "HI819", "iwata")
                .at(RIGHT)
                .number("Hib", 1, 3),
            given(MATEO - 124, "49", "HI838", "iwata")
                .at(RIGHT)
                .number("Hib", 2, 3),
            given(MATEO - 380, "49", "HI857", "iwata")
                .at(RIGHT)
                .number("Hib", 3, 3),
            given(MATEO - 62, "133", "PC423", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 1, 4),
            given(MATEO - 124, "133", "PC446", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 2, 4),
            given(MATEO - 190, "133", "PC469", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 3, 4),
            given(MATEO - 380, "133", "PC492", "iwata")
                .at(LEFT)
                .number("Pneumococcal", 4, 4),
            given(MATEO - 380, "03", "MM0207", "iwata")
                .at(RIGHT)
                .number("MMR", 1, 2),
            given(MATEO - 1_520, "03", "MM0733", "iwata").number("MMR", 2, 2),
            given(MATEO - 380, "21", "VA0144", "iwata")
                .at(RIGHT)
                .number("Varicella", 1, 2),
            given(MATEO - 1_520, "21", "VA0470", "iwata").number("Varicella", 2, 2),
            given(MATEO - 4_060, "115", "TD5105", "iwata"),
            given(MATEO - 4_060, "165", "HP2260", "iwata")
                .at(RIGHT_ARM)
                .number("HPV", 1, 2),
            given(MATEO - 4_250, "165", "HP2414", "iwata").number("HPV", 2, 2),
            given(MATEO - 4_060, "114", "MN0890", "iwata").at(RIGHT_ARM),
            given(52, "140", "FL8044C", "iwata"),
            other(When::Day(52), "309", "iwata", Fate::Not("Parent declined")),
        ],
    ),
];
