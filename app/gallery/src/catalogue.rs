//! What there is to see, and where its files are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ui::fixtures::{Language, SHEETS};

/// The languages a thing is shown in.
pub const LANGUAGES: [Language; 2] = [Language::En, Language::Es];

/// A kind of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A component, all its states on one sheet.
    Component,
    /// A page of the portal in one state.
    Page,
    /// A mail.
    Mail,
    /// A document on paper.
    Paper,
}

impl Kind {
    /// All of them, in the order of the navigation.
    pub const ALL: [Self; 4] = [Self::Component, Self::Page, Self::Mail, Self::Paper];

    /// The folder of the gallery's pages about such things.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Component => "components",
            Self::Page => "pages",
            Self::Mail => "mails",
            Self::Paper => "papers",
        }
    }

    /// What such things are called.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Component => "Components",
            Self::Page => "Pages",
            Self::Mail => "Mails",
            Self::Paper => "Letters and PDFs",
        }
    }

    /// The names of all such things.
    pub fn names(self) -> io::Result<Vec<String>> {
        match self {
            Self::Component => Ok(SHEETS.iter().map(|sheet| sheet.component.into()).collect()),
            Self::Page => recorded(),
            Self::Mail => Ok([
                "code",
                "registered",
                "message",
                "family",
                "locked",
                "signed-on-after-failures",
                "new-device",
            ]
            .map(str::to_owned)
            .to_vec()),
            Self::Paper => Ok([
                "conversation",
                "id-card",
                "password-letter",
                "lab-result",
                "vaccination-record",
            ]
            .map(str::to_owned)
            .to_vec()),
        }
    }
}

/// The folder of this package, where the recorded pages and the gallery's own files are.
pub fn source() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn recorded() -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(source().join("pages"))? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The BCP 47 tag of a language.
pub const fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Es => "es",
    }
}

/// Where the document that shows a thing is, below the gallery's folder.
pub fn frame_path(kind: Kind, name: &str, language: Language) -> String {
    format!("frames/{}/{name}.{}.html", kind.folder(), tag(language))
}

/// Writes a file below the gallery's folder, if it has changed.
pub fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
    let path: PathBuf = folder.join(name);
    let text = text.as_ref();
    if fs::read(&path).is_ok_and(|now| now == text) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
