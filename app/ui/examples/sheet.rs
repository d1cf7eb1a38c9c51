//! Every component in every state on one page, styles included: to look at, before the
//! gallery stands.
//!
//! `cargo run -p ui --example sheet --features ssr,fixtures > sheet.html`
//! With a component's name, only that one; with `es` after it, in Spanish.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use leptos::prelude::*;
use ui::fixtures::{Language, SHEETS};

fn main() -> Result<(), Box<dyn Error>> {
    let only = std::env::args().nth(1);
    let (lang, language) = match std::env::args().nth(2).as_deref() {
        Some("es") => ("es", Language::Es),
        _ => ("en", Language::En),
    };
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/main.scss");
    let css = grass::from_path(
        main,
        &grass::Options::default().style(grass::OutputStyle::Compressed),
    )?;
    let mut body = String::new();
    for sheet in SHEETS {
        if only.as_deref().is_some_and(|only| only != sheet.component) {
            continue;
        }
        write!(body, "<h2 class=\"sheet-name\">{}</h2>", sheet.component)?;
        for fixture in sheet.fixtures {
            let html = Owner::new().with(|| {
                provide_context(language);
                (fixture.view)().to_html()
            });
            write!(
                body,
                "<section class=\"sheet-state\" id=\"{0}.{1}\"><h3>{1}</h3>{html}</section>",
                sheet.component, fixture.name
            )?;
        }
    }
    writeln!(
        std::io::stdout(),
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>Components</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <style>{css}</style><style>{SHEET_CSS}</style></head><body>{body}</body></html>"
    )?;
    Ok(())
}

/// The sheet's own: names above states, distances between them.
const SHEET_CSS: &str = "body{display:block;padding:1rem}\
    .sheet-name{margin-block:3rem 1rem;border-block-end:2px solid;font:600 1.25rem monospace}\
    .sheet-state{margin-block-end:2rem}\
    .sheet-state>h3{font:.8rem monospace;margin-block-end:.5rem}\
    .print-header{display:flex}.sheet-state .skip-link{position:static;clip-path:none}";
