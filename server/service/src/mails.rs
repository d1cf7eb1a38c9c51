//! What the portal's mails say. None holds health information, and a code stands alone on its
//! line (CONTRACT: "E-mails and letters").

use domain::ids::OutboxId;
use domain::locale::Locale;
use domain::time::Date;
use store::outbox::{self, Kind, NewPost};
use words::{mail as say, moments};

use crate::cx::Cx;
use crate::stop::{Fault, Stop};

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

/// Tells a member that there is a message (MSG-7): not from whom, not about what, and by no link
/// that signs on. `sign_on` and `account` are addresses.
pub fn message(locale: Locale, plan: &str, support: &str, sign_on: &str, account: &str) -> Mail {
    Mail {
        subject: say::message_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n\n{}\n\n{}\n",
            say::message_intro(locale, plan),
            say::message_where(locale, sign_on),
            say::message_private(locale),
            say::message_choose(locale, account, support),
        ),
    }
}

/// Tells somebody who acts for a child that from a day on they will see less of the record: not
/// whose, and not why. `sign_on` is an address.
pub fn family(locale: Locale, plan: &str, support: &str, sign_on: &str, day: Date) -> Mail {
    Mail {
        subject: say::family_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n\n{}\n\n{}\n",
            say::family_intro(locale, moments::date(locale, day), plan),
            say::family_where(locale, sign_on),
            say::family_private(locale),
            say::family_help(locale, support),
        ),
    }
}

/// Tells a member that there is something new in their record: not what, and by no link that signs
/// on. `sign_on` and `account` are addresses.
pub fn record(locale: Locale, plan: &str, support: &str, sign_on: &str, account: &str) -> Mail {
    Mail {
        subject: say::record_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n\n{}\n\n{}\n",
            say::record_intro(locale, plan),
            say::message_where(locale, sign_on),
            say::record_private(locale),
            say::message_choose(locale, account, support),
        ),
    }
}

/// Tells the owner of an account that it is locked (AUT-4).
pub fn locked(locale: Locale, plan: &str, support: &str) -> Mail {
    Mail {
        subject: say::locked_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n\n{}\n",
            say::locked_intro(locale, plan),
            say::locked_wait(locale),
            say::not_you(locale, support),
        ),
    }
}

/// Tells the owner of an account that somebody signed on after several wrong tries (AUT-4).
pub fn signed_on_after_failures(locale: Locale, plan: &str, support: &str) -> Mail {
    Mail {
        subject: say::signed_on_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n",
            say::signed_on_intro(locale, plan),
            say::not_you(locale, support),
        ),
    }
}

/// Tells the owner of an account that somebody signed on from a device it was never used on
/// (AUT-4): not from where, nor what device.
pub fn new_device(locale: Locale, plan: &str, support: &str) -> Mail {
    Mail {
        subject: say::new_device_subject(locale, plan),
        body: format!(
            "{}\n\n{}\n",
            say::new_device_intro(locale, plan),
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

/// A mail with its address, ready for the outbox.
pub(crate) fn addressed(cx: &Cx, to: String, mail: Mail) -> Result<NewPost, Fault> {
    let (now, bytes) = cx.id_seed()?;
    let id = OutboxId::new(now, bytes);
    Ok(NewPost {
        id,
        kind: Kind::Mail,
        recipient: to,
        subject: mail.subject,
        body: mail.body,
        created_at: now,
        due_at: now,
        message_id: id.to_string(),
    })
}

/// Puts a mail into the outbox, in this (write) transaction.
pub(crate) async fn send(cx: &mut Cx, to: String, mail: Mail) -> Result<(), Stop> {
    let post = addressed(cx, to, mail)?;
    Ok(outbox::queue(&mut cx.tx, &post).await?)
}
