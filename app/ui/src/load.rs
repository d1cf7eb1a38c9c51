//! How a page asks for what it shows.

use std::future::Future;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::WireError;

/// What a page's loader answers, asked again whenever `source` changes.
///
/// Every page asks by this, so that the gallery can answer in a loader's place.
pub fn load<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    loader: impl Fn(S) -> F + Send + Sync + 'static,
) -> Resource<Result<T, WireError>>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, WireError>> + Send + 'static,
{
    #[cfg(debug_assertions)]
    if let Some(given) = use_context::<given::Given>() {
        return Resource::new(source, move |_| {
            let answer = given.next();
            async move { answer }
        });
    }
    Resource::new(source, loader)
}

/// The part of a page that `view` brings, shown by `show`. Until it is there, only a page that
/// lives says `waiting`: the host sends pages whole. While it is asked for anew, what was shown
/// stays.
pub fn part<T>(
    waiting: &'static str,
    view: Resource<Result<T, WireError>>,
    show: impl Fn(Result<T, WireError>) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=move || {
            view! { <p role="status">{waiting}</p> }
        }>
            {move || {
                let show = show.clone();
                Suspend::new(async move { show(view.await) })
            }}
        </Transition>
    }
}

/// Answers in the place of a page's loaders: how the gallery shows whole pages without a
/// database. In debug builds only, and only where they are provided.
#[cfg(debug_assertions)]
pub mod given {
    use std::collections::VecDeque;
    use std::sync::{Arc, Mutex};

    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use crate::wire::{WireCode, WireError};

    /// The answers for one page.
    #[derive(Clone, Debug)]
    pub struct Given(Arc<Mutex<Answers>>);

    #[derive(Debug)]
    struct Answers {
        left: VecDeque<Value>,
        refused: bool,
    }

    impl Given {
        /// Answers in the order in which the page asks, each as a page's source has it:
        /// `{"Ok": …}` or `{"Err": …}`.
        pub fn new(answers: Vec<Value>) -> Self {
            Self(Arc::new(Mutex::new(Answers {
                left: answers.into(),
                refused: false,
            })))
        }

        /// Whether the page took them all, and asked for nothing else.
        pub fn fitted(&self) -> bool {
            self.0
                .lock()
                .is_ok_and(|answers| answers.left.is_empty() && !answers.refused)
        }

        pub(super) fn next<T: DeserializeOwned>(&self) -> Result<T, WireError> {
            let unexpected = || WireError::new(WireCode::Unexpected);
            let mut answers = self.0.lock().map_err(|_| unexpected())?;
            let next = answers.left.pop_front().map(serde_json::from_value);
            if let Some(Ok(answer)) = next {
                answer
            } else {
                answers.refused = true;
                Err(unexpected())
            }
        }
    }
}
