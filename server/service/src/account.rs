//! The member's own account: its page, and the member ID card.

use domain::account::{AccountView, IdCardView};
use domain::audit::Action;
use domain::mrn::{Mrn, MrnScheme};
use store::roll;

use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::notices;
use crate::stop::{Fault, Stop};

/// Account & preferences. `saved` says that the notices were saved a moment ago.
pub async fn account(cx: &mut Cx, who: &Member, saved: bool) -> Result<AccountView, Stop> {
    let notices = notices::view(cx, who, saved).await?;
    cx.looked(Act::own(who.id(), Action::ViewAccount))?;
    Ok(AccountView { notices })
}

/// The member ID card, to look at.
pub async fn id_card(cx: &mut Cx, who: &Member) -> Result<IdCardView, Stop> {
    let card = card(cx, who).await?;
    cx.looked(Act::own(who.id(), Action::ViewIdCard))?;
    Ok(card)
}

/// The member ID card, to take away.
pub async fn id_card_file(cx: &mut Cx, who: &Member) -> Result<IdCardView, Stop> {
    let card = card(cx, who).await?;
    cx.looked(Act::own(who.id(), Action::DownloadIdCard))?;
    Ok(card)
}

async fn card(cx: &mut Cx, who: &Member) -> Result<IdCardView, Stop> {
    let member = roll::member(&mut cx.tx, who.id()).await?;
    let member = member.ok_or(Fault::Shape("a session without a member"))?;
    let physician = match member.personal_physician {
        Some(id) => roll::practitioner(&mut cx.tx, id).await?,
        None => None,
    };
    let office = match member.medical_office {
        Some(id) => roll::office(&mut cx.tx, id).await?,
        None => None,
    };
    let lines = &cx.portal.organisation().lines;
    // Only the groups in which it is shown are asked for: the roll's own numbers have none.
    let mrn = Mrn::parse(&member.mrn, MrnScheme::AsGiven);
    Ok(IdCardView {
        name: who.name().to_owned(),
        mrn: mrn.map_or(member.mrn, |mrn| mrn.to_string()),
        physician: physician.map(|one| format!("{} {}", one.given, one.family)),
        office: office.map(|office| office.name),
        member_services: lines.member_services.clone(),
        nurse: lines.nurse.clone(),
    })
}
