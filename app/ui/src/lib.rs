//! Components: what every page is put together from.
//!
//! A component is a file `name.rs` and a folder `name/` with its styles (`name.scss`), its
//! fixtures (every state it can be in, which feed tests and the gallery) and a short README.
//! To add one: make those, name the module below, name the fixtures in `fixtures.rs` and
//! import the styles in `style/main.scss`.
//!
//! Components know words, numbers and children, never a type of the domain: texts come in
//! translated. Server and browser render the same: no clock, no randomness, no zone here.
//! None sets its own outer margin; distances are the business of [`page`].

// A component owns its properties: `view!` hands them over by value.
#![allow(clippy::needless_pass_by_value)]

pub mod alert;
pub mod arrival;
pub mod avatar;
pub mod breadcrumb;
pub mod button;
pub mod card;
pub mod checkbox;
pub mod checkboxes;
pub mod combobox;
pub mod conversation_list;
pub mod data_table;
pub mod date_input;
pub mod details;
pub mod dialog;
mod disclosure;
pub mod dose_table;
pub mod empty_state;
pub mod error_message;
pub mod error_summary;
pub mod field;
pub mod fieldset;
pub mod file_upload;
#[cfg(any(test, debug_assertions))]
pub mod fixtures;
pub mod footer;
pub mod form;
pub mod hero;
pub mod hint;
pub mod icon;
pub mod id_card;
pub mod kept;
pub mod line_chart;
pub mod link;
pub mod live;
pub mod load;
pub mod logo;
pub mod notification_banner;
pub mod page;
pub mod pagination;
pub mod password_input;
pub mod person_switcher;
pub mod picture;
pub mod print_button;
pub mod print_header;
pub mod progress;
pub mod qr_code;
pub mod radios;
pub mod range_bar;
pub mod replying;
pub mod request_list;
pub mod result_list;
pub mod save_status;
pub mod search;
pub mod select;
pub mod side_nav;
pub mod site_header;
pub mod skeleton;
pub mod skip_link;
pub mod spinner;
pub mod step_indicator;
pub mod summary_list;
pub mod tab_nav;
pub mod tag;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
pub mod text;
pub mod text_input;
pub mod textarea;
pub mod thread;
pub mod timeline;
pub mod toast;
pub mod upload;
pub mod uploads;
pub mod wire;

/// Everything a page needs, in one `use ui::prelude::*`.
pub mod prelude {
    pub use crate::alert::{Alert, Tone};
    pub use crate::avatar::{Avatar, AvatarSize};
    pub use crate::breadcrumb::Breadcrumb;
    pub use crate::button::{Button, ButtonKind, ButtonRow, DefaultButton};
    pub use crate::card::{Card, LinkCard};
    pub use crate::checkbox::Checkbox;
    pub use crate::checkboxes::Checkboxes;
    pub use crate::combobox::{Combobox, ComboboxWords};
    pub use crate::conversation_list::{
        ChooseAll, Chooser, ConversationList, ConversationRow, choose_rows, chosen_rows,
    };
    pub use crate::data_table::{Cell, DataTable, HeadCell, Row};
    pub use crate::date_input::DateInput;
    pub use crate::details::Details;
    pub use crate::dialog::Dialog;
    pub use crate::dose_table::{DoseDate, DoseRow, DoseTable};
    pub use crate::empty_state::{EmptyKind, EmptyState};
    pub use crate::error_message::ErrorMessage;
    pub use crate::error_summary::{ErrorSummary, FieldError};
    pub use crate::field::Width;
    pub use crate::fieldset::Fieldset;
    pub use crate::file_upload::{FileUpload, UploadRow, UploadState};
    pub use crate::footer::{PhoneLine, PhoneLines, SiteFooter};
    pub use crate::hero::Hero;
    pub use crate::hint::Hint;
    pub use crate::icon::{Icon, IconName};
    pub use crate::id_card::IdCardPicture;
    pub use crate::line_chart::LineChart;
    pub use crate::line_chart::drawing::ChartPoint;
    pub use crate::link::{ActionLink, BackLink, CallSentence, Link, LinkList};
    pub use crate::logo::{Logo, LogoMark};
    pub use crate::notification_banner::NotificationBanner;
    pub use crate::page::{
        Columns, Gap, MainAndAside, Page, PageHeading, PageWidth, Prose, Section, Sheet, Stack,
    };
    pub use crate::pagination::Pagination;
    pub use crate::password_input::{PasswordInput, Strength};
    pub use crate::person_switcher::{PersonLink, PersonSwitcher};
    pub use crate::picture::Picture;
    pub use crate::print_button::PrintButton;
    pub use crate::print_header::PrintHeader;
    pub use crate::progress::Progress;
    pub use crate::qr_code::QrCode;
    pub use crate::radios::{Choice, Radios};
    pub use crate::range_bar::RangeBar;
    pub use crate::request_list::{RequestItem, RequestList, RequestState};
    pub use crate::result_list::{Meaning, ResultList, ResultRow};
    pub use crate::save_status::{SaveState, SaveStatus};
    pub use crate::search::{Asks, Search};
    pub use crate::select::Select;
    pub use crate::side_nav::{SideNav, SideNavGroup};
    pub use crate::site_header::{
        AccountMenu, Brand, HeaderForm, NavBadge, NavItem, SiteHeader, account_menu,
    };
    pub use crate::skeleton::{Skeleton, SkeletonShape};
    pub use crate::skip_link::SkipLink;
    pub use crate::spinner::Spinner;
    pub use crate::step_indicator::StepIndicator;
    pub use crate::summary_list::SummaryList;
    pub use crate::tab_nav::{TabLink, TabNav};
    pub use crate::tag::{Badge, Tag, TagTone};
    pub use crate::text::{Marked, MaybeText};
    pub use crate::text_input::TextInput;
    pub use crate::textarea::{TextLimit, Textarea};
    pub use crate::thread::{AboutThing, AttachedFile, MessageBubble, Thread};
    pub use crate::timeline::{Moment, Timeline, TimelineEvent};
    pub use crate::toast::{Toast, ToastMessage};
}
