//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "small",
    view: || {
        view! {
            <QrCode
                label=say("QR code that says: Larkhaven", "Código QR que dice: Larkhaven")
                caption=say("Scan it with a phone.", "Escanéelo con un teléfono.")
                side=21
                modules="fefbfc15506ea0bb75e5dba0aec16907faafe00f00ce51780ed593a52533ca01bcd40044dff9abd05712ba9615d1c4ee84a9050f0feae88"
            />
        }
        .into_any()
    },
}];
