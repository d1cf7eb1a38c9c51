//! The rows: who may open which page, call which server function and download which file.

use domain::services::Service;

use super::{Endpoint, File, Page, Rule};

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
    page("/help/numbers", Rule::Public, "numbers_route"),
    page("/about/{service}", Rule::Public, "about_route"),
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
        "/medical-record/result-choices",
        Rule::Open(Service::MedicalRecord),
        "result_choices_route",
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
    // Of somebody for whom the member acts.
    page("/for/{person}/medical-record", Rule::Record, "record_route"),
    page(
        "/for/{person}/medical-record/lab-results",
        Rule::Record,
        "lab_results_route",
    ),
    page(
        "/for/{person}/medical-record/lab-results/{id}",
        Rule::Record,
        "lab_result_route",
    ),
    page(
        "/for/{person}/medical-record/immunizations",
        Rule::Record,
        "immunizations_route",
    ),
    page(
        "/for/{person}/medical-record/immunizations/record",
        Rule::Record,
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
    load("results/record", Rule::Record),
    load("results/list", Rule::Record),
    form(
        "results/find",
        Rule::Open(Service::MedicalRecord),
        "/medical-record/lab-results",
    ),
    load("results/compare", Rule::Open(Service::MedicalRecord)),
    load("results/report", Rule::Record),
    form("results/show", Rule::Record, "/medical-record/lab-results"),
    load("results/choices", Rule::Open(Service::MedicalRecord)),
    form(
        "results/choose",
        Rule::Open(Service::MedicalRecord),
        "/medical-record/result-choices",
    ),
    form(
        "results/mark-read",
        Rule::Open(Service::MedicalRecord),
        "/medical-record/lab-results",
    ),
    load("account/id-card", Rule::Open(Service::IdCard)),
    load("requests/list", Rule::Open(Service::Requests)),
    load("immunizations/list", Rule::Record),
    load("immunizations/record", Rule::Record),
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
    form("staff/comment", Rule::Desk, "/staff/messages"),
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

/// A file of the record of somebody for whom the member acts.
const fn of_person(path: &'static str, page: &'static str) -> File {
    File {
        path,
        rule: Rule::Record,
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
    of_person(
        "/for/{person}/medical-record/lab-results/pdf",
        "/medical-record/lab-results",
    ),
    of_person(
        "/for/{person}/medical-record/lab-results/csv",
        "/medical-record/lab-results",
    ),
    of_person(
        "/for/{person}/medical-record/lab-results/fhir",
        "/medical-record/lab-results",
    ),
    of_person(
        "/for/{person}/medical-record/lab-results/{id}/pdf",
        "/medical-record/lab-results",
    ),
    of_person(
        "/for/{person}/medical-record/lab-results/{id}/csv",
        "/medical-record/lab-results",
    ),
    of_person(
        "/for/{person}/medical-record/lab-results/{id}/fhir",
        "/medical-record/lab-results",
    ),
    of_person(
        "/for/{person}/medical-record/immunizations/pdf",
        "/medical-record/immunizations",
    ),
    of_person(
        "/for/{person}/medical-record/immunizations/health-card",
        "/medical-record/immunizations",
    ),
];
