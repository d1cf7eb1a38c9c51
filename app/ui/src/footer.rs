//! Footer: whom to call, and the few links that belong to every page.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::text::MaybeText;

/// A telephone line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneLine {
    /// What it is for ("Website & app support").
    pub name: String,
    /// The number as it is read.
    pub number: String,
    /// When it is answered.
    pub hours: Option<String>,
    /// The whole TTY sentence ("TTY 711").
    pub tty: Option<String>,
}

/// The number as a `tel:` address: digits, and a leading plus.
pub(crate) fn tel(number: &str) -> String {
    let digits: String = number
        .chars()
        .enumerate()
        .filter(|(place, c)| c.is_ascii_digit() || (*place == 0 && *c == '+'))
        .map(|(_, c)| c)
        .collect();
    format!("tel:{digits}")
}

/// Telephone lines, one card each; in the footer and wherever a page says whom to call.
#[component]
pub fn PhoneLines(
    /// The lines.
    lines: Vec<PhoneLine>,
) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| {
            let address = tel(&line.number);
            view! {
                <li class="phone-line">
                    <span class="phone-line__name">{line.name}</span>
                    <a class="phone-line__number" href=address>
                        <Icon name=IconName::Phone />
                        {line.number}
                    </a>
                    {line.tty.map(|tty| view! { <span class="phone-line__more">{tty}</span> })}
                    {line
                        .hours
                        .map(|hours| view! { <span class="phone-line__more">{hours}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="phone-lines">{lines}</ul> }
}

/// The footer of every page.
#[component]
pub fn SiteFooter(
    /// The heading above the lines ("Here to help").
    #[prop(into)]
    heading: String,
    /// The telephone lines.
    phones: Vec<PhoneLine>,
    /// What the links are called as a whole.
    #[prop(into, optional)]
    links_label: String,
    /// Links: what they say, where they lead.
    #[prop(optional)]
    links: Vec<(String, String)>,
    /// The last line.
    #[prop(into, optional)]
    legal: MaybeText,
) -> impl IntoView {
    let nav = (!links.is_empty()).then(|| {
        let items = links
            .into_iter()
            .map(|(label, href)| {
                view! {
                    <li>
                        <a class="site-footer__link" href=href>
                            {label}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav aria-label=links_label>
                <ul class="site-footer__links">{items}</ul>
            </nav>
        }
    });
    view! {
        <footer class="site-footer">
            <svg
                class="site-footer__horizon"
                viewBox="0 0 1200 60"
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
            >
                <path d="M0 60V34c120-22 260-30 420-14s300 34 440 14S1100 2 1200 12v48Z"></path>
            </svg>
            <div class="site-footer__inner">
                <h2 class="site-footer__heading">{heading}</h2>
                <PhoneLines lines=phones />
                {nav}
                {legal
                    .into_inner()
                    .map(|legal| view! { <p class="site-footer__legal">{legal}</p> })}
            </div>
        </footer>
    }
}
