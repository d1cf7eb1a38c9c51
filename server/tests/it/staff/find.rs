//! Finding a conversation among those of one's teams: by number, by name, by record number.

use domain::staff::Role;
use testkit::Page;

use super::{Desk, SUBJECT, ask, audit, desk, write_to};

impl Desk {
    /// What the nurse finds by the form of the team inbox.
    async fn find(&mut self, typed: &str) -> Page {
        self.nurse
            .browser
            .submit("staff/find", &[("query", typed)])
            .await
    }

    /// The number that Maria was given.
    async fn number(&mut self) -> String {
        let words = self.maria.get("/requests").await.words();
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let mut told = words.split("Confirmation number").skip(1);
        let shown = told.find_map(|rest| {
            let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
            let number: String = rest.chars().take(11).collect();
            (digits(&number) == 10).then_some(number)
        });
        shown.unwrap_or_else(|| panic!("{words}"))
    }
}

#[tokio::test]
async fn a_case_is_found_by_its_number_the_members_name_and_record_number() {
    let mut desk = desk().await;
    let number = desk.number().await;
    let bare: String = number.chars().filter(char::is_ascii_digit).collect();
    let link = format!("href=\"{}\"", desk.path());
    for typed in [
        number.as_str(),
        &bare,
        "Maria Santos",
        "santos, MARÍA",
        "sant",
        "1234 5671",
    ] {
        let page = desk.find(typed).await;
        let words = page.words();
        assert!(page.has(&link), "{typed}: {words}");
        for told in [
            "1 conversation found",
            "Maria Santos, born March 9, 1984",
            "Waits for an answer",
        ] {
            assert!(words.contains(told), "{typed}, {told}: {words}");
        }
        // What is looked for stands in no address.
        assert!(!page.has(&format!("?query={typed}")));
    }
    // Every look is recorded, about whom was found.
    let seen = audit(&desk.world, desk.member).await;
    let looks = seen
        .iter()
        .filter(|row| *row == "staff find_conversation care done");
    assert_eq!(looks.count(), 6);
    // Answered it is found too, by name as by number; what waits comes first.
    desk.answer("Please come in.").await;
    assert!(desk.find(&bare).await.words().contains("Answered"));
    ask(&desk.world, &mut desk.maria, "Another question").await;
    let words = desk.find("maria santos").await.words();
    let (waits, answered) = (words.find("Another question"), words.find(SUBJECT));
    assert!(waits.is_some() && waits < answered, "{words}");
}

#[tokio::test]
async fn a_slip_in_a_number_is_told_as_such() {
    let mut desk = desk().await;
    let number: String = desk
        .number()
        .await
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let last = number.as_bytes()[9];
    let wrong = format!("{}{}", &number[..9], (last - b'0' + 1) % 10);
    for (typed, told) in [
        (
            wrong.as_str(),
            "There is a slip in this confirmation number",
        ),
        ("1234 5672", "There is a slip in this medical record number"),
        ("12", "This is no number of ours"),
        ("m", "Type at least two letters"),
        ("Nobody Ofthatname", "Nothing was found"),
    ] {
        let page = desk.find(typed).await;
        let words = page.words();
        assert!(words.contains(told), "{typed}: {words}");
        assert!(!words.contains(SUBJECT));
        assert_eq!(page.value_of("query").as_deref(), Some(typed));
    }
    let inbox = desk.nurse.browser.get("/staff/messages").await;
    assert!(inbox.words().contains(SUBJECT));
}

#[tokio::test]
async fn acc_10_nothing_of_another_team_is_found() {
    let mut desk = desk().await;
    let number = desk.number().await;
    let clinicians = desk.world.clinicians().await;
    for (name, role, clinician) in [
        ("nurse.elsewhere", Role::Nurse, Some(clinicians[1])),
        ("services", Role::MemberServices, None),
    ] {
        let mut other = desk.world.worker(name, role, clinician).await;
        for typed in [number.as_str(), "Maria Santos", "12345671"] {
            let page = other
                .browser
                .submit("staff/find", &[("query", typed)])
                .await;
            let words = page.words();
            assert!(
                words.contains("Nothing was found"),
                "{name}, {typed}: {words}"
            );
            assert!(!words.contains(SUBJECT), "{name}, {typed}");
        }
    }
    // What she wrote to that desk is found there, and nothing else of hers.
    write_to(&mut desk.maria, "member_services", "My card").await;
    let mut other = desk
        .world
        .worker("clerk.desk", Role::MemberServices, None)
        .await;
    let page = other
        .browser
        .submit("staff/find", &[("query", "santos maria")])
        .await;
    let words = page.words();
    assert!(
        words.contains("My card") && !words.contains(SUBJECT),
        "{words}"
    );
    // Markup that is typed is text.
    let typed = "<b>maria</b>\"";
    let page = desk.find(typed).await;
    assert!(!page.has("<b>maria"));
}
