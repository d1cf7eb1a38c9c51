//! Where on the body a dose was given and by which way, in the page's language.
//!
//! Sources write HL7's words or their own. What the table does not know stays as it was written:
//! a place that was guessed would be worse than one in another language.
//!
//! Only the host asks here, as for the names of vaccines.

use crate::locale::Locale;

/// `ways.tsv`: what sources write, English, Spanish.
const TABLE: &str = include_str!("ways.tsv");

/// Our words for a site or a way that a source wrote; the source's where there are none.
pub fn in_words(locale: Locale, source: &str) -> String {
    let wanted = source.trim().to_lowercase();
    let found = lines().find(|[written, ..]| written.split('|').any(|one| one == wanted));
    match (found, locale) {
        (Some([_, en, _]), Locale::En) => en.to_owned(),
        (Some([_, _, es]), Locale::Es) => es.to_owned(),
        (None, _) => source.to_owned(),
    }
}

/// The table, line by line.
fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            columns.try_into().ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_whole_and_nothing_is_written_twice() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines().count(), rows);
        let mut written: Vec<&str> = lines().flat_map(|[from, ..]| from.split('|')).collect();
        assert!(written.iter().all(|one| one.to_lowercase() == *one));
        let all = written.len();
        written.sort_unstable();
        written.dedup();
        assert_eq!(written.len(), all);
    }

    #[test]
    fn what_is_known_is_said_in_the_pages_language() {
        for source in ["Left arm", "left upper arm", " LA "] {
            assert_eq!(in_words(Locale::En, source), "Left upper arm");
            let es = "Parte superior del brazo izquierdo";
            assert_eq!(in_words(Locale::Es, source), es);
        }
        let es = in_words(Locale::Es, "Injection, intramuscular");
        assert_eq!(es, "Inyección en el músculo");
    }

    #[test]
    fn what_is_not_known_stays_as_it_was_written() {
        assert_eq!(
            in_words(Locale::Es, "Scar of the left arm"),
            "Scar of the left arm"
        );
        assert_eq!(in_words(Locale::Es, "| "), "| ");
    }
}
