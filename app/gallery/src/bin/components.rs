//! Writes the gallery's own pages and the sheets of all components.
//!
//! `gallery-components FOLDER`

use std::io;
use std::path::PathBuf;

use gallery::catalogue::{self, Kind, LANGUAGES};
use gallery::{sheet, site};
use ui::fixtures::SHEETS;

fn main() -> io::Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or_else(|| io::Error::other("name the folder to write to"))?;
    for sheet in SHEETS {
        for language in LANGUAGES {
            let path = catalogue::frame_path(Kind::Component, sheet.component, language);
            catalogue::write(&folder, &path, sheet::document(sheet, language))?;
        }
    }
    site::write(&folder)
}
