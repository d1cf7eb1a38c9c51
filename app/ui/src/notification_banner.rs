//! Notification banner: what concerns the whole site or the whole page, across its top:
//! planned maintenance, coverage that has ended, what an action has come to.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::alert::Tone;
use crate::icon::Icon;

/// A banner between header and main part. It is a region with its title as name; `announce`
/// makes it an alert instead, for what was not there before.
#[component]
pub fn NotificationBanner(
    /// Its id; the title's is made of it. One page shows several under different ones.
    #[prop(into, default = "notification".to_owned())]
    id: String,
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// The title: what has happened, in a few words. No heading of the page's outline.
    #[prop(into)]
    title: String,
    /// Whether it is read out when it appears: after an action, not for what stands there on
    /// every page.
    #[prop(optional)]
    announce: bool,
    /// The text: paragraphs, links; none when the title says it all.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <div
            class=format!("notification-banner notification-banner--{}", tone.word())
            id=id
            role=if announce { "alert" } else { "region" }
            aria-labelledby=labelled_by
        >
            <div class="notification-banner__inner">
                <Icon name=tone.icon() />
                <div class="notification-banner__body">
                    <p class="notification-banner__title" id=title_id>
                        {title}
                    </p>
                    {children.map(|children| children())}
                </div>
            </div>
        </div>
    }
}
