//! What clinicians say about a result. They write it at their desk: [`crate::staff::comment`].

use domain::ids::ReportId;
use domain::results::CommentView;
use store::results::comments as rows;

use crate::cx::Cx;
use crate::stop::Stop;

/// The comments on a report that somebody may read, oldest first.
pub(crate) async fn of_report(cx: &mut Cx, report: ReportId) -> Result<Vec<CommentView>, Stop> {
    let found = rows::of_report(&mut cx.tx, report).await?;
    let view = |row: rows::CommentRow| CommentView {
        author: row.name,
        role: row.role,
        written: cx.portal.local(row.written_at),
        text: row.body,
    };
    Ok(found.into_iter().map(view).collect())
}
