//! Serves the folder of the gallery, and tells its pages what has changed.

use std::fs;
use std::io::{self, BufReader, Write as _};
use std::net::{IpAddr, TcpListener, TcpStream, UdpSocket};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::live::{Version, read_head, tell};

/// What a page does when something has changed: new styles are put in place, for anything
/// else it is loaded anew.
const LIVE: &str = "let seen;\
    new EventSource('/~changes').onmessage=({data})=>{\
    const [pages,styles]=data.split('.');\
    if(seen&&seen.pages!==pages)location.reload();\
    else if(seen&&seen.styles!==styles)for(const link of document.querySelectorAll('link[rel=stylesheet]')){\
    const next=link.cloneNode();next.href=link.href.split('?')[0]+'?'+styles;\
    next.onload=()=>{link.remove();document.documentElement.dataset.styles=styles};link.after(next)}\
    seen={pages,styles}};\n";

/// Serves the folder from threads of its own.
pub fn start(listener: TcpListener, folder: PathBuf, version: Arc<Version>) {
    let folder: Arc<Path> = folder.into();
    thread::spawn(move || {
        for browser in listener.incoming().flatten() {
            let (folder, version) = (Arc::clone(&folder), Arc::clone(&version));
            // A browser that goes away in the middle is no error.
            thread::spawn(move || drop(answer(browser, &folder, &version)));
        }
    });
}

fn answer(mut browser: TcpStream, folder: &Path, version: &Version) -> io::Result<()> {
    let head = read_head(&mut BufReader::new(browser.try_clone()?))?;
    let path = head
        .first()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|target| target.split(['?', '#']).next())
        .unwrap_or_default();
    let (kind, body) = match path {
        "/~changes" => return tell(browser, version),
        "/live.js" => ("text/javascript", LIVE.as_bytes().to_vec()),
        _ => match file(folder, path).map(|file| (kind_of(&file), fs::read(file))) {
            Some((kind, Ok(body))) => (kind, body),
            _ => {
                return browser.write_all(
                    b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                );
            }
        },
    };
    write!(
        browser,
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncache-control: no-store\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    browser.write_all(&body)
}

/// The file of a path, which never leads out of the folder.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.strip_prefix('/')?);
    let inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(relative);
    match inside {
        true if file.is_dir() => Some(file.join("index.html")),
        true => Some(file),
        false => None,
    }
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// The addresses by which other machines may reach this one.
pub fn own_addresses() -> Vec<IpAddr> {
    // Nothing is sent: a connected datagram socket only says which address would be used.
    let asked = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    asked.map(|address| address.ip()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::file;
    use std::path::Path;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let folder = Path::new("/gallery");
        assert_eq!(
            file(folder, "/frames/a.html").as_deref(),
            Some(Path::new("/gallery/frames/a.html"))
        );
        assert_eq!(file(folder, "/../secret"), None);
        assert_eq!(file(folder, "/a/../../secret"), None);
        assert_eq!(file(folder, "//etc/passwd"), None);
        assert_eq!(file(folder, "secret"), None);
    }
}
