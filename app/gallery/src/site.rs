//! The gallery's own pages: a page a thing, with its frame, its README, its markup.

use std::fs;
use std::io;
use std::path::Path;

use leptos::prelude::*;
use pulldown_cmark::{Parser, html};
use ui::fixtures::{Language, SHEETS};
use ui::prelude::*;

use crate::catalogue::{self, Kind, LANGUAGES, frame_path, source, tag};
use crate::frame::escaped;
use crate::{markup, sheet};

/// Files that are served as they stand.
const FILES: [&str; 2] = ["gallery.js", "frame.js"];

/// Writes all pages of the gallery, and its scripts.
pub fn write(folder: &Path) -> io::Result<()> {
    let listed = listed()?;
    let start = Owner::new().with(|| start(&listed).to_html());
    catalogue::write(
        folder,
        "index.html",
        document("Gallery", "", &listed, &start),
    )?;
    let tokens = Owner::new().with(|| tokens().to_html());
    catalogue::write(
        folder,
        "tokens.html",
        document("Tokens · gallery", "", &listed, &tokens),
    )?;
    for (kind, names) in &listed {
        for name in names {
            let about = Owner::new().with(|| thing(*kind, name).to_html());
            let place = format!("{}/{name}.html", kind.folder());
            let title = format!("{name} · gallery");
            catalogue::write(folder, &place, document(&title, "../", &listed, &about))?;
        }
    }
    for file in FILES {
        let text = fs::read_to_string(source().join("shell").join(file))?;
        catalogue::write(folder, file, &text)?;
    }
    // The server that watches the sources answers this one itself.
    catalogue::write(folder, "live.js", "export {};\n")
}

type Listed = Vec<(Kind, Vec<String>)>;

fn listed() -> io::Result<Listed> {
    Kind::ALL
        .into_iter()
        .map(|kind| Ok((kind, kind.names()?)))
        .collect()
}

fn document(title: &str, root: &str, listed: &Listed, main: &str) -> String {
    let navigation = Owner::new().with(|| navigation(root, listed).to_html());
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{root}gallery.css\">\n\
         <script type=\"module\" src=\"{root}gallery.js\"></script>\n\
         <script type=\"module\" src=\"{root}live.js\"></script>\n\
         </head>\n<body class=\"gallery\" data-root=\"{root}\">{navigation}\
         <main class=\"gallery__main\" id=\"main\">{main}</main></body>\n</html>\n"
    )
}

/// What a search finds a thing by, beside its name.
fn words_of(kind: Kind, name: &str) -> String {
    let states = match kind {
        Kind::Component => sheet::of(name).map(|sheet| {
            let names: Vec<&str> = sheet.fixtures.iter().map(|fixture| fixture.name).collect();
            format!("{} {}", names.join(" "), readme(name))
        }),
        Kind::Page | Kind::Mail | Kind::Paper => None,
    };
    let text = format!(
        "{name} {} {}",
        name.replace(['-', '_'], " "),
        states.unwrap_or_default()
    );
    text.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn navigation(root: &str, listed: &Listed) -> impl IntoView {
    let groups = listed
        .iter()
        .map(|(kind, names)| {
            let links = names
                .iter()
                .map(|name| {
                    view! {
                        <li class="gallery__item" data-words=words_of(*kind, name)>
                            <a
                                class="gallery__link"
                                href=format!("{root}{}/{name}.html", kind.folder())
                            >
                                {name.clone()}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="gallery__group">
                    <h2 class="gallery__group-name">{kind.heading()}</h2>
                    <ul class="gallery__list">{links}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <nav class="gallery__nav" aria-label="Gallery">
            <a class="gallery__home" href=format!("{root}index.html")>
                "Memberport gallery"
            </a>
            <label class="gallery__label" for="search">
                "Search names, states and notes"
            </label>
            <input class="input" id="search" type="search" autocomplete="off" />
            <p class="gallery__found" id="found" role="status"></p>
            {groups}
        </nav>
    }
}

fn start(listed: &Listed) -> impl IntoView {
    let counts = listed
        .iter()
        .map(|(kind, names)| (kind.heading().to_owned(), names.len().to_string()))
        .collect();
    let states: usize = SHEETS.iter().map(|sheet| sheet.fixtures.len()).sum();
    view! {
        <PageHeading
            text="Gallery"
            lead="Every component and every page in every state, made from the sources as they are now."
        />
        <SummaryList rows=counts />
        <Prose>
            <p>
                {format!(
                    "The components have {states} states. A changed style is seen here within a second; \
                     a changed word too; a changed component after it has been compiled.",
                )}
            </p>
            <p>
                <a href="tokens.html">"Tokens"</a>
                ": colours, type, space. The same as "
                <a href="tokens.json">"JSON"</a>
                "."
            </p>
        </Prose>
    }
}

/// Filled by `gallery.js` from the JSON, so that it is as new as the styles.
fn tokens() -> impl IntoView {
    view! {
        <PageHeading text="Tokens" lead="What every style is made of: style/settings." />
        <div id="tokens"></div>
    }
}

/// A select of the tools above a frame; `gallery.js` reads it and keeps it in the address.
fn tool(
    name: &'static str,
    label: &'static str,
    choices: &[(&'static str, &'static str)],
) -> AnyView {
    let choices: Vec<Choice> = choices
        .iter()
        .map(|(value, label)| Choice::new(*value, *label))
        .collect();
    view! { <Select name=name label=label choices=choices width=Width::Medium /> }.into_any()
}

fn thing(kind: Kind, name: &str) -> AnyView {
    let about = (kind == Kind::Component).then(|| {
        let mut html_text = String::new();
        html::push_html(&mut html_text, Parser::new(&readme(name)));
        view! { <div class="prose gallery__readme" inner_html=html_text></div> }
    });
    let frames = LANGUAGES.map(|language| {
        (
            tag(language),
            format!("../{}", frame_path(kind, name, language)),
        )
    });
    let [(_, english), (_, spanish)] = frames;
    let states = (kind == Kind::Component).then(|| markup_of(name));
    let hydrated = (kind == Kind::Component).then(|| {
        tool(
            "hydrated",
            "Browser",
            &[("", "As sent"), ("yes", "Hydrated")],
        )
    });
    view! {
        <h1 class="gallery__heading">{name.to_owned()}</h1>
        {about}
        <form class="gallery__tools" id="tools">
            {tool(
                "theme",
                "Theme",
                &[
                    ("", "Of this machine"),
                    ("light", "Light"),
                    ("dark", "Dark"),
                    ("light-contrast", "Light, high contrast"),
                    ("dark-contrast", "Dark, high contrast"),
                    ("forced", "Forced colours"),
                ],
            )}
            {tool("language", "Language", &[("en", "English"), ("es", "Español")])}
            {tool("dir", "Direction", &[("", "Left to right"), ("rtl", "Right to left")])}
            {tool(
                "width",
                "Width",
                &[
                    ("", "All there is"),
                    ("320", "320, a small phone"),
                    ("390", "390, a phone"),
                    ("768", "768, a tablet"),
                    ("1280", "1280, a desk"),
                ],
            )}
            {tool("motion", "Motion", &[("", "Of this machine"), ("reduced", "Reduced")])}
            {tool("fonts", "Type", &[("", "Of this machine"), ("project", "As in pictures")])}
            {hydrated}
        </form>
        <p class="gallery__alone">
            <a id="alone" href=english.clone()>
                "Open by itself"
            </a>
        </p>
        <div class="gallery__stage">
            <iframe
                class="gallery__frame"
                id="frame"
                title=format!("{name}, shown")
                src=english.clone()
                data-en=english
                data-es=spanish
            ></iframe>
        </div>
        <section class="gallery__check" aria-labelledby="check-heading">
            <h2 class="gallery__group-name" id="check-heading">
                "Accessibility"
            </h2>
            <p id="check" role="status">
                "Not looked at yet."
            </p>
            <ul id="violations"></ul>
        </section>
        {states}
    }
    .into_any()
}

fn readme(component: &str) -> String {
    // A component without one fails a test of its own.
    fs::read_to_string(source().join(format!("../ui/src/{component}/README.md")))
        .unwrap_or_default()
}

/// The markup of every state.
fn markup_of(component: &str) -> AnyView {
    let states = sheet::of(component)
        .into_iter()
        .flat_map(|sheet| sheet.fixtures)
        .map(|fixture| {
            let text = escaped(&markup::pretty(&sheet::state(fixture, Language::En)));
            view! {
                <Details summary=fixture.name>
                    <pre class="gallery__markup" tabindex="0" inner_html=text></pre>
                </Details>
            }
        })
        .collect_view();
    view! {
        <h2 class="gallery__group-name">"Markup"</h2>
        {states}
    }
    .into_any()
}
