//! A parent’s choices of how results are shown.

use super::{family, of, result_of, status_of};
use crate::messages::audit;

#[tokio::test]
async fn a_parents_choices_hold_for_what_the_parent_sees_of_a_child() {
    let mut family = family().await;
    let child = family.child;
    let result = result_of(&mut family.browser, child).await;
    let kinds = [
        "everyday",
        "genetic",
        "cancer",
        "infection",
        "pregnancy",
        "other",
    ];
    let fields = kinds.map(|kind| (kind, "comment-7"));
    family.browser.get("/medical-record/result-choices").await;
    let saved = family.browser.submit("results/choose", &fields).await;
    assert_eq!(saved.status, 200, "{}", saved.words());
    for page in ["", "/lab-results"] {
        let page = family.browser.get(&of(child, page)).await;
        assert!(
            !page.has("Lia panel") && !page.has("Lia test"),
            "{}",
            page.words()
        );
        assert!(page.words().contains("Waits until"), "{}", page.words());
    }
    let cover = family.browser.get(&result).await;
    assert!(
        !cover.has("9.9") && !cover.has("Lia panel"),
        "{}",
        cover.words()
    );
    for format in ["pdf", "csv", "fhir"] {
        assert_eq!(status_of(&family, &format!("{result}/{format}")).await, 404);
    }
    let (person, id) = (
        child.to_string(),
        result.rsplit('/').next().unwrap().to_owned(),
    );
    let fields = [("person", person.as_str()), ("id", id.as_str())];
    let shown = family.browser.post("results/show", &fields).await;
    assert_eq!(
        (shown.status, shown.location()),
        (303, Some(result.as_str()))
    );
    let page = family.browser.get(&result).await;
    assert!(page.has("Lia panel") && page.has("9.9"), "{}", page.words());
    let history = audit(&family.world, child).await;
    assert!(
        history.contains(&format!("show_result {id} done")),
        "{history:?}"
    );
}
