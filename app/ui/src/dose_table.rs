//! Dose table: what was given, a row a thing, its dates in columns. Compact, for paper.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::text::MaybeText;

/// A row: what was given, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoseRow {
    /// What it is.
    pub name: String,
    /// The times, oldest first.
    pub doses: Vec<DoseDate>,
}

/// One time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoseDate {
    /// When, as it is read ("10/05/2026").
    pub when: String,
    /// When, for machines ("2026-10-05"); empty where it is words.
    pub datetime: String,
    /// A few words below it.
    pub note: MaybeText,
}

/// The table. It stays a table on a phone: a row is a name and dates that wrap.
#[component]
pub fn DoseTable(
    /// What the table is about; read first by screen readers.
    #[prop(into)]
    caption: String,
    /// The names of its two columns: what, and when.
    columns: [String; 2],
    /// The rows.
    rows: Vec<DoseRow>,
) -> impl IntoView {
    let columns = columns
        .into_iter()
        .map(|column| {
            view! {
                <th class="dose-table__column" scope="col">
                    {column}
                </th>
            }
        })
        .collect_view();
    view! {
        <table class="dose-table">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{columns}</tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(row: DoseRow) -> AnyView {
    view! {
        <tr class="dose-table__row">
            <th class="dose-table__name" scope="row">
                {row.name}
            </th>
            <td class="dose-table__cell">
                <ol class="dose-table__doses">{row.doses.into_iter().map(dose).collect_view()}</ol>
            </td>
        </tr>
    }
    .into_any()
}

fn dose(dose: DoseDate) -> AnyView {
    let DoseDate {
        when,
        datetime,
        note,
    } = dose;
    let when = if datetime.is_empty() {
        view! { <span>{when}</span> }.into_any()
    } else {
        view! { <time datetime=datetime>{when}</time> }.into_any()
    };
    let note = note
        .into_inner()
        .map(|note| view! { <span class="dose-table__note">{note}</span> });
    view! { <li class="dose-table__dose">{when} " " {note}</li> }.into_any()
}
