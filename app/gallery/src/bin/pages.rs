//! Writes the frames of all pages, mails and papers, with the words as the files have them now.
//!
//! `gallery-pages FOLDER`

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gallery::catalogue::{self, Kind, LANGUAGES, source};
use gallery::{mails, pages, papers};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other("name the folder to write to"))?;
    words::live::install(sentences(&source().join("../words/locales"))?);
    // The first walk through the routes starts what rendering runs on.
    let _ = leptos_axum::generate_route_list(app::App);
    let mut broken = Vec::new();
    for name in Kind::Page.names()? {
        for language in LANGUAGES {
            // One page that has changed since it was recorded must not hide the others.
            match pages::document(&name, language).await {
                Ok(html) => {
                    let path = catalogue::frame_path(Kind::Page, &name, language);
                    catalogue::write(&folder, &path, &html)?;
                }
                Err(error) => broken.push(error.to_string()),
            }
        }
    }
    for name in Kind::Mail.names()? {
        for language in LANGUAGES {
            let path = catalogue::frame_path(Kind::Mail, &name, language);
            let html = mails::document(&name, language)
                .ok_or_else(|| io::Error::other(format!("no mail {name}")))?;
            catalogue::write(&folder, &path, &html)?;
        }
    }
    for name in Kind::Paper.names()? {
        for language in LANGUAGES {
            let paper = papers::of(&name, language)
                .ok_or_else(|| io::Error::other(format!("no paper {name}")))?
                .map_err(io::Error::other)?;
            let path = catalogue::frame_path(Kind::Paper, &name, language);
            catalogue::write(&folder, &path, paper.html)?;
            catalogue::write(&folder, &papers::pdf_path(&name, language), paper.pdf)?;
        }
    }
    if broken.is_empty() {
        Ok(())
    } else {
        Err(io::Error::other(broken.join("\n")))
    }
}

/// Every sentence, by language, room and key. A file that is just being written is told as
/// what it is: broken.
fn sentences(locales: &Path) -> io::Result<words::live::Sentences> {
    let mut all = HashMap::new();
    for language in fs::read_dir(locales)? {
        let language = language?.path();
        for room in fs::read_dir(&language)? {
            let file = room?.path();
            let found: HashMap<String, String> = serde_json::from_slice(&fs::read(&file)?)
                .map_err(|error| io::Error::other(format!("{}: {error}", file.display())))?;
            let name = |path: &Path| {
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned())
            };
            let (language, room) = (name(&language), name(&file));
            for (key, text) in found {
                let place = format!(
                    "{}/{}/{key}",
                    language.as_deref().unwrap_or_default(),
                    room.as_deref().unwrap_or_default()
                );
                all.insert(place, text);
            }
        }
    }
    Ok(all)
}
