//! Icons: drawn for this portal on a grid of 24, stroked in the colour of the text beside
//! them. They never carry meaning alone: every one is hidden from screen readers.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// An icon. To add one: a name here and its path in [`IconName::path`].
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
    /// A sheet with a pulse line: the medical record.
    Record,
    /// A test tube.
    Tube,
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
    /// A sheet with a downward arrow.
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
    /// A card with lines: the member ID card.
    Card,
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
        Self::Phone,
        Self::Lock,
        Self::Person,
        Self::SignOff,
        Self::Globe,
        Self::Reply,
        Self::Write,
        Self::Search,
        Self::Download,
        Self::Print,
        Self::Tray,
        Self::Reload,
        Self::Up,
        Self::Down,
        Self::Card,
    ];

    /// The strokes, as SVG path data.
    pub fn path(self) -> &'static str {
        match self {
            Self::Back => "M19 12H5m6-6-6 6 6 6",
            Self::Forward => "M5 12h14m-6-6 6 6-6 6",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
            Self::Error => "M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3ZM9 9l6 6m0-6-6 6",
            Self::Warning => "M12 4 21 19.5H3ZM12 10v4m0 2.6v.2",
            Self::Info => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 11v5m0-8.3v.2",
            Self::Home => "M4 11.5 12 4l8 7.5M6.5 9.5V20h11V9.5M10 20v-5.5h4V20",
            Self::Message => "M3.5 6h17v12.5h-17ZM4 6.5l8 6.5 8-6.5",
            Self::Record => "M6 3.5h9l3.5 3.5v13.5H6ZM8.5 13.5h2l1.3-3 2 5 1-2h1.5",
            Self::Tube => "M8 3.5h8M9.5 3.5v14a2.5 2.5 0 0 0 5 0v-14M9.5 12h5",
            Self::Phone => {
                "M6 3.8h3l1.5 4L8.3 9.6a12 12 0 0 0 6.1 6.1l1.8-2.2 4 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 6a2 2 0 0 1 2-2.2Z"
            }
            Self::Lock => "M5.5 10.5h13v9.5h-13ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5",
            Self::Person => {
                "M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 12 4ZM4.5 20c.6-3.6 3.6-5.6 7.5-5.6s6.9 2 7.5 5.6"
            }
            Self::SignOff => "M10 4H5v16h5M10.5 12H20m-4-4 4 4-4 4",
            Self::Globe => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c-5 5.2-5 11.8 0 17 5-5.2 5-11.8 0-17Z"
            }
            Self::Reply => "M9.5 6 4 11.5 9.5 17M4 11.5h9.5c4 0 6.5 2.4 6.5 7",
            Self::Write => "M4.5 19.5 5.5 15 16 4.5l3.5 3.5L9 18.5ZM13.5 7l3.5 3.5",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20 20",
            Self::Download => "M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15",
            Self::Print => "M7 9V4h10v5M7 16.5H4V9h16v7.5h-3M7 13.5h10V20H7Z",
            Self::Tray => "M4 13.5 6.5 5h11l2.5 8.5V19H4ZM4 13.5h5c0 1.7 1.3 3 3 3s3-1.3 3-3h5",
            Self::Reload => {
                "M19.5 12a7.5 7.5 0 0 1-13.6 4.4M4.5 12a7.5 7.5 0 0 1 13.6-4.4M18.5 3.5v4.2h-4.2M5.5 20.5v-4.2h4.2"
            }
            Self::Up => "M12 19V5m-5.5 5.5L12 5l5.5 5.5",
            Self::Down => "M12 5v14m5.5-5.5L12 19l-5.5-5.5",
            Self::Card => "M3.5 6h17v12h-17ZM3.5 9.8h17M6.5 14.5h5",
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
