//! The access table: who may open which page, call which server function and download which
//! file.
//!
//! Deny by default (ACC-1). At start the table is compared with the router's list, the
//! registry of server functions and the host's list of downloads; a row too few or too many
//! stops the start. Middleware enforces it before anything renders; the use case then proves it
//! again in its own transaction.
//!
//! To add a page, a server function or a download, add its row in `table`.

mod table;

use domain::services::Service;

pub use table::{ENDPOINTS, FILES, PAGES};

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Anybody.
    Public,
    /// A member who has signed on, also while newer terms wait for them.
    SigningOn,
    /// A member who is signed on.
    Member,
    /// A member to whose care relationship this service is open (SPEC section 4).
    Open(Service),
    /// A member, for the record that the request names: their own, or that of somebody they
    /// act for. Whether it is open is proved by the use case, which knows whose it is
    /// (`service::access::Reading`); a person in an address is looked up before anything renders.
    Record,
    /// Somebody at a desk whose password was right and whose code is still to come.
    StaffSigningOn,
    /// Somebody who is signed on at a desk, with password and code (AUT-7).
    Staff,
    /// The same, in a role that answers messages.
    Desk,
}

/// A page, by the pattern of its address.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The path, with `{…}` for one segment of any text.
    pub path: &'static str,
    /// Who may open it.
    pub rule: Rule,
    /// Its lazy route, where its code is a file of its own: `inbox_route` for `InboxRoute`. The
    /// host knows from the build which files that needs, and the page asks for them at once.
    pub code: Option<&'static str>,
}

/// A server function, by its endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The endpoint after `/api/`.
    pub name: &'static str,
    /// Who may call it.
    pub rule: Rule,
    /// The page that holds its form: where a browser without scripts returns to when the
    /// request does not say which page it came from. `None` for functions that only load.
    pub form_on: Option<&'static str>,
    /// Whether its answer is shown there whichever page sent it.
    pub answers_there: bool,
}

/// A file to download, by the pattern of its address. It is served by a plain handler of the
/// host (`server/src/files.rs`), never by the app.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// The path, with `{…}` for one segment of any text.
    pub path: &'static str,
    /// Who may have it.
    pub rule: Rule,
    /// The page of its service: where somebody to whom that is not open reads why.
    pub page: &'static str,
}

/// Who may send files: a way in beside the server functions (`server/src/uploads.rs`).
pub const UPLOAD_RULE: Rule = Rule::Open(Service::Messages);

/// Who may send files to the answer of a desk, the other one.
pub const DESK_UPLOAD_RULE: Rule = Rule::Desk;

/// Why a table is wrong.
#[derive(Debug, PartialEq, Eq)]
pub enum Gap {
    /// The router knows a page that the table does not.
    PageWithoutRule(String),
    /// The table names a page that the router does not have.
    RuleWithoutPage(String),
    /// A server function is registered that the table does not name.
    EndpointWithoutRule(String),
    /// The table names a server function that is not registered.
    RuleWithoutEndpoint(String),
    /// The host serves a download that the table does not name.
    FileWithoutRule(String),
    /// The table names a download that the host does not serve.
    RuleWithoutFile(String),
}

/// Compares the table with what the router, the registry and the host's list of downloads hold;
/// empty when they agree.
pub fn gaps(router: &[String], registry: &[String], downloads: &[&str]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for path in router {
        if !PAGES.iter().any(|page| page.path == path) {
            gaps.push(Gap::PageWithoutRule(path.clone()));
        }
    }
    for page in PAGES {
        // A child's record has the pages of one's own, under an address that names the child.
        let own = page.path.strip_prefix("/for/{person}").unwrap_or(page.path);
        if !router.iter().any(|path| path == own) {
            gaps.push(Gap::RuleWithoutPage(page.path.into()));
        }
    }
    for name in registry {
        if !ENDPOINTS.iter().any(|endpoint| endpoint.name == name) {
            gaps.push(Gap::EndpointWithoutRule(name.clone()));
        }
    }
    for endpoint in ENDPOINTS {
        if !registry.iter().any(|name| name == endpoint.name) {
            gaps.push(Gap::RuleWithoutEndpoint(endpoint.name.into()));
        }
    }
    for path in downloads {
        if file(path).is_none() {
            gaps.push(Gap::FileWithoutRule((*path).into()));
        }
    }
    for file in FILES {
        if !downloads.contains(&file.path) {
            gaps.push(Gap::RuleWithoutFile(file.path.into()));
        }
    }
    gaps
}

/// The row of a page's address; `None` for an address that is no page of ours. A literal
/// segment goes before a `{…}`.
pub fn page_at(path: &str) -> Option<&'static Page> {
    PAGES
        .iter()
        .find(|page| page.path == path)
        .or_else(|| PAGES.iter().find(|page| matches(page.path, path)))
}

/// The row of a server function.
pub fn endpoint(name: &str) -> Option<&'static Endpoint> {
    ENDPOINTS.iter().find(|endpoint| endpoint.name == name)
}

/// The row of a download, by the pattern of its address.
pub fn file(path: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.path == path)
}

/// Whether a redirect may lead to `target`: a page of our own, by path alone, or with the draft
/// that it is to show (WEB-7). Anything that a browser could read as another place is refused.
pub fn is_own_page(target: &str) -> bool {
    let (target, draft) = target.split_once("?draft=").unwrap_or((target, ""));
    draft
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        && target.starts_with('/')
        && target
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte))
        && page_at(target).is_some()
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    pattern.split('/').all(|want| match parts.next() {
        Some(part) if want.starts_with('{') => !part.is_empty(),
        Some(part) => part == want,
        None => false,
    }) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_segment_goes_before_a_parameter() {
        assert_eq!(
            page_at("/messages/new").map(|page| page.path),
            Some("/messages/new")
        );
        assert_eq!(
            page_at("/messages/0190-x").map(|page| page.path),
            Some("/messages/{id}")
        );
        assert!(page_at("/messages/").is_none());
        assert!(page_at("/messages/a/b").is_none());
    }

    #[test]
    fn web_7_only_own_pages_are_targets() {
        assert!(is_own_page("/home"));
        assert!(is_own_page(
            "/messages/new?draft=01900000-0000-7000-8000-000000000000"
        ));
        for target in [
            "//evil.example",
            "/\\evil.example",
            "/%2f%2fevil.example",
            "javascript:alert(1)",
            "https://evil.example/home",
            "/home\r\nX: y",
            "/home?next=x",
            "/home?draft=x",
            "/home?draft=1&next=2",
            "/nowhere?draft=1",
            "home",
            "",
            "/nowhere",
        ] {
            assert!(!is_own_page(target), "{target:?}");
        }
    }

    #[test]
    fn gaps_are_named() {
        let pages: Vec<String> = PAGES.iter().map(|page| page.path.into()).collect();
        let names: Vec<String> = ENDPOINTS.iter().map(|row| row.name.into()).collect();
        let files: Vec<&str> = FILES.iter().map(|file| file.path).collect();
        assert!(gaps(&pages, &names, &files).is_empty());
        assert_eq!(gaps(&pages, &[], &files).len(), ENDPOINTS.len());
        assert_eq!(gaps(&pages, &names, &[]).len(), FILES.len());
        assert_eq!(
            gaps(
                &[pages.clone(), vec!["/secret".into()]].concat(),
                &names,
                &[files, vec!["/secret/file"]].concat()
            ),
            [
                Gap::PageWithoutRule("/secret".into()),
                Gap::FileWithoutRule("/secret/file".into())
            ]
        );
    }
}
