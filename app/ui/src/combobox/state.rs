//! What a combobox does: what opens and closes it, what is pointed at and what is chosen.

use leptos::ev::KeyboardEvent;
use leptos::{html, prelude::*};
use web_sys::{Element, Event, EventInit, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::matching::{Folded, fold};
use crate::radios::Choice;

/// A choice as it stands in the list.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) folded: Folded,
}

/// Everything that moves: what is open, typed, pointed at and chosen.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) entries: StoredValue<Vec<Entry>>,
    pub(super) select: NodeRef<html::Select>,
    pub(super) input: NodeRef<html::Input>,
    pub(super) list: NodeRef<html::Ul>,
    /// Whether the list is seen.
    pub(super) open: RwSignal<bool>,
    /// What was typed since it opened, folded; empty shows everything.
    pub(super) query: RwSignal<String>,
    /// The places of the choices that fit, in their order.
    pub(super) found: Memo<Vec<usize>>,
    /// The place of the choice the arrows point at.
    pub(super) active: RwSignal<Option<usize>>,
    /// The value that is chosen; empty for none.
    pub(super) chosen: RwSignal<String>,
}

impl Entry {
    /// A choice that is not yet folded: see [`State::start`].
    pub(super) fn new(choice: &Choice) -> Self {
        Self {
            value: choice.value.clone(),
            label: choice.label.clone(),
            hint: choice.hint.clone(),
            folded: Folded::default(),
        }
    }
}

impl State {
    /// A closed list of these choices.
    pub(super) fn new(entries: Vec<Entry>, chosen: String) -> Self {
        let entries = StoredValue::new(entries);
        let query = RwSignal::new(String::new());
        let found = Memo::new(move |_| {
            query.with(|query| {
                entries.with_value(|entries| {
                    let fits =
                        |(place, entry): (usize, &Entry)| entry.folded.fits(query).then_some(place);
                    entries.iter().enumerate().filter_map(fits).collect()
                })
            })
        });
        Self {
            entries,
            select: NodeRef::new(),
            input: NodeRef::new(),
            list: NodeRef::new(),
            open: RwSignal::new(false),
            query,
            found,
            active: RwSignal::new(None),
            chosen: RwSignal::new(chosen),
        }
    }

    /// Starts to live, with what is chosen in the page. The choices are folded here, where the
    /// browser can do it, and once.
    pub(super) fn start(self, chosen: String) {
        self.entries.update_value(|entries| {
            for entry in entries {
                entry.folded = Folded::new(&entry.label, entry.hint.as_deref());
            }
        });
        self.chosen.set(chosen);
    }

    /// The place of the choice with this value.
    pub(super) fn place_of(self, value: &str) -> Option<usize> {
        self.entries
            .with_value(|entries| entries.iter().position(|entry| entry.value == value))
    }

    /// What is read where this value is chosen.
    pub(super) fn label_of(self, value: &str) -> String {
        self.entries.with_value(|entries| {
            let entry = entries.iter().find(|entry| entry.value == value);
            entry.map(|entry| entry.label.clone()).unwrap_or_default()
        })
    }

    /// Shows everything, and points at what is chosen.
    pub(super) fn show(self) {
        if !self.open.get_untracked() {
            self.query.set(String::new());
            let chosen = self.chosen.get_untracked();
            self.open.set(true);
            self.point_at(self.place_of(&chosen));
        }
    }

    /// Closes the list; what is seen in the field is what is sent.
    pub(super) fn close(self) {
        self.open.set(false);
        self.active.set(None);
        self.query.set(String::new());
        if let Some(input) = self.input.get_untracked() {
            let label = self.label_of(&self.chosen.get_untracked());
            // Setting the same would take the caret to the end.
            if input.value() != label {
                input.set_value(&label);
            }
        }
    }

    /// Chooses the choice at this place, or nothing, in the select that is sent with the form;
    /// its `change` goes up to whoever listens, as if it had been chosen there.
    pub(super) fn choose(self, place: Option<usize>) {
        let value = place.and_then(|place| {
            self.entries
                .with_value(|entries| entries.get(place).map(|entry| entry.value.clone()))
        });
        let value = value.unwrap_or_default();
        if self.chosen.get_untracked() != value {
            self.chosen.set(value.clone());
            if let Some(select) = self.select.get_untracked() {
                select.set_value(&value);
                let bubbles = EventInit::new();
                bubbles.set_bubbles(true);
                if let Ok(event) = Event::new_with_event_init_dict("change", &bubbles) {
                    // It fails only for an event that is already on its way.
                    let _ = select.dispatch_event(&event);
                }
            }
        }
        self.close();
    }

    /// Points at a choice, and scrolls the list to it once it is seen.
    pub(super) fn point_at(self, place: Option<usize>) {
        self.active.set(place);
        let Some(place) = place else { return };
        request_animation_frame(move || {
            let list = self.list.try_get_untracked().flatten();
            if let Some(option) = list.and_then(|list| nth(&list, place)) {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }

    /// Points `by` steps further down among what fits, round and round.
    pub(super) fn step(self, down: bool) {
        let place = self.found.with_untracked(|found| {
            let at = self
                .active
                .get_untracked()
                .and_then(|active| found.iter().position(|place| *place == active));
            let next = match (at, down) {
                (Some(at), true) if at + 1 < found.len() => at + 1,
                (Some(at), false) if at > 0 => at - 1,
                (_, true) => 0,
                (_, false) => found.len().checked_sub(1)?,
            };
            found.get(next).copied()
        });
        self.point_at(place);
    }

    /// What was typed now stands in the field.
    pub(super) fn typed(self, text: &str) {
        self.open.set(true);
        self.query.set(fold(text));
        self.active.set(None);
    }

    /// Leaves the field: whoever emptied it chose nothing, whoever wrote out a label chose it.
    pub(super) fn leave(self) {
        if !self.open.get_untracked() {
            return;
        }
        let query = self.query.get_untracked();
        let emptied = self
            .input
            .get_untracked()
            .is_some_and(|input| input.value().is_empty());
        let written = self
            .entries
            .with_value(|entries| entries.iter().position(|entry| entry.folded.is(&query)));
        match written {
            _ if emptied => self.choose(None),
            Some(place) if !query.is_empty() => self.choose(Some(place)),
            _ => self.close(),
        }
    }

    /// A key of the ARIA pattern; every other stays the field's own.
    pub(super) fn key(self, event: &KeyboardEvent) {
        let open = self.open.get_untracked();
        let active = self.active.get_untracked();
        match (event.key().as_str(), open) {
            ("ArrowDown" | "ArrowUp", false) => {
                self.show();
                if self.active.get_untracked().is_none() && !event.alt_key() {
                    self.step(event.key() == "ArrowDown");
                }
            }
            ("ArrowUp", true) if event.alt_key() => self.close(),
            ("ArrowDown", true) => self.step(true),
            ("ArrowUp", true) => self.step(false),
            // Only once the arrows are in the list: until then they move the caret.
            ("Home", true) if active.is_some() => {
                self.point_at(self.found.with_untracked(|found| found.first().copied()));
            }
            ("End", true) if active.is_some() => {
                self.point_at(self.found.with_untracked(|found| found.last().copied()));
            }
            ("Enter", true) if active.is_some() => self.choose(active),
            // The form is not sent with a choice that is only half typed.
            ("Enter", true) => self.leave(),
            ("Escape", true) => self.close(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The child at this place.
fn nth(list: &Element, place: usize) -> Option<Element> {
    list.children().item(u32::try_from(place).ok()?)
}
