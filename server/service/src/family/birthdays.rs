//! Telling parents by mail of a birthday that will take something away from them (SPEC section
//! 10): thirty days before it, once, or later where that day was missed; never after it.

use domain::family::births_ahead;
use domain::routes::Route;
use domain::services::Service;
use domain::time::Date;
use store::family::{self as rows, ParentOf};

use crate::cx::Cx;
use crate::mails;
use crate::notices::language;
use crate::portal::Request;
use crate::stop::Stop;

/// So many are looked at in one transaction.
const BATCH: u32 = 64;

/// Where a round stands: the birth date and the line of the roll that came last.
type Place = (Date, String);

/// Tells everybody who has to be told today and was not yet.
pub async fn tell(request: &Request) -> Result<(), Stop> {
    for (first, last) in births_ahead(request.portal.today()) {
        let mut next = Some((first, String::new()));
        while let Some(place) = next {
            next = request
                .write(move |cx| {
                    let place = place.clone();
                    Box::pin(async move { tell_some(cx, &place, last).await })
                })
                .await?;
        }
    }
    Ok(())
}

/// Tells some of them; answers where to go on, if there are more.
async fn tell_some(cx: &mut Cx, place: &Place, last: Date) -> Result<Option<Place>, Stop> {
    let (first, after) = place;
    let found = rows::born(&mut cx.tx, (*first, after.as_str()), last, BATCH).await?;
    let today = super::today(cx);
    for row in &found {
        // Of a record that is not open nothing is taken away.
        let record = Service::MedicalRecord;
        let standing = record.standing_at(row.relationship, row.coverage_ended_at, cx.now);
        if let Some((_, on)) = row.span().change_ahead(row.birth_date, today)
            && standing.may_read()
        {
            tell_one(cx, row, on).await?;
        }
    }
    let is_more = found.len() == BATCH as usize;
    let last = found.last().filter(|_| is_more);
    Ok(last.map(|row| (row.birth_date, row.id.to_string())))
}

/// Tells one, where they have a confirmed address and were not told of this day yet.
async fn tell_one(cx: &mut Cx, row: &ParentOf, on: Date) -> Result<(), Stop> {
    let Some(to) = store::notices::addressee(&mut cx.tx, row.parent).await? else {
        return Ok(());
    };
    if !rows::told(&mut cx.tx, row.id, on, cx.now).await? {
        return Ok(());
    }
    let plan = cx.portal.organisation();
    let sign_on = format!("{}{}", cx.portal.origin(), Route::SignOn);
    let support = &plan.lines.support.phone;
    let mail = mails::family(language(&to), &plan.name, support, &sign_on, on);
    mails::send(cx, to.email, mail).await
}
