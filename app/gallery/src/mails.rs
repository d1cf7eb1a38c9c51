//! Mails as they arrive: a subject and plain text.

use domain::locale::Locale;
use service::mails::{self, Mail};
use ui::fixtures::Language;

use crate::frame::{self, escaped};
use crate::pages::locale;

/// The mail of a name, with invented particulars.
pub fn of(name: &str, locale: Locale) -> Option<Mail> {
    let (plan, support) = ("Larkhaven Health Plan", "1-800-555-0110");
    match name {
        "code" => Some(mails::code(locale, plan, support, "482 913")),
        "registered" => Some(mails::registered(locale, plan, support)),
        "message" => {
            let origin = "https://portal.larkhaven.example";
            let (sign_on, account) = (format!("{origin}/sign-on"), format!("{origin}/account"));
            Some(mails::message(locale, plan, support, &sign_on, &account))
        }
        "family" => {
            let day = domain::time::Date::constant(2026, 12, 2);
            let sign_on = "https://portal.larkhaven.example/sign-on";
            Some(mails::family(locale, plan, support, sign_on, day))
        }
        "locked" => Some(mails::locked(locale, plan, support)),
        "signed-on-after-failures" => Some(mails::signed_on_after_failures(locale, plan, support)),
        "new-device" => Some(mails::new_device(locale, plan, support)),
        _ => None,
    }
}

/// The mail as a document of the gallery.
pub fn document(name: &str, language: Language) -> Option<String> {
    let mail = of(name, locale(language))?;
    let body = format!(
        "<main class=\"gallery-mail\"><h1 class=\"gallery-mail__subject\">{}</h1>\
         <pre class=\"gallery-mail__body\">{}</pre></main>",
        escaped(&mail.subject),
        escaped(&mail.body)
    );
    Some(frame::document(language, name, &body))
}
