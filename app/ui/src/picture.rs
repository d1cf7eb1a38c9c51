//! A small picture of a file, as lists of files show it.

use leptos::prelude::*;

/// A small picture of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub src: String,
    /// What it is a picture of, in words.
    pub alt: String,
    /// How wide and how high it is, in pixels: its place is kept until it comes.
    pub size: (u32, u32),
}

impl Picture {
    /// The picture, once it is scrolled to.
    pub(crate) fn into_view(self, class: &'static str) -> impl IntoView {
        let (width, height) = self.size;
        view! {
            <img
                class=class
                src=self.src
                alt=self.alt
                width=width.to_string()
                height=height.to_string()
                loading="lazy"
                decoding="async"
            />
        }
    }
}

/// A picture for fixtures: drawn, so that no file is needed.
#[cfg(any(test, debug_assertions))]
pub(crate) fn sample(alt: &str) -> Picture {
    Picture {
        src: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E\
              %3Cpath fill='%23d9a58f' d='M0 0h4v3H0z'/%3E\
              %3Ccircle cx='2' cy='1.5' r='.6' fill='%23b4554a'/%3E%3C/svg%3E"
            .to_owned(),
        alt: alt.to_owned(),
        size: (320, 240),
    }
}
