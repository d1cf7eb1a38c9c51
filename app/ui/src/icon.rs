//! Icons: from Lucide, an open set drawn on a grid of 24, stroked in the colour of the text
//! beside them. They never carry meaning alone: every one is hidden from screen readers.
//!
//! `build.rs` takes those that are named there out of the set, each as one path.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// The paths that `build.rs` wrote.
mod lucide {
    include!(concat!(env!("OUT_DIR"), "/lucide.rs"));
}

/// An icon. To add one: a line in `build.rs`, a name here and in
/// [`IconName::ALL`], and its path in [`IconName::path`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// An arrow to the left: back.
    Back,
    /// An arrow to the right: onwards.
    Forward,
    /// A tick: in order, done.
    Check,
    /// A clock: waiting, until when.
    Clock,
    /// A cross-mark in an octagon: something failed.
    Error,
    /// An exclamation mark in a triangle: take care.
    Warning,
    /// An i in a circle: for your information.
    Info,
    /// A house.
    Home,
    /// An envelope.
    Message,
    /// A pulse line in a square: the medical record.
    Record,
    /// A test tube.
    Tube,
    /// A syringe: vaccines.
    Syringe,
    /// A telephone receiver.
    Phone,
    /// A closed padlock.
    Lock,
    /// A person.
    Person,
    /// A door with an arrow: sign off.
    SignOff,
    /// A globe: language.
    Globe,
    /// A bent arrow: reply.
    Reply,
    /// A pencil: write.
    Write,
    /// A magnifying glass.
    Search,
    /// A folder.
    Folder,
    /// An arrow into a tray.
    Download,
    /// A printer.
    Print,
    /// An empty tray.
    Tray,
    /// Two arrows in a ring: try again, not loaded.
    Reload,
    /// An arrow upwards: higher.
    Up,
    /// An arrow downwards: lower.
    Down,
    /// A card with a person: the member ID card.
    Card,
    /// Two persons: whose record.
    People,
}

impl IconName {
    /// Every icon, for the sheet.
    pub const ALL: &[Self] = &[
        Self::Back,
        Self::Forward,
        Self::Check,
        Self::Clock,
        Self::Error,
        Self::Warning,
        Self::Info,
        Self::Home,
        Self::Message,
        Self::Record,
        Self::Tube,
        Self::Syringe,
        Self::Phone,
        Self::Lock,
        Self::Person,
        Self::SignOff,
        Self::Globe,
        Self::Reply,
        Self::Write,
        Self::Search,
        Self::Folder,
        Self::Download,
        Self::Print,
        Self::Tray,
        Self::Reload,
        Self::Up,
        Self::Down,
        Self::Card,
        Self::People,
    ];

    /// The strokes, as SVG path data.
    pub fn path(self) -> &'static str {
        match self {
            Self::Back => lucide::ARROW_LEFT,
            Self::Forward => lucide::ARROW_RIGHT,
            Self::Check => lucide::CHECK,
            Self::Clock => lucide::CLOCK,
            Self::Error => lucide::OCTAGON_X,
            Self::Warning => lucide::TRIANGLE_ALERT,
            Self::Info => lucide::INFO,
            Self::Home => lucide::HOUSE,
            Self::Message => lucide::MAIL,
            Self::Record => lucide::SQUARE_ACTIVITY,
            Self::Tube => lucide::TEST_TUBE,
            Self::Syringe => lucide::SYRINGE,
            Self::Phone => lucide::PHONE,
            Self::Lock => lucide::LOCK,
            Self::Person => lucide::USER_ROUND,
            Self::SignOff => lucide::LOG_OUT,
            Self::Globe => lucide::GLOBE,
            Self::Reply => lucide::REPLY,
            Self::Write => lucide::PENCIL,
            Self::Search => lucide::SEARCH,
            Self::Folder => lucide::FOLDER,
            Self::Download => lucide::DOWNLOAD,
            Self::Print => lucide::PRINTER,
            Self::Tray => lucide::INBOX,
            Self::Reload => lucide::REFRESH_CW,
            Self::Up => lucide::ARROW_UP,
            Self::Down => lucide::ARROW_DOWN,
            Self::Card => lucide::ID_CARD,
            Self::People => lucide::USERS_ROUND,
        }
    }
}

/// An icon, as tall as the text beside it.
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=name.path()></path>
        </svg>
    }
}
