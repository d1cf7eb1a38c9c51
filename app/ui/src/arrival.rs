//! Arrival: where the keyboard goes when a living page has become another one. To what was
//! announced after an action (sent, saved), or else to the h1; a page that is loaded whole
//! needs none of it.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// What an action announces at its end ([`crate::alert::Alert`]).
const ANNOUNCED: &str = "main .alert[role]";
/// Looked at this often, for this long: a page's code and its answer come when they come.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 200;

/// After so many looks an announcement that stood there before is taken for the answer to an
/// action that leads back to its own page.
const PATIENCE: u32 = 20;

/// Whether what is announced asks for the keyboard in the HTML (`autofocus`): only where the host
/// writes it. A living page moves the keyboard itself, and a browser that has to refuse an
/// `autofocus` put in later says so on its console.
pub const BY_HTML: bool = cfg!(not(target_family = "wasm"));

/// What the keyboard follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The router has gone to another page.
    Page,
    /// The page has stayed; what it lists is another part.
    List,
    /// An action was done, on whatever page that leads to.
    Action,
}

/// What stands on a page that can take the keyboard.
#[derive(Clone, Debug, Default, PartialEq)]
struct Here {
    heading: Option<Element>,
    said: Option<String>,
    announced: Option<Element>,
}

impl Here {
    fn now() -> Self {
        let heading = find("h1");
        Self {
            said: heading.as_ref().and_then(|heading| heading.text_content()),
            heading,
            announced: find(ANNOUNCED),
        }
    }
}

thread_local! {
    /// The page that the visitor is on.
    static HERE: RefCell<Here> = RefCell::default();
}

/// A sentence that is read out when it changes, and not seen.
pub fn told(text: impl Fn() -> Option<String> + Send + Sync + 'static) -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">
            {text}
        </p>
    }
}

/// Remembers the page as the browser loaded it. Once, when the page comes alive.
pub fn stand_by() {
    HERE.set(Here::now());
}

/// Moves the keyboard as soon as what it follows is there.
pub fn arrive(why: Why) {
    look(why, 0);
}

fn look(why: Why, looks: u32) {
    let now = Here::now();
    let changed = HERE.with_borrow(|here| *here != now);
    let answered = why == Why::Action && looks >= PATIENCE && now.announced.is_some();
    let target = now.announced.clone().or_else(|| now.heading.clone());
    // A page that is still loading may have no heading yet: it is waited for.
    if let Some(target) = target
        && (changed || answered || why == Why::List)
    {
        HERE.set(now);
        if !is_typing()
            && let Some(target) = target.dyn_ref::<HtmlElement>()
        {
            // What cannot take the focus leaves it where it was.
            let _ = target.focus();
        }
    } else if looks < LOOKS {
        set_timeout(move || look(why, looks + 1), LOOK);
    }
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Whoever has begun to type is not interrupted.
fn is_typing() -> bool {
    find("input:focus, textarea:focus, select:focus").is_some()
}
