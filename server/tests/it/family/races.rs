//! What the roll ends, against a parent who reads at that very moment (ACC-6, ACC-13).

use app::access::{ENDPOINTS, Rule};
use testkit::{Browser, Choices, Person, World};
use tokio::task::JoinSet;

use super::{call, guardians, of, person, result_of, row};

/// So many times in everyday tests; a thousand before a release.
const ROUNDS: usize = 100;

/// What a parent asks for, as a page and as calls; answers the status.
async fn ask(browser: &Browser, what: usize, child: &str, result: &str) -> u16 {
    let id = result.rsplit('/').next().unwrap();
    let fields = [("person", child), ("id", id), ("report", id)];
    match what {
        0 => browser.clone().get(result).await.status,
        1 => call(browser, "results/report", &fields).await.0,
        _ => call(browser, "immunizations/record", &fields).await.0,
    }
}

/// Opens and ends, again and again; meanwhile the parent reads on one host and on another.
async fn race(world: &World) {
    let (_, mut browser) = world.signed_on(&Person::default()).await;
    let id = person(world, "lia", "2018-05-02", "Lia").await;
    let (open, over) = (
        row(world, "lia", "").await,
        row(world, "lia", "2026-11-02").await,
    );
    guardians(world, std::slice::from_ref(&open)).await;
    let result = result_of(&mut browser, id).await;
    let other = world.another_host().await;
    let mut elsewhere = other.visitor();
    elsewhere.cookies.clone_from(&browser.cookies);
    let (mut let_in, mut kept_out) = (0, 0);
    for round in 0..ROUNDS {
        guardians(world, std::slice::from_ref(&open)).await;
        let mut readers = JoinSet::new();
        for (what, browser) in [&browser, &elsewhere, &browser].into_iter().enumerate() {
            let (browser, child, result) = (browser.clone(), id.to_string(), result.clone());
            readers.spawn(async move {
                // Until it is over, and a little longer.
                let (mut before, mut after) = (0, 0);
                while after < 2 {
                    match ask(&browser, what, &child, &result).await {
                        200 if after == 0 => before += 1,
                        404 => after += 1,
                        status => panic!("{status} in round {round}, {after} after its end"),
                    }
                }
                before
            });
        }
        tokio::task::yield_now().await;
        assert_eq!(
            guardians(world, std::slice::from_ref(&over)).await.status,
            "imported"
        );
        // Who asks from now on is told so, whatever the others were told at the same time.
        for (what, browser) in [&elsewhere, &browser, &elsewhere].into_iter().enumerate() {
            let status = ask(browser, what, &id.to_string(), &result).await;
            assert_eq!(status, 404, "round {round}");
            kept_out += 1;
        }
        for before in readers.join_all().await {
            let_in += before;
        }
    }
    assert!(
        let_in > 0 && kept_out == 3 * ROUNDS,
        "both sides were there"
    );
    // None of it marked anything in the child's record.
    let request = world.request();
    let unread = request
        .read(move |cx| Box::pin(async move { Ok(store::results::unread(&mut cx.tx, id).await?) }));
    assert_eq!(unread.await.unwrap(), 1);
    assert_eq!(browser.get(&of(id, "")).await.status, 404);
    other.portal.store().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acc_13_what_is_ended_is_over_however_close_the_reader_comes() {
    race(&World::new().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acc_13_what_is_ended_is_over_on_postgres() {
    let world = World::on_postgres(Choices::default()).await;
    race(&world).await;
    world.end().await;
}

/// Nobody writes into a child's record: what takes a person only answers. A form that does has to
/// hold the roll's row in its own transaction (`FOR SHARE` on PostgreSQL, where SERIALIZABLE alone
/// lets it commit after the end), and to race it here. Showing a result marks it for whoever reads,
/// and answers with nothing of it.
#[test]
fn acc_13_nothing_is_written_in_a_childs_record() {
    let written: Vec<&str> = (ENDPOINTS.iter())
        .filter(|endpoint| endpoint.rule == Rule::Record && endpoint.form_on.is_some())
        .map(|endpoint| endpoint.name)
        .collect();
    assert_eq!(written, ["results/show"]);
}
