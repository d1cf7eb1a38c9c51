//! Tells open pages of what has changed, by server-sent events: what `dev` and `gallery` have
//! in common.

use std::io::{self, BufRead, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// No head of a request or an answer is as large.
const LARGEST_HEAD: u64 = 64 * 1024;

/// What is being served: the number of the pages and that of their styles. Both begin with
/// the time, so that a page that was open before this program was started again reloads too.
pub struct Version {
    numbers: Mutex<(u64, u64)>,
    changed: Condvar,
}

impl Default for Version {
    fn default() -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        Self {
            numbers: Mutex::new((now, now)),
            changed: Condvar::new(),
        }
    }
}

impl Version {
    /// There are new pages.
    pub fn advance(&self) {
        self.numbers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .0 += 1;
        self.changed.notify_all();
    }

    /// There are new styles, and nothing else.
    pub fn advance_styles(&self) {
        self.numbers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .1 += 1;
        self.changed.notify_all();
    }

    /// The version once it is another one, or the same after a while.
    fn after(&self, seen: (u64, u64)) -> (u64, u64) {
        let numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = Duration::from_secs(15);
        let waited = self
            .changed
            .wait_timeout_while(numbers, wait, |numbers| *numbers == seen);
        waited.map_or(seen, |(numbers, _)| *numbers)
    }
}

/// Tells a page of every version until it goes away, as `pages.styles`.
pub fn tell(mut browser: TcpStream, version: &Version) -> io::Result<()> {
    browser.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n\
          connection: close\r\n\r\n",
    )?;
    let mut seen = (0, 0);
    loop {
        seen = version.after(seen);
        write!(browser, "data: {}.{}\n\n", seen.0, seen.1)?;
        browser.flush()?;
    }
}

/// The lines of a head, without their ends.
pub fn read_head(reader: &mut impl BufRead) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut reader = reader.take(LARGEST_HEAD);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            return Ok(lines);
        }
        lines.push(line.to_owned());
    }
}
