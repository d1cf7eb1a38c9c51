//! The cookies, written here and nowhere else.
//!
//! Each is `__Host-…; Secure; HttpOnly; SameSite=Lax; Path=/` (SES-2); that of a desk's session
//! is `SameSite=Strict`: no link from elsewhere leads to a desk. The database holds only
//! the SHA-256 of a token (SES-1). `__Host-` cookies work on `http://localhost` too.

use axum::http::{HeaderMap, HeaderValue, header};
use service::Keep;
use service::devices::KNOWN_FOR;

/// The session of a member.
pub const SESSION: &str = "__Host-session";
/// The session of somebody at a desk.
pub const STAFF: &str = "__Host-staff";
/// What a browser is known by to whoever has signed on from it. It opens nothing.
pub const DEVICE: &str = "__Host-device";
/// The ticket of a registration under way.
pub const REGISTRATION: &str = "__Host-registration";
/// What a form's answer (flash) is bound to.
pub const FLASH: &str = "__Host-flash";
/// The language chosen.
pub const LOCALE: &str = "__Host-locale";

/// The longest token read; ours are shorter, and nothing longer is worth hashing.
const LONGEST: usize = 128;

/// The value of a cookie. When a browser sends two of one name, neither is trusted.
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value);
    let value = found.next()?;
    (found.next().is_none() && !value.is_empty() && value.len() <= LONGEST).then_some(value)
}

/// Adds what the answer asks the browser to keep or forget.
pub fn write(headers: &mut HeaderMap, kept: &[Keep]) {
    for keep in kept {
        match keep {
            Keep::Session(token) => set(headers, SESSION, token, None),
            Keep::NoSession => {
                set(headers, SESSION, "", Some(0));
                clear(headers);
            }
            Keep::StaffSession(token) => put(headers, STAFF, token, "Strict", None),
            Keep::NoStaffSession => {
                put(headers, STAFF, "", "Strict", Some(0));
                clear(headers);
            }
            Keep::Device(token) => {
                let seconds = u32::try_from(KNOWN_FOR.as_secs()).unwrap_or(u32::MAX);
                set(headers, DEVICE, token, Some(seconds));
            }
            Keep::Registration(token) => set(headers, REGISTRATION, token, None),
            Keep::NoRegistration => set(headers, REGISTRATION, "", Some(0)),
            Keep::Locale(locale) => set(headers, LOCALE, locale.tag(), Some(365 * 86_400)),
        }
    }
}

/// Adds the cookie that a flash is bound to.
pub fn write_flash(headers: &mut HeaderMap, token: &str) {
    set(headers, FLASH, token, Some(1_800));
}

/// Lets the browser forget the pages of a session that has ended. "cache" and "storage", not
/// "cookies": that would end the language choice too, and take every other tab's form with it.
fn clear(headers: &mut HeaderMap) {
    headers.insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
}

fn set(headers: &mut HeaderMap, name: &str, value: &str, max_age: Option<u32>) {
    put(headers, name, value, "Lax", max_age);
}

fn put(headers: &mut HeaderMap, name: &str, value: &str, site: &str, max_age: Option<u32>) {
    let mut cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite={site}");
    if let Some(seconds) = max_age {
        cookie.push_str("; Max-Age=");
        cookie.push_str(&seconds.to_string());
    }
    // Tokens are our own and hold only letters, digits, `-` and `_`.
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_sent_twice_is_not_trusted() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=1; __Host-session=x"),
        );
        assert_eq!(read(&headers, SESSION), Some("x"));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-session=y"));
        assert_eq!(read(&headers, SESSION), None);
    }
}
