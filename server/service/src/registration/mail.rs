//! The mails of registration, put into the outbox.

use domain::email::EmailAddress;
use domain::locale::Locale;

use crate::cx::Cx;
use crate::mails;
use crate::stop::Stop;

/// The code that confirms an address.
pub(super) async fn send_code(cx: &mut Cx, to: &EmailAddress, code: &str) -> Result<(), Stop> {
    let plan = cx.portal.organisation();
    let mail = mails::code(cx.facts.locale, &plan.name, &plan.lines.support.phone, code);
    mails::send(cx, to.as_str().to_owned(), mail).await
}

/// Tells an address on file that somebody registered (REG-4).
pub(super) async fn tell_registered(
    cx: &mut Cx,
    to: &EmailAddress,
    locale: Locale,
) -> Result<(), Stop> {
    let plan = cx.portal.organisation();
    let mail = mails::registered(locale, &plan.name, &plan.lines.support.phone);
    mails::send(cx, to.as_str().to_owned(), mail).await
}
