//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "list",
    view: || {
        view! {
            <ResultList label="Lab results, newest first">
                <ResultRow
                    href="/medical-record/lab-results/1"
                    title="Basic metabolic panel"
                    when="March 12, 2026"
                    datetime="2026-03-12"
                    by="Ordered by Ana Whitlock"
                    meaning=Meaning::OutOfRange
                    meaning_text="1 outside range"
                    new="New"
                />
                <ResultRow
                    href="/medical-record/lab-results/2"
                    title="Lipid panel"
                    when="June 2, 2025"
                    datetime="2025-06-02"
                    by="Seen by Ana Whitlock"
                    meaning=Meaning::InRange
                    meaning_text="All in range"
                    state="Corrected"
                />
                <ResultRow
                    href="/medical-record/lab-results/3"
                    title="Complete blood count"
                    when="June 2, 2025"
                    datetime="2025-06-02"
                    meaning_text="No ranges given"
                />
                <ResultRow
                    href="/medical-record/lab-results/4"
                    title="Potassium"
                    when="May 30, 2025"
                    datetime="2025-05-30"
                    meaning=Meaning::Critical
                    meaning_text="1 needs care now"
                />
            </ResultList>
        }
        .into_any()
    },
}];
