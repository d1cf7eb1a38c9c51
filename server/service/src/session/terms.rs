//! Newer terms, asked at sign-on (SPEC section 1, step 2): until they are accepted nothing
//! else opens but signing off.

use domain::audit::Action;
use domain::registration::{TermsProblem, TermsView};
use store::account::{self, Acceptance};
use store::session as rows;

use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::portal::Request;
use crate::stop::Stop;

/// The terms in force, and whether this member has accepted them.
pub async fn terms_page(request: &Request) -> Result<TermsView, Stop> {
    request
        .read(|cx| {
            Box::pin(async move {
                let (_, due) = Member::signing_on(cx).await?;
                Ok(view(cx, !due, Vec::new()))
            })
        })
        .await
}

/// Accepts them: `version` is the one that stood on the page. Answers the page to show when
/// that could not be; done twice, it is done.
pub async fn accept_terms(
    request: &Request,
    accepted: bool,
    version: String,
) -> Result<Option<TermsView>, Stop> {
    request
        .write(move |cx| {
            let version = version.clone();
            Box::pin(async move {
                let (who, due) = Member::signing_on(cx).await?;
                if !due {
                    return Ok(None);
                }
                // A version that was replaced while it was read has to be read again.
                if !accepted || version != cx.portal.organisation().terms_version {
                    return Ok(Some(view(cx, false, vec![TermsProblem::NotAccepted])));
                }
                let facts = cx.facts.clone();
                let acceptance = Acceptance {
                    version: &version,
                    at: cx.now,
                    network: &facts.network,
                    visitor: facts.session.as_deref().unwrap_or_default(),
                };
                account::accept_terms(&mut cx.tx, who.account(), acceptance).await?;
                rows::terms_accepted(&mut cx.tx, who.account()).await?;
                cx.record(Act::own(who.id(), Action::AcceptTerms)).await?;
                Ok(None)
            })
        })
        .await
}

fn view(cx: &Cx, accepted: bool, problems: Vec<TermsProblem>) -> TermsView {
    TermsView {
        version: cx.portal.organisation().terms_version.clone(),
        accepted,
        problems,
    }
}
