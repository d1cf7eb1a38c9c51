//! Pages: the access table decides, the app renders, the whole HTML leaves at once.

use app::access::{self, Rule};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::family::Whose;
use domain::routes::is_at_desk;
use domain::services::Service;
use domain::shell::{ShellView, SignedOn};
use domain::staff::AtDesk;
use leptos::prelude::provide_context;
use service::access::reading::{Overview, people};
use service::access::{Member, PasswordOnly, Reading, Staff};
use service::{Portal, Refusal, Stop, messages};
use ui::wire::PageStatus;

use crate::dispatch::{see_other, way_in};
use crate::error_page::page;
use crate::facts::stopped;
use crate::headers::Nonce;
use crate::site::Site;

/// What rendering needs.
#[derive(Clone)]
pub struct Pages {
    /// The portal.
    pub portal: Portal,
    /// The browser files.
    pub site: Site,
}

/// Renders any address that is not a file or a server function.
pub async fn serve(State(pages): State<Pages>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return page(StatusCode::METHOD_NOT_ALLOWED, "");
    }
    let Some(ours) = request.extensions().get::<service::Request>().cloned() else {
        return page(StatusCode::INTERNAL_SERVER_ERROR, "");
    };
    let path = request.uri().path().to_owned();
    if path == "/registernow" {
        return see_other("/register");
    }
    let row = access::page_at(&path);
    let rule = row.map_or(Rule::Public, |row| row.rule);
    let shell = match enter(&ours, rule, &path, &pages.site).await {
        Ok(shell) => shell,
        Err(stop) => {
            return match way_in(&stop) {
                Some(page) => see_other(&page.to_string()),
                None => stopped(&ours, &stop),
            };
        }
    };
    let status = PageStatus::default();
    let code = row.and_then(|row| row.code);
    let parts = code.and_then(|code| pages.site.parts(code));
    let mut response = render(
        pages,
        request,
        ours,
        shell,
        parts.unwrap_or_default(),
        status.clone(),
    )
    .await;
    if let Some(code) = status
        .get()
        .and_then(|code| StatusCode::from_u16(code).ok())
    {
        *response.status_mut() = code;
    } else if row.is_none() {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

async fn render(
    pages: Pages,
    request: Request,
    ours: service::Request,
    shell: ShellView,
    parts: Vec<String>,
    status: PageStatus,
) -> Response {
    let nonce = request.extensions().get::<Nonce>().cloned();
    let nonce = nonce.map(|nonce| nonce.0).unwrap_or_default();
    let files = app::shell::Files {
        folder: pages.site.path("").trim_end_matches('/').to_owned(),
        css: pages.site.path(&pages.site.manifest().css),
        js: pages.site.path(&pages.site.manifest().js),
        wasm: pages.site.path(&pages.site.manifest().wasm),
        parts,
        nonce: nonce.clone(),
    };
    let for_app = (files, shell.clone());
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(ours.clone());
            provide_context(shell.clone());
            provide_context(status.clone());
            // The scripts that hand over what the page's loaders answered take it from here.
            provide_context(leptos::nonce::Nonce::from_value(nonce.clone()));
        },
        move || app::shell::document(&for_app.0, &for_app.1),
    );
    let (parts, body) = handler(request).await.into_parts();
    // The HTML is whole already; a body of known length needs no chunks (DESIGN: known traps).
    match to_bytes(body, usize::MAX).await {
        Ok(body) => Response::from_parts(parts, Body::from(body)),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Enforces the table and reads what stands around the page, in one transaction. A service
/// that is not open to this member still has its page, which says why (SPEC section 4).
async fn enter(
    request: &service::Request,
    rule: Rule,
    path: &str,
    site: &Site,
) -> Result<ShellView, Stop> {
    // A page of the desks knows no member, and a member's page nobody at a desk.
    let (mut signed_on, mut at_desk) = (None, None);
    // The address of no page is nobody's: it would be one of the pages of a record otherwise.
    let whose = match rule {
        Rule::Record => Whose::of_path(path),
        _ => Some(Whose::default()),
    };
    if is_at_desk(path) {
        at_desk = enter_desk(request, rule).await?;
    } else if request.facts.session.is_some() || rule != Rule::Public {
        signed_on = enter_portal(request, rule, whose.ok_or(Refusal::NotFound)).await?;
    }
    let organisation = request.portal.organisation();
    Ok(ShellView {
        locale: request.facts.locale,
        organisation: organisation.name.clone(),
        short_name: organisation.short_name.clone(),
        lines: organisation.lines.clone(),
        whose: whose.unwrap_or_default(),
        signed_on,
        at_desk,
        build: site.manifest().hash.clone(),
    })
}

/// The member whose page it is.
async fn enter_portal(
    request: &service::Request,
    rule: Rule,
    whose: Result<Whose, Refusal>,
) -> Result<Option<SignedOn>, Stop> {
    let entered = request.read(move |cx| {
        Box::pin(async move {
            match Member::signed_on(cx).await {
                Ok(who) => {
                    if rule == Rule::Record {
                        named(cx, whose?).await?;
                    }
                    Ok(Some(SignedOn {
                        given: who.given().to_owned(),
                        name: who.name().to_owned(),
                        unread: messages::unread(cx, &who).await?,
                        services: [
                            Service::Messages,
                            Service::MedicalRecord,
                            Service::IdCard,
                            Service::Requests,
                        ]
                        .map(|service| (service, who.standing(service)))
                        .into(),
                        people: people(cx, &who).await?,
                    }))
                }
                Err(Stop::Refused(_)) if rule == Rule::Public => Ok(None),
                Err(Stop::Refused(Refusal::TermsDue)) if rule == Rule::SigningOn => Ok(None),
                Err(stop) => Err(stop),
            }
        })
    });
    entered.await
}

/// Whether the person whom an address names is one for whom the member acts: else there is no
/// such page. What is closed to them still has its page, which says why.
async fn named(cx: &mut service::Cx, whose: Whose) -> Result<(), Stop> {
    match Reading::<Overview>::of(cx, whose).await {
        Ok(_) | Err(Stop::Refused(Refusal::NotOpen)) => Ok(()),
        Err(stop) => Err(stop),
    }
}

/// Who is signed on at the desk whose page it is. One whose role has no inbox still gets its
/// page, which says so.
async fn enter_desk(request: &service::Request, rule: Rule) -> Result<Option<AtDesk>, Stop> {
    let entered = request.read(move |cx| {
        Box::pin(async move {
            if rule == Rule::StaffSigningOn {
                return PasswordOnly::signing_on(cx).await.map(|_| None);
            }
            match Staff::signed_on(cx).await {
                Ok(who) => Ok(Some(AtDesk {
                    name: who.name().to_owned(),
                    role: who.role(),
                })),
                Err(Stop::Refused(_)) if rule == Rule::Public => Ok(None),
                Err(stop) => Err(stop),
            }
        })
    });
    entered.await
}
