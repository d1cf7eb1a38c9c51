//! The mails of registration, put into the outbox.

use domain::email::EmailAddress;
use domain::ids::OutboxId;
use domain::locale::Locale;
use store::outbox::{self, Kind, NewPost};

use crate::cx::Cx;
use crate::mails::{self, Mail};
use crate::stop::Stop;

/// The code that confirms an address.
pub(super) async fn send_code(cx: &mut Cx, to: &EmailAddress, code: &str) -> Result<(), Stop> {
    let plan = cx.portal.organisation();
    let mail = mails::code(cx.facts.locale, &plan.name, &plan.lines.support.phone, code);
    queue(cx, to, mail).await
}

/// Tells an address on file that somebody registered (REG-4).
pub(super) async fn tell_registered(
    cx: &mut Cx,
    to: &EmailAddress,
    locale: Locale,
) -> Result<(), Stop> {
    let plan = cx.portal.organisation();
    let mail = mails::registered(locale, &plan.name, &plan.lines.support.phone);
    queue(cx, to, mail).await
}

async fn queue(cx: &mut Cx, to: &EmailAddress, mail: Mail) -> Result<(), Stop> {
    let (now, bytes) = cx.id_seed()?;
    let id = OutboxId::new(now, bytes);
    let post = NewPost {
        id,
        kind: Kind::Mail,
        recipient: to.as_str().to_owned(),
        subject: mail.subject,
        body: mail.body,
        created_at: now,
        due_at: now,
        message_id: id.to_string(),
    };
    outbox::queue(&mut cx.tx, &post).await?;
    Ok(())
}
