//! The document around the app: language, style, and the one script that starts the
//! WebAssembly, late.

use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::App;
use crate::frame::NEW_BUILD;

/// Where this build's browser files are, and the nonce of this answer's scripts.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// The style sheet.
    pub css: String,
    /// The script that starts the WebAssembly.
    pub js: String,
    /// The main WebAssembly file.
    pub wasm: String,
    /// The other files that this page's code is in.
    pub parts: Vec<String>,
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
                <script nonce=files.nonce.clone() inner_html=watch_script(shell) />
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
///
/// The files of the page's own code are asked for in the same moment; the main file would find
/// out only when it runs that it needs them. No `Link` header: that would ask before the paint.
fn start_script(files: &Files) -> String {
    let ask = |path: &String| format!("fetch('{path}',{{priority:'low'}}).catch(()=>0);");
    let parts: String = files.parts.iter().map(ask).collect();
    format!(
        "addEventListener('load',()=>requestAnimationFrame(()=>setTimeout(()=>{{{parts}\
         import('{js}').then(m=>m.default({{module_or_path:fetch('{wasm}',{{priority:'low'}})}})\
         .then(()=>m.hydrate())).catch(()=>0)}},0)))",
        js = files.js,
        wasm = files.wasm,
    )
}

/// What a page does whether or not it comes alive.
///
/// Tabs of a browser share one session. A page that was made without one tells the others, and
/// a page of a record that hears of it, or that a browser brings back whole, hides and asks the
/// host again (SES-6). A reload answers for itself: what is still signed on comes back.
///
/// A tab that is looked at again asks which build the host now serves, and offers a newer one
/// ([`NEW_BUILD`]).
fn watch_script(shell: &ShellView) -> String {
    let tabs = if shell.signed_on.is_some() || shell.at_desk.is_some() {
        "const again=()=>{document.documentElement.hidden=true;location.reload()};\
         tabs.onmessage=again;addEventListener('pageshow',e=>e.persisted&&again());"
    } else {
        "tabs.postMessage(0);"
    };
    format!(
        "{{const tabs=new BroadcastChannel('session');{tabs}\
         document.addEventListener('visibilitychange',()=>document.hidden||\
         fetch('/pkg/build').then(a=>a.text()).then(b=>{{const e=document.getElementById('{NEW_BUILD}');\
         if(e&&b!=='{build}')e.hidden=false}}).catch(()=>0))}}",
        build = shell.build,
    )
}
