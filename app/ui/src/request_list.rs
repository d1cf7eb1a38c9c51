//! Request list: what somebody has asked for, and how it stands.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::IconName;
use crate::tag::{Tag, TagTone};
use crate::text::MaybeText;

/// Requests: [`RequestItem`]s.
#[component]
pub fn RequestList(
    /// What it is ("Requests, newest first").
    #[prop(into)]
    label: String,
    /// The requests.
    children: Children,
) -> impl IntoView {
    view! {
        <ol class="request-list" aria-label=label>
            {children()}
        </ol>
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestState {
    /// It was received.
    #[default]
    Received,
    /// Somebody has it.
    UnderWay,
    /// It should have been done.
    Late,
    /// It is done.
    Done,
    /// It is over without having been done.
    Over,
}

impl RequestState {
    /// The tag's colour and icon.
    fn tag(self) -> (TagTone, Option<IconName>) {
        match self {
            Self::Received | Self::Over => (TagTone::Neutral, None),
            Self::UnderWay => (TagTone::Neutral, Some(IconName::Clock)),
            Self::Late => (TagTone::Caution, Some(IconName::Warning)),
            Self::Done => (TagTone::Good, Some(IconName::Check)),
        }
    }
}

/// One request.
#[component]
pub fn RequestItem(
    /// What it is about.
    #[prop(into)]
    title: String,
    /// Where it leads, when it leads anywhere.
    #[prop(into, optional)]
    href: MaybeText,
    /// What kind it is, in words ("Message to Ana Whitlock").
    #[prop(into)]
    kind: String,
    /// Where it stands.
    #[prop(optional)]
    state: RequestState,
    /// The same in words ("Answered").
    #[prop(into)]
    state_text: String,
    /// Facts with their names: the number, who has it, by when.
    facts: Vec<(String, String)>,
    /// What has become of it, and what there is to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (tone, icon) = state.tag();
    let tag = match icon {
        Some(icon) => view! { <Tag tone=tone icon=icon text=state_text /> }.into_any(),
        None => view! { <Tag tone=tone text=state_text /> }.into_any(),
    };
    let title = match href.into_inner() {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let facts = facts
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div class="request__fact">
                    <dt class="request__name">{name}</dt>
                    <dd class="request__value">{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <li class="request-list__item">
            <article class="request">
                <p class="request__kind">{kind}</p>
                <h2 class="request__title">{title}</h2>
                <p class="request__state">{tag}</p>
                {children.map(|children| view! { <div class="stack">{children()}</div> })}
                <dl class="request__facts">{facts}</dl>
            </article>
        </li>
    }
}
