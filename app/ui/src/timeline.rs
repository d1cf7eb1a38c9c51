//! Timeline: what happened to a thing, what is happening and what comes, day by day.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::text::MaybeText;

/// Where an event stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// It is over.
    #[default]
    Done,
    /// It is what is under way.
    Now,
    /// It has not come yet.
    ToCome,
}

/// Something with a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineEvent {
    /// What it is.
    pub title: String,
    /// The page that tells more, when there is one.
    pub href: Option<String>,
    /// When, as it is read ("November 3, 2026").
    pub when: String,
    /// When, for machines ("2026-11-03"); empty when there is no day yet ("within 10 days").
    pub datetime: String,
    /// Where it stands.
    pub moment: Moment,
    /// The same in words ("Done", "Now", "To come").
    pub moment_text: String,
    /// A sentence more.
    pub text: MaybeText,
}

/// Events one below the other. The caller gives the newest first: what comes, what is under
/// way, what is over.
#[component]
pub fn Timeline(
    /// What it is the course of, for who does not see the heading above; none when there is
    /// one.
    #[prop(into, optional)]
    label: MaybeText,
    /// The events, newest first.
    events: Vec<TimelineEvent>,
) -> impl IntoView {
    let events = events.into_iter().map(event).collect_view();
    view! {
        <ol class="timeline" aria-label=label.into_inner()>
            {events}
        </ol>
    }
}

fn event(event: TimelineEvent) -> AnyView {
    let TimelineEvent {
        title,
        href,
        when,
        datetime,
        moment,
        moment_text,
        text,
    } = event;
    let (class, icon) = match moment {
        Moment::Done => ("timeline__event", Some(IconName::Check)),
        Moment::Now => (
            "timeline__event timeline__event--now",
            Some(IconName::Clock),
        ),
        // An empty ring: nothing has happened.
        Moment::ToCome => ("timeline__event timeline__event--to-come", None),
    };
    let when = if datetime.is_empty() {
        view! { <span>{when}</span> }.into_any()
    } else {
        view! { <time datetime=datetime>{when}</time> }.into_any()
    };
    let title = match href {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <li class=class aria-current=(moment == Moment::Now).then_some("step")>
            <span class="timeline__mark" aria-hidden="true">
                {icon.map(|name| view! { <Icon name=name /> })}
            </span>
            <div class="timeline__body">
                <p class="timeline__when">
                    {when} <span class="timeline__moment">{moment_text}</span>
                </p>
                <p class="timeline__title">{title}</p>
                {text.into_inner().map(|text| view! { <p>{text}</p> })}
            </div>
        </li>
    }
    .into_any()
}
