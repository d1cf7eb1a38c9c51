//! The document around the app: language, style, and the one script that starts the
//! WebAssembly, late.

use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;

/// Where this build's browser files are, and the nonce of this answer's scripts.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The style sheet.
    pub css: String,
    /// The script that starts the WebAssembly.
    pub js: String,
    /// The main WebAssembly file.
    pub wasm: String,
    /// The folder of all of them, for the icon.
    pub folder: String,
    /// The nonce.
    pub nonce: String,
}

/// The whole HTML document.
pub fn document(files: &Files, shell: &ShellView) -> impl IntoView + use<> {
    let start = start_script(files);
    let language = shell.locale.tag();
    view! {
        <!DOCTYPE html>
        <html lang=language>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="portal-build" content=shell.build.clone() />
                <link rel="stylesheet" href=files.css.clone() />
                <link rel="icon" type="image/svg+xml" href=format!("{}/icon.svg", files.folder) />
                <MetaTags />
                <script type="module" nonce=files.nonce.clone() inner_html=start />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The page is whole without it, so it waits until everything has been painted, and asks at
/// low priority. Where it fails (a lost line, a browser too old) the page simply stays as it
/// is: every form works by itself.
fn start_script(files: &Files) -> String {
    format!(
        "addEventListener('load',()=>requestAnimationFrame(()=>setTimeout(()=>\
         import('{js}').then(m=>m.default({{module_or_path:fetch('{wasm}',{{priority:'low'}})}})\
         .then(()=>m.hydrate())).catch(()=>0),0)))",
        js = files.js,
        wasm = files.wasm,
    )
}
