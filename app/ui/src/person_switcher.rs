//! Person switcher: whose record is open, and whose else may be opened: one's own, a
//! child's, that of somebody one cares for.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::avatar::{Avatar, AvatarSize, initials};
use crate::icon::{Icon, IconName};

/// Somebody whose record one may open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonLink {
    /// The name.
    pub name: String,
    /// Who that is to the one signed on ("your daughter", "you").
    pub relation: String,
    /// Where that record begins.
    pub href: String,
    /// Whether it is the one that is open.
    pub open: bool,
}

/// A bar below the header that says whose record is open and opens into the list of people;
/// nothing when there is nobody to choose from. Another's record is told by a loud bar, on
/// every page of it. Unfolds without scripts.
#[component]
pub fn PersonSwitcher(
    /// What it is called ("Whose record").
    #[prop(into)]
    label: String,
    /// Whose record is open, in a sentence ("You are in Jamie's record").
    #[prop(into)]
    now: String,
    /// What opens the list ("Change person").
    #[prop(into)]
    change: String,
    /// Whether the record is one's own.
    own: bool,
    /// Everybody, oneself first.
    people: Vec<PersonLink>,
) -> impl IntoView {
    (people.len() > 1).then(|| {
        let class = if own {
            "person-switcher"
        } else {
            "person-switcher person-switcher--other"
        };
        let icon = if own {
            IconName::Person
        } else {
            IconName::People
        };
        let people = people
            .into_iter()
            .zip(0..)
            .map(|(person, place)| {
                // A whole page is loaded: nothing of one record stays in the other's.
                view! {
                    <li>
                        <a
                            class="person-switcher__link"
                            href=person.href
                            rel="external"
                            aria-current=person.open.then_some("true")
                        >
                            <Avatar
                                initials=initials(&person.name)
                                colour=place
                                size=AvatarSize::Small
                            />
                            <span class="person-switcher__person">
                                <span class="person-switcher__name">{person.name}</span>
                                " "
                                <span class="person-switcher__relation">{person.relation}</span>
                            </span>
                            {person.open.then(|| view! { <Icon name=IconName::Check /> })}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class=class aria-label=label>
                <details class="person-switcher__fold">
                    <summary class="person-switcher__summary">
                        <Icon name=icon />
                        <span class="person-switcher__now">{now}</span>
                        " "
                        <span class="person-switcher__change">{change}</span>
                    </summary>
                    <ul class="person-switcher__list">{people}</ul>
                </details>
            </nav>
        }
    })
}
