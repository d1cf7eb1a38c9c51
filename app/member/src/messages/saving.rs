//! Drafts are saved while one writes, on a page that lives: from the first character, every few
//! seconds, and when the page is left. Without scripts a button does it.
//!
//! Nothing is sent by the passing of time alone: a save follows something that was typed. Nothing
//! is kept in the browser.

use std::array::from_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::messages::{DraftMark, DraftProblem, DraftSaved, is_blank};
use domain::time::LocalTime;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use server_fn::ServerFn;
use ui::kept::post_kept;
use ui::prelude::*;
use ui::wire::{WireCode, read};
use words::{Locale, messages as say, moments};

use super::api::SaveDraft;
use super::sending::value_in;

/// How often the fields are looked at, for what comes without an event (dictation).
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// After so many looks without a change it is saved,
const PAUSE: u32 = 4;
/// and after so many at the latest.
const LATEST: u32 = 10;
/// The looks to wait after a failure; doubled by each, up to the second.
const RETRY: (u32, u32) = (4, 120);

/// What is looked at, by the names of the fields.
const FIELDS: [&str; 4] = ["to", "topic", "subject", "message"];
pub(super) type Values = [String; FIELDS.len()];

/// A form as the page brought it.
pub(super) struct Begun {
    /// The conversation that is answered; empty for a new message.
    pub conversation: String,
    /// To whom, topic, subject and message.
    pub values: Values,
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

/// What stands in the form of this rendering. While one page takes the place of another both are
/// there, and their fields have the same names.
fn values_of(page: &str) -> Option<Values> {
    let marker = format!("input[name=page][value=\"{page}\"]");
    let marker = document().query_selector(&marker).ok()??;
    let form = marker.closest("form").ok()??;
    Some(FIELDS.map(|name| {
        let control = form.query_selector(&format!("[name={name}]"));
        control
            .ok()
            .flatten()
            .as_ref()
            .map(value_in)
            .unwrap_or_default()
    }))
}

/// What is known about the last save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Quiet,
    Kept(LocalTime, bool),
    Failed(WireCode),
    Refused(DraftProblem),
}

/// What goes on behind the form. Not in signals: it must be there when those are gone, to save
/// what was typed last.
struct Hand {
    conversation: String,
    desk: Mutex<Desk>,
}

#[derive(Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each of them is a fact of its own"
)]
struct Desk {
    /// What stands in the fields, and what of it is saved.
    shown: Values,
    kept: Values,
    mark: DraftMark,
    send_key: String,
    /// Looks since the last change; looks since something was not saved; looks to wait.
    quiet: u32,
    late: u32,
    wait: u32,
    failures: u32,
    step: u32,
    on_its_way: bool,
    /// The form is being sent, or was.
    sent: bool,
    /// What the host refused stays refused until it is changed.
    refused: bool,
    /// Another page's text had to be kept beside this one's.
    both: bool,
}

impl Desk {
    /// Reads the fields; answers whether there is something to save.
    fn look(&mut self) -> bool {
        // A form that is gone with its page reads as nothing: what was there counts.
        if let Some(values) = values_of(&self.mark.page)
            && values != self.shown
        {
            self.shown = values;
            self.quiet = 0;
            self.refused = false;
        }
        !self.sent && !self.refused && self.shown != self.kept && !self.is_nothing()
    }

    /// Whether nothing was ever written.
    fn is_nothing(&self) -> bool {
        let [_, _, subject, message] = &self.shown;
        self.mark.draft.is_empty() && is_blank(subject) && is_blank(message)
    }

    /// Whether it is time to save, asked once at every look.
    fn is_time(&mut self) -> bool {
        if !self.look() {
            self.late = 0;
            return false;
        }
        self.quiet += 1;
        self.late += 1;
        self.wait = self.wait.saturating_sub(1);
        let due = self.mark.draft.is_empty() || self.quiet >= PAUSE || self.late >= LATEST;
        due && self.wait == 0 && !self.on_its_way
    }
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
        let [to, topic, subject, message] = &self.values;
        vec![
            ("conversation", &self.conversation),
            ("to", to),
            ("topic", topic),
            ("subject", subject),
            ("message", message),
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
    let kept = if state == Known::Quiet {
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

impl Desk {
    /// Takes the host's answer to a save of `values`; `None` where it is to be tried again
    /// without a word.
    fn answered(&mut self, saved: DraftSaved, values: Values) -> Option<Known> {
        match saved {
            DraftSaved::Kept {
                draft,
                revision,
                send_key,
                at,
                other,
            } => {
                self.kept = values;
                self.mark.draft = draft.to_string();
                self.mark.revision = revision.to_string();
                self.send_key = send_key;
                self.both |= other;
                Some(Known::Kept(at, self.both))
            }
            DraftSaved::Blank => {
                self.kept = values;
                self.mark.draft.clear();
                self.mark.revision.clear();
                Some(Known::Quiet)
            }
            DraftSaved::Later => None,
            DraftSaved::Refused(problem) => {
                self.refused = true;
                Some(Known::Refused(problem))
            }
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
