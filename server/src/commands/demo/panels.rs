//! The tests of the demo's laboratory, with its own ranges.

/// One test. What does not apply is empty.
#[derive(Clone, Copy)]
pub struct Test {
    /// LOINC's code.
    pub loinc: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its unit, UCUM.
    pub unit: &'static str,
    /// Digits after the point.
    pub decimals: u32,
    /// Lower end of the range.
    pub low: &'static str,
    /// Upper end of the range.
    pub high: &'static str,
    /// At or below this somebody has to act now.
    pub alarm_low: &'static str,
    /// At or above this somebody has to act now.
    pub alarm_high: &'static str,
    /// What is reported where nothing is the matter; for tests that answer in words.
    pub usual: &'static str,
    /// What the range is for, where it is not the usual one (HL7 `referencerange-meaning`).
    pub meaning: &'static str,
}

const TEST: Test = Test {
    loinc: "",
    name: "",
    unit: "",
    decimals: 0,
    low: "",
    high: "",
    alarm_low: "",
    alarm_high: "",
    usual: "",
    meaning: "",
};

const fn measured(
    loinc: &'static str,
    name: &'static str,
    unit: &'static str,
    decimals: u32,
    (low, high): (&'static str, &'static str),
) -> Test {
    Test {
        loinc,
        name,
        unit,
        decimals,
        low,
        high,
        ..TEST
    }
}

const fn alarmed(test: Test, alarm_low: &'static str, alarm_high: &'static str) -> Test {
    Test {
        alarm_low,
        alarm_high,
        ..test
    }
}

const fn worded(loinc: &'static str, name: &'static str, usual: &'static str) -> Test {
    Test {
        loinc,
        name,
        usual,
        ..TEST
    }
}

/// Several tests of one sample.
pub struct Panel {
    /// Its part of an identifier.
    pub key: &'static str,
    /// LOINC's code.
    pub loinc: &'static str,
    /// Its name, as the result is listed.
    pub name: &'static str,
    /// Its tests, in the order of the report.
    pub tests: &'static [Test],
}

const GLUCOSE: Test = alarmed(
    measured("2345-7", "Glucose", "mg/dL", 0, ("70", "99")),
    "50",
    "400",
);
const UREA: Test = measured("3094-0", "Urea nitrogen (BUN)", "mg/dL", 0, ("7", "20"));
const CREATININE: Test = measured("2160-0", "Creatinine", "mg/dL", 2, ("0.60", "1.20"));
const FILTRATION: Test = measured(
    "98979-8",
    "Estimated filtration rate (eGFR)",
    "mL/min/1.73m2",
    0,
    ("60", ""),
);
const SODIUM: Test = alarmed(
    measured("2951-2", "Sodium", "mmol/L", 0, ("135", "145")),
    "120",
    "160",
);
const POTASSIUM: Test = alarmed(
    measured("2823-3", "Potassium", "mmol/L", 1, ("3.5", "5.1")),
    "2.8",
    "6.2",
);
const CHLORIDE: Test = measured("2075-0", "Chloride", "mmol/L", 0, ("98", "107"));
const CARBON_DIOXIDE: Test = measured("2028-9", "Carbon dioxide", "mmol/L", 0, ("22", "29"));
const CALCIUM: Test = measured("17861-6", "Calcium", "mg/dL", 1, ("8.6", "10.3"));

/// Basic metabolic panel.
pub const BMP: Panel = Panel {
    key: "bmp",
    loinc: "24320-4",
    name: "Basic metabolic panel",
    tests: &[
        GLUCOSE,
        UREA,
        CREATININE,
        FILTRATION,
        SODIUM,
        POTASSIUM,
        CHLORIDE,
        CARBON_DIOXIDE,
        CALCIUM,
    ],
};

/// Comprehensive metabolic panel.
pub const CMP: Panel = Panel {
    key: "cmp",
    loinc: "24323-8",
    name: "Comprehensive metabolic panel",
    tests: &[
        GLUCOSE,
        UREA,
        CREATININE,
        FILTRATION,
        SODIUM,
        POTASSIUM,
        CHLORIDE,
        CARBON_DIOXIDE,
        CALCIUM,
        measured("2885-2", "Total protein", "g/dL", 1, ("6.0", "8.3")),
        measured("1751-7", "Albumin", "g/dL", 1, ("3.5", "5.0")),
        measured("1975-2", "Bilirubin, total", "mg/dL", 1, ("0.2", "1.2")),
        measured("6768-6", "Alkaline phosphatase", "U/L", 0, ("40", "129")),
        measured(
            "1742-6",
            "Alanine aminotransferase (ALT)",
            "U/L",
            0,
            ("7", "56"),
        ),
        measured(
            "1920-8",
            "Aspartate aminotransferase (AST)",
            "U/L",
            0,
            ("10", "40"),
        ),
    ],
};

const WHITE_CELLS: Test = measured("6690-2", "White blood cells", "10*3/uL", 1, ("4.0", "11.0"));
const RED_CELL_VOLUME: Test = measured(
    "787-2",
    "Mean cell volume (MCV)",
    "fL",
    1,
    ("80.0", "100.0"),
);
const RED_CELL_WIDTH: Test = measured(
    "788-0",
    "Red cell distribution width (RDW)",
    "%",
    1,
    ("11.5", "14.5"),
);
const PLATELETS: Test = alarmed(
    measured("777-3", "Platelets", "10*3/uL", 0, ("150", "400")),
    "30",
    "1000",
);

/// Complete blood count with the ranges for women.
pub const CBC_WOMEN: Panel = Panel {
    key: "cbc",
    loinc: "58410-2",
    name: "Complete blood count",
    tests: &[
        WHITE_CELLS,
        measured("789-8", "Red blood cells", "10*6/uL", 2, ("3.80", "5.10")),
        alarmed(
            measured("718-7", "Hemoglobin", "g/dL", 1, ("12.0", "15.5")),
            "7.0",
            "20.0",
        ),
        measured("4544-3", "Hematocrit", "%", 1, ("35.5", "45.0")),
        RED_CELL_VOLUME,
        RED_CELL_WIDTH,
        PLATELETS,
    ],
};

/// Complete blood count with the ranges for men.
pub const CBC_MEN: Panel = Panel {
    key: "cbc",
    loinc: "58410-2",
    name: "Complete blood count",
    tests: &[
        WHITE_CELLS,
        measured("789-8", "Red blood cells", "10*6/uL", 2, ("4.30", "5.80")),
        alarmed(
            measured("718-7", "Hemoglobin", "g/dL", 1, ("13.5", "17.5")),
            "7.0",
            "20.0",
        ),
        measured("4544-3", "Hematocrit", "%", 1, ("40.0", "52.0")),
        RED_CELL_VOLUME,
        RED_CELL_WIDTH,
        PLATELETS,
    ],
};

/// Lipids.
pub const LIPIDS: Panel = Panel {
    key: "lipids",
    loinc: "24331-1",
    name: "Lipid panel",
    tests: &[
        measured("2093-3", "Cholesterol, total", "mg/dL", 0, ("", "199")),
        measured("2571-8", "Triglycerides", "mg/dL", 0, ("", "149")),
        measured("2085-9", "HDL cholesterol", "mg/dL", 0, ("40", "")),
        measured(
            "13457-7",
            "LDL cholesterol, calculated",
            "mg/dL",
            0,
            ("", "99"),
        ),
    ],
};

/// Hemoglobin A1c.
pub const A1C: Panel = Panel {
    key: "a1c",
    loinc: "4548-4",
    name: "Hemoglobin A1c",
    tests: &[measured("4548-4", "Hemoglobin A1c", "%", 1, ("4.0", "5.6"))],
};

/// Thyroid.
pub const THYROID: Panel = Panel {
    key: "thyroid",
    loinc: "55204-3",
    name: "Thyroid panel",
    tests: &[
        measured(
            "3016-3",
            "Thyroid stimulating hormone (TSH)",
            "m[IU]/L",
            2,
            ("0.40", "4.50"),
        ),
        measured(
            "3024-7",
            "Thyroxine, free (free T4)",
            "ng/dL",
            1,
            ("0.8", "1.8"),
        ),
    ],
};

/// Urinalysis: mostly words.
pub const URINALYSIS: Panel = Panel {
    key: "urinalysis",
    loinc: "24356-8",
    name: "Urinalysis",
    tests: &[
        worded("5778-6", "Color", "Yellow"),
        worded("5767-9", "Appearance", "Clear"),
        measured("5811-5", "Specific gravity", "", 3, ("1.005", "1.030")),
        measured("5803-2", "pH", "", 1, ("5.0", "8.0")),
        worded("5804-0", "Protein", "Negative"),
        worded("5792-7", "Glucose", "Negative"),
        worded("5797-6", "Ketones", "Negative"),
        worded("5794-3", "Blood", "Negative"),
        worded("5802-4", "Nitrite", "Negative"),
        worded("5799-2", "Leukocyte esterase", "Negative"),
    ],
};

/// Clotting under treatment: the range is the treatment's goal, not the usual one.
pub const INR: Panel = Panel {
    key: "inr",
    loinc: "34528-0",
    name: "Prothrombin time and INR",
    tests: &[
        measured("5902-2", "Prothrombin time", "s", 1, ("", "")),
        Test {
            meaning: "therapeutic",
            ..alarmed(measured("6301-6", "INR", "", 1, ("2.0", "3.0")), "", "5.0")
        },
    ],
};

/// Albumin in urine.
pub const URINE_ALBUMIN: Panel = Panel {
    key: "urine-albumin",
    loinc: "14959-1",
    name: "Albumin and creatinine, urine",
    tests: &[
        measured("14957-5", "Albumin, urine", "mg/L", 1, ("", "")),
        measured(
            "14959-1",
            "Albumin to creatinine ratio",
            "mg/g",
            0,
            ("", "29"),
        ),
    ],
};

/// Iron stores.
pub const IRON: Panel = Panel {
    key: "iron",
    loinc: "75689-0",
    name: "Iron studies",
    tests: &[
        measured("2498-4", "Iron", "ug/dL", 0, ("37", "145")),
        measured(
            "2500-7",
            "Iron binding capacity",
            "ug/dL",
            0,
            ("250", "450"),
        ),
        measured("2276-4", "Ferritin", "ng/mL", 0, ("15", "150")),
    ],
};

/// Vitamins; the laboratory gives no range for one of them.
pub const VITAMINS: Panel = Panel {
    key: "vitamins",
    loinc: "83070-3",
    name: "Vitamin D and vitamin B12",
    tests: &[
        measured(
            "1989-3",
            "25-hydroxyvitamin D",
            "ng/mL",
            1,
            ("30.0", "100.0"),
        ),
        measured("2132-9", "Vitamin B12", "pg/mL", 0, ("", "")),
    ],
};

/// Inflammation, by a method that measures little.
pub const CRP: Panel = Panel {
    key: "crp",
    loinc: "30522-7",
    name: "C-reactive protein, high sensitivity",
    tests: &[measured(
        "30522-7",
        "C-reactive protein",
        "mg/L",
        1,
        ("", "3.0"),
    )],
};

/// Prostate.
pub const PSA: Panel = Panel {
    key: "psa",
    loinc: "2857-1",
    name: "Prostate specific antigen",
    tests: &[measured(
        "2857-1",
        "Prostate specific antigen (PSA)",
        "ng/mL",
        2,
        ("", "4.00"),
    )],
};

/// Antibodies: a titer and a ratio.
pub const ANTIBODIES: Panel = Panel {
    key: "antibodies",
    loinc: "29953-7",
    name: "Antinuclear antibodies",
    tests: &[
        worded("8061-4", "Antinuclear antibodies", "Negative"),
        Test {
            high: "1:40",
            ..worded("5048-4", "Titer", "")
        },
        worded("14611-8", "Pattern", ""),
    ],
};

/// Immunity before a pregnancy.
pub const IMMUNITY: Panel = Panel {
    key: "immunity",
    loinc: "54089-8",
    name: "Immunity screening",
    tests: &[
        worded("5334-8", "Rubella antibody, IgG", "Immune"),
        worded("15410-4", "Varicella antibody, IgG", "Immune"),
        worded(
            "22322-2",
            "Hepatitis B surface antibody",
            "Reactive (protected)",
        ),
        worded("56888-1", "HIV antigen and antibody", "Nonreactive"),
        worded("31147-2", "Syphilis (RPR) titer", ""),
    ],
};

/// A culture.
pub const CULTURE: Panel = Panel {
    key: "culture",
    loinc: "630-4",
    name: "Urine culture",
    tests: &[worded("630-4", "Culture", "")],
};
