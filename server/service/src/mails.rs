//! What the portal's mails say. None holds health information, and a code stands alone on its
//! line (CONTRACT: "E-mails and letters").

use domain::locale::Locale;
use words::mail as say;

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The subject.
    pub subject: String,
    /// The text, plain, with a line's end at its end.
    pub body: String,
}

/// The code that confirms an address, for the members of `plan`; `support` is the number to
/// call.
pub fn code(locale: Locale, plan: &str, support: &str, code: &str) -> Mail {
    Mail {
        subject: say::code_subject(locale, plan),
        body: format!(
            "{}\n\n{code}\n\n{}\n\n{}\n",
            say::code_intro(locale, plan),
            say::code_life(locale),
            say::not_you(locale, support),
        ),
    }
}

/// Tells an address on file that somebody registered (REG-4).
pub fn registered(locale: Locale, plan: &str, support: &str) -> Mail {
    Mail {
        subject: say::registered_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n",
            say::registered_intro(locale, plan),
            say::not_you(locale, support),
        ),
    }
}

/// Tells the privacy officer that somebody at a desk gave a reason for opening a record of
/// another team (ACC-10); `look` leads to who it was about, which no mail says.
pub fn looked(plan: &str, who: &str, look: &str) -> Mail {
    let locale = Locale::En;
    Mail {
        subject: say::looked_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n",
            say::looked_intro(locale, who),
            say::looked_where(locale, look),
        ),
    }
}
