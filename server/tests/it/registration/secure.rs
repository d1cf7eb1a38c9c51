//! Step 4, second half: the password and the secret questions (REG-6 to REG-8).

use testkit::Browser;

use super::journey;
use super::journey::{SECRETS, begun, secrets_fields};

/// Passwords that are refused, each with words of the reason that is shown.
fn refused() -> Vec<(String, &'static str)> {
    let long = ["y", "é", "🌲"].map(|letter| letter.repeat(129));
    let table = [
        ("", "Enter a password"),
        ("a", "at least 15 characters"),
        ("14 characters!", "at least 15 characters"),
        ("              ", "at least 15 characters"),
        ("kelp otter 🌲🌲🌲", "at least 15 characters"),
        // Fourteen letters, more in bytes and as they are typed.
        ("éçàüñ õîâêôûåø", "at least 15 characters"),
        ("cafe\u{301} orchard e\u{301}", "at least 15 characters"),
        (&long[0], "128 characters at most"),
        (&long[1], "128 characters at most"),
        (&long[2], "128 characters at most"),
        ("MariaSantos123456", "holds your name"),
        ("trees for santos now", "holds your name"),
        ("SANTOS on the roof top", "holds your name"),
        ("m4ria s4nt0s likes it", "holds your name"),
        ("m.santos_84 m.santos_84", "holds your"),
        ("number 1234 5671 here", "holds your medical record number"),
        ("my 12345671 is my card", "holds your medical record number"),
        ("born 03/09/1984 in May", "holds your birth date"),
        ("born 1984-03-09 in May", "holds your birth date"),
        ("i like Larkhaven a lot", "holds the name of the plan"),
        ("LARKHAVEN is where i go", "holds the name of the plan"),
        ("passwordpassword", "list of passwords"),
        ("PASSWORDPASSWORD", "list of passwords"),
        ("qwertyuiopasdfgh", "Choose another"),
        ("1q2w3e4r5t6y7u8i", "Choose another"),
        ("aaaaaaaaaaaaaaaaaaaa", "Choose another"),
        ("123456789012345678", "Choose another"),
        ("abcabcabcabcabcabc", "Choose another"),
        ("Password12345678!", "Choose another"),
        ("january2026january2026", "Choose another"),
    ];
    let own = |(password, reason): (&str, _)| (password.to_owned(), reason);
    table.into_iter().map(own).collect()
}

/// Passwords that are taken: no kind of character is asked for and none is refused.
fn taken() -> Vec<String> {
    let words = "kelp otter violin sundial ";
    let of = |length: usize| words.repeat(6).chars().take(length).collect::<String>();
    let mut all: Vec<String> = [
        "kelp otter viol",
        "kelpotterviolinsundial",
        "KELP OTTER VIOLIN SUNDIAL",
        "Kelp Otter Violin Sundial 7!",
        "  kelp otter violin  ",
        "kelp  otter   violin    sundial",
        "kelp\totter\tviolin\tsundial",
        "quiet river under 14 bridges",
        "Tangerine-Lantern-Mosaic",
        "v9#Lq2 mW8^pT4 zR",
        "mi abuela cose botones azules",
        "74920 58163 90274 6",
        "!&<>\"'%+=?#/\\;:@~`",
        "<b>kelp</b> otter &amp; violin",
        "'; DROP TABLE account; --",
        "kelp%20otter+violin&sundial=1",
        "καλημέρα κόσμε ήλιος",
        "тихая река под мостом",
        "静かな川の下に橋が十四本ある夜",
        "صباح الخير أيها النهر",
        "🌲🦦🎻🌞🌵🚲🪁🧭🥁🫖🪴🧶🛶🏮🧩",
        "café sunday orchard",
        "cafe\u{301} sunday orchard",
        "ﬁne ligature garden",
        "kelp otter\u{a0}violin",
        "null \u{2400} and \u{fffd} kelp",
    ]
    .map(str::to_owned)
    .into();
    all.extend([64, 65, 127, 128].map(of));
    all
}

/// The form, and the bare request that a program would send: both are told the same.
#[tokio::test]
async fn reg_6_a_table_of_sixty_passwords() {
    let (world, mut at) = begun().await;
    at.reach_password(&world, "m.santos_84").await;
    let (refused, taken) = (refused(), taken());
    assert_eq!(refused.len() + taken.len(), 60);
    let mut program = at.browser.clone();
    program.scripts = true;
    for (password, reason) in &refused {
        let page = at.secrets(&[("password", password)]).await;
        assert!(
            page.words().contains(reason),
            "{password:?}: {}",
            page.words()
        );
        let came_back = password.trim().len() > 1 && page.has(password);
        assert!(!came_back, "{password:?} came back");
        let problems = problems_of(&mut program, &[("password", password)]).await;
        assert!(problems.contains("password"), "{password:?}: {problems}");
    }
    for password in &taken {
        // With an answer missing, so that the next one can be tried: the only problem there is.
        let changes = [("password", password.as_str()), ("answer1", "")];
        let page = at.secrets(&changes).await;
        let said = page.words();
        assert!(said.contains("Enter answer 1"), "{password:?}: {said}");
        assert_eq!(
            page.text.matches("aria-invalid=\"true\"").count(),
            1,
            "{password:?}: {said}"
        );
        let problems = problems_of(&mut program, &changes).await;
        assert!(!problems.contains("password"), "{password:?}: {problems}");
    }
    assert_eq!(journey::count_of(&world, "register", "done").await, 0);
}

/// What a program is told about a form of this page.
async fn problems_of(program: &mut Browser, changes: &[(&str, &str)]) -> String {
    let page = program
        .post("registration/password", &secrets_fields(changes))
        .await;
    assert_eq!(page.status, 200, "{}", page.text);
    let answer: serde_json::Value = serde_json::from_str(&page.text).unwrap();
    answer["Show"]["problems"].to_string()
}

#[tokio::test]
async fn reg_6_the_longest_is_kept_whole() {
    let (world, mut at) = begun().await;
    at.reach_password(&world, "m.santos_84").await;
    let whole = format!("kelp {} otter 🌲 violin", "Ω7".repeat(54));
    assert_eq!(whole.chars().count(), 128);
    let page = at.secrets(&[("password", &whole)]).await;
    assert!(
        page.words().contains("You are registered"),
        "{}",
        page.words()
    );
    let mut cut = whole.clone();
    cut.pop();
    for (password, works) in [
        (cut.clone(), false),
        (format!("{cut}m"), false),
        (format!("{whole}n"), false),
        (whole, true),
    ] {
        at.browser.get("/sign-on").await;
        let fields = [("id", "m.santos_84"), ("password", &password)];
        at.browser.submit("session/sign-on", &fields).await;
        assert_eq!(at.browser.at == "/home", works, "{password}");
    }
}

#[tokio::test]
async fn reg_7_five_hundred_listed_ones_are_refused_in_any_case() {
    let (world, mut at) = begun().await;
    at.reach_password(&world, "m.santos_84").await;
    let mut program = at.browser.clone();
    program.scripts = true;
    let sample: Vec<&str> = include_str!("../../../service/data/sample.txt")
        .lines()
        .collect();
    assert_eq!(sample.len(), 500);
    for (number, listed) in sample.into_iter().enumerate() {
        let alternating = || {
            let letters = listed.chars().enumerate();
            let turned = letters.flat_map(|(at, letter)| match at % 2 {
                0 => letter.to_uppercase().collect::<Vec<_>>(),
                _ => vec![letter],
            });
            turned.collect::<String>()
        };
        for variant in [listed.to_owned(), listed.to_uppercase(), alternating()] {
            let problems = problems_of(&mut program, &[("password", &variant)]).await;
            assert!(problems.contains("common"), "{variant:?}: {problems}");
        }
        // The reason, as a person sees it.
        if number.is_multiple_of(25) {
            let page = at.secrets(&[("password", listed)]).await;
            assert!(page.words().contains("list of passwords"), "{listed:?}");
        }
    }
}

#[tokio::test]
async fn reg_8_the_matrix_of_answers() {
    let (world, mut at) = begun().await;
    at.reach_password(&world, "maria.santos").await;
    let cases: [(&[(&str, &str)], &str); 10] = [
        (
            &[("question2", "first_pet")],
            "Secret question 2 is chosen twice",
        ),
        (
            &[("question1", "my own question")],
            "Choose secret question 1",
        ),
        (&[("question3", "")], "Choose secret question 3"),
        (&[("answer1", " ")], "Enter answer 1"),
        (
            &[("answer2", "ab")],
            "Answer 2 must have at least 3 characters",
        ),
        (
            &[("answer2", " WHISKERS  of brook ")],
            "Answer 2 is the same as another one",
        ),
        (&[("answer3", SECRETS[0].1)], "Answer 3 is your password"),
        (&[("answer1", "maria")], "Answer 1 is your name"),
        (&[("answer1", "03/09/1984")], "Answer 1 is your birth date"),
        (
            &[("answer1", "I don't know")],
            "Answer 1 is one that a stranger would try first",
        ),
    ];
    for (changes, reason) in cases {
        let page = at.secrets(changes).await;
        assert!(
            page.words().contains(reason),
            "{changes:?}: {}",
            page.words()
        );
        assert!(!page.has("Whiskers of Brook"), "an answer came back");
    }
    assert_eq!(journey::count_of(&world, "register", "done").await, 0);
}
