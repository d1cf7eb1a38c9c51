//! What a child's pages and papers say is said of the child: whoever reads them is addressed as a
//! reader only, never as the person whose record it is.

use domain::ids::MemberId;
use domain::services::CareRelationship;
use testkit::{Browser, Page, World};
use words::{Locale, immunizations, results};

use super::{guardians, of, person, row};
use crate::bundles::{amend, import, member, panel, record, taken, value};
use crate::paper::{bytes, words as words_of};

const AT: &str = "2026-10-05T09:50:00-07:00";

/// What is said to the reader, whosever record it is. A sentence that is none of these and
/// says "you" fails: somebody has to look whom it means.
const TO_THE_READER: [&[&str]; 2] = [
    &[
        "Our side or your connection may be the cause",
        "You can read what was",
        "Member services can tell you more",
        "The care team can tell you more",
        "the care team can show it to you",
        "where only you can open them",
        "Only your child sees them here",
        "You can still see and print the immunizations",
        "if you have a question",
        "Member services can tell you why and what you can do",
    ],
    &[
        "La causa puede ser su conexión",
        "Servicios para miembros le dirán más",
        "Servicios para miembros le dirán por qué y qué puede hacer",
        "solo usted pueda abrirlos",
        "solo los ve su hija o hijo",
        "Usted todavía puede ver e imprimir las vacunas",
        // Of the plan, and to the plan.
        "con sus propios datos",
        "alguien le habló de ella",
        "guardarlo en su teléfono",
    ],
];

/// The words by which somebody is addressed.
const YOU: [&[&str]; 2] = [
    &["you", "your", "yours", "yourself"],
    &["usted", "su", "sus", "suyo", "suya", "suyos", "suyas", "le"],
];

/// Fails where a text speaks of the reader as of whose record it is.
fn is_of_the_child(locale: Locale, place: &str, text: &str) {
    let said = usize::from(locale == Locale::Es);
    let mut rest = text.to_owned();
    for sentence in TO_THE_READER[said] {
        rest = rest.replace(sentence, "…");
    }
    let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).collect();
    for (at, word) in words.iter().enumerate() {
        let around = words[at.saturating_sub(8)..words.len().min(at + 8)].join(" ");
        assert!(
            !YOU[said].contains(&word.to_lowercase().as_str()),
            "{place} speaks of its reader: {around}"
        );
    }
}

/// The page's own words, without what stands around every page.
fn main_of(page: &Page) -> String {
    let start = page.text.find("<main").unwrap();
    let end = page.text.find("</main>").unwrap();
    let text = page.text[start..end].to_owned();
    Page {
        text,
        ..page.clone()
    }
    .words()
}

/// A child with a result of every state and a dose of every kind.
async fn rich_child(world: &World) -> MemberId {
    let doses = include_str!("../immunizations/cases.json");
    taken(world, doses).await;
    let critical = r#""valueQuantity":{"value":7.9,"unit":"mmol/L"},
        "interpretation":[{"coding":[{"code":"HH"}]}]"#;
    let mut resources = vec![
        value("k1", "2823-3", "Potassium", AT, critical),
        value("k2", "1-8", "Curve", AT, r#""valueSampledData":{}"#),
        panel("r0", "Panel", "final", AT, &["k1", "k2"]),
    ];
    for status in ["preliminary", "corrected", "cancelled", "entered-in-error"] {
        resources.push(panel(&format!("r-{status}"), status, status, AT, &["k1"]));
    }
    let resources: Vec<&str> = resources.iter().map(String::as_str).collect();
    let text = record(&resources).replace("1984-03-09", "2016-03-09");
    assert_eq!(import(world, &text).await.status, "imported");
    member(world, "ines").await.id
}

/// A child without anything on record.
async fn empty_child(world: &World) -> MemberId {
    let text = record(&[])
        .replace("1984-03-09", "2017-01-07")
        .replace("Inés", "Eva")
        .replace("\"ines\"", "\"eva\"")
        .replace("Patient/ines", "Patient/eva")
        .replace("\"v1\"", "\"v1-eva\"");
    taken(world, &text).await;
    member(world, "eva").await.id
}

/// The addresses of the results that a child's list names.
async fn results_of(browser: &mut Browser, child: MemberId) -> Vec<String> {
    let list = browser.get(&of(child, "/lab-results")).await;
    let start = of(child, "/lab-results/");
    let links = list.text.split("href=\"").skip(1);
    links
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| {
            let id = href.strip_prefix(&start);
            id.is_some_and(|id| id.len() == 36)
        })
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn every_page_and_paper_of_a_child_speaks_of_the_child() {
    let (world, _, mut browser) = World::with_member().await;
    let rich = rich_child(&world).await;
    let empty = empty_child(&world).await;
    let ended = person(&world, "lia", "2018-05-02", "Lia").await;
    amend(&world, ended, |lia| {
        lia.relationship = CareRelationship::Ended;
    })
    .await;
    let closed = person(&world, "ana", "2018-05-02", "Ana").await;
    amend(&world, closed, |ana| {
        ana.relationship = CareRelationship::Elsewhere;
    })
    .await;
    let teen = person(&world, "teo", "2012-04-03", "Teo").await;
    let mut rows = Vec::new();
    for key in ["ines", "eva", "lia", "ana", "teo"] {
        rows.push(row(&world, key, "").await);
    }
    assert_eq!(guardians(&world, &rows).await.status, "imported");
    let missing = "/lab-results/01900000-0000-7000-8000-000000000000";
    for locale in Locale::ALL {
        browser.language = locale.tag().into();
        let mut paths = results_of(&mut browser, rich).await;
        assert_eq!(paths.len(), 5);
        let papers: Vec<String> = (paths.iter().map(|result| format!("{result}/pdf")))
            .chain(["/lab-results/pdf", "/immunizations/pdf"].map(|path| of(rich, path)))
            .chain([of(empty, "/lab-results/pdf")])
            .collect();
        for child in [rich, empty, ended, closed, teen] {
            let pages = [
                "",
                "/lab-results",
                missing,
                "/immunizations",
                "/immunizations?by=date",
                "/immunizations/record",
            ];
            paths.extend(pages.map(|page| of(child, page)));
        }
        for path in paths {
            let page = browser.get(&path).await;
            assert!(matches!(page.status, 200 | 403 | 404), "{path}");
            is_of_the_child(locale, &path, &main_of(&page));
        }
        for path in papers {
            let (status, _, pdf) = bytes(&world, &browser, &path).await;
            assert_eq!(status, 200, "{path}");
            is_of_the_child(locale, &path, &words_of(&pdf));
        }
        // What is said where something of ours fails.
        for text in [
            results::load_failed_heading(locale),
            results::load_failed(locale),
            immunizations::load_failed_heading(locale),
            immunizations::load_failed(locale),
        ] {
            is_of_the_child(locale, "a failure", text);
        }
    }
}

#[test]
#[should_panic(expected = "speaks of its reader")]
fn a_sentence_about_the_reader_is_told() {
    is_of_the_child(Locale::En, "a page", "Vaccines that you were given.");
}
