//! Five failures lock, over connections, hosts and falls (AUT-2).

use std::time::Duration;

use domain::mrn::Mrn;
use service::hashing::Hashing;
use testkit::{Choices, Host, PASSWORD, Person, World};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use super::{WRONG, is_locked, sign_on};
use crate::registration::journey::marias;

const GUESSES: usize = 50;

/// A host that can fall: what it does runs on threads of its own.
struct Mortal {
    host: Host,
    runtime: Runtime,
}

impl Mortal {
    fn start(world: &World) -> Self {
        let runtime = runtime();
        let host = runtime.block_on(world.another_host());
        Self { host, runtime }
    }

    /// Guesses once. A request that is shed (503) is no guess, and is made again.
    fn guess(&self, id: &str) -> JoinHandle<u16> {
        let (mut browser, id) = (self.host.visitor(), id.to_owned());
        self.runtime.spawn(async move {
            for _ in 0..200 {
                let fields = [("id", id.as_str()), ("password", WRONG)];
                let status = browser.post("session/sign-on", &fields).await.status;
                if status != 503 {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            503
        })
    }

    /// Cuts off whatever it does, wherever that stands, and closes its connections; what it
    /// has counted stays.
    fn fall(self) -> Hashing {
        let hashing = self.host.portal.hashing().clone();
        let within = self.runtime.enter();
        drop(self.host);
        drop(within);
        self.runtime.shutdown_background();
        hashing
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

/// Fifty guesses at once at each of some accounts. While they are worked on, a host falls and
/// another takes its place; whoever got no answer asks again. Never a sixth is compared.
fn race(world: &World, main: &Runtime, hosts: usize, trials: u32) {
    let mut standing: Vec<Mortal> = (0..hosts).map(|_| Mortal::start(world)).collect();
    let mut counted: Vec<Hashing> = Vec::new();
    counted.extend(standing.iter().map(|one| one.host.portal.hashing().clone()));
    let (mut lost, mut compared) = (0, 0);
    for trial in 0..trials {
        let id = format!("racer.{trial:03}");
        let person = Person {
            mrn: Mrn::from_serial(1_000 + trial).as_str().to_owned().leak(),
            user_id: id.clone().leak(),
            ..marias()
        };
        main.block_on(world.account(&person));
        let asked: Vec<_> = (0..GUESSES)
            .map(|number| standing[number % hosts].guess(&id))
            .collect();
        // A little later each time.
        main.block_on(async {
            tokio::time::sleep(Duration::from_millis(u64::from(2 * trial))).await;
        });
        standing.remove(0).fall();
        let next = Mortal::start(world);
        counted.push(next.host.portal.hashing().clone());
        standing.push(next);
        let answers = asked.into_iter().map(|guess| main.block_on(guess));
        let unanswered = answers
            .filter(|answer| answer.as_ref().map_or(true, |&status| status != 303))
            .count();
        let again: Vec<_> = (0..unanswered)
            .map(|number| standing[number % hosts].guess(&id))
            .collect();
        for guess in again {
            assert_eq!(main.block_on(guess).unwrap(), 303);
        }
        let so_far: usize = counted.iter().map(Hashing::verifications).sum();
        assert!(
            so_far - compared <= 5,
            "{} were compared",
            so_far - compared
        );
        (lost, compared) = (lost + unanswered, so_far);
        let page = main.block_on(sign_on(&mut world.visitor(), &id, PASSWORD));
        assert!(is_locked(&page), "{id}: {}", page.words());
    }
    // The trials were what they say.
    assert!(lost > 0, "no host fell while it worked");
    assert!(
        compared > 2 * trials as usize,
        "{compared} guesses were compared"
    );
    for host in standing {
        host.fall();
    }
}

#[test]
fn aut_2_simultaneous_guesses_are_five_though_the_host_falls() {
    let main = runtime();
    let world = main.block_on(World::new());
    race(&world, &main, 1, 20);
}

#[test]
fn aut_2_simultaneous_guesses_are_five_on_two_hosts_though_one_falls() {
    let main = runtime();
    let world = main.block_on(World::on_postgres(Choices::default()));
    race(&world, &main, 2, 12);
    main.block_on(world.end());
}
