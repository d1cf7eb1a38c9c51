//! Who works at the desks of a world.

use domain::email::EmailAddress;
use domain::ids::{PractitionerId, StaffId};
use domain::staff::Role;
use service::keys::token_hash;
use service::staff::{NewAccount, code_at, put, secret_text};
use store::staff::NewStaffSession;

use crate::{Browser, PASSWORD, Page, World};

/// The authenticator's secret of everybody that [`World::worker`] makes.
pub const STAFF_SECRET: &[u8; 20] = b"a desk of the tests!";

/// Somebody at a desk, signed on.
pub struct Worker {
    /// Who.
    pub id: StaffId,
    /// Their browser.
    pub browser: Browser,
}

impl World {
    /// Makes an account at a desk whose password is [`PASSWORD`].
    pub async fn staff_account(
        &self,
        user_id: &str,
        role: Role,
        practitioner: Option<PractitionerId>,
    ) -> StaffId {
        let hashing = self.portal.hashing();
        let hashes = hashing.hash(vec![PASSWORD.to_owned()], self.portal.random());
        let hash = hashes.await.unwrap().remove(0);
        let new = NewAccount {
            user_id: user_id.into(),
            name: format!("Name of {user_id}"),
            role,
            email: EmailAddress::parse(&format!("{user_id}@desk.example")).ok(),
            practitioner,
        };
        self.request()
            .write(move |cx| {
                let (new, hash) = (new.clone(), hash.clone());
                Box::pin(async move { put(cx, &new, hash, *STAFF_SECRET).await })
            })
            .await
            .unwrap()
            .unwrap()
    }

    /// The same, signed on with password and code.
    pub async fn worker(
        &self,
        user_id: &str,
        role: Role,
        practitioner: Option<PractitionerId>,
    ) -> Worker {
        let id = self.staff_account(user_id, role, practitioner).await;
        let token = format!("token-of-{user_id}");
        let hash = token_hash(&token);
        self.request()
            .write(move |cx| {
                let hash = hash.clone();
                Box::pin(async move {
                    let session = NewStaffSession {
                        token_hash: hash,
                        staff: id,
                        created_at: cx.now,
                        proven_at: Some(cx.now),
                        device: "test".into(),
                        network: "127.0.0.1".into(),
                    };
                    Ok(store::staff::begin(&mut cx.tx, &session).await?)
                })
            })
            .await
            .unwrap();
        let mut browser = self.visitor();
        browser.cookies.insert(server::cookies::STAFF.into(), token);
        Worker { id, browser }
    }

    /// The code that everybody's authenticator shows now.
    pub fn code(&self) -> String {
        code_at(&secret_text(STAFF_SECRET), self.clock.now()).unwrap()
    }

    /// Signs on at a desk as a browser does: password, then the code of now. Answers the page
    /// after each.
    pub async fn sign_on_at_desk(&self, browser: &mut Browser, user_id: &str) -> [Page; 2] {
        browser.get("/staff/sign-on").await;
        let fields = [("id", user_id), ("password", PASSWORD)];
        let half = browser.submit("staff/sign-on", &fields).await;
        let code = self.code();
        let whole = browser.submit("staff/code", &[("code", &code)]).await;
        [half, whole]
    }
}
