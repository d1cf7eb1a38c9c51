//! Data table: rows and columns; on a phone every row becomes a card that repeats the
//! columns' names.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::text::MaybeText;

/// A table of more columns than these becomes cards on a tablet already: with wide letters, in a
/// language of long words, there is no room for them side by side.
const MANY: usize = 5;

/// A table. Its children are [`Row`]s. The roles are written out because turning rows into
/// cards (`display: block`) takes them away in some browsers.
#[component]
pub fn DataTable(
    /// What the table is about; read first by screen readers.
    #[prop(into)]
    caption: String,
    /// Whether the caption is seen too.
    #[prop(optional)]
    show_caption: bool,
    /// The columns' names.
    columns: Vec<String>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let caption_class = if show_caption {
        "data-table__caption"
    } else {
        "data-table__caption visually-hidden"
    };
    let class = if columns.len() > MANY {
        "data-table data-table--wide"
    } else {
        "data-table"
    };
    let columns = columns
        .into_iter()
        .map(|column| {
            view! {
                <th class="data-table__column" role="columnheader" scope="col">
                    {column}
                </th>
            }
        })
        .collect_view();
    view! {
        <table class=class role="table">
            <caption class=caption_class>{caption}</caption>
            <thead class="data-table__head" role="rowgroup">
                <tr role="row">{columns}</tr>
            </thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
}

/// A row of a [`DataTable`]: a [`HeadCell`] and [`Cell`]s.
#[component]
pub fn Row(
    /// Whether it needs attention (its words must say so too).
    #[prop(optional)]
    attention: bool,
    /// The cells.
    children: Children,
) -> impl IntoView {
    let class = if attention {
        "data-table__row data-table__row--attention"
    } else {
        "data-table__row"
    };
    view! {
        <tr class=class role="row">
            {children()}
        </tr>
    }
}

/// The first cell of a row: what the row is about.
#[component]
pub fn HeadCell(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <th class="data-table__head-cell" role="rowheader" scope="row">
            {children()}
        </th>
    }
}

/// A cell.
#[component]
pub fn Cell(
    /// The column's name, repeated on a phone; none for a cell that explains itself.
    #[prop(into, optional)]
    label: MaybeText,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <td class="data-table__cell" role="cell" data-label=label.into_inner()>
            <div class="data-table__content">{children()}</div>
        </td>
    }
}
