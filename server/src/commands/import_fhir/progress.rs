//! How far an import of several files is, on standard error: standard output is one JSON line a
//! file and nothing else.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A line no more often than this.
const EVERY: Duration = Duration::from_secs(1);

/// The files, the bytes and the time so far.
pub struct Progress {
    files: usize,
    bytes: u64,
    files_done: usize,
    bytes_done: u64,
    begun: Instant,
    said: Instant,
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

impl Progress {
    /// Begins with the first of the files.
    pub fn begin(files: &[PathBuf]) -> Self {
        let now = Instant::now();
        Self {
            files: files.len(),
            bytes: files.iter().map(|file| size(file)).sum(),
            files_done: 0,
            bytes_done: 0,
            begun: now,
            said: now,
        }
    }

    /// A file is done. Of one alone nothing is said.
    pub fn done(&mut self, file: &Path) {
        self.files_done += 1;
        self.bytes_done += size(file);
        let last = self.files_done == self.files;
        if self.files > 1 && (last || self.said.elapsed() >= EVERY) {
            self.said = Instant::now();
            let _ = writeln!(io::stderr(), "{}", self.line(self.begun.elapsed()));
        }
    }

    fn line(&self, took: Duration) -> String {
        let mb = |bytes: u64| format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10);
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
        let speed = self.bytes_done.saturating_mul(1_000) / millis;
        // A file may have grown since it was counted.
        let rest = self.bytes.saturating_sub(self.bytes_done);
        let seconds = rest.checked_div(speed).unwrap_or_default();
        format!(
            "{} of {} files, {} of {} MB, {} MB/s, {}:{:02} left",
            self.files_done,
            self.files,
            mb(self.bytes_done),
            mb(self.bytes),
            mb(speed),
            seconds / 60,
            seconds % 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_done_how_fast_and_how_long_it_still_takes() {
        let now = Instant::now();
        let mut progress = Progress {
            files: 600,
            bytes: 700_000_000,
            files_done: 60,
            bytes_done: 70_000_000,
            begun: now,
            said: now,
        };
        let said = |progress: &Progress| progress.line(Duration::from_secs(7));
        assert_eq!(
            said(&progress),
            "60 of 600 files, 70.0 of 700.0 MB, 10.0 MB/s, 1:03 left"
        );
        (progress.files_done, progress.bytes_done) = (0, 0);
        assert_eq!(
            said(&progress),
            "0 of 600 files, 0.0 of 700.0 MB, 0.0 MB/s, 0:00 left"
        );
    }
}
