//! E-mail addresses, checked for what would break a mail, not for what is unusual.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest address that can be delivered to (RFC 5321).
pub const LONGEST: usize = 254;

/// An address with one `@`, something before it and a domain with a dot behind it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

/// What is wrong with a typed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailProblem {
    /// Nothing was typed.
    Empty,
    /// More than [`LONGEST`] bytes.
    TooLong,
    /// Not of the shape `name@example.com`.
    Malformed,
}

impl EmailAddress {
    /// Reads what someone typed, blanks at its ends aside.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        // Only blanks are forgiven: a line break would start a new mail header.
        let text = text.trim_matches([' ', '\u{A0}']);
        if text.is_empty() {
            return Err(EmailProblem::Empty);
        }
        if text.len() > LONGEST {
            return Err(EmailProblem::TooLong);
        }
        match text.rsplit_once('@') {
            Some((local, domain)) if is_local(local) && is_domain(domain) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(EmailProblem::Malformed),
        }
    }

    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are compared: lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// Enough for the owner to recognise it, too little for anyone else: `m…s@example.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let mut letters = local.chars();
        match (letters.next(), letters.next_back()) {
            (Some(first), Some(last)) if local.chars().count() > 3 => {
                format!("{first}…{last}@{domain}")
            }
            (Some(first), _) => format!("{first}…@{domain}"),
            (None, _) => format!("…@{domain}"),
        }
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says nothing: an address has no place in a log.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

fn is_local(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| {
            !c.is_whitespace()
                && !crate::names::is_unprintable(c)
                && !matches!(
                    c,
                    '"' | '(' | ')' | ',' | ':' | ';' | '<' | '>' | '@' | '[' | ']' | '\\'
                )
        })
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && !domain
            .rsplit('.')
            .next()
            .unwrap_or("")
            .bytes()
            .all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_and_unusual_addresses_pass() {
        for text in [
            "maria.santos@larkhaven.example",
            "o'neil+plan@a-b.example",
            "ä@büro.example",
            " x@y.zz ",
        ] {
            assert!(EmailAddress::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_would_break_a_mail_is_refused() {
        for text in [
            "maria",
            "@x.example",
            "maria@",
            "maria@local",
            "a@b@c.example",
            "a b@c.example",
            "a@c.example\r\nBcc: d@e.example",
            "a@c.example\n",
            "<a@c.example>",
            "a@-c.example",
            "a..b@c.example",
            ".a@c.example",
            "a@127.0.0.1",
            "a@c..example",
            "\u{202E}a@c.example",
        ] {
            assert_eq!(
                EmailAddress::parse(text),
                Err(EmailProblem::Malformed),
                "{text:?}"
            );
        }
        assert_eq!(EmailAddress::parse("  "), Err(EmailProblem::Empty));
        assert_eq!(
            EmailAddress::parse(&format!("a@{}.example", "b".repeat(300))),
            Err(EmailProblem::TooLong)
        );
    }

    #[test]
    fn a_masked_address_hides_the_name() {
        let masked = |text: &str| EmailAddress::parse(text).unwrap().masked();
        assert_eq!(masked("maria.santos@c.example"), "m…s@c.example");
        assert_eq!(masked("ana@c.example"), "a…@c.example");
        assert_eq!(masked("a@c.example"), "a…@c.example");
    }

    proptest! {
        #[test]
        fn no_line_break_ever_passes(before in any::<String>(), after in any::<String>(), cut in "[\r\n\0]") {
            let typed = format!("a{before}{cut}{after}b@c.example");
            prop_assert!(EmailAddress::parse(&typed).is_err());
        }
    }
}
