//! Files that go with a message: what may be sent, and how it is told what a file is (SPEC
//! section 5; MSG-2).
//!
//! A file is what its content says; its name must say the same. Neither the browser's word for
//! its type nor its name alone counts for anything.

use serde::{Deserialize, Serialize};

use crate::forms::Problem;
use crate::ids::AttachmentId;
use crate::unicode::graphemes;

/// The most files of one message.
pub const MOST_FILES: usize = 5;

/// The most bytes of one file, as it is sent: 10 MB.
pub const MOST_FILE_BYTES: usize = 10 * 1024 * 1024;

/// The most bytes of all files of one member: 500 MB.
pub const MOST_BYTES_OF_ONE: u64 = 500 * 1024 * 1024;

/// The most pixels of a picture (MSG-3).
pub const MOST_PIXELS: u64 = 40_000_000;

/// How wide or high the small picture of a picture is at most, in pixels.
pub const PREVIEW_SIDE: u32 = 320;

/// The most characters of a file's name.
const LONGEST_NAME: usize = 120;
/// The most code points of a name that are looked at: a character may have several.
const MOST_READ: usize = 1_000;

/// Endings of what a computer runs: they stand nowhere in a name, not even before another.
const RUNS: &[&str] = &[
    "apk", "bat", "cmd", "dll", "exe", "hta", "htm", "html", "jar", "js", "jse", "lnk", "mht",
    "mjs", "msi", "php", "pif", "ps1", "py", "scr", "sh", "svg", "vbe", "vbs", "wasm", "wsf",
    "xhtml",
];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// A PDF document.
    Pdf,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A picture as an iPhone takes it; it is kept as JPEG.
    Heic,
    /// Plain text in UTF-8.
    Text,
}

impl FileKind {
    /// Every kind that is kept.
    pub const KEPT: [Self; 4] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Text];

    /// What may be chosen, as the `accept` attribute has it.
    pub const ACCEPT: &'static str = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.txt,application/pdf,image/jpeg,image/png,image/heic,text/plain";

    /// The kind's name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Heic => "heic",
            Self::Text => "text",
        }
    }

    /// Its exact type, for the answer that serves it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The word for it that people know, the same in both languages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Heic => "HEIC",
            Self::Text => "TXT",
        }
    }

    /// What a name says that a file is, by its ending.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "heic" | "heif" => Some(Self::Heic),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }

    /// What a file's content says that it is.
    pub fn of_content(content: &[u8]) -> Option<Self> {
        if content.starts_with(b"%PDF-") {
            return ends_as_pdf(content).then_some(Self::Pdf);
        }
        if content.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        if content.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if content.get(4..8) == Some(b"ftyp") {
            let brand = content.get(8..12);
            let heic: [&[u8]; 4] = [b"heic", b"heix", b"mif1", b"heim"];
            return heic
                .iter()
                .any(|known| brand == Some(known))
                .then_some(Self::Heic);
        }
        is_plain_text(content).then_some(Self::Text)
    }
}

/// Whether a PDF ends as one: nothing but white space follows its last line, where another file
/// could begin.
fn ends_as_pdf(content: &[u8]) -> bool {
    content.trim_ascii_end().ends_with(b"%%EOF")
}

/// Whether it is text in UTF-8, without a zero byte or another control character.
fn is_plain_text(content: &[u8]) -> bool {
    str::from_utf8(content).is_ok_and(|text| {
        text.chars()
            .all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}'))
    })
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileProblem {
    /// More than [`MOST_FILE_BYTES`].
    TooLarge,
    /// Nothing in it.
    Empty,
    /// Its name does not end as one of a kind that can be sent.
    OtherKind,
    /// Its content is not what its name says.
    NotWhatItSays,
    /// It cannot be read as what it is.
    Broken,
    /// More than [`MOST_PIXELS`].
    TooManyPixels,
    /// More than [`MOST_FILES`] with one message.
    TooMany,
    /// More than [`MOST_BYTES_OF_ONE`] in all messages.
    NoRoom,
    /// The scanner found something harmful in it.
    Harmful,
    /// There are too many drafts to keep another for it.
    NoDraft,
    /// It was removed, on another page.
    Gone,
}

impl Problem for FileProblem {
    fn field(self) -> &'static str {
        "files"
    }
}

/// What a file is, when its name and its content agree; and its name as it is kept.
///
/// # Errors
/// Why it is not taken.
pub fn judged(name: &str, content: &[u8]) -> Result<(FileKind, String), FileProblem> {
    let name = named(name)?;
    let kind = FileKind::of_name(&name).ok_or(FileProblem::OtherKind)?;
    if content.is_empty() {
        return Err(FileProblem::Empty);
    }
    if content.len() > MOST_FILE_BYTES {
        return Err(FileProblem::TooLarge);
    }
    if FileKind::of_content(content) == Some(kind) {
        Ok((kind, name))
    } else {
        Err(FileProblem::NotWhatItSays)
    }
}

/// What can be told of a file before it is sent, by its name, its bytes and how many there are
/// already.
///
/// # Errors
/// Why it would not be taken.
pub fn likely(name: &str, bytes: u64, held: usize) -> Result<(), FileProblem> {
    if held >= MOST_FILES {
        Err(FileProblem::TooMany)
    } else if bytes > MOST_FILE_BYTES as u64 {
        Err(FileProblem::TooLarge)
    } else if FileKind::of_name(name).is_none() {
        Err(FileProblem::OtherKind)
    } else {
        Ok(())
    }
}

/// A file's name as it is kept and shown: as it was given, without the folders that some
/// browsers send along, and without what cannot be seen or turns a line around.
///
/// # Errors
/// [`FileProblem::OtherKind`] where the name hides what the file is.
pub fn named(given: &str) -> Result<String, FileProblem> {
    if given.contains('\0') {
        return Err(FileProblem::OtherKind);
    }
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['.', ' ']);
    let mut parts = name.split('.').skip(1);
    if parts.any(|part| RUNS.contains(&part.trim().to_ascii_lowercase().as_str())) {
        return Err(FileProblem::OtherKind);
    }
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return Err(FileProblem::OtherKind);
    };
    let stem = if stem.trim().is_empty() {
        "file"
    } else {
        stem.trim()
    };
    // No kind of file has an ending of such a length, and no name could be kept with it.
    if ending.len() + 1 >= LONGEST_NAME {
        return Err(FileProblem::OtherKind);
    }
    let mut stem: String = stem.chars().take(MOST_READ).collect();
    while graphemes(&stem) + ending.len() >= LONGEST_NAME {
        stem.pop();
    }
    Ok(format!("{stem}.{ending}"))
}

/// The name of a picture that was made into another kind.
pub fn renamed(name: &str, ending: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// Control characters, what is drawn as nothing, and marks of direction: by these a name reads
/// otherwise than it is ("gpj.exe").
fn is_unseen(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// How a file stands with the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScanState {
    /// No scanner is set up here.
    NotScanned,
    /// It waits for the scanner and cannot be opened.
    Waiting,
    /// Nothing was found in it.
    Clean,
    /// Something harmful was found in it; it is not there any more.
    Harmful,
}

impl ScanState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::NotScanned, Self::Waiting, Self::Clean, Self::Harmful];

    /// The state's name in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotScanned => "not_scanned",
            Self::Waiting => "waiting",
            Self::Clean => "clean",
            Self::Harmful => "harmful",
        }
    }

    /// Whether it can be opened.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotScanned | Self::Clean)
    }
}

/// A file as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Which.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// How it stands with the scanner.
    pub scan: ScanState,
    /// How wide and how high its small picture is, in pixels, where there is one to be seen.
    #[serde(default)]
    pub preview: Option<(u32, u32)>,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// Its name, as far as it can be shown.
    pub name: String,
    /// Why.
    pub why: FileProblem,
}

/// The files that a form names, as its hidden field carries them: identifiers with spaces
/// between.
pub fn listed(field: &str) -> Vec<AttachmentId> {
    field
        .split_whitespace()
        .filter_map(|id| id.parse().ok())
        .take(MOST_FILES + 1)
        .collect()
}

/// A size in words: "312 KB", "4.8 MB". The same in both languages.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = 1024 * 1024;
    if bytes < MB {
        format!("{} KB", bytes.div_ceil(KB).max(1))
    } else {
        let tenths = (bytes * 10).div_ceil(MB);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n rest";

    #[test]
    fn msg_2_name_and_content_must_agree() {
        assert_eq!(judged("a.pdf", PDF), Ok((FileKind::Pdf, "a.pdf".into())));
        assert_eq!(judged("A.PnG", PNG), Ok((FileKind::Png, "A.PnG".into())));
        assert_eq!(
            judged("a.txt", b"caf\xc3\xa9\r\n"),
            Ok((FileKind::Text, "a.txt".into()))
        );
        for (name, content) in [
            ("a.png", PDF),
            ("a.pdf", PNG),
            ("a.jpg", PNG),
            ("a.txt", PDF),
            ("a.txt", PNG),
            ("a.jpg", b"GIF89a...."),
            ("a.txt", b"caf\xe9"),
            ("a.txt", b"zero\0byte"),
            ("a.txt", b"bell\x07"),
            ("a.heic", b"\0\0\0\x18ftypavif"),
            // Another file after the document's end, and something before its beginning.
            ("a.pdf", b"%PDF-1.7\n%%EOF\nPK\x03\x04zip"),
            ("a.pdf", b"<script>%PDF-1.7\n%%EOF"),
        ] {
            assert_eq!(
                judged(name, content),
                Err(FileProblem::NotWhatItSays),
                "{name}"
            );
        }
    }

    #[test]
    fn msg_2_a_name_that_hides_what_it_is_is_refused() {
        for name in [
            "a.exe",
            "a.pdf.exe",
            "a.exe.pdf",
            "a.php.jpg",
            "a.HTML .txt",
            "a.svg",
            "a",
            "",
            ".pdf\0.exe",
            "a.pdf\0",
            "a.docx",
        ] {
            assert_eq!(judged(name, PDF), Err(FileProblem::OtherKind), "{name:?}");
        }
    }

    #[test]
    fn a_name_is_kept_as_it_was_given_but_for_what_cannot_be_seen() {
        for (given, kept) in [
            ("Erupción brazo.jpg", "Erupción brazo.jpg"),
            ("C:\\fakepath\\a.pdf", "a.pdf"),
            ("../../etc/a.txt", "a.txt"),
            ("photo\u{202e}gpj.txt", "photogpj.txt"),
            ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
            ("\"quoted\".png", "\"quoted\".png"),
        ] {
            assert_eq!(named(given).as_deref(), Ok(kept));
        }
        let long = named(&format!("{}.pdf", "é".repeat(400))).unwrap();
        assert!(long.rsplit_once('.').is_some_and(|(_, end)| end == "pdf"));
        assert!(graphemes(&long) <= LONGEST_NAME);
        // However long, and wherever the dot is: it comes to an end.
        for ending in [118, 119, 120, 100_000] {
            let given = format!("a.{}", "x".repeat(ending));
            assert_eq!(named(&given).is_ok(), ending < 119, "{ending}");
        }
        let accents = format!("e{}.pdf", "\u{301}".repeat(100_000));
        assert!(named(&accents).is_ok_and(|name| name.len() < 4 * MOST_READ));
    }

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, said) in [
            (1, "1 KB"),
            (1024 * 312, "312 KB"),
            (1024 * 1024, "1.0 MB"),
            (10 * 1024 * 1024, "10.0 MB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }

    proptest! {
        /// Whatever a name is made of, what is kept is one line, is no path, and is kept again
        /// unchanged.
        #[test]
        fn a_kept_name_is_harmless(given in any::<String>(), ending in "\\.(pdf|jpg|txt)") {
            if let Ok(name) = named(&format!("{given}{ending}")) {
                prop_assert!(!name.contains(['/', '\\', '\r', '\n', '\0']));
                prop_assert!(!name.chars().any(is_unseen));
                prop_assert_eq!(named(&name), Ok(name.clone()));
            }
        }

        /// Only what begins as a kind is that kind; anything else is text or nothing.
        #[test]
        fn bytes_without_a_beginning_are_text_or_nothing(content in any::<Vec<u8>>()) {
            let kind = FileKind::of_content(&content);
            prop_assert!(matches!(kind, None | Some(FileKind::Text))
                || content.starts_with(b"\xff\xd8\xff"));
        }
    }
}
