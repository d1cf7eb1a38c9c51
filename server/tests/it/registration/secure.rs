//! Step 4, second half: the password and the secret questions (REG-6 to REG-8).

use super::journey;
use super::journey::{SECRETS, begun};

#[tokio::test]
async fn reg_6_and_7_a_table_of_passwords() {
    let (world, mut at) = begun().await;
    at.to_password(&world, "m.santos_84").await;
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
    let (world, mut at) = begun().await;
    at.to_password(&world, "maria.santos").await;
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
