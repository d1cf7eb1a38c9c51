//! Result list: reports of the laboratory, a row each.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::conversation_list::Chooser;
use crate::icon::IconName;
use crate::tag::{Tag, TagTone};
use crate::text::{Marked, MaybeText};

/// Reports: [`ResultRow`]s.
#[component]
pub fn ResultList(
    /// What it is ("Lab results, newest first").
    #[prop(into)]
    label: String,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="result-list" aria-label=label>
            {children()}
        </ul>
    }
}

/// What the values of a report come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing to judge by.
    #[default]
    Unknown,
    /// All within their ranges.
    InRange,
    /// Some outside their range.
    OutOfRange,
    /// One must not wait.
    Critical,
}

impl Meaning {
    /// The tag's colour and icon.
    pub(crate) fn tag(self) -> (TagTone, Option<IconName>) {
        match self {
            Self::Unknown => (TagTone::Neutral, None),
            Self::InRange => (TagTone::Good, Some(IconName::Check)),
            Self::OutOfRange => (TagTone::Caution, Some(IconName::Info)),
            Self::Critical => (TagTone::Urgent, Some(IconName::Warning)),
        }
    }
}

/// One report.
#[component]
pub fn ResultRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The panel's name.
    #[prop(into)]
    title: Marked,
    /// The day, as it is read.
    #[prop(into)]
    when: String,
    /// The same for machines.
    #[prop(into)]
    datetime: String,
    /// Who ordered it, in words ("Ordered by Ana Whitlock").
    #[prop(into, optional)]
    by: Marked,
    /// In which of its values something was found, in words ("Found in: Potassium").
    #[prop(into, optional)]
    found: Marked,
    /// What it comes to.
    #[prop(optional)]
    meaning: Meaning,
    /// The same in words ("1 outside range").
    #[prop(into)]
    meaning_text: String,
    /// The word for one not seen yet ("New"), if it is.
    #[prop(into, optional)]
    new: MaybeText,
    /// What else it is ("Preliminary", "Corrected").
    #[prop(into, optional)]
    state: MaybeText,
    /// That somebody has said something about it ("Comment"), if so.
    #[prop(into, optional)]
    comment: MaybeText,
    /// A box to choose it by.
    #[prop(optional_no_strip)]
    choose: Option<Chooser>,
) -> impl IntoView {
    let (tone, icon) = meaning.tag();
    let by = (!by.is_empty()).then(|| view! { <span>{by.into_view()}</span> });
    let found = (!found.is_empty())
        .then(|| view! { <span class="result-row__found">{found.into_view()}</span> });
    view! {
        <li class="result-list__item">
            {choose.map(|choose| choose.into_view("result-row"))} <a class="result-row" href=href>
                <span class="result-row__title">
                    {new
                        .into_inner()
                        .map(|new| {
                            view! {
                                <span class="tag tag--new">{new}</span>
                                " "
                            }
                        })} {title.into_view()}
                </span>
                <span class="result-row__facts">
                    <time datetime=datetime>{when}</time>
                    {by}
                    {found}
                </span>
                <span class="result-row__tags">
                    {match icon {
                        Some(icon) => {
                            view! { <Tag tone=tone icon=icon text=meaning_text /> }.into_any()
                        }
                        None => view! { <Tag tone=tone text=meaning_text /> }.into_any(),
                    }} {state.into_inner().map(|state| view! { <span class="tag">{state}</span> })}
                    {comment.into_inner().map(|text| view! { <span class="tag">{text}</span> })}
                </span>
            </a>
        </li>
    }
}
