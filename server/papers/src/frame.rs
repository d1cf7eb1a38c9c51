//! What every paper has around it: the plan, whose it is, when it was printed, its language.

use domain::locale::Locale;
use domain::time::LocalTime;
use serde::Serialize;
use words::{moments, papers as say};

use crate::letters::Writer;

/// The facts of a paper's frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the paper.
    pub locale: Locale,
    /// The plan's full name.
    pub plan: String,
    /// First and last name of the person whose paper it is: on every page.
    pub whose: String,
    /// When it is printed; the clock is the caller's.
    pub printed: LocalTime,
}

/// The frame as the templates take it.
#[derive(Debug, Serialize)]
pub(crate) struct Framed {
    lang: &'static str,
    title: String,
    plan: String,
    whose: String,
    printed: String,
    /// "Page {page} of {pages}", to be filled when the pages are known.
    page: String,
    /// Says that a sign stands for what could not be shown, if so.
    unknown: Option<&'static str>,
}

impl Frame {
    /// The frame of a paper of this title. Comes last: `writer` knows by then what it had to
    /// replace.
    pub(crate) fn around(&self, title: &str, writer: &mut Writer) -> Framed {
        let printed = moments::moment(self.locale, &self.printed);
        let [title, plan, whose] = [title, &self.plan, &self.whose].map(|text| writer.line(text));
        Framed {
            lang: self.locale.tag(),
            title,
            plan,
            whose,
            printed: say::printed(self.locale, printed),
            page: say::page_of(self.locale, "{page}", "{pages}"),
            unknown: writer.has_replaced().then(|| say::unknown(self.locale)),
        }
    }
}
