//! What happened to whom: visits, samples, and what the record keeps besides.

use super::clinical::Answer;
use super::panels::{self, Panel};

/// A member's care over the years.
pub struct Course {
    /// Serial number of the member's card.
    pub serial: u32,
    /// The latest visit, in days before the demo begins.
    pub latest: u32,
    /// Days between visits.
    pub every: u32,
    /// How many visits.
    pub visits: u32,
    /// With whom: the most frequent first.
    pub with: &'static [&'static str],
    /// Why, in turn.
    pub reasons: &'static [&'static str],
    /// Which panels, and at every how many visits.
    pub panels: &'static [(&'static Panel, u32)],
    /// How a test (by LOINC code) went over the years, oldest first.
    pub trends: &'static [(&'static str, &'static [&'static str])],
    /// Samples out of the ordinary.
    pub samples: &'static [Odd],
}

/// A sample out of the ordinary.
pub struct Odd {
    /// When, in days before the demo begins.
    pub days_ago: u32,
    /// Who ordered it.
    pub with: &'static str,
    /// Why.
    pub reason: &'static str,
    /// Which panel.
    pub panel: &'static Panel,
    /// What was found, by place in the panel; the rest is as usual.
    pub found: &'static [(usize, Answer)],
    /// How final the report is.
    pub status: &'static str,
    /// What the laboratory says of the whole.
    pub conclusion: &'static str,
    /// What became of it.
    pub after: Option<After>,
}

/// A later version of the same report.
pub struct After {
    /// So many hours after the first.
    pub hours: u64,
    /// What was found then.
    pub found: &'static [(usize, Answer)],
    /// How final it is now.
    pub status: &'static str,
    /// What the laboratory says now.
    pub conclusion: &'static str,
}

/// Everybody's; who is not here has no history.
pub const COURSES: &[Course] = &[
    Course {
        serial: 1_234_567,
        latest: 4,
        every: 92,
        visits: 22,
        with: &["whitlock"],
        reasons: &["Diabetes follow-up", "Annual physical"],
        panels: &[(&panels::CMP, 2), (&panels::A1C, 1), (&panels::LIPIDS, 4)],
        trends: &[
            ("4548-4", &["5.5", "6.1", "6.9", "6.2"]),
            ("13457-7", &["142", "128", "94"]),
        ],
        samples: &[],
    },
    Course {
        serial: 2_071_846,
        latest: 3,
        every: 60,
        visits: 20,
        with: &["duarte"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_MEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 3_308_154,
        latest: 7,
        every: 80,
        visits: 12,
        with: &["ghosh"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_WOMEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 4_415_920,
        latest: 11,
        every: 120,
        visits: 12,
        with: &["kowalczyk"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_MEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 5_162_703,
        latest: 2,
        every: 110,
        visits: 6,
        with: &["lindqvist"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_WOMEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 7_553_041,
        latest: 170,
        every: 100,
        visits: 8,
        with: &["marsh"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_MEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 8_127_460,
        latest: 48,
        every: 200,
        visits: 4,
        with: &["farrell"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_MEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 8_240_917,
        latest: 75,
        every: 150,
        visits: 6,
        with: &["jacoby"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_WOMEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 8_391_205,
        latest: 130,
        every: 300,
        visits: 3,
        with: &["nasser"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_MEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 8_466_730,
        latest: 33,
        every: 140,
        visits: 7,
        with: &["lindqvist"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_WOMEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 9_013_528,
        latest: 640,
        every: 90,
        visits: 12,
        with: &["adeyemi"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_MEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
    Course {
        serial: 9_284_617,
        latest: 16,
        every: 130,
        visits: 7,
        with: &["nasser"],
        reasons: &["Annual physical", "Follow-up"],
        panels: &[
            (&panels::CBC_WOMEN, 2),
            (&panels::CMP, 2),
            (&panels::LIPIDS, 4),
        ],
        trends: &[],
        samples: &[],
    },
];

/// The course of a member.
pub fn course(serial: u32) -> Option<&'static Course> {
    COURSES.iter().find(|course| course.serial == serial)
}
