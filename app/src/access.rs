//! The access table: who may open which page, call which server function and download which
//! file.
//!
//! Deny by default (ACC-1). At start the table is compared with the router's list, the
//! registry of server functions and the host's list of downloads; a row too few or too many
//! stops the start. Middleware enforces it before anything renders; the use case then proves it
//! again in its own transaction.
//!
//! To add a page, a server function or a download, add its row here.

use domain::services::Service;

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

const fn page(path: &'static str, rule: Rule, code: &'static str) -> Page {
    Page {
        path,
        rule,
        code: Some(code),
    }
}

const fn form(name: &'static str, rule: Rule, form_on: &'static str) -> Endpoint {
    Endpoint {
        name,
        rule,
        form_on: Some(form_on),
        answers_there: false,
    }
}

/// A form that stands on several pages and whose answer is a page of its own.
const fn form_to(name: &'static str, rule: Rule, page: &'static str) -> Endpoint {
    Endpoint {
        name,
        rule,
        form_on: Some(page),
        answers_there: true,
    }
}

const fn load(name: &'static str, rule: Rule) -> Endpoint {
    Endpoint {
        name,
        rule,
        form_on: None,
        answers_there: false,
    }
}

/// Every page.
pub const PAGES: &[Page] = &[
    page("/", Rule::Public, "front_route"),
    page("/register", Rule::Public, "start_route"),
    page("/register/membership", Rule::Public, "membership_route"),
    page("/register/terms", Rule::Public, "terms_route"),
    page("/register/user-id", Rule::Public, "user_id_route"),
    page("/register/user-id/code", Rule::Public, "code_route"),
    page("/register/secure", Rule::Public, "questions_route"),
    page("/register/secure/password", Rule::Public, "password_route"),
    page("/register/done", Rule::Public, "done_route"),
    // In the main file: whoever comes to sign on waits for nothing else.
    Page {
        path: "/sign-on",
        rule: Rule::Public,
        code: None,
    },
    page("/sign-off", Rule::Public, "sign_off_route"),
    page("/help", Rule::Public, "help_route"),
    page("/terms", Rule::SigningOn, "new_terms_route"),
    page("/home", Rule::Member, "home_route"),
    page("/messages", Rule::Open(Service::Messages), "inbox_route"),
    page(
        "/messages/sent",
        Rule::Open(Service::Messages),
        "sent_route",
    ),
    page(
        "/messages/archive",
        Rule::Open(Service::Messages),
        "archive_route",
    ),
    page(
        "/messages/folders",
        Rule::Open(Service::Messages),
        "folders_route",
    ),
    page(
        "/messages/folders/{id}",
        Rule::Open(Service::Messages),
        "folder_route",
    ),
    page(
        "/messages/search",
        Rule::Open(Service::Messages),
        "search_route",
    ),
    page(
        "/messages/drafts",
        Rule::Open(Service::Messages),
        "drafts_route",
    ),
    page(
        "/messages/new",
        Rule::Open(Service::Messages),
        "compose_route",
    ),
    page(
        "/messages/{id}",
        Rule::Open(Service::Messages),
        "conversation_route",
    ),
    page(
        "/medical-record",
        Rule::Open(Service::MedicalRecord),
        "record_route",
    ),
    page(
        "/medical-record/lab-results",
        Rule::Open(Service::MedicalRecord),
        "lab_results_route",
    ),
    page(
        "/medical-record/lab-results/compare",
        Rule::Open(Service::MedicalRecord),
        "compare_results_route",
    ),
    page(
        "/medical-record/lab-results/{id}",
        Rule::Open(Service::MedicalRecord),
        "lab_result_route",
    ),
    page("/account", Rule::Open(Service::Account), "account_route"),
    page("/id-card", Rule::Open(Service::IdCard), "id_card_route"),
    page("/requests", Rule::Open(Service::Requests), "requests_route"),
    page(
        "/medical-record/immunizations",
        Rule::Open(Service::MedicalRecord),
        "immunizations_route",
    ),
    page(
        "/medical-record/immunizations/record",
        Rule::Open(Service::MedicalRecord),
        "vaccination_record_route",
    ),
    page("/staff/sign-on", Rule::Public, "staff_sign_on_route"),
    page(
        "/staff/sign-on/code",
        Rule::StaffSigningOn,
        "staff_code_route",
    ),
    page("/staff/messages", Rule::Desk, "team_inbox_route"),
    page("/staff/messages/{id}", Rule::Desk, "case_route"),
];

/// Every server function.
pub const ENDPOINTS: &[Endpoint] = &[
    form("locale/choose", Rule::Public, "/"),
    load("registration/load-membership", Rule::Public),
    form(
        "registration/membership",
        Rule::Public,
        "/register/membership",
    ),
    load("registration/load-terms", Rule::Public),
    form("registration/terms", Rule::Public, "/register/terms"),
    form("registration/decline", Rule::Public, "/register/terms"),
    load("registration/load-user-id", Rule::Public),
    form("registration/user-id", Rule::Public, "/register/user-id"),
    load("registration/load-code", Rule::Public),
    form("registration/code", Rule::Public, "/register/user-id/code"),
    form(
        "registration/resend",
        Rule::Public,
        "/register/user-id/code",
    ),
    load("registration/load-questions", Rule::Public),
    form("registration/questions", Rule::Public, "/register/secure"),
    load("registration/load-password", Rule::Public),
    form(
        "registration/password",
        Rule::Public,
        "/register/secure/password",
    ),
    load("registration/load-done", Rule::Public),
    load("session/load-sign-on", Rule::Public),
    form("session/sign-on", Rule::Public, "/sign-on"),
    load("session/load-sign-off", Rule::Public),
    form("session/sign-off", Rule::Public, "/sign-off"),
    load("session/load-terms", Rule::SigningOn),
    form("session/terms", Rule::SigningOn, "/terms"),
    load("home/load", Rule::Member),
    load("account/load", Rule::Open(Service::Account)),
    form(
        "account/save-notices",
        Rule::Open(Service::Account),
        "/account",
    ),
    load("messages/list", Rule::Open(Service::Messages)),
    form(
        "messages/arrange",
        Rule::Open(Service::Messages),
        "/messages",
    ),
    load("messages/folders", Rule::Open(Service::Messages)),
    form(
        "messages/save-folder",
        Rule::Open(Service::Messages),
        "/messages/folders",
    ),
    form(
        "messages/remove-folder",
        Rule::Open(Service::Messages),
        "/messages/folders",
    ),
    load("messages/search", Rule::Open(Service::Messages)),
    form_to(
        "messages/find",
        Rule::Open(Service::Messages),
        "/messages/search",
    ),
    load("messages/conversation", Rule::Open(Service::Messages)),
    load("messages/compose", Rule::Open(Service::Messages)),
    form(
        "messages/send",
        Rule::Open(Service::Messages),
        "/messages/new",
    ),
    form("messages/reply", Rule::Open(Service::Messages), "/messages"),
    form(
        "messages/mark-read",
        Rule::Open(Service::Messages),
        "/messages",
    ),
    load("messages/save-draft", Rule::Open(Service::Messages)),
    form(
        "messages/keep-message",
        Rule::Open(Service::Messages),
        "/messages/new",
    ),
    form(
        "messages/keep-reply",
        Rule::Open(Service::Messages),
        "/messages",
    ),
    form(
        "messages/remove-file",
        Rule::Open(Service::Messages),
        "/messages/drafts",
    ),
    load("messages/drafts", Rule::Open(Service::Messages)),
    form(
        "messages/delete-draft",
        Rule::Open(Service::Messages),
        "/messages/drafts",
    ),
    load("results/record", Rule::Open(Service::MedicalRecord)),
    load("results/list", Rule::Open(Service::MedicalRecord)),
    form(
        "results/find",
        Rule::Open(Service::MedicalRecord),
        "/medical-record/lab-results",
    ),
    load("results/compare", Rule::Open(Service::MedicalRecord)),
    load("results/report", Rule::Open(Service::MedicalRecord)),
    form(
        "results/mark-read",
        Rule::Open(Service::MedicalRecord),
        "/medical-record/lab-results",
    ),
    load("account/id-card", Rule::Open(Service::IdCard)),
    load("requests/list", Rule::Open(Service::Requests)),
    load("immunizations/list", Rule::Open(Service::MedicalRecord)),
    load("immunizations/record", Rule::Open(Service::MedicalRecord)),
    load("staff/load-sign-on", Rule::Public),
    form("staff/sign-on", Rule::Public, "/staff/sign-on"),
    load("staff/load-code", Rule::StaffSigningOn),
    form("staff/code", Rule::StaffSigningOn, "/staff/sign-on/code"),
    // Whoever has no session any more signs off too.
    form("staff/sign-off", Rule::Public, "/staff/sign-on"),
    load("staff/inbox", Rule::Desk),
    form_to("staff/find", Rule::Desk, "/staff/messages"),
    load("staff/conversation", Rule::Desk),
    form("staff/look", Rule::Desk, "/staff/messages"),
    form("staff/reply", Rule::Desk, "/staff/messages"),
    form("staff/remove-file", Rule::Desk, "/staff/messages"),
    form("staff/note", Rule::Desk, "/staff/messages"),
    form("staff/assign", Rule::Desk, "/staff/messages"),
    form("staff/forward", Rule::Desk, "/staff/messages"),
    form("staff/urgency", Rule::Desk, "/staff/messages"),
    form("staff/close", Rule::Desk, "/staff/messages"),
];

const fn download(path: &'static str, service: Service, page: &'static str) -> File {
    File {
        path,
        rule: Rule::Open(service),
        page,
    }
}

/// Every file to download.
pub const FILES: &[File] = &[
    download("/messages/{id}/pdf", Service::Messages, "/messages"),
    download("/messages/attachments/{id}", Service::Messages, "/messages"),
    download(
        "/messages/attachments/{id}/preview",
        Service::Messages,
        "/messages",
    ),
    File {
        path: "/staff/messages/{id}/files/{file}",
        rule: Rule::Desk,
        page: "/staff/messages",
    },
    File {
        path: "/staff/messages/{id}/files/{file}/preview",
        rule: Rule::Desk,
        page: "/staff/messages",
    },
    download("/id-card/pdf", Service::IdCard, "/id-card"),
    // The keys by which anybody can check a health card that the portal signed.
    File {
        path: "/.well-known/jwks.json",
        rule: Rule::Public,
        page: "/help",
    },
    download(
        "/medical-record/lab-results/pdf",
        Service::MedicalRecord,
        "/medical-record/lab-results",
    ),
    download(
        "/medical-record/lab-results/csv",
        Service::MedicalRecord,
        "/medical-record/lab-results",
    ),
    download(
        "/medical-record/lab-results/fhir",
        Service::MedicalRecord,
        "/medical-record/lab-results",
    ),
    download(
        "/medical-record/lab-results/{id}/pdf",
        Service::MedicalRecord,
        "/medical-record/lab-results",
    ),
    download(
        "/medical-record/lab-results/{id}/csv",
        Service::MedicalRecord,
        "/medical-record/lab-results",
    ),
    download(
        "/medical-record/lab-results/{id}/fhir",
        Service::MedicalRecord,
        "/medical-record/lab-results",
    ),
    download(
        "/medical-record/immunizations/pdf",
        Service::MedicalRecord,
        "/medical-record/immunizations",
    ),
    download(
        "/medical-record/immunizations/health-card",
        Service::MedicalRecord,
        "/medical-record/immunizations",
    ),
];

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
        if !router.iter().any(|path| path == page.path) {
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
