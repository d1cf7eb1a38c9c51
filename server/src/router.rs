//! The router, put together once: what a test sends through it is what a member sends.

use std::sync::LazyLock;

use app::access;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use service::Portal;

use crate::guard::{self, Origin};
use crate::pages::Pages;
use crate::site::Site;
use crate::{dispatch, facts, files, headers, live, pages, site, uploads};

/// The whole portal as a service; refuses to exist when the access table has a gap (ACC-1).
pub fn router(portal: Portal, site: Site, origin: Origin) -> Result<Router, String> {
    let lost: Vec<_> = access::PAGES
        .iter()
        .filter_map(|page| page.code)
        .filter(|code| site.parts(code).is_none())
        .collect();
    if !lost.is_empty() {
        return Err(format!("the browser files lack the code of {lost:?}"));
    }
    let downloads = files::downloads();
    let paths: Vec<&str> = downloads.iter().map(|(path, _)| *path).collect();
    let gaps = access::gaps(&PAGES, &endpoints(), &paths);
    if !gaps.is_empty() {
        return Err(format!("the access table does not match the app: {gaps:?}"));
    }
    let api = post(dispatch::serve)
        .fallback(|| async { crate::error_page::plain(axum::http::StatusCode::METHOD_NOT_ALLOWED) })
        .with_state(portal.clone());
    let shown = Pages {
        portal: portal.clone(),
        site: site.clone(),
    };
    Ok(files::routes(downloads)
        .route("/pkg/{*file}", get(site::serve).with_state(site))
        .route("/api/{*name}", api)
        .route("/live", get(live::member))
        .route("/staff/live", get(live::desk))
        .merge(uploads::routes(portal.clone()))
        .fallback(any(pages::serve).with_state(shown))
        .layer(DefaultBodyLimit::max(guard::BODY_LIMIT))
        .layer(from_fn_with_state(portal, facts::gather))
        .layer(from_fn_with_state(origin, guard::guard))
        .layer(from_fn(headers::secure)))
}

/// The names of all server functions that the registry holds.
fn endpoints() -> Vec<String> {
    server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect()
}

/// The patterns of all pages that the app's router knows, with `{id}` for `:id`.
///
/// Asked for once in a process: while Leptos walks the routes, a switch that all of the process
/// shares keeps resources from loading, and a page rendered in that moment would wait for its
/// own for ever. Nothing renders before there is a router, so once is early enough.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    leptos_axum::generate_route_list(app::App)
        .iter()
        .map(|route| {
            let parts = route
                .path()
                .split('/')
                .map(|part| match part.strip_prefix(':') {
                    Some(name) => format!("{{{name}}}"),
                    None => part.to_owned(),
                });
            parts.collect::<Vec<_>>().join("/")
        })
        .collect()
});
