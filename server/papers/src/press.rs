//! The press: a template and its data become pages and a PDF.

use std::sync::LazyLock;

use domain::time::LocalTime;
use serde::Serialize;
use thiserror::Error;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::letters::CASE;

/// Why a document could not be made; its text goes to the log. It names places in our own
/// templates and never what somebody wrote.
#[derive(Debug, Error)]
pub enum PaperError {
    /// The data could not be written down.
    #[error("data: {0}")]
    Data(#[from] serde_json::Error),
    /// A template and its data do not fit.
    #[error("template: {0}")]
    Template(String),
    /// A table could not be written.
    #[error("table: {0}")]
    Table(String),
    /// The pages cannot be written as a PDF of the standard.
    #[error("pdf: {0}")]
    Pdf(String),
    /// A moment that no calendar has.
    #[error("the time of printing is out of range")]
    Time,
}

/// The templates, by the names under which they find each other.
const TEMPLATES: [(&str, &str); 6] = [
    ("frame.typ", include_str!("../documents/frame.typ")),
    ("card.typ", include_str!("../documents/card.typ")),
    (
        "conversation.typ",
        include_str!("../documents/conversation.typ"),
    ),
    ("letter.typ", include_str!("../documents/letter.typ")),
    ("results.typ", include_str!("../documents/results.typ")),
    (
        "vaccinations.typ",
        include_str!("../documents/vaccinations.typ"),
    ),
];

/// Where a template finds its data.
const DATA: &str = "data.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    TEMPLATES
        .iter()
        .filter_map(|(name, text)| Some(Source::new(id(name)?, (*text).to_owned())))
        .collect()
});

fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// What a document can see of the world: the templates, its data, the fonts.
struct Desk {
    main: Source,
    data: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &CASE.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, asked: FileId) -> FileResult<Source> {
        if asked == self.main.id() {
            return Ok(self.main.clone());
        }
        let known = SOURCES.iter().find(|source| source.id() == asked);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, asked: FileId) -> FileResult<Bytes> {
        if id(DATA) == Some(asked) {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        CASE.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A document whose pages are laid out.
pub struct Document {
    laid: PagedDocument,
    printed: Datetime,
    maker: String,
}

impl Document {
    /// Fills a template. `maker` is the plan, which the file names as its creator.
    pub(crate) fn set(
        template: &str,
        data: &impl Serialize,
        printed: &LocalTime,
        maker: &str,
    ) -> Result<Self, PaperError> {
        let main = SOURCES
            .iter()
            .find(|source| Some(source.id()) == id(template));
        let main = main.ok_or_else(|| PaperError::Template(format!("no {template}")))?;
        Self::laid(main.clone(), data, printed, maker)
    }

    fn laid(
        main: Source,
        data: &impl Serialize,
        printed: &LocalTime,
        maker: &str,
    ) -> Result<Self, PaperError> {
        let data = Bytes::new(serde_json::to_vec(data)?);
        let desk = Desk { main, data };
        let compiled = typst::compile::<PagedDocument>(&desk);
        // What the compiler remembers between documents is somebody's letter.
        typst::comemo::evict(0);
        let laid = compiled
            .output
            .map_err(|errors| PaperError::Template(causes(&errors)))?;
        Ok(Self {
            laid,
            printed: utc(printed)?,
            maker: maker.to_owned(),
        })
    }

    /// The PDF: tagged, of the standard for assistive technology (PDF/UA-1).
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PaperError::Pdf(error.message().to_string()))?;
        let options = PdfOptions {
            creator: Smart::Custom(Some(self.maker.clone())),
            timestamp: Some(Timestamp::new_utc(self.printed)),
            standards,
            ..PdfOptions::default()
        };
        let written = typst_pdf::pdf(&self.laid, &options);
        typst::comemo::evict(0);
        written.map_err(|errors| PaperError::Pdf(causes(&errors)))
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.laid.pages().len()
    }

    /// The texts of a page and where they stand: left, top, right, bottom, in inches from the
    /// upper left corner of the paper.
    #[cfg(test)]
    pub(crate) fn places(&self, page: usize) -> Vec<(String, [f64; 4])> {
        let mut found = Vec::new();
        texts(&self.laid.pages()[page].frame, [0.0, 0.0], &mut found);
        found
    }

    /// Each page as a picture (SVG).
    #[cfg(feature = "pictures")]
    pub fn pictures(&self) -> Vec<String> {
        let options = typst_svg::SvgOptions::default();
        let pages = self.laid.pages().iter();
        pages.map(|page| typst_svg::svg(page, &options)).collect()
    }
}

/// The moment as the file names it, in UTC.
fn utc(at: &LocalTime) -> Result<Datetime, PaperError> {
    let moment =
        jiff::Timestamp::from_microsecond(at.at.as_micros()).map_err(|_| PaperError::Time)?;
    let civil = moment.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let part = |number: i8| u8::try_from(number).map_err(|_| PaperError::Time);
    Datetime::from_ymd_hms(
        civil.year().into(),
        part(civil.month())?,
        part(civil.day())?,
        part(civil.hour())?,
        part(civil.minute())?,
        part(civil.second())?,
    )
    .ok_or(PaperError::Time)
}

/// Templates move and never turn or scale, so a group is a shift.
#[cfg(test)]
fn texts(frame: &typst::layout::Frame, at: [f64; 2], found: &mut Vec<(String, [f64; 4])>) {
    use typst::layout::FrameItem;
    for (point, item) in frame.items() {
        let (x, y) = (at[0] + point.x.to_inches(), at[1] + point.y.to_inches());
        match item {
            FrameItem::Group(group) => texts(&group.frame, [x, y], found),
            // The point is on the line on which letters stand.
            FrameItem::Text(text) => {
                let (width, size) = (text.width().to_inches(), text.size.to_inches());
                let place = [x, y - 0.8 * size, x + width, y + 0.25 * size];
                found.push((text.text.to_string(), place));
            }
            _ => {}
        }
    }
}

/// Every cause in one line. The compiler's messages may quote a letter of the text that it could
/// not write; ours has seen to it that there is none (`letters`).
fn causes(errors: &[SourceDiagnostic]) -> String {
    let causes: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    causes.join("; ")
}

#[cfg(test)]
mod tests {
    use domain::time::{Date, LocalTime, Timestamp};

    use super::*;

    fn printed() -> LocalTime {
        LocalTime {
            at: Timestamp::from_micros(0),
            civil: Date::constant(1970, 1, 1).at(0, 0, 0, 0),
            zone: "UTC".into(),
        }
    }

    fn compile(markup: &str) -> Result<Document, PaperError> {
        let main = Source::new(id("test.typ").unwrap(), markup.into());
        Document::laid(main, &"text", &printed(), "plan")
    }

    #[test]
    fn a_document_reads_its_data_and_nothing_else() {
        assert!(compile("#json(\"data.json\")").is_ok());
        for markup in [
            "#read(\"/etc/passwd\")",
            "#read(\"Cargo.toml\")",
            "#read(\"../../../etc/passwd\")",
            "#image(\"https://example.com/x.png\")",
            "#import \"@preview/example:0.1.0\": *",
            "#plugin(\"x.wasm\")",
            "#datetime.today()",
        ] {
            assert!(compile(markup).is_err(), "{markup}");
        }
    }

    #[test]
    fn a_template_that_fails_says_where_and_not_what() {
        let Err(error) = compile("#json(\"data.json\").nothing") else {
            panic!("a text has no field");
        };
        assert!(!error.to_string().contains("text\""), "{error}");
    }

    /// The plan's colours stand in one file; templates cannot read it, and repeat some.
    #[test]
    fn colours_are_those_of_the_palette() {
        let palette = include_str!("../../../style/settings/_palette.scss");
        let mut found = 0;
        for (name, text) in TEMPLATES {
            for quote in ["\"#", "'#"] {
                for rest in text.split(quote).skip(1) {
                    let colour = &rest[..6];
                    found += 1;
                    assert!(
                        palette.contains(&format!("#{colour};")),
                        "{name}: #{colour}"
                    );
                }
            }
        }
        assert!(found > 0);
    }
}
