//! Conversation list: a mailbox, a row a conversation.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use crate::button::{Button, ButtonKind};
use crate::text::{Marked, MaybeText};

/// A mailbox: [`ConversationRow`]s.
#[component]
pub fn ConversationList(
    /// What it is ("Conversations").
    #[prop(into)]
    label: String,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="conversation-list" aria-label=label>
            {children()}
        </ul>
    }
}

/// A box before a row, to choose it for what a form does with several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chooser {
    /// The name under which the form sends it.
    pub name: String,
    /// The value it sends.
    pub value: String,
    /// What it is called, with the row's subject ("Choose: My knee").
    pub label: String,
    /// Whether it is chosen at first.
    pub chosen: bool,
}

impl Chooser {
    /// The box with what it is called, as a part of the component whose name `block` is.
    pub(crate) fn into_view(self, block: &str) -> impl IntoView + use<> {
        let id = format!("choose-{}", self.value);
        let labelled = id.clone();
        view! {
            <label class=format!("{block}__choose") for=labelled>
                <input
                    class=format!("{block}__box")
                    type="checkbox"
                    id=id
                    name=self.name
                    value=self.value
                    checked=self.chosen
                    autocomplete="off"
                />
                <span class="visually-hidden">{self.label}</span>
            </label>
        }
    }
}

/// A button that chooses every row of the page, and then none: there only on a page that lives.
#[component]
pub fn ChooseAll(
    /// What it says at first ("Choose all").
    #[prop(into)]
    all: String,
    /// What it says once it has chosen them ("Choose none").
    #[prop(into)]
    none: String,
) -> impl IntoView {
    let (lives, chosen) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| lives.set(true));
    let choose = move |_| {
        let now = !chosen.get_untracked();
        choose_rows(|_| now);
        chosen.set(now);
    };
    move || {
        let (all, none) = (all.clone(), none.clone());
        lives.get().then(|| {
            view! {
                <Button kind=ButtonKind::Quiet action="button" on:click=choose>
                    {move || if chosen.get() { none.clone() } else { all.clone() }}
                </Button>
            }
        })
    }
}

/// Chooses the rows of the page whose value fits, and no others. A list that takes another's
/// place keeps its elements, and with them what was chosen there.
pub fn choose_rows(fits: impl Fn(&str) -> bool) {
    each_box(|input| input.set_checked(fits(&input.value())));
}

/// The values of the rows that are chosen.
pub fn chosen_rows() -> Vec<String> {
    let mut chosen = Vec::new();
    each_box(|input| {
        if input.checked() {
            chosen.push(input.value());
        }
    });
    chosen
}

fn each_box(mut work: impl FnMut(&HtmlInputElement)) {
    for class in ["conversation-row__box", "result-row__box"] {
        let boxes = document().get_elements_by_class_name(class);
        for place in 0..boxes.length() {
            if let Some(element) = boxes.item(place)
                && let Some(input) = element.dyn_ref::<HtmlInputElement>()
            {
                work(input);
            }
        }
    }
}

/// One conversation. The whole row is the link; its name is the word for unread, the
/// subject, the people and the time.
#[component]
pub fn ConversationRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The subject.
    #[prop(into)]
    subject: Marked,
    /// With whom.
    #[prop(into)]
    people: String,
    /// When the newest message came, as it is read.
    #[prop(into)]
    when: String,
    /// The same for machines (RFC 3339).
    #[prop(into)]
    datetime: String,
    /// The beginning of the newest message, or the part of one where something was found.
    #[prop(into, optional)]
    preview: Marked,
    /// The word for an unread one ("Unread"), if it is.
    #[prop(into, optional)]
    unread: MaybeText,
    /// How many messages it has, in words ("4 messages").
    #[prop(into, optional)]
    count: MaybeText,
    /// A box to choose it by.
    #[prop(optional_no_strip)]
    choose: Option<Chooser>,
) -> impl IntoView {
    let class = if unread.is_some() {
        "conversation-row conversation-row--unread"
    } else {
        "conversation-row"
    };
    let choose = choose.map(|choose| choose.into_view("conversation-row"));
    view! {
        <li class="conversation-list__item">
            {choose} <a class=class href=href>
                <span class="conversation-row__line">
                    <span class="conversation-row__people">{people}</span>
                    <time class="conversation-row__when" datetime=datetime>
                        {when}
                    </time>
                </span>
                <span class="conversation-row__subject">
                    {unread
                        .into_inner()
                        .map(|unread| {
                            view! {
                                <span class="tag tag--new">{unread}</span>
                                " "
                            }
                        })} {subject.into_view()}
                </span>
                {(!preview.is_empty())
                    .then(|| {
                        view! {
                            <span class="conversation-row__preview">{preview.into_view()}</span>
                        }
                    })}
                {count
                    .into_inner()
                    .map(|text| view! { <span class="conversation-row__count">{text}</span> })}
            </a>
        </li>
    }
}
