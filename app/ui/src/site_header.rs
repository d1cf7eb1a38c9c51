//! Site header: whose portal this is, where one can go, the language, and the way out.
//!
//! Before signing on it has the brand and the language; after, the navigation and
//! "Sign off" too; or an account menu that holds the way out. It folds without scripts: on a
//! phone the navigation is a second row that wraps.

mod account_menu;
#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

pub use self::account_menu::{AccountMenu, account_menu};
use crate::icon::{Icon, IconName};
use crate::logo::Logo;

/// The plan's name, as the header shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The part that is always shown ("Larkhaven").
    pub name: String,
    /// The rest ("Health Plan").
    pub rest: String,
    /// Where the brand leads.
    pub href: String,
    /// What a screen reader says for the link ("Larkhaven Health Plan, home").
    pub label: String,
}

/// A number on a link of the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavBadge {
    /// What is seen ("3").
    pub shown: String,
    /// What is heard after the link's name ("3 unread").
    pub spoken: String,
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Its icon.
    pub icon: IconName,
    /// Whether the page shown is this one or below it.
    pub current: Signal<bool>,
    /// Its number, while there is one.
    pub badge: Signal<Option<NavBadge>>,
}

impl NavItem {
    /// A link without a number that is not current.
    pub fn new(label: impl Into<String>, href: impl Into<String>, icon: IconName) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            icon,
            current: Signal::stored(false),
            badge: Signal::stored(None),
        }
    }

    /// The same, with where the visitor is.
    #[must_use]
    pub fn current(mut self, current: impl Into<Signal<bool>>) -> Self {
        self.current = current.into();
        self
    }

    /// The same, with its number.
    #[must_use]
    pub fn badge(mut self, badge: impl Into<Signal<Option<NavBadge>>>) -> Self {
        self.badge = badge.into();
        self
    }
}

/// A form of one button in the header: sent by POST, answered by a whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderForm {
    /// Where it is sent.
    pub action: String,
    /// What the button says.
    pub label: String,
    /// The language the label is in, when it is not the page's ("es").
    pub lang: Option<String>,
    /// Name and value of what is sent with it.
    pub hidden: Vec<(String, String)>,
}

// Erased, as the navigation is: a header of one type is deeper than the compiler follows.
fn header_form(form: HeaderForm, icon: IconName) -> AnyView {
    let HeaderForm {
        action,
        label,
        lang,
        hidden,
    } = form;
    view! {
        <form class="site-header__form" method="post" action=action>
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                .collect_view()}
            <button class="site-header__button" type="submit" lang=lang>
                <Icon name=icon />
                <span>{label}</span>
            </button>
        </form>
    }
    .into_any()
}

/// Links with their icons and numbers, each in its row of a list.
fn nav_links(items: Vec<NavItem>, class: &'static str) -> AnyView {
    items
        .into_iter()
        .map(|item| {
            let NavItem {
                label,
                href,
                icon,
                current,
                badge,
            } = item;
            view! {
                <li>
                    <a class=class href=href aria-current=move || current.get().then_some("page")>
                        <Icon name=icon />
                        <span>{label}</span>
                        {move || {
                            badge
                                .get()
                                .map(|badge| {
                                    view! {
                                        <span class="site-nav__badge" aria-hidden="true">
                                            {badge.shown}
                                        </span>
                                        <span class="visually-hidden">
                                            {format!(", {}", badge.spoken)}
                                        </span>
                                    }
                                })
                        }}
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any()
}

/// The header of every page.
#[component]
pub fn SiteHeader(
    /// The brand.
    brand: Brand,
    /// The switch to the other language.
    #[prop(into, default = None)]
    language: Option<HeaderForm>,
    /// What the navigation is called ("Main"); needed when there is one.
    #[prop(into, optional)]
    nav_label: String,
    /// The navigation; empty before signing on.
    #[prop(optional)]
    nav: Vec<NavItem>,
    /// Who is signed on, shown beside "Sign off".
    #[prop(into, default = None)]
    person: Option<String>,
    /// The way out, when one is signed on.
    #[prop(into, default = None)]
    sign_off: Option<HeaderForm>,
    /// The account's pages, below the name of who is signed on ([`account_menu`]): stands in
    /// the place of `person` and `sign_off`, which it holds.
    #[prop(into, default = None)]
    account: Option<AnyView>,
) -> impl IntoView {
    let Brand {
        name,
        rest,
        href,
        label,
    } = brand;
    let has_nav = !nav.is_empty();
    let items = nav_links(nav, "site-nav__link");
    let nav = has_nav.then(|| {
        view! {
            <nav class="site-nav" aria-label=nav_label>
                <ul class="site-nav__list">{items}</ul>
            </nav>
        }
        .into_any()
    });
    view! {
        <header class="site-header">
            <div class="site-header__bar">
                <a class="site-header__brand" href=href aria-label=label>
                    <Logo name=name rest=rest />
                </a>
                <div class="site-header__tools">
                    {person
                        .filter(|_| account.is_none())
                        .map(|person| {
                            view! {
                                <span class="site-header__person">
                                    <Icon name=IconName::Person />
                                    {person}
                                </span>
                            }
                        })} {language.map(|form| header_form(form, IconName::Globe))}
                    {sign_off.map(|form| header_form(form, IconName::SignOff))} {account}
                </div>
            </div>
            {nav}
        </header>
    }
}
