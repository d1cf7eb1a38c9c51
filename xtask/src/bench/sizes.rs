//! What a visit costs on the line: bodies as they are sent to a browser that takes brotli.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::figures::{Figure, Figures, kilo};
use super::http;
use crate::project::Project;
use crate::steps::{Failure, Outcome, While};

/// The page of the first visit.
const PAGE: &str = "/sign-on";

/// Adds the first visit, what is needed to paint it, and the largest lazy route. `arrived` is
/// what a browser fetched at such a visit.
pub fn measure(project: &Project, port: u16, arrived: &Value, figures: &mut Figures) -> Outcome {
    let browser = "accept-encoding: gzip, deflate, br\r\naccept: text/html\r\n";
    let html = http::get(port, PAGE, browser)?.body;
    // A browser without a window does not fetch the icon; others do.
    let mut paths = named(&String::from_utf8_lossy(&html));
    let list = arrived.as_array().into_iter().flatten();
    paths.extend(list.filter_map(Value::as_str).map(str::to_owned));
    paths.remove(PAGE);
    let mut files = BTreeMap::from([(PAGE.to_owned(), size(&html))]);
    for path in paths {
        let sent = size(&http::get(port, &path, browser)?.body);
        let name = path.rsplit('/').next().unwrap_or(&path);
        files.insert(name.to_owned(), sent);
    }
    if !files.keys().any(|name| has_extension(name, "wasm")) {
        return Err(Failure::new("the first visit fetched no WebAssembly"));
    }
    let all = files.values().sum();
    let needed = files
        .iter()
        .filter(|(name, _)| *name == PAGE || has_extension(name, "css"))
        .map(|(_, sent)| sent)
        .sum();
    figures.add(
        Figure::at_most("first_visit", kilo(all), "KB", 240.0).with(json!({ "bytes": files })),
    );
    figures.add(
        Figure::at_most("first_visit_html_and_css", kilo(needed), "KB", 35.0)
            .with(json!({ "bytes": needed })),
    );
    let routes = lazy_routes(&project.site())?;
    let (largest, bytes) = routes
        .iter()
        .max_by_key(|(_, bytes)| **bytes)
        .ok_or_else(|| Failure::new("site.json names no lazy route"))?;
    figures.add(
        Figure::at_most("largest_lazy_route", kilo(*bytes), "KB", 45.0)
            .with(json!({ "largest": largest, "bytes": routes })),
    );
    Ok(())
}

fn size(body: &[u8]) -> u64 {
    body.len() as u64
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension() == Some(OsStr::new(extension))
}

/// The browser files that a page names, anywhere in it.
fn named(html: &str) -> BTreeSet<String> {
    html.split(['"', '\''])
        .filter(|text| text.starts_with("/pkg/") && text.contains('.'))
        .map(str::to_owned)
        .collect()
}

/// What each lazy route adds to the main files, from `site.json` and the files that it names.
fn lazy_routes(site: &Path) -> Outcome<BTreeMap<String, u64>> {
    let text = fs::read(site.join("site.json")).while_doing("read site.json")?;
    let manifest: Value = serde_json::from_slice(&text).while_doing("read site.json")?;
    let hash = manifest["hash"].as_str().unwrap_or_default();
    let folder = site.join("pkg").join(hash);
    let mut routes = BTreeMap::new();
    for (route, chunks) in manifest["chunks"].as_object().into_iter().flatten() {
        let mut bytes = 0;
        for chunk in chunks.as_array().into_iter().flatten() {
            let name = chunk.as_str().unwrap_or_default();
            bytes += sent(&folder.join(name))?;
        }
        routes.insert(route_name(route).to_owned(), bytes);
    }
    Ok(routes)
}

/// The bytes of a file as it is sent.
fn sent(file: &Path) -> Outcome<u64> {
    let compressed = file.with_added_extension("br");
    fs::metadata(&compressed)
        .or_else(|_| fs::metadata(file))
        .map(|about| about.len())
        .while_doing(format_args!("look at {}", file.display()))
}

/// `__inbox_route_view_902…` is `inbox_route`.
fn route_name(chunk: &str) -> &str {
    let name = chunk.trim_start_matches("__");
    let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    name.trim_end_matches('_').trim_end_matches("_view")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_links_and_in_scripts() {
        let html = "<link href=\"/pkg/a1/portal.css\"><a href=\"/help\">\
                    <script>import('/pkg/a1/portal.js').then(fetch('/pkg/a1/m.wasm'))</script>";
        let expected = ["/pkg/a1/m.wasm", "/pkg/a1/portal.css", "/pkg/a1/portal.js"];
        assert!(named(html).iter().map(String::as_str).eq(expected));
    }

    #[test]
    fn a_route_has_the_name_of_its_function() {
        assert_eq!(route_name("__user_id_route_view_176"), "user_id_route");
    }
}
