//! Step 2: the terms and conditions.

use domain::audit::Action;
use domain::registration::{Step, TermsProblem, TermsView};
use store::registration as rows;

use super::Next;
use super::draft::{self, Draft, Terms};
use crate::cx::{Act, Cx};
use crate::portal::{Keep, Request};
use crate::stop::Stop;

/// The page of step 2.
pub async fn terms_page(request: &Request) -> Result<TermsView, Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let draft = draft::open(cx, Step::Terms).await?;
                Ok(view(cx, &draft, Vec::new()))
            })
        })
        .await
}

/// Takes step 2: `version` is the one that stood on the page.
pub async fn submit_terms(
    request: &Request,
    accepted: bool,
    version: String,
) -> Result<Next<TermsView>, Stop> {
    request
        .write(move |cx| {
            let version = version.clone();
            Box::pin(async move {
                let mut draft = draft::take(cx).await?;
                let same = accepted && draft.terms.as_ref().is_some_and(|t| t.version == version);
                if let Some(current) = draft.turn(Step::Terms, same)? {
                    return Ok(Next::step(current));
                }
                // A version that was replaced while it was read has to be read again.
                if !accepted || version != cx.portal.organisation().terms_version {
                    draft.terms = None;
                    let view = view(cx, &draft, vec![TermsProblem::NotAccepted]);
                    draft::keep(cx, &draft).await?;
                    return Ok(Next::Show(view));
                }
                draft.terms = Some(Terms {
                    version,
                    at: cx.now,
                });
                draft.progress = draft.progress.after(Step::Terms);
                draft::keep(cx, &draft).await?;
                let member = draft.member()?;
                cx.record(Act::visitor(Action::AcceptTerms).about(member))
                    .await?;
                Ok(Next::step(Step::UserId))
            })
        })
        .await
}

/// Declines: ends the registration and deletes the draft. Done once or twice, it is done.
pub async fn decline_terms(request: &Request) -> Result<(), Stop> {
    request
        .write(|cx| {
            Box::pin(async move {
                let Some(ticket) = cx.facts.registration.clone() else {
                    return Ok(());
                };
                rows::lock(&mut cx.tx).await?;
                let member = draft::find(cx).await?.and_then(|draft| draft.member);
                if rows::delete(&mut cx.tx, &ticket).await? {
                    let act = Act::visitor(Action::DeclineTerms);
                    cx.record(match member {
                        Some(member) => act.about(member),
                        None => act,
                    })
                    .await?;
                }
                Ok(())
            })
        })
        .await?;
    request.outgoing.keep(Keep::NoRegistration);
    Ok(())
}

fn view(cx: &Cx, draft: &Draft, problems: Vec<TermsProblem>) -> TermsView {
    let version = cx.portal.organisation().terms_version.clone();
    let accepted = draft
        .terms
        .as_ref()
        .is_some_and(|terms| terms.version == version);
    TermsView {
        version,
        accepted,
        problems,
    }
}
