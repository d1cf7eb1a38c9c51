//! Signing on at a desk: user ID and password, then the code of an authenticator.

mod api;
mod code;
mod password;

pub use api::{
    EnterStaffCode, LoadStaffCode, LoadStaffSignOn, SignOffStaff, SignOnStaff, enter_staff_code,
    load_staff_code, load_staff_sign_on, sign_off_staff, sign_on_staff,
};

lazy! {
    /// `/staff/sign-on`.
    StaffSignOnRoute => password::SignOnPage,
    /// `/staff/sign-on/code`.
    StaffCodeRoute => code::CodePage,
}

use ui::wire::WireCode;
use words::{Locale, session, shell, staff as say};

/// Why a form could not be sent at all.
fn failed(locale: Locale, code: WireCode) -> String {
    match code {
        WireCode::TooMany => session::too_many(locale),
        WireCode::Busy => session::busy(locale),
        WireCode::Unreachable => shell::unreachable(locale),
        WireCode::SignOnNeeded => say::code_over(locale),
        _ => session::failed(locale),
    }
    .into()
}
