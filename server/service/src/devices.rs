//! The browsers from which people sign on: whoever signs on from another one is told by e-mail
//! (AUT-4).
//!
//! A browser is known by a token of its own in a cookie; here is its digest, for each who signed
//! on from it. It opens nothing.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::days;
use store::devices as rows;
use store::devices::Owner;

use crate::cx::Cx;
use crate::keys::token_hash;
use crate::portal::{Keep, Request};
use crate::stop::{Fault, Stop};

/// For how long a browser keeps its token, and is known by it: the longest that browsers allow.
pub const KNOWN_FOR: Duration = days(400);

/// The device of a request, made before the transaction, so that one that is run again gives the
/// same.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    hash: String,
    /// The token that the browser is to keep, when it came without one.
    token: Option<String>,
}

impl Device {
    /// The one that asks.
    pub(crate) fn of(request: &Request) -> Result<Self, Fault> {
        if let Some(hash) = request.facts.known_device.clone() {
            return Ok(Self { hash, token: None });
        }
        let token = URL_SAFE_NO_PAD.encode(request.portal.random().bytes::<32>()?);
        Ok(Self {
            hash: token_hash(&token),
            token: Some(token),
        })
    }

    /// Has the browser keep its token, once somebody has signed on.
    pub(crate) fn keep(self, request: &Request) {
        if let Some(token) = self.token {
            request.outgoing.keep(Keep::Device(token));
        }
    }
}

/// Somebody signs on from a device; answers whether they should be told: it is not the first one,
/// and they were never seen on it.
pub(crate) async fn is_news(cx: &mut Cx, owner: Owner, device: &Device) -> Result<bool, Stop> {
    let now = cx.now;
    if rows::seen(&mut cx.tx, owner, &device.hash, now).await? {
        return Ok(false);
    }
    let others = rows::any(&mut cx.tx, owner).await?;
    rows::add(&mut cx.tx, owner, &device.hash, now).await?;
    Ok(others)
}
