//! Conversations in English.

use domain::messages::{Desk, Topic};

use super::By::{Also, Covering, Me, Them};
use super::{Talk, To, letter, talk};

const MARIA: u32 = 1_234_567;
const GRACE: u32 = 3_308_154;
const DANIEL: u32 = 4_415_920;
const OWEN: u32 = 7_553_041;
const HAROLD: u32 = 9_013_528;
const NADIA: u32 = 9_284_617;

/// All of them.
pub const TALKS: &[Talk] = &[
    talk(
        MARIA,
        "whitlock",
        Topic::Test,
        "Your A1c has come down",
        &[letter(
            Them,
            (2, 16, 30),
            "Hello Maria,\n\nyour A1c has come down again. Well done: \
            this is the walking after supper as much as the tablets. Let us keep the dose as it \
            is and look once more in three months.\n\nAna Whitlock, MD",
        )],
    ),
    talk(
        MARIA,
        "whitlock",
        Topic::Test,
        "Potassium: please read first",
        &[
            letter(
                Them,
                (7, 17, 48),
                "Hello Maria,\n\nthe laboratory has telephoned us about your \
            potassium. The number on your result is too high to be left until tomorrow, but it \
            does not fit how well you are. I think that the sample broke down on its way. They \
            are running the second tube tonight. If your heart beats oddly or you feel weak, \
            call 911.\n\nAna Whitlock, MD",
            ),
            letter(
                Me,
                (7, 18, 20),
                "Thank you for writing so quickly. I feel fine. I will wait for \
            the second one.\n\nMaria",
            ),
            letter(
                Them,
                (4, 9, 10),
                "The second tube is normal: 4.3. The laboratory has corrected \
            its report. You will see both there, and why. Nothing needs to change.\n\n\
            Ana Whitlock, MD",
            ),
        ],
    ),
    talk(
        MARIA,
        "whitlock",
        Topic::Medication,
        "Metformin while Dr. Whitlock is away",
        &[
            letter(
                Me,
                (13, 7, 50),
                "Good morning,\n\nI have four tablets of metformin left. Could \
            you send a new prescription to the Cedar Park pharmacy?\n\nMaria Santos",
            ),
            letter(
                Covering("adeyemi"),
                (12, 11, 5),
                "Dear Ms. Santos,\n\nI am covering for \
            Dr. Whitlock this week. The prescription has been sent, ninety days. Please write \
            to her with anything else when she is back on Monday.\n\nFolake Adeyemi, MD",
            ),
        ],
    ),
    talk(
        MARIA,
        "whitlock",
        Topic::Symptom,
        "Numb toes at night",
        &[
            letter(
                Me,
                (28, 21, 14),
                "Hello Dr. Whitlock,\n\nfor about three weeks the toes of my \
            left foot have gone numb at night. It is gone by the time I have had coffee. Is that \
            the diabetes? Should I come in?\n\nMaria",
            ),
            letter(
                Them,
                (27, 12, 40),
                "Hello Maria,\n\nit can be, and it can be a shoe. Please look \
            at your feet every evening in good light, between the toes too. I would like to test \
            the feeling myself at your visit, so do not cancel it. Sooner, if the numbness \
            climbs above the ankle or if you find a sore.\n\nAna Whitlock, MD",
            ),
            letter(
                Me,
                (27, 20, 2),
                "No sores. It was the boots, I think: since I changed them it \
            has been better. See you soon.",
            ),
        ],
    ),
    talk(
        MARIA,
        "castellanos",
        Topic::Paperwork,
        "School form for Sofia",
        &[
            letter(
                Me,
                (84, 20, 3),
                "Hi, the school needs a form about Sofia's inhaler. Can I drop it \
            off at the front desk?",
            ),
            letter(
                Them,
                (83, 10, 40),
                "Hello Ms. Santos,\n\nyes, please leave it at the front desk \
            at Cedar Park. It will be ready within two days.\n\nInés Castellanos, RN",
            ),
            letter(Me, (80, 17, 22), "I picked it up today. Thank you!"),
        ],
    ),
    Talk {
        serial: MARIA,
        to: To::Desk(Desk::MemberServices),
        topic: Topic::General,
        subject: "New card for Mateo",
        letters: &[
            letter(
                Me,
                (212, 18, 35),
                "Hello, my son's member ID card went through the wash. Can \
                we have another one?",
            ),
            letter(
                Them,
                (211, 9, 2),
                "Hello Ms. Santos,\n\na new card is on its way to 12 Alder \
                Lane and should be there within ten days. The number on it stays the same.\n\n\
                Member services",
            ),
        ],
    },
    talk(
        MARIA,
        "quiroga",
        Topic::Test,
        "What the numbers of my thyroid mean",
        &[
            letter(
                Me,
                (436, 22, 11),
                "Dear Dr. Quiroga,\n\nI read my results three times and I \
            still do not know whether a high TSH means that my thyroid does too much or too \
            little. And why do I feel no different?\n\nMaria Santos",
            ),
            letter(Them, (434, 13, 25), LONG),
            letter(
                Me,
                (433, 7, 15),
                "That is the clearest thing anybody has ever written to me \
            about it. Thank you. I have printed it.",
            ),
        ],
    ),
    talk(
        MARIA,
        "bergstrom",
        Topic::Visit,
        "Before your annual physical",
        &[letter(
            Them,
            (702, 10, 0),
            "Hello Maria,\n\nplease come ten minutes early, bring your \
            meter and the medicines that you take, those without a prescription too, and have \
            nothing but water after midnight.\n\nNils Bergström, NP",
        )],
    ),
    Talk {
        serial: MARIA,
        to: To::Desk(Desk::Support),
        topic: Topic::General,
        subject: "E-mails about new messages",
        letters: &[
            letter(
                Me,
                (1_204, 19, 40),
                "I no longer get an e-mail when somebody writes to me.",
            ),
            letter(
                Them,
                (1_203, 8, 30),
                "Hello,\n\nthe address on file had a letter too many. It \
                was corrected when you confirmed the new one; please write again if it happens \
                once more.\n\nWebsite & app support",
            ),
        ],
    },
    talk(
        MARIA,
        "whitlock",
        Topic::General,
        "Welcome",
        &[letter(
            Them,
            (1_880, 9, 0),
            "Hello Ms. Santos,\n\nI am glad to be your personal \
            physician. This is the quickest way to reach my team with anything that is not \
            urgent: one of us answers within two business days.\n\nAna Whitlock, MD",
        )],
    ),
    talk(
        GRACE,
        "obrien",
        Topic::Visit,
        "Planning ahead",
        &[
            letter(
                Me,
                (61, 12, 15),
                "Hello Dr. O’Brien,\n\nwe would like to have a child next year. \
            What should I have checked beforehand?\n\nGrace",
            ),
            letter(
                Them,
                (60, 15, 42),
                "Hello Grace,\n\ngood that you ask before. You are immune to \
            rubella; for chickenpox the test could not decide, so I would like to repeat it and \
            give you the vaccine if need be, at least a month before. Please begin folic acid \
            today: 400 micrograms.\n\nSiobhán O’Brien, MD",
            ),
        ],
    ),
    talk(
        GRACE,
        "ghosh",
        Topic::Test,
        "Ferritin and what to eat",
        &[letter(
            Them,
            (6, 11, 20),
            "Hello Grace,\n\nyour iron stores are where I want them. You \
            may stop the tablets. Lentils, spinach and a little red meat will hold them there; \
            coffee an hour after meals and not with them.\n\nAnjali Ghosh, MD",
        )],
    ),
    talk(
        GRACE,
        "halvorsen",
        Topic::Symptom,
        "Stiff fingers in the morning",
        &[
            letter(
                Me,
                (152, 6, 48),
                "My fingers are stiff for an hour after I get up. Is it the \
            anemia?",
            ),
            letter(
                Them,
                (151, 9, 55),
                "Hello Grace,\n\nprobably not. I have asked for a test of the \
            antibodies that go with inflamed joints. Come by any morning this week.\n\n\
            Ingrid Halvorsen, NP",
            ),
            letter(
                Also("ghosh"),
                (148, 17, 3),
                "Hello Grace,\n\nthe titer is low and common in \
            healthy people. Your joints looked calm when Ingrid examined them. We wait and look \
            again in half a year.\n\nAnjali Ghosh, MD",
            ),
            letter(Me, (147, 20, 30), "I am relieved. Thank you both."),
        ],
    ),
    talk(
        GRACE,
        "ghosh",
        Topic::Medication,
        "Iron tablets and my stomach",
        &[
            letter(
                Me,
                (845, 18, 9),
                "The iron makes me feel sick. Can I take it with food?",
            ),
            letter(
                Them,
                (844, 10, 31),
                "Yes. And try every other day: the body takes up as much of \
            it, and the stomach complains less.\n\nAnjali Ghosh, MD",
            ),
        ],
    ),
    talk(
        DANIEL,
        "kowalczyk",
        Topic::Test,
        "Call us about your potassium",
        &[
            letter(
                Them,
                (9, 18, 30),
                "Mr. Brandt,\n\nI have tried both numbers that we have. Your \
            potassium is 6.5. Please stop losartan now, eat no bananas and no salt substitute, \
            and go to the emergency department at Larkhaven General tonight for a tracing of \
            the heart and a second sample. They expect you.\n\nMarta Kowalczyk, MD",
            ),
            letter(
                Me,
                (8, 8, 12),
                "I was there until two. The tracing was normal and the second \
            value 5.4. They sent me home. What now?",
            ),
            letter(
                Them,
                (8, 10, 5),
                "Good. Stay off losartan. I will see you on Thursday at 8:20 \
            and we find something else for the pressure.\n\nMarta Kowalczyk, MD",
            ),
            letter(
                Them,
                (3, 9, 25),
                "Hello Mr. Brandt,\n\npotassium is back at 4.9 and the kidneys are where they \
                were. The new tablet may stay.\n\nMarta Kowalczyk, MD",
            ),
        ],
    ),
    talk(
        DANIEL,
        "jacoby",
        Topic::Medication,
        "Rosuvastatin and sore legs",
        &[
            letter(
                Me,
                (31, 13, 33),
                "Dr. Kowalczyk's office said to ask you while she is out. My \
            thighs ache when I climb stairs. Is it the new tablet?",
            ),
            letter(
                Covering("jacoby"),
                (30, 9, 47),
                "Hello Mr. Brandt,\n\nit may be. Please leave it \
            out for two weeks and note whether the ache goes. I am covering for \
            Dr. Kowalczyk; she will take it from there.\n\nLeah Jacoby, MD",
            ),
        ],
    ),
    talk(
        DANIEL,
        "petrov",
        Topic::Visit,
        "After your stress test",
        &[letter(
            Them,
            (388, 14, 20),
            "Dear Mr. Brandt,\n\nthe stress test was normal to a good \
            level of effort. There is no need to come back to me unless something changes. Keep \
            rowing.\n\nElena Petrov, MD",
        )],
    ),
    talk(
        DANIEL,
        "kowalczyk",
        Topic::Paperwork,
        "Form for the rowing club",
        &[
            letter(
                Me,
                (640, 19, 58),
                "The club needs a signature that I may row. I will bring it on \
            Monday.",
            ),
            letter(
                Them,
                (638, 8, 45),
                "Signed and waiting at the desk.\n\nMarta Kowalczyk, MD",
            ),
        ],
    ),
    talk(
        OWEN,
        "marsh",
        Topic::Symptom,
        "Back pain after moving house",
        &[
            letter(
                Me,
                (176, 7, 30),
                "My back has locked up after carrying boxes. Nothing down the \
            legs. How long is this supposed to last?",
            ),
            letter(
                Them,
                (175, 11, 16),
                "Hello Owen,\n\na week or two. Keep moving, heat, ibuprofen \
            with food. Come at once if a leg goes weak or numb.\n\nDevon Marsh, MD",
            ),
        ],
    ),
    talk(
        OWEN,
        "marsh",
        Topic::General,
        "Thank you, and good luck",
        &[letter(
            Them,
            (154, 16, 0),
            "Hello Owen,\n\nI see that your coverage ends this week. It \
            was good to look after you. Your record and these messages stay open to read and \
            to download.\n\nDevon Marsh, MD",
        )],
    ),
    talk(
        HAROLD,
        "petrov",
        Topic::Medication,
        "Water tablets",
        &[
            letter(
                Me,
                (690, 9, 5),
                "I have gained four pounds since Sunday and my shoes are tight.",
            ),
            letter(
                Them,
                (690, 13, 40),
                "Dear Mr. Winslow,\n\ntwo water tablets in the morning for \
            three days, and weigh yourself before breakfast. Call us on Friday with the \
            numbers.\n\nElena Petrov, MD",
            ),
        ],
    ),
    talk(
        NADIA,
        "nasser",
        Topic::Test,
        "Your cholesterol, amended",
        &[letter(
            Them,
            (28, 15, 15),
            "Hello Nadia,\n\nthe laboratory has calculated one value \
            anew. It changes nothing: no medicine, more fish.\n\nFarid Nasser, MD",
        )],
    ),
];

const LONG: &str = "Dear Ms. Santos,\n\n\
that is the question I am asked most often, and the name of the test is to blame for it. TSH is \
not made by the thyroid. It is made by the pituitary, a gland as large as a pea that hangs below \
the brain, and it is the letter that the pituitary writes to the thyroid: work, please. When the \
thyroid does enough, the pituitary writes little, and TSH is low or in the middle. When the \
thyroid does too little, the pituitary writes more and more letters, and TSH goes up. So a high \
TSH means a slow thyroid. It reads the wrong way round because you are reading the mail and not \
the work.\n\n\
The work itself is the other line of your result, free T4. Yours was inside its range, near the \
lower end. The pituitary had noticed that it was sinking before anybody else could: that is what \
it is there for. We call it subclinical, which is a poor word for \"found early\".\n\n\
Why do you feel no different? Because the letters worked. For a while the thyroid can be driven \
to do what it should. People notice when that no longer suffices: they are cold when others are \
not, tired after a night's sleep, their skin is dry, their thoughts are slow, and the scales go \
up without a reason. None of these means the thyroid by itself. All of them together, with a TSH \
like yours, do.\n\n\
What we do about it:\n\n\
1. Levothyroxine is the same substance that the thyroid makes. You take one tablet every morning \
with water, half an hour before breakfast and coffee. Iron and calcium tablets four hours apart, \
because they hold it back in the gut.\n\
2. It is slow. A tablet that you take today is still half there in a week. So we measure again \
after six to eight weeks and not before, and change the dose in small steps.\n\
3. When TSH is where we want it (between one and two and a half, for you), once a year is \
enough; and at once if you should become pregnant, because a child needs more of it in the first \
weeks than you can make.\n\n\
You asked whether you did something wrong. You did not. Most often the body's own defence has \
taken the thyroid for a stranger. It runs in families, and it is good to tell your sister.\n\n\
Please do not double a dose because you have forgotten one, do not change the maker of the \
tablets without telling us, and bring your questions: they were good ones.\n\n\
With kind regards,\nTomás Quiroga, MD\nEndocrinology, Larkhaven Specialty Pavilion";
