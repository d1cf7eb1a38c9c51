//! HTML as a person reads it: one element a line, indented. For the gallery and for the
//! snapshots of components; browsers never get it.

/// Elements that have no end.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "source"];

/// Breaks and indents what the host rendered. Texts keep their words; the marks that
/// hydration steers by (`<!>`) are left out.
pub fn pretty(html: &str) -> String {
    let mut lines = String::new();
    let mut depth: usize = 0;
    let html = html.replace("<!>", "").replace("<!---->", "");
    let mut rest = html.as_str();
    let mut line = |depth: usize, text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            lines.push_str(&"  ".repeat(depth));
            lines.push_str(text);
            lines.push('\n');
        }
    };
    while !rest.is_empty() {
        let Some(start) = rest.find('<') else {
            line(depth, rest);
            break;
        };
        line(depth, &rest[..start]);
        rest = &rest[start..];
        let end = end_of_tag(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
            line(depth, tag);
            continue;
        }
        let name = tag[1..].split([' ', '>', '/']).next().unwrap_or_default();
        let empty = VOID.contains(&name) || tag.ends_with("/>");
        // An element that holds nothing but a text stays on its line.
        let close = format!("</{name}>");
        if !empty
            && let Some(text) = rest.find('<').map(|at| &rest[..at])
            && rest[text.len()..].starts_with(&close)
        {
            line(depth, &format!("{tag}{}{close}", text.trim()));
            rest = &rest[text.len() + close.len()..];
            continue;
        }
        line(depth, tag);
        if !empty {
            depth += 1;
        }
    }
    lines
}

/// Where a tag ends: the first `>` that stands in no quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn elements_are_indented_and_texts_kept() {
        let html = "<div class=\"a > b\"><p>One<br>two</p><!><b>x<!></b><input type=\"text\"><svg><path d=\"M0\"></path></svg></div>";
        assert_eq!(
            pretty(html),
            "<div class=\"a > b\">\n  <p>\n    One\n    <br>\n    two\n  </p>\n  <b>x</b>\n  \
             <input type=\"text\">\n  <svg>\n    <path d=\"M0\"></path>\n  </svg>\n</div>\n"
        );
    }

    #[test]
    fn what_is_cut_short_is_shown_as_it_is() {
        assert_eq!(pretty("<p"), "<p\n");
        assert_eq!(pretty("text"), "text\n");
    }
}
