//! The browsers from which people have signed on (migration 0017).

use domain::ids::{AccountId, StaffId};
use domain::time::Timestamp;

use crate::{StoreError, Tx, values};

crate::statements! {
    /// A member has signed on from a known one.
    SEEN = "UPDATE account_device SET last_at = $3 WHERE account = $1 AND token_hash = $2";
    /// Whether they ever have from any.
    ANY = "SELECT COUNT(*) FROM account_device WHERE account = $1";
    ADD = "INSERT INTO account_device (account, token_hash, first_at, last_at)
        VALUES ($1, $2, $3, $3)";
    SEEN_AT_DESK = "UPDATE staff_device SET last_at = $3 WHERE staff = $1 AND token_hash = $2";
    ANY_AT_DESK = "SELECT COUNT(*) FROM staff_device WHERE staff = $1";
    ADD_AT_DESK = "INSERT INTO staff_device (staff, token_hash, first_at, last_at)
        VALUES ($1, $2, $3, $3)";
    SWEEP = "DELETE FROM account_device WHERE last_at < $1";
    SWEEP_AT_DESK = "DELETE FROM staff_device WHERE last_at < $1";
}

/// Whose device it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A member's.
    Account(AccountId),
    /// Of somebody at a desk.
    Staff(StaffId),
}

/// Notes that somebody has signed on from a device they are known by; false when they are not.
pub async fn seen(
    tx: &mut Tx,
    owner: Owner,
    token_hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    match owner {
        Owner::Account(id) => tx.changed_one(SEEN, values![id, token_hash, now]).await,
        Owner::Staff(id) => {
            tx.changed_one(SEEN_AT_DESK, values![id, token_hash, now])
                .await
        }
    }
}

/// Whether somebody has signed on from any device before.
pub async fn any(tx: &mut Tx, owner: Owner) -> Result<bool, StoreError> {
    let (count,): (i64,) = match owner {
        Owner::Account(id) => tx.one(ANY, values![id]).await?,
        Owner::Staff(id) => tx.one(ANY_AT_DESK, values![id]).await?,
    };
    Ok(count > 0)
}

/// Keeps a device that is new to somebody.
pub async fn add(
    tx: &mut Tx,
    owner: Owner,
    token_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    match owner {
        Owner::Account(id) => tx.change_one(ADD, values![id, token_hash, now]).await,
        Owner::Staff(id) => {
            tx.change_one(ADD_AT_DESK, values![id, token_hash, now])
                .await
        }
    }
}

/// Forgets the devices that were last used before `before`; answers how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    let members = tx.execute(SWEEP, values![before]).await?;
    Ok(members + tx.execute(SWEEP_AT_DESK, values![before]).await?)
}
