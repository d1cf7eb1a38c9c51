//! What was written.

use domain::messages::{Desk, Topic};

/// Who wrote a message.
#[derive(Clone, Copy)]
pub enum By {
    /// The member.
    Me,
    /// The one the conversation is with.
    Them,
    /// A clinician who covers for them and takes no reply.
    Covering(&'static str),
    /// Another clinician of the team.
    Also(&'static str),
}

/// Whom a conversation is with.
#[derive(Clone, Copy)]
pub enum To {
    /// The clinician of a key.
    Clinician(&'static str),
    /// A desk.
    Desk(Desk),
}

/// A message.
pub struct Letter {
    /// Who wrote it.
    pub by: By,
    /// When, in days before the demo begins, and at what time.
    pub at: (u32, i8, i8),
    /// Its text.
    pub body: &'static str,
}

/// A conversation.
pub struct Talk {
    /// Serial number of the member's card.
    pub serial: u32,
    /// With whom.
    pub to: To,
    /// What it is filed under.
    pub topic: Topic,
    /// What it is about.
    pub subject: &'static str,
    /// Its messages, oldest first.
    pub letters: &'static [Letter],
}

const fn letter(by: By, at: (u32, i8, i8), body: &'static str) -> Letter {
    Letter { by, at, body }
}

/// Every conversation.
pub const TALKS: &[Talk] = &[
    Talk {
        serial: 1_234_567,
        to: To::Clinician("whitlock"),
        topic: Topic::Test,
        subject: "Question about my A1c",
        letters: &[
            letter(
                By::Me,
                (9, 18, 42),
                "Hello Dr. Whitlock,\n\nshould I come in fasting for the blood test next week?\n\nThank you,\nMaria",
            ),
            letter(
                By::Them,
                (8, 9, 15),
                "Hello Maria,\n\nno need to fast for the A1c. Please do skip breakfast if you would like the cholesterol done on the same day.\n\nAna Whitlock, MD",
            ),
        ],
    },
    Talk {
        serial: 1_234_567,
        to: To::Clinician("whitlock"),
        topic: Topic::Test,
        subject: "Your results are in",
        letters: &[letter(
            By::Them,
            (2, 16, 30),
            "Hello Maria,\n\nyour A1c has come down again. Well done. Let us keep the dose as it is and talk in three months.\n\nAna Whitlock, MD",
        )],
    },
    Talk {
        serial: 1_234_567,
        to: To::Clinician("whitlock"),
        topic: Topic::Medication,
        subject: "Refill while you were away",
        letters: &[
            letter(
                By::Me,
                (13, 7, 50),
                "Good morning, I have four tablets of metformin left. Could you send a new prescription to the Cedar Park pharmacy?",
            ),
            letter(
                By::Covering("adeyemi"),
                (12, 11, 5),
                "Dear Ms. Santos,\n\nI am covering for Dr. Whitlock this week. The prescription has been sent. Please write to her with anything else when she is back on Monday.\n\nFolake Adeyemi, MD",
            ),
        ],
    },
    Talk {
        serial: 1_234_567,
        to: To::Clinician("castellanos"),
        topic: Topic::Paperwork,
        subject: "School form for Sofia",
        letters: &[
            letter(
                By::Me,
                (84, 20, 3),
                "Hi, the school needs a form about Sofia's inhaler. Can I drop it off at the front desk?",
            ),
            letter(
                By::Them,
                (83, 10, 40),
                "Hello Ms. Santos, yes, please leave it at the front desk at Cedar Park. It will be ready within two days.\n\nInés Castellanos, RN",
            ),
            letter(By::Me, (80, 17, 22), "I picked it up today. Thank you!"),
        ],
    },
];
