//! Thread: a conversation as it went, a bubble a message.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::picture::Picture;
use crate::tag::{Tag, TagTone};
use crate::text::MaybeText;

/// The messages of one conversation, in their order: [`MessageBubble`]s.
#[component]
pub fn Thread(
    /// What it is ("Messages in this conversation").
    #[prop(into)]
    label: String,
    /// The bubbles.
    children: Children,
) -> impl IntoView {
    view! {
        <ol class="thread" aria-label=label>
            {children()}
        </ol>
    }
}

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// What it is and how large ("PDF, 312 KB").
    pub about: String,
    /// Where it is to be had; `None` while it is not, and then `note` says why.
    pub href: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
    /// A small picture of it, of a picture.
    pub picture: Option<Picture>,
}

/// Something that a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutThing {
    /// What it is ("About: Lipid panel, March 3, 2026").
    pub text: String,
    /// Where it is to be seen, if whoever reads may.
    pub href: Option<String>,
    /// What has become of it since ("Withdrawn by the laboratory").
    pub note: Option<String>,
}

/// One message. Its text is shown as it was written: line breaks kept, nothing read as
/// markup.
#[component]
pub fn MessageBubble(
    /// An id to lead to.
    #[prop(into)]
    id: String,
    /// Whether the member wrote it.
    #[prop(optional)]
    own: bool,
    /// Who wrote it, as it is shown.
    #[prop(into)]
    from: String,
    /// What they are ("Family medicine").
    #[prop(into, optional)]
    role: MaybeText,
    /// When, as it is read.
    #[prop(into)]
    when: String,
    /// When, for machines (RFC 3339).
    #[prop(into)]
    datetime: String,
    /// The word for an unread one ("Unread"), while it is.
    #[prop(into, optional)]
    unread: Signal<Option<String>>,
    /// What else there is to say ("No reply possible"), above the text.
    #[prop(into, optional)]
    note: MaybeText,
    /// The text.
    #[prop(into)]
    text: String,
    /// What it is about, above the text.
    #[prop(optional_no_strip)]
    about: Option<AboutThing>,
    /// What the list of its files is called ("Files").
    #[prop(into, optional)]
    files_label: MaybeText,
    /// The files that came with it.
    #[prop(optional)]
    files: Vec<AttachedFile>,
) -> impl IntoView {
    let class = if own { "bubble bubble--own" } else { "bubble" };
    // Whoever goes from article to article hears whose each is, and of when.
    let (from_id, when_id) = (format!("{id}-from"), format!("{id}-when"));
    let named = format!("{from_id} {when_id}");
    view! {
        <li class="thread__item">
            <article class=class id=id aria-labelledby=named>
                <header class="bubble__head">
                    <span class="bubble__from" id=from_id>
                        {from}
                    </span>
                    {role
                        .into_inner()
                        .map(|role| view! { <span class="bubble__role">{role}</span> })}
                    <time class="bubble__when" id=when_id datetime=datetime>
                        {when}
                    </time>
                    {move || unread.get().map(|text| view! { <Tag tone=TagTone::New text=text /> })}
                </header>
                {note.into_inner().map(|note| view! { <p class="bubble__note">{note}</p> })}
                {about.map(about_thing)}
                <p class="bubble__text">{text}</p>
                {(!files.is_empty())
                    .then(|| {
                        let files = files.into_iter().map(attached).collect_view();
                        view! {
                            <ul class="bubble__files" aria-label=files_label.into_inner()>
                                {files}
                            </ul>
                        }
                    })}
            </article>
        </li>
    }
}

/// What a message is about: its name is the link.
fn about_thing(about: AboutThing) -> impl IntoView {
    let AboutThing { text, href, note } = about;
    let named = match href {
        Some(href) => view! {
            <a class="bubble__about-name" href=href>
                {text}
            </a>
        }
        .into_any(),
        None => view! { <span>{text}</span> }.into_any(),
    };
    view! {
        <p class="bubble__about">
            {named} {note.map(|note| view! { <span class="bubble__about-note">{note}</span> })}
        </p>
    }
}

/// A file: its name is the link, which the router leaves to the browser.
fn attached(file: AttachedFile) -> impl IntoView {
    let AttachedFile {
        name,
        about,
        href,
        note,
        picture,
    } = file;
    let picture = picture.map(|picture| {
        let picture = picture.into_view("bubble__picture");
        view! { <span class="bubble__file-picture">{picture}</span> }
    });
    let name = match href {
        Some(href) => view! {
            <a class="bubble__file-name" href=href rel="external">
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span class="bubble__file-name">{name}</span> }.into_any(),
    };
    view! {
        <li class="bubble__file">
            <Icon name=IconName::Download />
            {name}
            <span class="bubble__file-about">{about}</span>
            {note.map(|note| view! { <span class="bubble__file-note">{note}</span> })}
            {picture}
        </li>
    }
}
