//! Who sees what: the roles against each other, and against members (ACC-1, ACC-2, ACC-10).

use app::access::{ENDPOINTS, PAGES, Rule};
use domain::staff::Role;
use domain::time::minutes;
use testkit::World;

use super::{Desk, QUESTION, SUBJECT, ask, audit, desk, reply_fields, write_to};

#[tokio::test]
async fn acc_2_a_members_session_opens_no_desk_and_a_desks_no_members_page() {
    let Desk {
        world,
        mut maria,
        mut nurse,
        ..
    } = desk().await;
    // Each brings the other's cookie under the other's name too.
    let (hers, theirs) = (
        maria.cookies["__Host-session"].clone(),
        nurse.browser.cookies["__Host-staff"].clone(),
    );
    maria.cookies.insert("__Host-staff".into(), hers);
    nurse
        .browser
        .cookies
        .insert("__Host-session".into(), theirs);
    let id = "01900000-0000-7000-8000-000000000000";
    let (mut members, mut desks) = (0, 0);
    for page in PAGES {
        let path = page.path.replace("{id}", id).replace("{person}", id);
        match page.rule {
            Rule::Public => {}
            Rule::StaffSigningOn | Rule::Staff | Rule::Desk => {
                let answer = maria.get(&path).await;
                assert_eq!(answer.location(), Some("/staff/sign-on"), "{path}");
                desks += 1;
            }
            Rule::SigningOn | Rule::Member | Rule::Open(_) | Rule::Record => {
                let answer = nurse.browser.get(&path).await;
                assert_eq!(answer.location(), Some("/sign-on"), "{path}");
                members += 1;
            }
        }
    }
    assert!(members >= 8 && desks >= 3);
    maria.scripts = true;
    nurse.browser.scripts = true;
    for endpoint in ENDPOINTS {
        let foreign = match endpoint.rule {
            Rule::Public => continue,
            Rule::StaffSigningOn | Rule::Staff | Rule::Desk => &mut maria,
            Rule::SigningOn | Rule::Member | Rule::Open(_) | Rule::Record => &mut nurse.browser,
        };
        assert_eq!(
            foreign.post(endpoint.name, &[]).await.status,
            401,
            "{}",
            endpoint.name
        );
    }
    world.run_due_jobs().await;
}

#[tokio::test]
async fn acc_2_a_desks_page_tells_nothing_of_the_member_signed_on_beside_it() {
    let Desk {
        mut maria, nurse, ..
    } = desk().await;
    for (name, value) in &nurse.browser.cookies {
        maria.cookies.insert(name.clone(), value.clone());
    }
    let page = maria.get("/staff/sign-on").await;
    assert!(!page.has("Maria"), "{}", page.words());
    let home = maria.get("/home").await;
    assert!(home.has("Maria") && !home.has("nurse.of.cedar"));
}

/// Every role against a conversation of nurses and one of a desk.
#[tokio::test]
async fn acc_10_who_is_no_clinician_never_reads_what_clinicians_do() {
    let Desk {
        world,
        member,
        mut maria,
        mut nurse,
        conversation: clinical,
    } = desk().await;
    let desks = write_to(&mut maria, "member_services", "My address").await;
    let clinicians = world.clinicians().await;
    let elsewhere = world
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let physician = world
        .worker("dr.whitlock", Role::Physician, Some(clinicians[0]))
        .await;
    let clerk = world.worker("rosa.clerk", Role::MemberServices, None).await;
    let admin = world.worker("theo.admin", Role::Administrator, None).await;
    // The page's status, and whether it tells the subject, for each of the two.
    for (who, worker, of_nurses, of_desk) in [
        ("nurse", &mut nurse, (200, true), (200, false)),
        ("elsewhere", &mut { elsewhere }, (200, false), (200, false)),
        ("physician", &mut { physician }, (200, true), (200, false)),
        ("clerk", &mut { clerk }, (404, false), (200, true)),
        ("admin", &mut { admin }, (403, false), (403, false)),
    ] {
        for (id, subject, expected) in [
            (clinical, SUBJECT, of_nurses),
            (desks, "My address", of_desk),
        ] {
            let page = worker.browser.get(&format!("/staff/messages/{id}")).await;
            assert_eq!(
                (page.status, page.has(subject)),
                expected,
                "{who} {subject}"
            );
            assert_eq!(page.has(QUESTION), expected.1, "{who} {subject}");
            assert_eq!(page.has("Maria"), expected.1, "{who} {subject}");
        }
        let list = worker.browser.get("/staff/messages").await;
        assert_eq!(list.has(SUBJECT), of_nurses.1, "{who}");
        assert_eq!(list.has("My address"), of_desk.1, "{who}");
        // And no form reaches it either.
        let key = "0".repeat(32);
        let id = clinical.to_string();
        let fields = [
            ("conversation", id.as_str()),
            ("send_key", &key),
            ("message", "Not mine"),
            ("note", "Not mine"),
            ("colleague", ""),
            ("team", "clinicians"),
            ("urgency", "urgent"),
            ("why", "duplicate"),
            ("reason", "asked"),
            ("words", "because I am curious"),
        ];
        if !of_nurses.1 && who != "elsewhere" {
            for form in [
                "reply", "note", "assign", "forward", "urgency", "close", "look",
            ] {
                let page = worker.browser.post(&format!("staff/{form}"), &fields).await;
                assert!(
                    matches!(page.status, 403 | 404),
                    "{who} {form}: {}",
                    page.status
                );
            }
        }
    }
    let refusals = audit(&world, member).await;
    let wrote = |row: &String| row.starts_with("staff send_message") && row.ends_with("done");
    assert!(!refusals.iter().any(wrote));
}

#[tokio::test]
async fn acc_10_another_teams_conversation_opens_with_a_reason_and_for_half_an_hour() {
    let Desk {
        world,
        member,
        conversation,
        ..
    } = desk().await;
    let clinicians = world.clinicians().await;
    let mut other = world
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let path = format!("/staff/messages/{conversation}");
    let page = other.browser.get(&path).await;
    assert!(
        page.words().contains("Why do you need to see this?"),
        "{}",
        page.words()
    );
    let id = conversation.to_string();
    let fields = |reason, words| {
        [
            ("conversation", id.as_str()),
            ("reason", reason),
            ("words", words),
        ]
    };
    // It has to be told in words, and comes back as it was typed.
    let page = other
        .browser
        .submit("staff/look", &fields("asked", "short"))
        .await;
    assert!(
        page.words().contains("Say in a few words why"),
        "{}",
        page.words()
    );
    assert!(page.has("short") && !page.has(QUESTION));
    // Nothing is done to it before.
    let page = other.browser.post("staff/assign", &fields("", "")).await;
    assert_eq!(page.status, 403);
    let told = "Dr. Whitlock asked me by phone";
    let page = other
        .browser
        .submit("staff/look", &fields("asked", told))
        .await;
    assert!(page.has(QUESTION) && page.words().contains("asked me to look"));
    let seen = audit(&world, member).await;
    assert_eq!(seen[0], "staff view_conversation asked done");
    assert_eq!(seen[1], "staff give_reason asked done");
    // The privacy officer is told, and no mail says of whom.
    let mails = world.outbox().await;
    let mail = mails.last().unwrap();
    assert_eq!(mail.to, "privacy@larkhaven.example");
    let body = mail.body.clone().unwrap();
    assert!(body.contains("Name of nurse.elsewhere"));
    for secret in [told, "Maria", "Santos", SUBJECT, &id] {
        assert!(
            !body.contains(secret) && !mail.subject.contains(secret),
            "{secret}"
        );
    }
    world.clock.turn_to(world.clock.now() + minutes(14));
    assert!(other.browser.get(&path).await.has(QUESTION));
    world.clock.turn_to(world.clock.now() + minutes(14));
    assert!(other.browser.get(&path).await.has(QUESTION));
    world.clock.turn_to(world.clock.now() + minutes(2));
    assert!(!other.browser.get(&path).await.has(QUESTION));
}

#[tokio::test]
async fn acc_3_what_is_not_there_answers_like_what_is_not_yours() {
    let Desk {
        world,
        conversation,
        ..
    } = desk().await;
    let mut clerk = world.worker("rosa.clerk", Role::MemberServices, None).await;
    let foreign = clerk
        .browser
        .get(&format!("/staff/messages/{conversation}"))
        .await;
    let missing = "/staff/messages/01900000-0000-7000-8000-000000000000";
    let missing = clerk.browser.get(missing).await;
    assert_eq!((foreign.status, missing.status), (404, 404));
    assert_eq!(foreign.words(), missing.words());
    assert_eq!(
        clerk.browser.get("/staff/messages/nonsense").await.status,
        404
    );
    assert_eq!(
        clerk
            .browser
            .get("/staff/messages?after=nonsense")
            .await
            .status,
        404
    );
}

/// AUD-1: each look is a row with its reason, and is written before the page leaves (AUD-2).
#[tokio::test]
async fn aud_1_every_look_and_every_act_has_its_row_and_its_reason() {
    let mut desk = desk().await;
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    let id = desk.conversation.to_string();
    let of = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![("conversation", id.as_str())];
        fields.extend(more);
        fields
    };
    let nurse = &mut desk.nurse.browser;
    nurse
        .post("staff/note", &of(&[("note", "Called her at noon.")]))
        .await;
    nurse
        .post("staff/urgency", &of(&[("urgency", "urgent")]))
        .await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Please come in tomorrow.", &mut held);
    nurse.post("staff/reply", &fields).await;
    let rows = audit(&desk.world, desk.member).await;
    let of_staff: Vec<&str> = rows
        .iter()
        .filter(|row| row.starts_with("staff"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        of_staff,
        [
            "staff send_message care done",
            "staff set_urgency care done",
            "staff write_note care done",
            "staff view_conversation care done",
        ]
    );
    // The seal covers the reason too.
    desk.world.run_due_jobs().await;
    let verdict = server::commands::audit::verify(&desk.world.portal)
        .await
        .unwrap();
    assert!(matches!(
        verdict,
        server::commands::audit::Verdict::Whole(_)
    ));
}

#[tokio::test]
async fn ses_7_who_has_left_is_signed_off_at_the_next_request() {
    let Desk {
        world, mut nurse, ..
    } = desk().await;
    assert_eq!(nurse.browser.get("/staff/messages").await.status, 200);
    let id = nurse.id;
    let request = world.request();
    let gone = request.write(move |cx| {
        Box::pin(async move { Ok(store::staff::leave(&mut cx.tx, id, cx.now).await?) })
    });
    assert!(gone.await.unwrap());
    assert_eq!(
        nurse.browser.get("/staff/messages").await.location(),
        Some("/staff/sign-on")
    );
    let page = world
        .sign_on_at_desk(&mut nurse.browser, "nurse.of.cedar")
        .await;
    assert!(page[0].words().contains("do not fit together"));
}

/// MSG-1: what a member writes is text at the desk too, and what the desk writes, everywhere.
#[tokio::test]
async fn msg_1_what_people_write_is_text_at_the_desk() {
    let mut desk = desk().await;
    let payload = "</textarea><script>alert(1)</script>\"><img src=x onerror=alert(2)>";
    let other = ask(&desk.world, &mut desk.maria, payload).await;
    let id = other.to_string();
    let path = format!("/staff/messages/{other}");
    let fields = [("conversation", id.as_str()), ("note", payload)];
    desk.nurse.browser.post("staff/note", &fields).await;
    let page = desk.nurse.browser.get(&path).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, payload, &mut held);
    desk.nurse.browser.post("staff/reply", &fields).await;
    let mut pages = vec![desk.nurse.browser.get(&path).await];
    pages.push(desk.maria.get(&format!("/messages/{other}")).await);
    for page in pages {
        assert!(page.has("&lt;script&gt;alert(1)"));
        for call in ["<script>alert", "<img src=x"] {
            assert!(!page.has(call), "{call}");
        }
    }
}

/// Who may do what at a desk comes with the account, by a command on the host. Nobody at a desk
/// gives or changes a role, grants a proxy or refunds: what would, needs a second person, and its
/// endpoint does not belong in this list before it asks for one.
#[tokio::test]
async fn acc_11_nothing_at_the_desks_is_for_two_people_and_done_by_one() {
    let named = ENDPOINTS
        .iter()
        .filter_map(|endpoint| endpoint.name.strip_prefix("staff/"));
    let known = [
        "load-sign-on",
        "sign-on",
        "load-code",
        "code",
        "sign-off",
        "inbox",
        "find",
        "conversation",
        "look",
        "reply",
        "remove-file",
        "note",
        "comment",
        "assign",
        "forward",
        "urgency",
        "close",
    ];
    assert_eq!(named.collect::<Vec<_>>(), known);
    // An account that is there keeps its role, whoever adds it again with another.
    let world = World::new().await;
    let id = world
        .staff_account("ada.desk", Role::MemberServices, None)
        .await;
    let again = service::staff::NewAccount {
        user_id: "ADA.desk".into(),
        name: "Ada Desk".into(),
        role: Role::Administrator,
        email: None,
        practitioner: None,
    };
    let request = world.request();
    let work = request.write(move |cx| {
        let again = again.clone();
        Box::pin(async move { service::staff::put(cx, &again, "hash".into(), [7; 20]).await })
    });
    assert!(work.await.unwrap().is_err());
    let mut browser = world.visitor();
    world.sign_on_at_desk(&mut browser, "ada.desk").await;
    let page = browser.get("/staff/messages").await;
    assert!(page.words().contains("Member services"), "{id}");
}
