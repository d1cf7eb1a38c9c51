//! Link: leads somewhere. An action link looks like a button and is still a link.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::button::ButtonKind;
use crate::footer::tel;
use crate::icon::{Icon, IconName};

/// A link in or below a text. The router takes it over when the page lives.
#[component]
pub fn Link(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="link" href=href>
            {children()}
        </a>
    }
}

/// A sentence in which a telephone number can be called, and is not broken at its dashes.
#[component]
pub fn CallSentence(
    /// The sentence.
    #[prop(into)]
    text: String,
    /// The number as it stands in the sentence.
    #[prop(into)]
    phone: String,
) -> impl IntoView {
    let (before, link, after) = match text.split_once(phone.as_str()) {
        Some((before, after)) if !phone.is_empty() => {
            let (before, after) = (before.to_owned(), after.to_owned());
            let address = tel(&phone);
            let link = view! { <a href=address>{phone}</a> };
            (before, Some(link), after)
        }
        _ => (text, None, String::new()),
    };
    let after = (!after.is_empty()).then_some(after);
    view! {
        {before}
        {link}
        {after}
    }
}

/// A link that stands alone, in the place of a button.
#[component]
pub fn ActionLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href>
            {icon.map(|name| view! { <Icon name=name /> })}
            {children()}
        </a>
    }
}

/// A link that leads one step back.
#[component]
pub fn BackLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Where that is ("Back to inbox").
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <a class="back-link" href=href>
            <Icon name=IconName::Back />
            {label}
        </a>
    }
}

/// Links one below the other, each as high as a finger needs.
#[component]
pub fn LinkList(
    /// What they say, where they lead.
    links: Vec<(String, String)>,
) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|(text, href)| {
            view! {
                <li>
                    <a class="link-list__link" href=href>
                        {text}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="link-list">{links}</ul> }
}
