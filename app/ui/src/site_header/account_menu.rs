//! The account menu: the name of who is signed on, and below it the account's pages and the
//! way out. A list of links that opens, not a `menu` of commands: Tab goes through it.

use leptos::{html, prelude::*};

use super::{HeaderForm, NavItem, header_form, nav_links};
use crate::disclosure::close_when_left;
use crate::icon::{Icon, IconName};

/// What the account menu says and where it leads.
#[derive(Clone, Debug, Default)]
pub struct AccountMenu {
    /// Who is signed on, as it is seen ("Maria Santos").
    pub name: String,
    /// What is heard after the name ("your account").
    pub label: String,
    /// The account's pages.
    pub links: Vec<NavItem>,
    /// The way out, at its end.
    pub sign_off: Option<HeaderForm>,
}

/// The menu, for the header's `account`. A view and no property of the header: a portal
/// without one does not carry its code.
pub fn account_menu(menu: AccountMenu) -> AnyView {
    let node = NodeRef::<html::Details>::new();
    close_when_left(node);
    let AccountMenu {
        name,
        label,
        links,
        sign_off,
    } = menu;
    view! {
        <details class="account-menu" node_ref=node>
            <summary class="account-menu__summary">
                <Icon name=IconName::Person />
                <span class="account-menu__name">{name}</span>
                <span class="visually-hidden">{format!(", {label}")}</span>
            </summary>
            <div class="account-menu__panel">
                <ul class="account-menu__list">{nav_links(links, "account-menu__link")}</ul>
                {sign_off.map(|form| header_form(form, IconName::SignOff))}
            </div>
        </details>
    }
    .into_any()
}
