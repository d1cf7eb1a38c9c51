//! The mails of registration. None holds health information, and a code stands alone on its
//! line (CONTRACT: "E-mails and letters").

use domain::email::EmailAddress;
use domain::ids::OutboxId;
use domain::locale::Locale;
use store::outbox::{self, Kind, NewPost};
use words::mail as say;

use crate::cx::Cx;
use crate::stop::Stop;

/// The code that confirms an address.
pub(super) async fn send_code(cx: &mut Cx, to: &EmailAddress, code: &str) -> Result<(), Stop> {
    let locale = cx.facts.locale;
    let name = cx.portal.organisation().name.clone();
    let support = cx.portal.organisation().lines.support.phone.clone();
    let body = format!(
        "{}\n\n{code}\n\n{}\n\n{}\n",
        say::code_intro(locale, &name),
        say::code_life(locale),
        say::not_you(locale, &support),
    );
    queue(cx, to, say::code_subject(locale, &name), body).await
}

/// Tells an address on file that somebody registered (REG-4).
pub(super) async fn tell_registered(
    cx: &mut Cx,
    to: &EmailAddress,
    locale: Locale,
) -> Result<(), Stop> {
    let name = cx.portal.organisation().name.clone();
    let support = cx.portal.organisation().lines.support.phone.clone();
    let body = format!(
        "{}\n\n{}\n",
        say::registered_intro(locale, &name),
        say::not_you(locale, &support),
    );
    queue(cx, to, say::registered_subject(locale, &name), body).await
}

async fn queue(cx: &mut Cx, to: &EmailAddress, subject: String, body: String) -> Result<(), Stop> {
    let (now, bytes) = cx.id_seed()?;
    let id = OutboxId::new(now, bytes);
    let post = NewPost {
        id,
        kind: Kind::Mail,
        recipient: to.as_str().to_owned(),
        subject,
        body,
        created_at: now,
        due_at: now,
        message_id: id.to_string(),
    };
    outbox::queue(&mut cx.tx, &post).await?;
    Ok(())
}
