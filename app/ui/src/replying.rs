//! What of a reply outlives its form. While one writes, an answer may come, and the conversation
//! is shown anew with the form in it: what is typed stays in its field, and the rest is here.

use leptos::prelude::*;

/// The replies that are written on a page.
#[derive(Clone, Copy, Debug)]
pub struct Replying {
    /// How many were sent: each shows the conversation anew.
    sent: RwSignal<u32>,
    /// Whether the reply, or a file of it, is on its way. What takes the form's place then would
    /// end the file, and would never hear what became of the reply.
    on_its_way: RwSignal<bool>,
    /// What was shown last.
    shown: StoredValue<Option<(String, u32)>>,
    /// The key under which the reply is sent. It stays until an answer has come: under another
    /// one a text that had arrived would arrive again (MSG-8).
    key: StoredValue<String>,
}

impl Default for Replying {
    fn default() -> Self {
        Self::new()
    }
}

impl Replying {
    /// Nothing is written yet.
    pub fn new() -> Self {
        Self {
            sent: RwSignal::new(0),
            on_its_way: RwSignal::new(false),
            shown: StoredValue::new(None),
            key: StoredValue::new(String::new()),
        }
    }

    /// How many were sent.
    pub fn sent(self) -> u32 {
        self.sent.get()
    }

    /// One more was.
    pub fn is_sent(self) {
        self.sent.update(|sent| *sent += 1);
    }

    /// The number of changes to be shown: what comes while something is on its way waits for it.
    pub fn held(self, changes: RwSignal<u32>) -> Memo<u32> {
        Memo::new(move |before: Option<&u32>| match before {
            Some(before) if self.on_its_way.get() => *before,
            _ => changes.get(),
        })
    }

    /// Follows the form that is shown now: its key, and whether it or a file is on its way.
    pub fn follow(
        self,
        key: impl Fn() -> String + 'static,
        on_its_way: impl Fn() -> bool + 'static,
    ) {
        Effect::new(move |_| self.key.set_value(key()));
        Effect::new(move |_| self.on_its_way.set(on_its_way()));
        on_cleanup(move || {
            self.on_its_way.try_set(false);
        });
    }

    /// Notes what is shown next: the conversation, and its form's key and text, if it has one.
    /// The form of the same reply gets its key; that of another one begins with the text that is
    /// answered, which its field must be told.
    pub fn show(self, id: String, form: Option<(&mut String, &str)>) -> Option<String> {
        let now = (id, self.sent.get_untracked());
        let before = self.shown.get_value();
        self.shown.set_value(Some(now.clone()));
        if before.as_ref().is_some_and(|before| *before != now) {
            return Some(form.map_or_else(String::new, |(_, text)| text.to_owned()));
        }
        let key = self.key.get_value();
        if let Some((own, _)) = form
            && before.is_some()
            && !key.is_empty()
        {
            *own = key;
        }
        None
    }
}
