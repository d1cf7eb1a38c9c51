//! Every component in every state it can be in. Tests and the gallery read this list.
//!
//! To add a component: a line in [`SHEETS`], in the order of the alphabet.

use leptos::prelude::{AnyView, use_context};

/// The language that fixtures speak, asked of leptos' context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

/// A text of a fixture, in the language that is looked at. Components take texts translated;
/// their fixtures have them in both languages, so that longer words are seen before a page
/// has them.
pub fn say(english: &'static str, spanish: &'static str) -> &'static str {
    match use_context::<Language>().unwrap_or_default() {
        Language::En => english,
        Language::Es => spanish,
    }
}

/// A component in one state.
#[derive(Clone, Copy, Debug)]
pub struct Fixture {
    /// The state, as it is called in the gallery.
    pub name: &'static str,
    /// Makes the view.
    pub view: fn() -> AnyView,
}

/// All states of a component.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// The component's module.
    pub component: &'static str,
    /// Its states.
    pub fixtures: &'static [Fixture],
}

macro_rules! sheets {
    ($($component:ident),* $(,)?) => {
        /// All components.
        pub const SHEETS: &[Sheet] = &[
            $(Sheet {
                component: stringify!($component),
                fixtures: crate::$component::fixtures::FIXTURES,
            }),*
        ];
    };
}

sheets![
    alert,
    avatar,
    breadcrumb,
    button,
    card,
    checkbox,
    checkboxes,
    combobox,
    conversation_list,
    data_table,
    date_input,
    details,
    dialog,
    dose_table,
    empty_state,
    error_message,
    error_summary,
    fieldset,
    file_upload,
    footer,
    hero,
    hint,
    icon,
    id_card,
    line_chart,
    link,
    logo,
    notification_banner,
    page,
    pagination,
    password_input,
    person_switcher,
    print_button,
    print_header,
    progress,
    qr_code,
    radios,
    range_bar,
    request_list,
    result_list,
    save_status,
    search,
    select,
    side_nav,
    site_header,
    skeleton,
    skip_link,
    spinner,
    step_indicator,
    summary_list,
    tab_nav,
    tag,
    text_input,
    textarea,
    thread,
    timeline,
    toast,
];
