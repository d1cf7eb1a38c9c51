//! The result that a message asks about (SPEC section 6: "message the care team about it").

use domain::ids::{ConversationId, MessageId, ReportId};
use domain::messages::{AboutResult, Correspondent, Recipient};
use domain::results::ReportStatus;
use store::messages::about as rows;

use crate::access::Member;
use crate::cx::Cx;
use crate::results::release::{Found, Shelf};
use crate::results::taken;
use crate::stop::Stop;

/// A result of one's own, to be asked about. Another's, or one that is not shown yet, is not
/// found, just as one that does not exist (ACC-3, ACC-9).
pub(super) async fn find(
    cx: &mut Cx,
    who: &Member,
    id: ReportId,
) -> Result<Option<AboutResult>, Stop> {
    let shelf = Shelf::own(cx, who).await?;
    let found = shelf.report(cx, id).await?.and_then(Found::open);
    Ok(found.map(|report| AboutResult {
        id,
        taken: taken(cx, report.at_source.as_deref()),
        name: report.name,
        withdrawn: report.status == ReportStatus::EnteredInError,
        changed: false,
    }))
}

/// The same, as a form names it.
pub(super) async fn named(
    cx: &mut Cx,
    who: &Member,
    field: &str,
) -> Result<Option<AboutResult>, Stop> {
    match field.parse() {
        Ok(id) => find(cx, who, id).await,
        Err(_) => Ok(None),
    }
}

/// The results that a conversation's messages ask about, as they stand now: those that are shown.
pub(super) async fn of_conversation(
    cx: &mut Cx,
    who: &Member,
    id: ConversationId,
) -> Result<Vec<(MessageId, AboutResult)>, Stop> {
    let mut found = rows::of_conversation(&mut cx.tx, id).await?;
    if !found.is_empty() {
        let shelf = Shelf::own(cx, who).await?;
        found.retain(|row| !shelf.holds(row.report));
    }
    let about = |row: rows::AboutRow| AboutResult {
        id: row.report,
        taken: taken(cx, row.at_source.as_deref()),
        withdrawn: row.status == ReportStatus::EnteredInError,
        changed: has_changed(&row),
        name: row.name,
    };
    Ok(found
        .into_iter()
        .map(|row| (row.message, about(row)))
        .collect())
}

/// Whether the laboratory has changed a result since it was asked about.
pub(crate) fn has_changed(row: &rows::AboutRow) -> bool {
    row.changed_at > row.sent_at
}

/// Whom a question about a result is best put to, of those who can be written to: whoever saw the
/// member then, else whoever read it.
pub(super) async fn best(
    cx: &mut Cx,
    report: ReportId,
    listed: &[Recipient],
) -> Result<Option<Correspondent>, Stop> {
    let known = rows::known_to(&mut cx.tx, report).await?;
    let mut known = known.into_iter().map(Correspondent::Practitioner);
    Ok(known.find(|one| listed.iter().any(|person| person.to == *one)))
}
