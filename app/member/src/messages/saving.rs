//! Drafts are saved while one writes, on a page that lives: from the first character, every few
//! seconds, and when the page is left. Without scripts a button does it.
//!
//! Nothing is sent by the passing of time alone: a save follows something that was typed. Nothing
//! is kept in the browser.

mod desk;

use std::array::from_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::messages::{DraftMark, DraftProblem, DraftSaved};
use domain::time::LocalTime;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use server_fn::ServerFn;
use ui::kept::post_kept;
use ui::prelude::*;
use ui::wire::{WireCode, read};
use words::{Locale, messages as say, moments};

use self::desk::{Desk, Known};
use super::api::SaveDraft;

pub(super) use self::desk::Values;

/// How often the fields are looked at, for what comes without an event (dictation).
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// The looks to wait after a failure; doubled by each, up to the second.
const RETRY: (u32, u32) = (4, 120);

/// A form as the page brought it.
pub(super) struct Begun {
    /// The conversation that is answered; empty for a new message.
    pub conversation: String,
    /// To whom, topic, subject, message, and the result that is asked about.
    pub values: Values,
    /// Whether nobody has written any of it: the page suggests it, and leaving it loses nothing.
    pub suggested: bool,
    /// Which draft it is.
    pub mark: DraftMark,
    /// The key under which it will be sent.
    pub send_key: String,
    /// When it was saved, if the form shows what was.
    pub saved: Option<LocalTime>,
}

/// What a form shows of its draft, and the ways to save it.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    /// Which draft it is.
    pub mark: RwSignal<DraftMark>,
    /// The key under which it will be sent.
    pub send_key: RwSignal<String>,
    state: RwSignal<Known>,
    hand: StoredValue<Arc<Hand>>,
}

/// What goes on behind the form. Not in signals: it must be there when those are gone, to save
/// what was typed last.
struct Hand {
    conversation: String,
    desk: Mutex<Desk>,
}

/// A form as it is saved.
pub(super) struct Sheet {
    /// What stands in its fields.
    pub values: Values,
    conversation: String,
    mark: DraftMark,
    send_key: String,
    step: String,
}

impl Sheet {
    /// The fields, by their names.
    pub(super) fn fields(&self) -> Vec<(&str, &str)> {
        let [to, topic, subject, message, report] = &self.values;
        vec![
            ("conversation", &self.conversation),
            ("to", to),
            ("topic", topic),
            ("subject", subject),
            ("message", message),
            ("report", report),
            ("send_key", &self.send_key),
            ("draft", &self.mark.draft),
            ("revision", &self.mark.revision),
            ("page", &self.mark.page),
            ("step", &self.step),
        ]
    }
}

impl Hand {
    /// The form as it stands, as its next save.
    fn sheet(&self) -> Sheet {
        self.desk(|desk| {
            desk.step += 1;
            Sheet {
                values: desk.shown.clone(),
                conversation: self.conversation.clone(),
                mark: desk.mark.clone(),
                send_key: desk.send_key.clone(),
                step: desk.step.to_string(),
            }
        })
    }

    fn desk<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        work(&mut self.desk.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Saves a form from now on. `pending` says that it is on its way to be sent.
pub(super) fn follow(begun: Begun, pending: Memo<bool>) -> Saving {
    let state = match begun.saved {
        Some(at) => Known::Kept(at, false),
        None => Known::Quiet,
    };
    // What came back refused was typed and is not saved.
    let kept = if state == Known::Quiet && !begun.suggested {
        from_fn(|_| String::new())
    } else {
        begun.values.clone()
    };
    let desk = Desk {
        shown: begun.values,
        kept,
        mark: begun.mark.clone(),
        send_key: begun.send_key.clone(),
        ..Desk::default()
    };
    let hand = Arc::new(Hand {
        conversation: begun.conversation,
        desk: Mutex::new(desk),
    });
    let saving = Saving {
        mark: RwSignal::new(begun.mark),
        send_key: RwSignal::new(begun.send_key),
        state: RwSignal::new(state),
        hand: StoredValue::new(hand.clone()),
    };
    Effect::new(move |_| {
        let pending = pending.get();
        saving.with_desk(|desk| desk.sent = pending);
    });
    Effect::new(move |_| {
        let look = {
            let hand = hand.clone();
            move || {
                if hand.desk(Desk::is_time) {
                    saving.send(&hand);
                }
            }
        };
        let leave = {
            let hand = hand.clone();
            move || {
                if hand.desk(Desk::look) {
                    saving.send(&hand);
                }
            }
        };
        let hide = leave.clone();
        let watches = [
            window_event_listener(ev::pagehide, {
                let leave = leave.clone();
                move |_| leave()
            }),
            window_event_listener(ev::online, {
                let hand = hand.clone();
                move |_| hand.desk(|desk| desk.wait = 0)
            }),
        ];
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                hide();
            }
        });
        let every = set_interval_with_handle(look, LOOK_EVERY).ok();
        on_cleanup(move || {
            leave();
            if let Some(every) = every {
                every.clear();
            }
            for watch in watches {
                watch.remove();
            }
            hidden.remove();
        });
    });
    saving
}

impl Saving {
    fn with_desk(self, work: impl FnOnce(&mut Desk)) {
        if let Some(hand) = self.hand.try_get_value() {
            hand.desk(work);
        }
    }

    /// Looks at the fields at once, for events.
    pub(super) fn look(self) {
        self.with_desk(|desk| {
            desk.look();
        });
    }

    /// Nothing is saved any more: it was sent.
    pub(super) fn end(self) {
        self.with_desk(|desk| desk.sent = true);
    }

    /// The form has a new key: the one before was used for another text.
    pub(super) fn use_key(self, key: String) {
        self.send_key.set(key.clone());
        self.with_desk(|desk| desk.send_key = key);
    }

    /// Saves now, because the member says so.
    fn now(self) {
        if let Some(hand) = self.hand.try_get_value() {
            let due = hand.desk(|desk| {
                desk.refused = false;
                desk.look()
            });
            if due {
                self.send(&hand);
            }
        }
    }

    /// The form as it stands, for a request that saves it along with what it is about.
    pub(super) fn sheet(self) -> Option<Sheet> {
        let hand = self.hand.try_get_value()?;
        hand.desk(|desk| {
            desk.look();
        });
        Some(hand.sheet())
    }

    /// Takes the host's answer to such a request.
    pub(super) fn take(self, saved: DraftSaved, values: Values) {
        let Some(hand) = self.hand.try_get_value() else {
            return;
        };
        if let Some(known) = hand.desk(|desk| desk.answered(saved, values)) {
            self.show(&hand, known);
        }
    }

    /// Shows what is known now; the page may have gone meanwhile, and its signals with it.
    fn show(self, hand: &Hand, known: Known) {
        if self.state.try_set(known).is_none() {
            let (mark, key) = hand.desk(|desk| (desk.mark.clone(), desk.send_key.clone()));
            self.mark.try_set(mark);
            self.send_key.try_set(key);
        }
    }

    /// Sends what stands in the fields.
    fn send(self, hand: &Arc<Hand>) {
        let hand = hand.clone();
        hand.desk(|desk| desk.on_its_way = true);
        let sheet = hand.sheet();
        spawn_local(async move {
            let answer = post_kept(SaveDraft::PATH, &sheet.fields()).await;
            let values = sheet.values;
            let answer = answer.and_then(|text| read(&text));
            let known = hand.desk(|desk| {
                desk.on_its_way = false;
                let known = match answer {
                    Ok(saved) => desk.answered(saved, values),
                    Err(error) => Some(Known::Failed(error.code)),
                };
                if matches!(known, None | Some(Known::Failed(_))) {
                    desk.failures += 1;
                    desk.wait = (RETRY.0 << desk.failures.min(8)).min(RETRY.1);
                } else {
                    desk.failures = 0;
                    desk.wait = 0;
                    desk.late = 0;
                }
                known
            });
            if let Some(known) = known {
                self.show(&hand, known);
            }
        });
    }

    /// How it stands, in words.
    fn words(self, locale: Locale) -> SaveState {
        match self.state.get() {
            Known::Quiet => SaveState::Quiet,
            Known::Kept(at, false) => {
                SaveState::Kept(say::draft_saved(locale, moments::time(locale, &at)))
            }
            Known::Kept(at, true) => {
                SaveState::Kept(say::draft_saved_both(locale, moments::time(locale, &at)))
            }
            Known::Failed(code) => SaveState::Failed(failure(locale, code).to_owned()),
            Known::Refused(problem) => SaveState::Failed(refusal(locale, problem).to_owned()),
        }
    }
}

/// Why it was not saved, and what to do.
fn failure(locale: Locale, code: WireCode) -> &'static str {
    match code {
        WireCode::Unreachable | WireCode::Busy | WireCode::TooMany => say::draft_not_saved(locale),
        WireCode::SignOnNeeded => say::draft_signed_off(locale),
        WireCode::Forbidden => say::draft_not_open(locale),
        WireCode::BadRequest | WireCode::NotFound | WireCode::OutOfOrder | WireCode::Unexpected => {
            say::draft_failed(locale)
        }
    }
}

/// Why it cannot be saved, and what to do.
pub(super) fn refusal(locale: Locale, problem: DraftProblem) -> &'static str {
    match problem {
        DraftProblem::TooLarge => say::draft_too_large(locale),
        DraftProblem::TooMany => say::draft_too_many(locale),
        DraftProblem::NotAForm => say::draft_failed(locale),
    }
}

/// The hidden fields that tell the host which draft a form is.
pub(super) fn fields(saving: Saving) -> impl IntoView {
    let mark = saving.mark;
    view! {
        <input
            type="hidden"
            name="send_key"
            autocomplete="off"
            value=move || saving.send_key.get()
        />
        <input
            type="hidden"
            name="draft"
            autocomplete="off"
            value=move || mark.with(|mark| mark.draft.clone())
        />
        <input
            type="hidden"
            name="revision"
            autocomplete="off"
            value=move || mark.with(|mark| mark.revision.clone())
        />
        <input
            type="hidden"
            name="page"
            autocomplete="off"
            value=move || mark.with(|mark| mark.page.clone())
        />
    }
}

/// "Save draft": sends the form to `path` without scripts, and saves at once on a page that
/// lives.
pub(super) fn button(locale: Locale, saving: Saving, path: &'static str) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        event.prevent_default();
        saving.now();
    };
    view! {
        <Button kind=ButtonKind::Secondary formaction=path on:click=press>
            {say::save_draft(locale)}
        </Button>
    }
}

/// Whether it is saved.
pub(super) fn status(locale: Locale, saving: Saving) -> impl IntoView {
    view! { <SaveStatus state=Signal::derive(move || saving.words(locale)) /> }
}
