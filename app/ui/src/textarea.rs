//! Textarea: several lines of text, and how many are left.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use std::time::Duration;

use leptos::{html, prelude::*};

use crate::field::{Field, described_by_parts, invalid};
use crate::text::MaybeText;
use crate::text_input::tell_once;

/// How long a pause in typing is before the count is read out.
const PAUSE: Duration = Duration::from_secs(1);

/// How much fits into a textarea, and the words for it. Only helps while one types: the host
/// judges, and the browser cuts nothing off.
#[derive(Clone, Copy, Debug)]
pub struct TextLimit {
    most: usize,
    length: fn(&str) -> usize,
    left: Callback<u64, String>,
    over: Callback<u64, String>,
}

impl TextLimit {
    /// At most `most` characters, counted by `length` as the host counts them. `left` says how
    /// many may still be typed, `over` how many are too many.
    pub fn new(
        most: usize,
        length: fn(&str) -> usize,
        left: impl Fn(u64) -> String + Send + Sync + 'static,
        over: impl Fn(u64) -> String + Send + Sync + 'static,
    ) -> Self {
        Self {
            most,
            length,
            left: Callback::new(left),
            over: Callback::new(over),
        }
    }

    /// What is said of a text, and whether it is too long.
    pub(crate) fn say(self, text: &str) -> (String, bool) {
        let length = (self.length)(text);
        if length > self.most {
            (self.over.run((length - self.most) as u64), true)
        } else {
            (self.left.run((self.most - length) as u64), false)
        }
    }
}

/// The text as it must stand between the tags.
///
/// leptos writes the children of a `textarea` unescaped on the host (tachys 0.2 takes it for
/// an element of raw text, like `script`), and leaves them alone when it hydrates: what was
/// typed could close the element and go on as markup. In the browser the text becomes a text
/// node and needs nothing. A first line break is eaten by the parser, so it stands twice.
fn content(value: String) -> String {
    if cfg!(target_arch = "wasm32") {
        return value;
    }
    let escaped = value
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if escaped.starts_with(['\n', '\r']) {
        format!("\n{escaped}")
    } else {
        escaped
    }
}

/// Lines of text. With a `limit` it says how many characters are left: shown after every key,
/// read out after a pause, and not there without scripts, where the hint has to say it.
#[component]
pub fn Textarea(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// What stands in it at first.
    #[prop(into, optional)]
    value: String,
    /// How many lines are seen at once.
    #[prop(default = 6)]
    rows: u32,
    /// How much fits in.
    #[prop(optional)]
    limit: Option<TextLimit>,
    /// A sentence of the page's own instead of the limit's; announced whenever it changes, so
    /// change it in steps.
    #[prop(into, optional)]
    count: Signal<Option<String>>,
    /// Whether it must be filled in (told to assistive technology; the host judges).
    #[prop(optional)]
    required: bool,
    /// Called with the value when the page starts to live and after every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    if let Some(on_value) = on_value {
        tell_once(move || node.get().map(|area| area.value()), on_value);
    }
    // Nothing is counted before the page lives: what stands in the field may have been typed.
    let counted = RwSignal::new(None::<(String, bool)>);
    let spoken = RwSignal::new(None::<String>);
    let pause = StoredValue::new(None::<TimeoutHandle>);
    // The field may be gone by the time the pause is over.
    let speak = move || {
        let said = counted.try_get_untracked().flatten();
        spoken.try_set(said.map(|said| said.0));
    };
    if let Some(limit) = limit {
        Effect::new(move |_| {
            if let Some(area) = node.get() {
                counted.set(Some(limit.say(&area.value())));
            }
        });
    }
    let typed = move |text: String| {
        if let Some(limit) = limit {
            counted.set(Some(limit.say(&text)));
            let next = set_timeout_with_handle(speak, PAUSE).ok();
            pause.update_value(|pause| {
                if let Some(before) = std::mem::replace(pause, next) {
                    before.clear();
                }
            });
        }
        if let Some(on_value) = on_value {
            on_value.run(text);
        }
    };
    let has_hint = hint.is_some();
    let id = name.clone();
    let described_by = move || {
        let has_count = counted.with(Option::is_some) || count.with(Option::is_some);
        let has_error = error.with(Option::is_some);
        let parts = [
            (has_hint, "hint"),
            (has_error, "error"),
            (has_count, "count"),
        ];
        described_by_parts(&id, &parts)
    };
    let count = match limit {
        Some(_) => view! {
            <p
                class="textarea__count"
                class=(
                    "textarea__count--over",
                    move || counted.with(|said| said.as_ref().is_some_and(|said| said.1)),
                )
                id=format!("{name}-count")
            >
                {move || counted.get().map(|said| said.0)}
            </p>
            <p class="visually-hidden" role="status">
                {spoken}
            </p>
        }
        .into_any(),
        None => view! {
            <p class="textarea__count" id=format!("{name}-count") role="status">
                {move || count.get()}
            </p>
        }
        .into_any(),
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error>
            <textarea
                node_ref=node
                class="input textarea"
                id=name.clone()
                name=name.clone()
                rows=rows
                aria-required=required.then_some("true")
                aria-invalid=move || invalid(error)
                aria-describedby=described_by
                on:input=move |event| typed(event_target_value(&event))
            >
                {content(value)}
            </textarea>
            {count}
        </Field>
    }
}
