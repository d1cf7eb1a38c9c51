//! Whole pages: the app itself, at a recorded address, with recorded answers in the place of
//! its loaders.

use std::fs;
use std::io;

use app::App;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use domain::locale::Locale;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use ui::fixtures::Language;
use ui::load::given::Given;
use ui::wire::PageStatus;

use crate::catalogue::source;

/// A recorded page: what the portal's own source held when it was in this state.
#[derive(Debug, Deserialize)]
struct Recorded {
    /// The address.
    path: String,
    /// What stands around the page.
    shell: ShellView,
    /// What its loaders answered, in the order in which it asked.
    answers: Vec<serde_json::Value>,
}

fn recorded(name: &str) -> io::Result<Recorded> {
    let text = fs::read(source().join("pages").join(format!("{name}.json")))?;
    serde_json::from_slice(&text).map_err(|error| {
        io::Error::other(format!(
            "app/gallery/pages/{name}.json: {error}; `cargo xtask gallery --record` makes it anew"
        ))
    })
}

/// What a recorded page got as its first answer.
pub fn answer<View: DeserializeOwned>(name: &str) -> io::Result<View> {
    let answers = recorded(name)?.answers;
    let first: Result<View, String> = answers
        .into_iter()
        .next()
        .map(serde_json::from_value)
        .ok_or_else(|| io::Error::other(format!("{name} asks for nothing")))??;
    first.map_err(io::Error::other)
}

/// The app's language of a fixture's.
pub const fn locale(language: Language) -> Locale {
    match language {
        Language::En => Locale::En,
        Language::Es => Locale::Es,
    }
}

/// A page as a document of the gallery.
///
/// # Errors
/// When it does not take the answers that were recorded: its view type has changed since.
pub async fn document(name: &str, language: Language) -> io::Result<String> {
    let Recorded {
        path,
        mut shell,
        answers,
    } = recorded(name)?;
    shell.locale = locale(language);
    let given = Given::new(answers);
    let for_page = given.clone();
    let status = PageStatus::default();
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(shell.clone());
            provide_context(status.clone());
            provide_context(for_page.clone());
        },
        move || {
            view! {
                <!DOCTYPE html>
                <html lang=locale(language).tag()>
                    <head>
                        <meta charset="utf-8" />
                        <meta name="viewport" content="width=device-width, initial-scale=1" />
                        <link rel="stylesheet" href="../../gallery.css" />
                        <MetaTags />
                    </head>
                    <body>
                        <App />
                    </body>
                </html>
            }
        },
    );
    let request = Request::get(&path)
        .body(Body::empty())
        .map_err(io::Error::other)?;
    let body = to_bytes(render(request).await.into_body(), usize::MAX)
        .await
        .map_err(io::Error::other)?;
    if !given.fitted() {
        return Err(io::Error::other(format!(
            "{name} is another page than the one recorded: `cargo xtask gallery --record`"
        )));
    }
    let html = String::from_utf8_lossy(&body);
    Ok(with_our_scripts(&html))
}

/// The page with the gallery's scripts in the place of its own.
fn with_our_scripts(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, script)) = rest.split_once("<script") {
        text.push_str(before);
        rest = script
            .split_once("</script>")
            .map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.replacen(
        "</head>",
        "<script src=\"../../frame.js\"></script>\
         <script type=\"module\" src=\"../../live.js\"></script></head>",
        1,
    )
}
