//! The one thing between the browser and the host while developing: passes everything on,
//! and adds the script that reloads the page.

use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::live::{Version, read_head, tell};

/// The page listens here for a new version.
const CHANGES: &str = "/~dev/changes";
/// The script that does it; a file, because the pages' policy allows no inline script.
const SCRIPT: &str = "/~dev/reload.js";
const RELOAD: &str = "let seen;\
    new EventSource('/~dev/changes').onmessage=event=>{\
    if(seen&&seen!==event.data)location.reload();seen=event.data};";
/// Serves the listener from threads of its own.
pub fn start(listener: TcpListener, host: u16, version: Arc<Version>) {
    thread::spawn(move || {
        for browser in listener.incoming().flatten() {
            let version = Arc::clone(&version);
            // A browser that goes away in the middle is no error.
            thread::spawn(move || drop(answer(browser, host, &version)));
        }
    });
}

fn answer(browser: TcpStream, host: u16, version: &Version) -> io::Result<()> {
    let mut reader = BufReader::new(browser.try_clone()?);
    let head = read_head(&mut reader)?;
    match head.first().and_then(|line| line.split(' ').nth(1)) {
        Some(CHANGES) => tell(browser, version),
        Some(SCRIPT) => {
            let length = RELOAD.len();
            let mut browser = browser;
            write!(
                browser,
                "HTTP/1.1 200 OK\r\ncontent-type: text/javascript\r\ncache-control: no-store\r\n\
                 content-length: {length}\r\nconnection: close\r\n\r\n{RELOAD}"
            )
        }
        _ => pass_on(browser, reader, &head, host),
    }
}

fn pass_on(
    mut browser: TcpStream,
    mut request: BufReader<TcpStream>,
    head: &[String],
    port: u16,
) -> io::Result<()> {
    let mut host = connect(port)?;
    // One request a connection, and pages as they are: they get a script.
    let kept = head.iter().filter(|line| !named(line, "connection"));
    let kept = kept.filter(|line| !named(line, "accept-encoding"));
    let text: String = kept.flat_map(|line| [line.as_str(), "\r\n"]).collect();
    host.write_all(format!("{text}connection: close\r\n\r\n").as_bytes())?;
    let mut to_host = host.try_clone()?;
    // Ends when the browser's side is shut below.
    thread::spawn(move || drop(io::copy(&mut request, &mut to_host)));

    let mut answer = BufReader::new(host);
    let head = read_head(&mut answer)?;
    let page = head
        .iter()
        .any(|line| named(line, "content-type") && line.contains("text/html"));
    if page {
        let mut body = Vec::new();
        answer.read_to_end(&mut body)?;
        let body = with_script(&body);
        let kept = head.iter().filter(|line| !named(line, "content-length"));
        let text: String = kept.flat_map(|line| [line.as_str(), "\r\n"]).collect();
        browser.write_all(format!("{text}content-length: {}\r\n\r\n", body.len()).as_bytes())?;
        browser.write_all(&body)?;
    } else {
        let text: String = head
            .iter()
            .flat_map(|line| [line.as_str(), "\r\n"])
            .collect();
        browser.write_all(format!("{text}\r\n").as_bytes())?;
        io::copy(&mut answer, &mut browser)?;
    }
    browser.shutdown(Shutdown::Both)
}

/// The host may just be starting again.
fn connect(port: u16) -> io::Result<TcpStream> {
    let start = Instant::now();
    loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Err(_) if start.elapsed() < Duration::from_secs(20) => {
                thread::sleep(Duration::from_millis(50));
            }
            other => return other,
        }
    }
}

fn named(line: &str, name: &str) -> bool {
    line.split_once(':')
        .is_some_and(|(found, _)| found.eq_ignore_ascii_case(name))
}

/// A page with the script at the end of its head.
fn with_script(page: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</head>";
    let Some(end) = page.windows(END.len()).position(|part| part == END) else {
        return page.to_vec();
    };
    let script = format!("<script src=\"{SCRIPT}\" defer></script>");
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

#[cfg(test)]
mod tests {
    use std::io::BufRead as _;

    use super::*;

    fn listener() -> (TcpListener, u16) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    /// A host that answers every request with the same words.
    fn host(answer: &'static str) -> u16 {
        let (listener, port) = listener();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let head = read_head(&mut reader).unwrap();
                assert!(head.contains(&"connection: close".to_owned()));
                stream.write_all(answer.as_bytes()).unwrap();
                stream.shutdown(Shutdown::Write).unwrap();
            }
        });
        port
    }

    fn ask(port: u16, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_page_gets_the_script_and_nothing_else_is_touched() {
        for (from_host, to_browser) in [
            (
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n\
                 <head></head>",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\ncontent-length: 58\r\n\r\n\
                 <head><script src=\"/~dev/reload.js\" defer></script></head>",
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\n</head>",
                "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\n</head>",
            ),
        ] {
            let (listener, port) = listener();
            start(listener, host(from_host), Arc::new(Version::default()));
            let answer = ask(
                port,
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
            );
            assert_eq!(answer, to_browser);
        }
    }

    #[test]
    fn a_page_hears_of_the_next_version() {
        let version = Arc::new(Version::default());
        let (listener, port) = listener();
        start(listener, 1, Arc::clone(&version));
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream
            .write_all(b"GET /~dev/changes HTTP/1.1\r\n\r\n")
            .unwrap();
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let mut next = || lines.find(|line| line.starts_with("data: ")).unwrap();
        let first = next();
        version.advance();
        assert_ne!(next(), first);
    }
}
