//! The built browser files: every one under a folder named by the hash of all of them, so
//! that each may be kept for ever, with its brotli form beside it (DESIGN: "Browser files").
//!
//! They are read once at start and served from memory: there are few, and a request can
//! never reach the file system.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::config::ConfigError;
use crate::error_page::plain;
use crate::headers::Immutable;

/// What `cargo xtask build` says of the files it made.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// The folder under `/pkg/`: the hash of all its files.
    pub hash: String,
    /// The script that starts the WebAssembly.
    pub js: String,
    /// The main WebAssembly file.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The files that each lazy function needs, by a name such as `__inbox_route_view_902…`;
    /// empty for files that were not built in parts.
    #[serde(default)]
    pub chunks: HashMap<String, Vec<String>>,
}

/// Under `/pkg/`: the build that is served now.
const BUILD: &str = "build";

/// The files and their manifest.
#[derive(Clone)]
pub struct Site {
    inner: Arc<Inner>,
}

struct Inner {
    manifest: Manifest,
    files: HashMap<String, File>,
}

struct File {
    kind: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
}

impl Site {
    /// Reads `site.json` and every file of `pkg`.
    pub fn open(dir: &Path) -> Result<Self, ConfigError> {
        let read = |path: &Path| {
            std::fs::read(path).map_err(|cause| ConfigError::File {
                path: path.to_path_buf(),
                cause,
            })
        };
        let manifest = serde_json::from_slice(&read(&dir.join("site.json"))?)
            .map_err(|error| ConfigError::Setting(format!("site.json: {error}")))?;
        let mut files = HashMap::new();
        let pkg = dir.join("pkg");
        let mut folders = vec![pkg.clone()];
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder).map_err(|cause| ConfigError::File {
                path: folder.clone(),
                cause,
            })?;
            for path in entries.flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if let Some((name, kind)) = served(&pkg, &path) {
                    let compressed = path.with_added_extension("br");
                    let brotli = std::fs::read(compressed).ok().map(Bytes::from);
                    files.insert(
                        name,
                        File {
                            kind,
                            plain: read(&path)?.into(),
                            brotli,
                        },
                    );
                }
            }
        }
        Ok(Self {
            inner: Arc::new(Inner { manifest, files }),
        })
    }

    /// What is in it.
    pub fn manifest(&self) -> &Manifest {
        &self.inner.manifest
    }

    /// The addresses of the files that a lazy route needs; `None` for a route that this build
    /// does not have.
    pub fn parts(&self, code: &str) -> Option<Vec<String>> {
        let chunks = &self.inner.manifest.chunks;
        if chunks.is_empty() {
            return Some(Vec::new());
        }
        let function = format!("__{code}_view_");
        let (_, files) = chunks.iter().find(|(name, _)| {
            name.strip_prefix(&function)
                .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        })?;
        Some(files.iter().map(|file| self.path(file)).collect())
    }

    /// The address of one of its files.
    pub fn path(&self, file: &str) -> String {
        format!("/pkg/{}/{file}", self.inner.manifest.hash)
    }
}

/// Name under `/pkg/` and media type of a file that is served; what has neither is not.
fn served(pkg: &Path, path: &Path) -> Option<(String, &'static str)> {
    let kind = match path.extension()?.to_str()? {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    };
    Some((path.strip_prefix(pkg).ok()?.to_str()?.to_owned(), kind))
}

/// Answers `/pkg/…`. An unknown path is 404, never the app.
pub async fn serve(State(site): State<Site>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED);
    }
    let name = request.uri().path().trim_start_matches("/pkg/");
    if name == BUILD {
        // Never kept: it is how a page that has been open for long hears of a newer one.
        return site.manifest().hash.clone().into_response();
    }
    let Some(file) = site.inner.files.get(name) else {
        return plain(StatusCode::NOT_FOUND);
    };
    let accepts_brotli = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|name| name.trim() == "br"));
    let brotli = file.brotli.clone().filter(|_| accepts_brotli);
    let encoded = brotli.is_some();
    let mut response = Body::from(brotli.unwrap_or_else(|| file.plain.clone())).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if encoded {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response.extensions_mut().insert(Immutable);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(chunks: &str) -> Site {
        let text = format!(
            r#"{{"hash":"abc","js":"portal.js","wasm":"portal.wasm","css":"portal.css",
            "chunks":{chunks}}}"#
        );
        Site {
            inner: Arc::new(Inner {
                manifest: serde_json::from_str(&text).expect("a manifest"),
                files: HashMap::new(),
            }),
        }
    }

    #[test]
    fn the_files_of_a_lazy_route_are_found_by_its_name() {
        let site = site(
            r#"{"__sent_route_view_12":["parts.wasm","sent.wasm"],
            "__sent_route_view_more_3":["other.wasm"]}"#,
        );
        let own = ["/pkg/abc/parts.wasm", "/pkg/abc/sent.wasm"].map(str::to_owned);
        assert_eq!(site.parts("sent_route"), Some(own.to_vec()));
        assert_eq!(site.parts("inbox_route"), None);
    }

    #[test]
    fn a_build_without_parts_lacks_none() {
        assert_eq!(site("{}").parts("inbox_route"), Some(Vec::new()));
    }
}
