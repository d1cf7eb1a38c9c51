//! Live: an open page learns within a second that something has changed on the host.
//!
//! One stream of server-sent events a browser: HTTP/1.1 gives six connections to a host, and
//! every tab that held one would take it from the pages. The tab that gets the lock listens and
//! passes on what it hears; when it goes, the next one gets the lock.

use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use gloo_net::eventsource::futures::EventSource;
use js_sys::{Function, Promise, Reflect};
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::load::load;
use crate::wire::WireError;

/// Rises whenever something of whoever is signed on may have changed.
#[derive(Clone, Copy, Debug)]
pub struct Live(pub RwSignal<u32>);

/// The one kind of event.
const EVENT: &str = "live";

/// What a page listens to.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The address of the stream.
    pub stream: &'static str,
    /// The name of the lock and of the channel between tabs.
    pub name: &'static str,
    /// Gets what is said, with `=` before it when a stream begins.
    pub hear: Callback<String>,
}

/// A line that says nothing for this long is taken for lost: the host says something every 15
/// seconds.
const SILENCE: Duration = Duration::from_secs(40);

/// The longest wait before a lost stream is asked for again.
const LONGEST: u32 = 30;

/// Why a stream is not there any more.
enum Gone {
    /// The session has ended.
    Ended,
    /// The line was lost, after something was heard, or before.
    Lost { heard: bool },
}

/// Begins to listen, on a page that lives.
pub fn listen(line: Line) {
    Effect::new(move |_| spawn_local(async move { wait_to_lead(line).await }));
}

/// Waits for the lock, and passes on. A file of its own: nobody who is not signed on needs it.
#[lazy]
fn wait_to_lead(line: Line) {
    let Ok(channel) = BroadcastChannel::new(line.name) else {
        return;
    };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            hear(line, text);
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // They live as long as the page.
    heard.forget();
    let lead = Closure::<dyn Fn(JsValue) -> Promise>::new(move |_| {
        let channel = channel.clone();
        spawn_local(async move { lead(&channel, line).await });
        // The lock is held until the page is gone.
        Promise::new(&mut |_, _| {})
    });
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or_default();
    let request = Reflect::get(&locks, &"request".into()).unwrap_or_default();
    if let Some(request) = request.dyn_ref::<Function>() {
        // A page that is just being left may be refused the lock; it needs none.
        let _ = request.call2(&locks, &line.name.into(), lead.as_ref());
    }
    lead.forget();
}

/// Listens for this browser until the session ends.
async fn lead(channel: &BroadcastChannel, line: Line) {
    let mut tries = 0;
    let mut known = false;
    loop {
        match stream(channel, line, &mut known).await {
            Gone::Ended => return,
            Gone::Lost { heard: true } => tries = 0,
            Gone::Lost { heard: false } => tries += 1,
        }
        // Longer each time; at once when the browser is on the line again.
        let wait = LONGEST.min(1 << tries.min(5));
        let was_online = window().navigator().on_line();
        for _ in 1..wait {
            sleep(Duration::from_secs(1)).await;
            if !was_online && window().navigator().on_line() {
                break;
            }
        }
        back_on_the_line().await;
    }
}

/// Listens to one stream. What `known` says is that there was one before: what was told in between
/// was told to nobody, and the new one begins with news.
async fn stream(channel: &BroadcastChannel, line: Line, known: &mut bool) -> Gone {
    let mut heard = false;
    let Ok(mut source) = EventSource::new(line.stream) else {
        return Gone::Lost { heard };
    };
    let Ok(mut events) = source.subscribe(EVENT) else {
        return Gone::Lost { heard };
    };
    loop {
        let event = match select(events.next(), Box::pin(sleep(SILENCE))).await {
            Either::Left((Some(Ok((_, event))), _)) => event,
            Either::Left(_) | Either::Right(_) => return Gone::Lost { heard },
        };
        heard = true;
        let text = event.data().as_string().unwrap_or_default();
        if text == "end" {
            return Gone::Ended;
        }
        if !text.is_empty() {
            let text = match text.strip_prefix('=') {
                Some(news) if std::mem::replace(known, true) => news.to_owned(),
                _ => text,
            };
            let _ = channel.post_message(&text.as_str().into());
            hear(line, text);
        }
    }
}

/// Passes on what was heard, while the page is there.
fn hear(line: Line, text: String) {
    let _ = line.hear.try_run(text);
}

/// Waits for a second, and for as long as the browser knows that there is no line.
async fn back_on_the_line() {
    sleep(Duration::from_secs(1)).await;
    while !window().navigator().on_line() {
        sleep(Duration::from_secs(1)).await;
    }
}

async fn sleep(time: Duration) {
    let millis = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let timer = Promise::new(&mut |done, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis);
    });
    let _ = JsFuture::from(timer).await;
}

/// What a page shows, kept as it is on the host: the loader is asked whenever `asked` changes, and
/// again after all that `Live` tells of. Only what answers something else, by `same`, is shown
/// anew: what is typed and chosen stays as long as nothing else is to be shown.
///
/// While the answer to the same question stands there, a lost line takes nothing away, and
/// nothing that is typed beside it: it is asked for again until an answer comes.
pub fn follow<S, T, F>(
    asked: impl Fn() -> S + Copy + Send + Sync + 'static,
    loader: impl Fn(S) -> F + Copy + Send + Sync + 'static,
    same: fn(&T, &T) -> bool,
) -> Resource<Result<T, WireError>>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, WireError>> + Send + 'static,
{
    follow_with(asked, || (), |news| news, loader, same)
}

/// [`follow`] for a page that acts: it asks again after its own `changes` too, and `hold` may keep
/// the number of news from rising while something is on its way.
pub fn follow_with<S, C, H, T, F>(
    asked: impl Fn() -> S + Copy + Send + Sync + 'static,
    changes: impl Fn() -> C + Copy + Send + Sync + 'static,
    hold: impl FnOnce(RwSignal<u32>) -> H,
    loader: impl Fn(S) -> F + Copy + Send + Sync + 'static,
    same: fn(&T, &T) -> bool,
) -> Resource<Result<T, WireError>>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    C: PartialEq + Clone + Send + Sync + 'static,
    H: Get<Value = u32> + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, WireError>> + Send + 'static,
{
    let kept = Kept {
        shown: StoredValue::new(None::<(S, T)>),
        news: RwSignal::new(0),
    };
    let news = hold(kept.news);
    let view = load(
        move || (asked(), changes(), news.get()),
        move |(asked, ..)| async move { kept.ask(asked, loader).await },
    );
    Effect::new(move |_| {
        if let Some(Ok(answer)) = view.get() {
            kept.shown.set_value(Some((untrack(asked), answer)));
        }
    });
    let live = use_context::<Live>();
    Effect::new(move |before: Option<u32>| {
        let now = live.map_or(0, |live| live.0.get());
        if before.is_some_and(|before| before != now) {
            let asked = untrack(asked);
            // What was told since asks for itself.
            let newest = move || live.and_then(|live| live.0.try_get_untracked()) == Some(now);
            spawn_local(async move { kept.look(asked, newest, loader, same).await });
        }
        now
    });
    view
}

/// What a page knows that follows the host.
struct Kept<S: 'static, T: 'static> {
    /// What stands there, and the question that it answers.
    shown: StoredValue<Option<(S, T)>>,
    /// Rises when something else is to be shown.
    news: RwSignal<u32>,
}

impl<S: 'static, T: 'static> Clone for Kept<S, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: 'static, T: 'static> Copy for Kept<S, T> {}

impl<S, T> Kept<S, T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    /// Asks, and while the answer to the same question stands there until there is another.
    async fn ask<F>(self, asked: S, loader: impl Fn(S) -> F) -> Result<T, WireError>
    where
        F: Future<Output = Result<T, WireError>>,
    {
        loop {
            let answer = loader(asked.clone()).await;
            let passing = matches!(&answer, Err(error) if error.code.is_passing());
            let stands = |shown: &Option<(S, T)>| shown.as_ref().is_some_and(|s| s.0 == asked);
            if !passing || self.shown.try_with_value(stands) != Some(true) {
                return answer;
            }
            // In a browser only: on the host nothing stands there yet.
            SendWrapper::new(back_on_the_line()).await;
        }
    }

    /// Looks what there is after news, and has the page ask for it if it is something else; what is
    /// found here is not shown itself, since it may be held back until more has changed. A loader
    /// that gets no answer is asked again: what was told may be told only once.
    async fn look<F>(
        self,
        asked: S,
        newest: impl Fn() -> bool,
        loader: impl Fn(S) -> F,
        same: fn(&T, &T) -> bool,
    ) where
        F: Future<Output = Result<T, WireError>>,
    {
        let found = loop {
            match loader(asked.clone()).await {
                Ok(found) => break found,
                Err(error) if !error.code.is_passing() => return,
                Err(_) => back_on_the_line().await,
            }
            if !newest() || self.shown.try_with_value(|_| ()).is_none() {
                return;
            }
        };
        // Where nothing stands there yet, the answer on its way may be older than the news.
        let is_other = |shown: &Option<(S, T)>| {
            let shown = shown.as_ref();
            shown.is_none_or(|shown| shown.0 == asked && !same(&shown.1, &found))
        };
        if self.shown.try_with_value(is_other) == Some(true) {
            let _ = self.news.try_update(|news| *news += 1);
        }
    }
}
