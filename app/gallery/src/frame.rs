//! The documents that show a thing by itself: what stands in the gallery's frames, what
//! pictures are taken of, and what a phone opens.

use ui::fixtures::Language;

use crate::catalogue::tag;

/// A document around a body. Theme, direction and fonts are set by `frame.js` from the
/// address (`?theme=dark&dir=rtl`).
pub fn document(language: Language, title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"../../gallery.css\">\n\
         <script src=\"../../frame.js\"></script>\n\
         <script type=\"module\" src=\"../../live.js\"></script>\n\
         </head>\n<body>{body}</body>\n</html>\n",
        tag(language)
    )
}

/// A text as it stands in HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
