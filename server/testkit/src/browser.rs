//! A browser as far as the host can tell: cookies, languages, where it comes from.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::ORIGIN;

/// A browser with a cookie jar. Scripts are off: it follows forms as HTML has them.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    /// The cookies it keeps.
    pub cookies: BTreeMap<String, String>,
    /// The address it comes from.
    pub address: SocketAddr,
    /// Its `Accept-Language`.
    pub language: String,
    /// Whether the WebAssembly asks (JSON) or the browser itself (HTML).
    pub scripts: bool,
    /// The page it stands on, sent as `Referer`.
    pub at: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Page {
    /// Where a redirect leads.
    pub fn location(&self) -> Option<&str> {
        self.headers
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap())
    }

    /// Whether the body holds this text.
    pub fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// The value of the first control of this name: `value="…"`.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let tag_from = self.text.find(&format!("name=\"{name}\""))?;
        let start = self.text[..tag_from].rfind('<')?;
        let tag = &self.text[start..start + self.text[start..].find('>')?];
        let value = tag.split_once("value=\"")?.1;
        Some(unescape(&value[..value.find('"')?]))
    }

    /// The visible text: tags and scripts taken out, character references resolved.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut rest = self.text.as_str();
        while let Some(start) = rest.find('<') {
            words.push_str(&rest[..start]);
            words.push(' ');
            rest = &rest[start..];
            let end = if rest.starts_with("<script") || rest.starts_with("<style") {
                rest.find("</")
                    .map_or(rest.len(), |at| at + rest[at..].find('>').unwrap_or(0))
            } else {
                rest.find('>').unwrap_or(rest.len() - 1)
            };
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        words.push_str(rest);
        unescape(&words)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            address: SocketAddr::from(([127, 0, 0, 1], 40_000)),
            language: "en".into(),
            scripts: false,
            at: "/".into(),
        }
    }

    /// The same browser on another network.
    #[must_use]
    pub fn from_address(mut self, address: [u8; 4]) -> Self {
        self.address = SocketAddr::from((address, 40_000));
        self
    }

    /// Opens a page and stands on it.
    pub async fn get(&mut self, path: &str) -> Page {
        let page = self
            .send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await;
        if page.status < 300 {
            path.split('?')
                .next()
                .unwrap_or(path)
                .clone_into(&mut self.at);
        }
        page
    }

    /// Sends a form to `/api/{endpoint}` and answers what comes back, redirect or not.
    pub async fn post(&mut self, endpoint: &str, fields: &[(&str, &str)]) -> Page {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
            .collect();
        let request = self
            .request(Method::POST, &format!("/api/{endpoint}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// Sends a form and opens the page it leads to.
    pub async fn submit(&mut self, endpoint: &str, fields: &[(&str, &str)]) -> Page {
        let mut page = self.post(endpoint, fields).await;
        for _ in 0..5 {
            let Some(target) = page.location().map(str::to_owned) else {
                return page;
            };
            page = self.get(&target).await;
        }
        page
    }

    /// A request with what this browser always sends.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let posts = method == Method::POST;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, ORIGIN.trim_start_matches("http://"))
            .header(header::ACCEPT_LANGUAGE, &self.language)
            .header(
                header::ACCEPT,
                if self.scripts {
                    "application/json"
                } else {
                    "text/html"
                },
            )
            .header("sec-fetch-site", "same-origin");
        if posts {
            request = request
                .header(header::ORIGIN, ORIGIN)
                .header(header::REFERER, format!("{ORIGIN}{}", self.at));
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        request
    }

    /// Sends any request, keeping the cookies that come back.
    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (pair, attributes) = text.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Page {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Percent-encodes for a form.
fn escape(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
