//! Registration in five steps over HTTP, scripts off: SECURITY.md REG-1 to REG-10.

pub mod journey;

use domain::services::CareRelationship;
use domain::time::minutes;
use journey::{FACTS, Journey, SECRETS, chosen, marias};
use service::Limits;
use testkit::{Choices, Person, World};

/// A world with the production's rates.
async fn strict() -> World {
    World::with(Choices {
        limits: Limits::default(),
        ..Choices::default()
    })
    .await
}

#[tokio::test]
async fn five_steps_lead_from_the_card_to_signed_on() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    let page = at.browser.get("/register").await;
    assert_eq!(page.status, 200);
    assert!(page.has("<h1") && page.words().contains("Register"));
    assert!(
        page.words().contains("1234 5671"),
        "the card's picture shows the number"
    );
    let page = at.membership(&[]).await;
    assert!(
        page.words().contains("Accept the terms and conditions"),
        "{}",
        page.words()
    );
    assert!(page.words().contains("Step 2 of 5"));
    assert!(
        !page.text.contains("checked"),
        "the box is not ticked beforehand"
    );
    let page = at.terms().await;
    assert!(page.words().contains("Create your user ID"));
    let page = at.user_id("Maria.Santos", "maria@new.example").await;
    assert!(
        page.words().contains("Confirmation code"),
        "{}",
        page.words()
    );
    let page = at.code(&world.newest_code().await).await;
    assert!(page.words().contains("Secure your account"));
    let page = at.questions(&page, true).await;
    assert!(
        page.words().contains("Secret question 1"),
        "{}",
        page.words()
    );
    let page = at.secrets(&[]).await;
    assert!(
        page.words().contains("You are registered"),
        "{}",
        page.words()
    );
    assert_eq!(page.value_of("id").as_deref(), Some("Maria.Santos"));
    let page = at
        .browser
        .submit(
            "session/sign-on",
            &[("id", "maria.SANTOS"), ("password", SECRETS[0].1)],
        )
        .await;
    assert_eq!((page.status, at.browser.at.as_str()), (200, "/home"));
    assert!(page.words().contains("Maria"));
}

#[tokio::test]
async fn spaces_accents_and_hyphens_do_not_matter() {
    let world = World::new().await;
    let person = Person {
        given: "Ana María",
        family: "O’Neil-Vega",
        ..marias()
    };
    world.on_the_roll(&person).await;
    let mut at = Journey::start(&world);
    let names = [
        ("first_name", "  ana  MARIA "),
        ("last_name", "O'NEIL VEGA"),
        ("mrn", "1234-5671"),
    ];
    let page = at.membership(&names).await;
    assert_eq!(at.browser.at, "/register/terms", "{}", page.words());
}

#[tokio::test]
async fn a_typing_error_in_the_number_is_told_as_one_and_what_was_typed_is_kept() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    let page = at.membership(&[("mrn", "1234 5617")]).await;
    assert!(
        page.words()
            .contains("There is a typing error in your medical record number")
    );
    assert_eq!(page.value_of("mrn").as_deref(), Some("1234 5617"));
    assert_eq!(page.value_of("first_name").as_deref(), Some("Maria"));
    assert_eq!(page.value_of("birth_year").as_deref(), Some("1984"));
    assert!(page.has("role=\"alert\"") && page.has("aria-invalid=\"true\""));
    // Also without the flash in the address: the draft holds it.
    let page = at.browser.get("/register/membership").await;
    assert_eq!(page.value_of("mrn").as_deref(), Some("1234 5617"));
}

#[tokio::test]
async fn reg_1_no_match_is_one_text_whatever_was_wrong() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    world
        .account(&Person {
            mrn: "76543216",
            user_id: "other.one",
            given: "Otto",
            ..marias()
        })
        .await;
    let classes: [&[(&str, &str)]; 6] = [
        &[("mrn", "00000013")],
        &[("birth_year", "1985")],
        &[("first_name", "Mario")],
        &[("last_name", "Santo")],
        // Registered already, but not all four facts are right.
        &[("mrn", "76543216"), ("birth_day", "10")],
        &[("mrn", "76543216"), ("first_name", "Otta")],
    ];
    let mut answers = Vec::new();
    for changes in classes {
        let mut at = Journey::start(&world);
        let page = at.membership(changes).await;
        let said = page.words();
        assert!(
            said.contains("We could not find a member with these details"),
            "{said}"
        );
        assert!(!said.contains("registered already"));
        answers.push((
            page.status,
            page.text.matches("aria-invalid=\"true\"").count(),
            said.len(),
        ));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn reg_1_only_a_full_match_is_told_what_is_so() {
    let world = World::new().await;
    world.account(&marias()).await;
    let child = Person {
        mrn: "76543216",
        birth_date: "2010-05-01",
        given: "Lena",
        ..marias()
    };
    world.on_the_roll(&child).await;
    let dead = Person {
        mrn: "00000013",
        died: true,
        given: "Pablo",
        ..marias()
    };
    world.on_the_roll(&dead).await;
    let mut at = Journey::start(&world);
    let page = at.membership(&[]).await;
    assert!(page.words().contains("You are registered already"));
    let facts = [
        ("first_name", "Lena"),
        ("mrn", "76543216"),
        ("birth_month", "5"),
        ("birth_day", "1"),
        ("birth_year", "2010"),
    ];
    let page = at.membership(&facts).await;
    assert!(page.words().contains("You are younger than 18"));
    let page = at
        .membership(&[("first_name", "Pablo"), ("mrn", "00000013")])
        .await;
    assert!(page.words().contains("Please call member services"));
    // None of them goes on.
    assert_eq!(at.browser.get("/register/terms").await.status, 409);
}

/// The birthday itself is the first day on which a member registers.
#[tokio::test]
async fn eighteen_on_the_day_registers() {
    let world = World::new().await;
    let person = Person {
        birth_date: "2008-11-02",
        ..marias()
    };
    world.on_the_roll(&person).await;
    let mut at = Journey::start(&world);
    let born = [
        ("birth_month", "11"),
        ("birth_day", "2"),
        ("birth_year", "2008"),
    ];
    at.membership(&born).await;
    assert_eq!(at.browser.at, "/register/terms");
}

#[tokio::test]
async fn five_failed_matches_close_step_1_to_their_network_for_thirty_minutes() {
    let world = strict().await;
    world.on_the_roll(&marias()).await;
    for n in 1..=5 {
        let mut at = Journey::start(&world);
        let page = at.membership(&[("birth_year", "1985")]).await;
        assert_eq!(
            page.words().contains("Wait 30 minutes"),
            n == 5,
            "{n}: {}",
            page.words()
        );
    }
    let mut at = Journey::start(&world);
    assert!(at.membership(&[]).await.words().contains("Wait 30 minutes"));
    // Another network goes on; this one does after half an hour.
    let mut elsewhere = Journey::start(&world);
    elsewhere.browser = elsewhere.browser.clone().from_address([127, 0, 0, 9]);
    elsewhere.membership(&[]).await;
    assert_eq!(elsewhere.browser.at, "/register/terms");
    world.clock.turn_to(world.clock.now() + minutes(31));
    at.membership(&[]).await;
    assert_eq!(at.browser.at, "/register/terms");
}

#[tokio::test]
async fn reg_2_three_sets_of_two_tries_a_day_over_all_networks() {
    let world = strict().await;
    world.on_the_roll(&marias()).await;
    let mut evaluated = 0;
    for network in 1..=5_u8 {
        let mut at = Journey::start(&world);
        at.browser = at.browser.clone().from_address([127, 0, 1, network]);
        at.to_questions(&world, &format!("maria.{network:03}"))
            .await;
        loop {
            let page = at.browser.get("/register/secure").await;
            if !page.has("data-question") {
                assert!(
                    page.words()
                        .contains("no more questions can be asked today")
                );
                break;
            }
            let page = at.questions(&page, false).await;
            assert_ne!(at.browser.at, "/register/secure/password");
            assert!(!page.words().contains("Secret question 1"));
            evaluated += 1;
            assert!(evaluated <= 6, "a seventh guess was evaluated");
        }
    }
    assert_eq!(evaluated, 6, "three sets of two tries");
    world
        .clock
        .turn_to(world.clock.now() + domain::time::days(1));
    let mut at = Journey::start(&world);
    at.to_questions(&world, "maria.again").await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
    assert_eq!(at.browser.at, "/register/secure/password");
}

/// Fifty guesses of one visitor at the same time: two are compared, and no more.
#[tokio::test]
async fn reg_2_simultaneous_guesses_are_two() {
    let world = World::new().await;
    let member = world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.to_questions(&world, "maria.santos").await;
    let page = at.browser.get("/register/secure").await;
    let wrong = chosen(&page, false);
    let guesses = (0..50).map(|_| {
        let (mut browser, wrong) = (at.browser.clone(), wrong.clone());
        tokio::spawn(async move {
            let fields: Vec<(&str, &str)> = wrong
                .iter()
                .map(|(k, v)| (k.as_str(), v.as_str()))
                .collect();
            browser.post("registration/questions", &fields).await.status
        })
    });
    for guess in guesses.collect::<Vec<_>>() {
        assert_eq!(guess.await.unwrap(), 303);
    }
    let key = format!("identity:{member}");
    let request = world.request();
    let sets = request
        .read(move |cx| {
            let key = key.clone();
            Box::pin(async move { Ok(store::tally::get(&mut cx.tx, &key, cx.now).await?) })
        })
        .await
        .unwrap()
        .map_or(0, |tally| tally.total);
    // Every two wrong answers are one set; the questions drawn anew are answered by the rest.
    assert!(sets <= 25, "{sets}");
    let asked: i64 = journey::count_of(&world, "answer_identity", "refused").await;
    assert!(asked <= sets * 2, "{asked} answers in {sets} sets");
}

/// Beginning again shows the same options: what stays would tell the truth.
#[tokio::test]
async fn decoys_stay_the_same_for_whoever_begins_again() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut seen = std::collections::BTreeMap::new();
    for n in 0..6 {
        let mut at = Journey::start(&world);
        at.to_questions(&world, &format!("maria.{n:03}")).await;
        let page = at.browser.get("/register/secure").await;
        for (kind, options) in journey::questions_on(&page) {
            assert_eq!(options.len(), 6);
            let truth = FACTS.iter().find(|(name, _)| *name == kind).unwrap().1;
            assert_eq!(
                options.iter().filter(|(_, text)| text == truth).count(),
                1,
                "{options:?}"
            );
            let before = seen.entry(kind).or_insert_with(|| options.clone());
            assert_eq!(*before, options);
        }
    }
}

#[tokio::test]
async fn reg_3_nothing_is_there_before_the_code_and_a_foreign_address_gets_no_health_data() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.membership(&[]).await;
    at.terms().await;
    at.user_id("maria.santos", "stranger@elsewhere.example")
        .await;
    let mails = world.outbox().await;
    assert_eq!(mails.len(), 1);
    for word in ["Maria", "Santos", "1234", "Whitlock", "1984", "Cedar Park"] {
        assert!(!mails[0].body.clone().unwrap().contains(word), "{word}");
    }
    // The steps after it are closed, and there is nothing to sign on to.
    assert_eq!(at.browser.get("/register/secure").await.status, 409);
    let fields = SECRETS.map(|(name, value)| (name, value));
    assert_eq!(
        at.browser
            .post("registration/password", &fields)
            .await
            .status,
        409
    );
    let sign_on = [("id", "maria.santos"), ("password", SECRETS[0].1)];
    at.browser.get("/sign-on").await;
    let page = at.browser.submit("session/sign-on", &sign_on).await;
    assert!(page.words().contains("do not fit together"));
}

#[tokio::test]
async fn reg_4_the_address_on_file_is_told() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.to_questions(&world, "maria.santos").await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
    at.secrets(&[]).await;
    let mails = world.outbox().await;
    let told = mails.last().unwrap();
    assert_eq!(told.to, "maria.santos@mail.example");
    assert!(told.body.clone().unwrap().contains("If this was not you"));
}

#[tokio::test]
async fn the_code_has_five_tries_three_resends_and_fifteen_minutes() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.membership(&[]).await;
    at.terms().await;
    at.user_id("maria.santos", "maria@new.example").await;
    let first = world.newest_code().await;
    let wrong = if first == "000000" {
        "000001"
    } else {
        "000000"
    };
    for n in 1..=5 {
        let page = at.code(wrong).await;
        assert_eq!(page.words().contains("tried five times"), n == 5, "{n}");
    }
    assert!(at.code(&first).await.words().contains("tried five times"));
    for _ in 0..3 {
        let page = at.browser.submit("registration/resend", &[]).await;
        assert!(
            page.words().contains("We sent a new code"),
            "{}",
            page.words()
        );
    }
    let page = at.browser.submit("registration/resend", &[]).await;
    assert!(page.words().contains("No more codes can be sent"));
    assert_eq!(world.outbox().await.len(), 4);
    assert!(
        at.code(&first)
            .await
            .words()
            .contains("not the code we sent last")
    );
    world.clock.turn_to(world.clock.now() + minutes(16));
    let newest = world.newest_code().await;
    assert!(
        at.code(&newest)
            .await
            .words()
            .contains("older than 15 minutes")
    );
}

#[tokio::test]
async fn reg_5_a_step_is_neither_skipped_nor_done_twice() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    // Without a ticket, and with a made-up one: nothing but step 1 is open.
    let secrets = SECRETS.map(|(name, value)| (name, value));
    let version = [("accepted", "true"), ("version", "2026-03")];
    let forms: [(&str, &[(&str, &str)]); 6] = [
        ("registration/terms", &version),
        (
            "registration/user-id",
            &[("user_id", "maria.santos"), ("email", "m@new.example")],
        ),
        ("registration/code", &[("code", "123456")]),
        ("registration/resend", &[]),
        ("registration/questions", &[("street", "0")]),
        ("registration/password", &secrets),
    ];
    for (endpoint, fields) in forms {
        assert_eq!(
            at.browser.post(endpoint, fields).await.status,
            409,
            "{endpoint}"
        );
    }
    at.browser
        .cookies
        .insert("__Host-registration".into(), "made-up".into());
    for (endpoint, fields) in forms {
        assert_eq!(
            at.browser.post(endpoint, fields).await.status,
            409,
            "{endpoint}"
        );
    }
    // One step reached: the next is open, those after it are not.
    at.membership(&[]).await;
    for (endpoint, fields) in &forms[1..] {
        assert_eq!(
            at.browser.post(endpoint, fields).await.status,
            409,
            "{endpoint}"
        );
    }
    for path in [
        "/register/user-id",
        "/register/user-id/code",
        "/register/secure",
        "/register/secure/password",
        "/register/done",
    ] {
        assert_eq!(at.browser.get(path).await.status, 409, "{path}");
    }
    // A double click: both are answered with 303 to the same page, one code goes out.
    at.terms().await;
    let contact = [("user_id", "maria.santos"), ("email", "m@new.example")];
    for _ in 0..2 {
        let page = at.browser.post("registration/user-id", &contact).await;
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/register/user-id/code"))
        );
    }
    assert_eq!(world.outbox().await.len(), 1);
    let page = at.browser.post("registration/terms", &version).await;
    assert_eq!(
        (page.status, page.location()),
        (303, Some("/register/user-id/code"))
    );
    // The last step twice: one account, and the same page.
    at.code(&world.newest_code().await).await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
    let clicks = [at.browser.clone(), at.browser.clone()].map(|mut browser| {
        let fields = SECRETS.map(|(name, value)| (name, value));
        tokio::spawn(async move { browser.post("registration/password", &fields).await })
    });
    for click in clicks {
        let page = click.await.unwrap();
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/register/done"))
        );
    }
    assert_eq!(journey::count_of(&world, "register", "done").await, 1);
}

#[tokio::test]
async fn going_back_keeps_what_was_typed_and_declining_deletes_it() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.membership(&[]).await;
    at.terms().await;
    at.user_id("maria.santos", "m@new.example").await;
    let page = at.browser.get("/register/user-id").await;
    assert_eq!(page.value_of("email").as_deref(), Some("m@new.example"));
    let page = at.browser.get("/register/membership").await;
    assert_eq!(page.value_of("last_name").as_deref(), Some("Santos"));
    let page = at.browser.get("/register/terms").await;
    assert!(page.has("checked"));
    let page = at.browser.submit("registration/decline", &[]).await;
    assert_eq!((page.status, at.browser.at.as_str()), (200, "/"));
    assert!(!at.browser.cookies.contains_key("__Host-registration"));
    let page = at.browser.get("/register/membership").await;
    assert_eq!(page.value_of("last_name").unwrap_or_default(), "");
}

#[tokio::test]
async fn a_draft_lives_thirty_minutes_after_the_last_request() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.membership(&[]).await;
    for _ in 0..3 {
        world.clock.turn_to(world.clock.now() + minutes(29));
        assert_eq!(at.browser.get("/register/terms").await.status, 200);
    }
    world.clock.turn_to(world.clock.now() + minutes(31));
    assert_eq!(at.browser.get("/register/terms").await.status, 409);
}

#[tokio::test]
async fn a_taken_user_id_is_told_with_three_free_ones() {
    let world = World::new().await;
    world
        .account(&Person {
            mrn: "76543216",
            user_id: "maria.santos",
            ..marias()
        })
        .await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.membership(&[]).await;
    at.terms().await;
    let page = at.user_id("MARIA.Santos", "m@new.example").await;
    let said = page.words();
    assert!(said.contains("Someone has this user ID already"), "{said}");
    let free = said.split("These are free: ").nth(1).unwrap();
    let free: Vec<String> = free
        .split_whitespace()
        .take(3)
        .map(|id| id.trim_end_matches(',').to_owned())
        .collect();
    for id in &free {
        let page = at.user_id(id, "m@new.example").await;
        assert!(
            page.words().contains("Confirmation code"),
            "{id}: {}",
            page.words()
        );
    }
    let page = at.user_id("1234-5671", "m@new.example").await;
    assert!(page.words().contains("cannot be a medical record number"));
}

#[tokio::test]
async fn a_record_of_too_few_facts_is_sent_to_the_support_line() {
    let world = World::new().await;
    let relationship = CareRelationship::NoPhysician;
    world
        .on_the_roll(&Person {
            facts: false,
            relationship,
            ..marias()
        })
        .await;
    let mut at = Journey::start(&world);
    at.to_questions(&world, "maria.santos").await;
    let page = at.browser.get("/register/secure").await;
    assert!(!page.has("data-question"));
    assert!(page.words().contains("1-800-555-0110"), "{}", page.words());
    let page = at
        .browser
        .post("registration/questions", &[("street", "0")])
        .await;
    assert_eq!(page.status, 303);
    assert_eq!(
        at.browser.get("/register/secure/password").await.status,
        409
    );
}

#[tokio::test]
async fn reg_6_and_7_a_table_of_passwords() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.to_questions(&world, "m.santos_84").await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
    let long = "x".repeat(129);
    let refused = [
        ("", "Enter a password"),
        ("14 characters!", "at least 15 characters"),
        (
            "ééééééé ççççççç"[..].get(..18).unwrap_or("é"),
            "at least 15 characters",
        ),
        (&long, "128 characters at most"),
        ("MariaSantos123456", "holds your name"),
        ("trees for santos now", "holds your name"),
        ("m.santos_84 m.santos_84", "holds your"),
        ("number 1234 5671 here", "holds your medical record number"),
        ("born 03/09/1984 in May", "holds your birth date"),
        ("i like Larkhaven a lot", "holds the name of the plan"),
        ("passwordpassword", "list of passwords"),
        ("PASSWORDPASSWORD", "list of passwords"),
        ("qwertyuiopasdfgh", "Choose another"),
        ("1q2w3e4r5t6y7u8i", "Choose another"),
        ("aaaaaaaaaaaaaaaaaaaa", "Choose another"),
        ("123456789012345678", "Choose another"),
        ("abcabcabcabcabcabc", "Choose another"),
    ];
    for (password, reason) in refused {
        let page = at.secrets(&[("password", password)]).await;
        assert!(
            page.words().contains(reason),
            "{password:?}: {}",
            page.words()
        );
        assert!(
            !password.is_empty() && !page.has(password) || password.len() < 2,
            "{password:?} came back"
        );
    }
    // Any character counts, spaces and emoji among them, up to 128; nothing is cut.
    let accepted = format!("kelp {} otter 🌲 violin", "Ω7".repeat(40));
    let page = at.secrets(&[("password", &accepted)]).await;
    assert!(
        page.words().contains("You are registered"),
        "{}",
        page.words()
    );
    let mut cut = accepted.clone();
    cut.pop();
    let page = at
        .browser
        .submit(
            "session/sign-on",
            &[("id", "m.santos_84"), ("password", &format!("{cut}m"))],
        )
        .await;
    assert!(page.words().contains("do not fit together"));
    at.browser
        .submit(
            "session/sign-on",
            &[("id", "m.santos_84"), ("password", &accepted)],
        )
        .await;
    assert_eq!(at.browser.at, "/home");
}

#[tokio::test]
async fn reg_8_the_matrix_of_answers() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.to_questions(&world, "maria.santos").await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
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

#[tokio::test]
async fn reg_10_fields_are_checked_and_unknown_ones_ignored() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    let page = at.membership(&[("first_name", "Ana\u{0}Maria")]).await;
    assert!(
        page.words().contains("Enter your first name in letters"),
        "{}",
        page.words()
    );
    let page = at.membership(&[("first_name", &"a".repeat(60_000))]).await;
    assert!(page.words().contains("can have 100 characters at most"));
    let huge = "a".repeat(1_000_000);
    let page = at
        .browser
        .post("registration/membership", &[("first_name", &huge)])
        .await;
    // 413 where the length is announced, 400 where the body is cut off at the limit.
    assert!(matches!(page.status, 400 | 413), "{}", page.status);
    let page = at
        .browser
        .post("registration/membership", &[("first_name", "Maria")])
        .await;
    assert_eq!(
        page.status, 400,
        "a form without its fields is none of ours"
    );
    let extra = [
        ("role", "staff"),
        ("verified", "1"),
        ("member", "x"),
        ("progress", "done"),
    ];
    at.membership(&extra).await;
    assert_eq!(at.browser.at, "/register/terms");
    let kept = journey::drafts(&world).await;
    assert!(!kept.is_empty());
    assert!(
        kept.iter()
            .all(|draft| !draft.contains("staff") && !draft.contains("verified"))
    );
}

#[tokio::test]
async fn every_step_speaks_spanish() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.browser.language = "es".into();
    let page = at.browser.get("/register/membership").await;
    assert!(page.has("lang=\"es\"") && page.words().contains("Escriba los datos de su membresía"));
    at.membership(&[]).await;
    at.terms().await;
    let page = at.user_id("maria.santos", "m@new.example").await;
    assert!(page.words().contains("Código de confirmación"));
    assert!(
        world.outbox().await[0]
            .body
            .clone()
            .unwrap()
            .contains("Escriba este código")
    );
    let page = at.code(&world.newest_code().await).await;
    let said = page.words();
    assert!(
        said.contains("Proteja su cuenta") && !said.contains("October"),
        "{said}"
    );
}
