//! Panels within panels (migration 0026): how many of them a value of a report lies within.

use domain::ids::{ObservationId, ReportId};

use crate::{StoreError, Tx, values};

crate::statements! {
    /// Says of a value of a report how deep it lies.
    PUT = "UPDATE report_observation SET depth = $3 WHERE report = $1 AND observation = $2";
    /// The values that lie within a panel of their report.
    OF = "SELECT observation, depth FROM report_observation
        WHERE report = $1 AND depth IS NOT NULL ORDER BY place";
}

/// Says of some values of a report, which has them already, within how many panels each lies.
pub async fn put(
    tx: &mut Tx,
    report: ReportId,
    nested: &[(ObservationId, u32)],
) -> Result<(), StoreError> {
    for (value, depth) in nested {
        tx.change_one(PUT, values![report, *value, *depth]).await?;
    }
    Ok(())
}

/// The values of a report that lie within panels, in its order, with within how many.
pub async fn of(tx: &mut Tx, report: ReportId) -> Result<Vec<(ObservationId, u32)>, StoreError> {
    let found: Vec<(String, i64)> = tx.all(OF, values![report]).await?;
    let read = |(value, depth): &(String, i64)| {
        let value = value.parse();
        let value = value.map_err(|_| StoreError::unfit("a value's id is none"))?;
        Ok((value, u32::try_from(*depth).unwrap_or(0)))
    };
    found.iter().map(read).collect()
}
