//! The section "Notices" of the account: of what the member is told by e-mail.

use domain::notices::{NoticeKind, NoticesView};
use leptos::prelude::*;
use ui::arrival::{Why, arrive};
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use ui::wire::WireCode;
use words::{Locale, account as say};

use super::api::SaveNotices;

/// The wishes of a member, or why there is nothing to wish.
pub(super) fn notices(locale: Locale, view: NoticesView) -> AnyView {
    let Some(address) = view.address else {
        return view! {
            <Alert heading=say::notices_no_address_heading(locale)>
                <p>{say::notices_no_address(locale)}</p>
            </Alert>
        }
        .into_any();
    };
    let action = FormAction::<SaveNotices>::new();
    let told = RwSignal::new(view.saved.then_some(Ok(())));
    Effect::new(move |_| {
        if let Some(answer) = action.answer() {
            told.set(Some(answer.map(drop).map_err(|error| error.code)));
            arrive(Why::Action);
        }
    });
    let choices = NoticeKind::ALL.map(|kind| choice(locale, kind)).to_vec();
    let keys = |kind: &NoticeKind| kind.key().to_owned();
    let wanted = view.wanted.iter().map(keys).collect::<Vec<_>>();
    view! {
        <Stack>
            {move || told.get().map(|told| outcome(locale, told))}
            <p>{say::notices_to(locale, address)}</p> <SentForm action=action>
                <Stack>
                    <Checkboxes
                        name="wanted[]"
                        legend=say::notices_legend(locale)
                        choices=choices
                        values=wanted
                    />
                    <ButtonRow>
                        <Button>{say::notices_save(locale)}</Button>
                    </ButtonRow>
                </Stack>
            </SentForm> <p>{say::notices_always(locale)}</p>
        </Stack>
    }
    .into_any()
}

fn choice(locale: Locale, kind: NoticeKind) -> Choice {
    match kind {
        NoticeKind::Messages => Choice::new(kind.key(), say::notices_messages(locale))
            .with_hint(say::notices_messages_hint(locale)),
        NoticeKind::Results => Choice::new(kind.key(), say::notices_results(locale))
            .with_hint(say::notices_results_hint(locale)),
    }
}

/// What became of a change.
fn outcome(locale: Locale, told: Result<(), WireCode>) -> impl IntoView {
    let (tone, text) = match told {
        Ok(()) => (Tone::Success, say::notices_saved(locale)),
        Err(WireCode::SignOnNeeded) => (Tone::Danger, say::notices_sign_on(locale)),
        Err(_) => (Tone::Danger, say::notices_failed(locale)),
    };
    view! {
        <Alert tone=tone announce=true>
            <p>{text}</p>
        </Alert>
    }
}
