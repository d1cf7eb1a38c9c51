//! Notices by e-mail: what a member wishes to be told of, and telling it.
//!
//! A mail is put into the outbox in the transaction of what it tells of, so there is none without
//! the other (AVL-7).

use domain::audit::Action;
use domain::ids::{ConversationId, MemberId, ReportId, StaffId};
use domain::locale::Locale;
use domain::notices::{NoticeKind, NoticesSaved, NoticesView, is_wanted, wishes};
use domain::routes::Route;
use domain::services::Service;
use domain::session::TOLD_AFTER;
use store::notices::{self as rows, Addressee, NewNotice};
use store::outbox;

use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::mails::{self, Mail};
use crate::stop::{Refusal, Stop};

/// The member's notices, to look at. `saved` says that a change was saved a moment ago.
pub(crate) async fn view(cx: &mut Cx, who: &Member, saved: bool) -> Result<NoticesView, Stop> {
    let to = rows::addressee(&mut cx.tx, who.id()).await?;
    let said = rows::wishes(&mut cx.tx, who.id()).await?;
    let wish = |kind| said.iter().find(|(one, _)| *one == kind).map(|(_, w)| *w);
    Ok(NoticesView {
        address: to.map(|to| to.email),
        wanted: NoticeKind::ALL
            .into_iter()
            .filter(|kind| is_wanted(wish(*kind)))
            .collect(),
        saved,
    })
}

/// Keeps the wishes of a form, which names the kinds that are ticked.
pub async fn save(cx: &mut Cx, who: &Member, ticked: &[String]) -> Result<NoticesSaved, Stop> {
    let wishes = wishes(ticked).ok_or(Refusal::BadRequest)?;
    for (kind, wanted) in wishes {
        if rows::wish(&mut cx.tx, who.id(), kind, wanted, cx.now).await? {
            let what = format!("{}:{}", kind.key(), if wanted { "on" } else { "off" });
            cx.record(Act::own(who.id(), Action::ChangeNotices).on(what))
                .await?;
        }
    }
    Ok(NoticesSaved)
}

/// A message has come to a member: it is told once, until the conversation is read.
pub(crate) async fn message_arrived(
    cx: &mut Cx,
    member: MemberId,
    conversation: ConversationId,
) -> Result<(), Stop> {
    tell(cx, member, NoticeKind::Messages, conversation.to_string()).await
}

/// A clinician has said something about a member's result: it is told once, until that is read.
pub(crate) async fn result_commented(
    cx: &mut Cx,
    member: MemberId,
    report: ReportId,
) -> Result<(), Stop> {
    tell(cx, member, NoticeKind::Results, report.to_string()).await
}

/// Tells a member of something that has come, if they wish it, by one mail for what it is about.
async fn tell(cx: &mut Cx, member: MemberId, kind: NoticeKind, about: String) -> Result<(), Stop> {
    let Some(to) = rows::addressee(&mut cx.tx, member).await? else {
        return Ok(());
    };
    // Nobody is called to a page that is not open to them.
    let service = match kind {
        NoticeKind::Messages => Service::Messages,
        NoticeKind::Results => Service::MedicalRecord,
    };
    let standing = service.standing_at(to.relationship, to.coverage_ended_at, cx.now);
    let said = rows::wishes(&mut cx.tx, member).await?;
    let wish = said.into_iter().find(|(one, _)| *one == kind);
    if !standing.may_read() || !is_wanted(wish.map(|(_, wanted)| wanted)) {
        return Ok(());
    }
    let plan = cx.portal.organisation();
    let origin = cx.portal.origin();
    let mail = match kind {
        NoticeKind::Messages => mails::message,
        NoticeKind::Results => mails::record,
    };
    let mail = mail(
        language(&to),
        &plan.name,
        &plan.lines.support.phone,
        &format!("{origin}{}", Route::SignOn),
        &format!("{origin}{}", Route::Account),
    );
    let post = mails::addressed(cx, to.email, mail)?;
    let notice = NewNotice {
        kind,
        about,
        member,
        post: post.id,
        told_at: cx.now,
    };
    if rows::tell(&mut cx.tx, &notice).await? {
        outbox::queue(&mut cx.tx, &post).await?;
    }
    Ok(())
}

/// A member has read something in a conversation. Once nothing in it is unread, its mail is taken
/// back if it has not left yet, and the next message is told again.
pub(crate) async fn messages_read(
    cx: &mut Cx,
    member: MemberId,
    conversation: ConversationId,
) -> Result<(), Stop> {
    if store::messages::is_unread(&mut cx.tx, member, conversation).await? {
        return Ok(());
    }
    read(cx, member, NoticeKind::Messages, &conversation.to_string()).await
}

/// A member has read a result: its mail is taken back if it has not left yet.
pub(crate) async fn result_read(
    cx: &mut Cx,
    member: MemberId,
    report: ReportId,
) -> Result<(), Stop> {
    read(cx, member, NoticeKind::Results, &report.to_string()).await
}

async fn read(cx: &mut Cx, member: MemberId, kind: NoticeKind, about: &str) -> Result<(), Stop> {
    if let Some(post) = rows::read(&mut cx.tx, member, kind, about).await? {
        outbox::take_back(&mut cx.tx, post, cx.now).await?;
    }
    Ok(())
}

/// What happens to an account that its owner should know of (AUT-4), whatever their wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountNews {
    /// It was locked.
    Locked,
    /// Somebody signed on after several unsuccessful attempts.
    SignedOnAfterFailures,
    /// Somebody signed on from a device that the account was never used on.
    NewDevice,
}

impl AccountNews {
    /// What a sign-on is worth telling of, if anything: of a device that is new too, after several
    /// failures, one mail says what matters.
    pub(crate) fn of_sign_on(failures: u32, new_device: bool) -> Option<Self> {
        if failures >= TOLD_AFTER {
            Some(Self::SignedOnAfterFailures)
        } else {
            new_device.then_some(Self::NewDevice)
        }
    }

    fn mail(self, cx: &Cx, locale: Locale) -> Mail {
        let plan = cx.portal.organisation();
        let support = &plan.lines.support.phone;
        match self {
            Self::Locked => mails::locked(locale, &plan.name, support),
            Self::SignedOnAfterFailures => {
                mails::signed_on_after_failures(locale, &plan.name, support)
            }
            Self::NewDevice => mails::new_device(locale, &plan.name, support),
        }
    }
}

/// Tells a member what happened to their account, in their language: who typed the passwords may
/// be somebody else.
pub(crate) async fn tell_member(
    cx: &mut Cx,
    member: MemberId,
    news: AccountNews,
) -> Result<(), Stop> {
    if let Some(to) = rows::addressee(&mut cx.tx, member).await? {
        let mail = news.mail(cx, language(&to));
        mails::send(cx, to.email, mail).await?;
    }
    Ok(())
}

/// The same for somebody at a desk, if their address is known.
pub(crate) async fn tell_staff(cx: &mut Cx, staff: StaffId, news: AccountNews) -> Result<(), Stop> {
    if let Some(to) = store::staff::email(&mut cx.tx, staff).await? {
        let mail = news.mail(cx, Locale::default());
        mails::send(cx, to, mail).await?;
    }
    Ok(())
}

/// In which language somebody is told something.
pub(crate) fn language(to: &Addressee) -> Locale {
    to.locale.unwrap_or_default()
}
