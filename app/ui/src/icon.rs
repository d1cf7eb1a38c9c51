//! Icons: from Lucide, an open set drawn on a grid of 24, stroked in the colour of the text
//! beside them. They never carry meaning alone: every one is hidden from screen readers.
//!
//! The crate holds the whole set; the linker keeps what is named here.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use icondata_lu as lucide;
use leptos::prelude::*;

/// An icon. To add one: a name here, in [`IconName::ALL`], and its
/// picture in [`IconName::shapes`].
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
        Self::People,
    ];

    /// The shapes, as SVG markup without its frame.
    pub fn shapes(self) -> &'static str {
        match self {
            Self::Back => lucide::LuArrowLeft.data,
            Self::Forward => lucide::LuArrowRight.data,
            Self::Check => lucide::LuCheck.data,
            Self::Clock => lucide::LuClock.data,
            Self::Error => lucide::LuOctagonX.data,
            Self::Warning => lucide::LuTriangleAlert.data,
            Self::Info => lucide::LuInfo.data,
            Self::Home => lucide::LuHouse.data,
            Self::Message => lucide::LuMail.data,
            Self::Record => lucide::LuSquareActivity.data,
            Self::Tube => lucide::LuTestTube.data,
            Self::Phone => lucide::LuPhone.data,
            Self::Lock => lucide::LuLock.data,
            Self::Person => lucide::LuUserRound.data,
            Self::SignOff => lucide::LuLogOut.data,
            Self::Globe => lucide::LuGlobe.data,
            Self::Reply => lucide::LuReply.data,
            Self::Write => lucide::LuPencil.data,
            Self::Search => lucide::LuSearch.data,
            Self::Download => lucide::LuDownload.data,
            Self::Print => lucide::LuPrinter.data,
            Self::Tray => lucide::LuInbox.data,
            Self::Reload => lucide::LuRefreshCw.data,
            Self::Up => lucide::LuArrowUp.data,
            Self::Down => lucide::LuArrowDown.data,
            Self::Card => lucide::LuIdCard.data,
            Self::People => lucide::LuUsersRound.data,
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
        <svg
            class="icon"
            viewBox="0 0 24 24"
            aria-hidden="true"
            focusable="false"
            inner_html=name.shapes()
        ></svg>
    }
}
