//! Password input: what is typed is hidden, a button shows it, and a line says how strong it
//! is.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::{html, prelude::*};

use crate::field::{Field, described_by_parts, invalid};
use crate::text::MaybeText;
use crate::text_input::tell_once;

/// How strong a password is, as the page judges it: no rule is known here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strength {
    /// From 0, the first that is guessed, to [`Strength::MOST`]; what is above counts as that.
    pub level: u8,
    /// The same in words, with what to do better ("Easy to guess. Add another word.").
    pub text: String,
}

impl Strength {
    /// The highest level, and how many bars there are.
    pub const MOST: u8 = 4;

    /// A level and its words.
    pub fn new(level: u8, text: impl Into<String>) -> Self {
        Self {
            level,
            text: text.into(),
        }
    }
}

/// The line below: bars for the eye, words for everybody. The words are a status that is there
/// from the start, so that they are read out when they change, and only then.
fn strength_line(name: &str, strength: Signal<Option<Strength>>) -> impl IntoView + use<> {
    let level = Memo::new(move |_| {
        strength.with(|strength| Some(strength.as_ref()?.level.min(Strength::MOST)))
    });
    let words = Memo::new(move |_| strength.with(|strength| Some(strength.as_ref()?.text.clone())));
    let bars = (0..Strength::MOST)
        .map(|bar| {
            view! {
                <span
                    class="password-input__bar"
                    class=(
                        "password-input__bar--on",
                        move || level.get().is_some_and(|level| bar < level),
                    )
                ></span>
            }
        })
        .collect_view();
    let class = move || match level.get() {
        Some(0 | 1) => "password-input__meter password-input__meter--weak",
        Some(2) => "password-input__meter password-input__meter--fair",
        _ => "password-input__meter",
    };
    view! {
        <div class="password-input__strength">
            <div class=class aria-hidden="true" hidden=move || level.get().is_none()>
                {bars}
            </div>
            <p class="password-input__words" id=format!("{name}-strength") role="status">
                {words}
            </p>
        </div>
    }
}

/// A password. It never has a value of its own: no form of ours sends one back. The button
/// that shows it appears when scripts run; without them the field is a plain one.
#[component]
pub fn PasswordInput(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The button's text while the password is hidden ("Show").
    #[prop(into)]
    show: String,
    /// The button's text while the password is shown ("Hide").
    #[prop(into)]
    hide: String,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// How strong it is, where one is made: `None` while nothing is typed. The page judges
    /// what `on_value` tells it.
    #[prop(optional, into)]
    strength: Option<Signal<Option<Strength>>>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Called with the value when the page starts to live and after every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let alive = RwSignal::new(false);
    let shown = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    if let Some(on_value) = on_value {
        tell_once(move || node.get().map(|input| input.value()), on_value);
    }
    let has_hint = hint.is_some();
    let strength_line = strength.map(|strength| strength_line(&name, strength));
    let id = name.clone();
    view! {
        <Field name=name.clone() label=label.clone() hint=hint error=error>
            <div class="password-input">
                <input
                    node_ref=node
                    class="input password-input__input"
                    type=move || if shown.get() { "text" } else { "password" }
                    id=name.clone()
                    name=name.clone()
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=move || invalid(error)
                    aria-describedby=move || {
                        let has_strength = strength
                            .is_some_and(|strength| strength.with(Option::is_some));
                        let parts = [
                            (has_hint, "hint"),
                            (error.with(Option::is_some), "error"),
                            (has_strength, "strength"),
                        ];
                        described_by_parts(&id, &parts)
                    }
                    on:input=move |event| {
                        if let Some(on_value) = on_value {
                            on_value.run(event_target_value(&event));
                        }
                    }
                />
                <button
                    type="button"
                    class="password-input__toggle"
                    hidden=move || !alive.get()
                    aria-controls=name
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { hide.clone() } else { show.clone() }}
                    <span class="visually-hidden">{format!(" {label}")}</span>
                </button>
            </div>
            {strength_line}
        </Field>
    }
}
