//! Date input: month, day and year in three fields, as people know their birthday.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::field::{described_by, invalid};
use crate::fieldset::Fieldset;
use crate::text::MaybeText;

/// A date known by heart. The fields are named `{name}_month`, `{name}_day`, `{name}_year`;
/// the first of them has the id `{name}`, where the error summary leads.
#[component]
pub fn DateInput(
    /// The name of the whole.
    #[prop(into)]
    name: String,
    /// The question ("Birth date").
    #[prop(into)]
    legend: String,
    /// An example.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// The label of the month.
    #[prop(into)]
    month_label: String,
    /// The label of the day.
    #[prop(into)]
    day_label: String,
    /// The label of the year.
    #[prop(into)]
    year_label: String,
    /// The month at first.
    #[prop(into, optional)]
    month: String,
    /// The day at first.
    #[prop(into, optional)]
    day: String,
    /// The year at first.
    #[prop(into, optional)]
    year: String,
    /// Whether it is the visitor's own birthday, which browsers can fill in.
    #[prop(optional)]
    birthday: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let part = |suffix: &'static str, label: String, value: String, digits: u32| {
        let id = if suffix == "month" {
            name.clone()
        } else {
            format!("{name}-{suffix}")
        };
        let whole = name.clone();
        view! {
            <div class="date-input__part">
                <label class="date-input__label" for=id.clone()>
                    {label}
                </label>
                <input
                    class=if digits == 4 {
                        "input input--digits-4"
                    } else {
                        "input input--digits-2"
                    }
                    type="text"
                    inputmode="numeric"
                    id=id
                    name=format!("{name}_{suffix}")
                    value=value
                    maxlength=digits
                    autocomplete=birthday.then(|| format!("bday-{suffix}"))
                    aria-required="true"
                    aria-invalid=move || invalid(error)
                    aria-describedby=move || {
                        described_by(&whole, has_hint, error.with(Option::is_some))
                    }
                />
            </div>
        }
    };
    let month = part("month", month_label, month, 2);
    let day = part("day", day_label, day, 2);
    let year = part("year", year_label, year, 4);
    view! {
        <Fieldset name=name legend=legend hint=hint error=error>
            <div class="date-input">{month} {day} {year}</div>
        </Fieldset>
    }
}
