//! Stamps: what a step was made from, so that a step whose inputs are the same is not
//! done again, and cargo is not even asked.
//!
//! A stamp is a hash of the contents of the inputs, of the compiler's version and of what
//! was asked for; with it stand the size and the time of each file the step made, because
//! another command may have made that file anew in the meantime.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::project::Project;
use crate::steps::{Outcome, While, output, step, unchanged};

/// A hash being made of texts and of files.
#[derive(Default)]
pub struct Hash(Sha256);

impl Hash {
    /// Adds a text; its length goes first, so that two texts never run into each other.
    pub fn text(&mut self, text: impl AsRef<[u8]>) {
        let text = text.as_ref();
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text);
    }

    /// The first `digits` hexadecimal digits.
    pub fn digits(self, digits: usize) -> String {
        let mut text = String::new();
        for byte in self.0.finalize() {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        text.truncate(digits);
        text
    }
}

/// Every file under the given files and folders, sorted; hidden ones, built ones and
/// installed ones left out.
pub fn files(paths: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = paths.to_vec();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries =
                fs::read_dir(&path).while_doing(format_args!("list {}", path.display()))?;
            for entry in entries {
                let entry = entry.while_doing(format_args!("list {}", path.display()))?;
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if !name.starts_with('.') && name != "target" && name != "node_modules" {
                    open.push(entry.path());
                }
            }
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A hash of the names and contents of files.
pub fn contents(project: &Project, files: &[PathBuf], hash: &mut Hash) -> Outcome {
    for file in files {
        let name = file.strip_prefix(&project.root).unwrap_or(file);
        hash.text(name.to_string_lossy().as_bytes());
        hash.text(fs::read(file).while_doing(format_args!("read {}", file.display()))?);
    }
    Ok(())
}

/// Styles, notes and pictures stand beside the code, and no program is made of them.
pub const NOT_CODE: &[&str] = &["scss", "md", "snap", "png"];

/// A step of the build, done only when what it is made from has changed.
pub struct Made<'a> {
    /// The name of its line and of its stamp.
    pub name: &'a str,
    /// Files and folders it is made from, relative to the checkout.
    pub from: &'a [&'a str],
    /// Endings of files among them that it is not made from.
    pub without: &'a [&'a str],
    /// Anything else that it depends on: profile, features, versions.
    pub with: &'a str,
    /// The files that must be there afterwards.
    pub makes: &'a [PathBuf],
}

impl Made<'_> {
    /// Does the work unless it was done for the same inputs and its files are still there.
    /// Returns whether it was done now.
    pub fn make(&self, project: &Project, work: impl FnOnce() -> Outcome) -> Outcome<bool> {
        let stamp = self.stamp(project)?;
        let place = project
            .kept()
            .join("stamps")
            .join(self.name.replace([' ', '/'], "-"));
        if fs::read_to_string(&place).is_ok_and(|kept| kept == format!("{stamp}{}", self.made())) {
            unchanged(self.name);
            return Ok(false);
        }
        // A step that is cut short must not look done.
        let _ = fs::remove_file(&place);
        step(self.name, work)?;
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).while_doing("make the folder of stamps")?;
        }
        fs::write(&place, format!("{stamp}{}", self.made())).while_doing("write a stamp")?;
        Ok(true)
    }

    fn stamp(&self, project: &Project) -> Outcome<String> {
        let paths: Vec<_> = self
            .from
            .iter()
            .map(|path| project.root.join(path))
            .collect();
        let mut hash = Hash::default();
        hash.text(self.with);
        hash.text(output(Command::new("rustc").arg("-vV"))?);
        hash.text(std::env::var("RUSTFLAGS").unwrap_or_default());
        let mut files = files(&paths)?;
        files.retain(|file| {
            let ending = file.extension().and_then(|ending| ending.to_str());
            !ending.is_some_and(|ending| self.without.contains(&ending))
        });
        contents(project, &files, &mut hash)?;
        Ok(hash.digits(64))
    }

    /// Size and time of every file made: another command may have made it anew.
    fn made(&self) -> String {
        let mut text = String::new();
        for file in self.makes {
            let _ = write!(text, "\n{}", seen(file));
        }
        text
    }
}

fn seen(file: &Path) -> String {
    let Ok(about) = fs::metadata(file) else {
        return "absent".to_owned();
    };
    let time = about
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    format!("{} {time} {}", about.len(), file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkout(name: &str) -> Project {
        let root =
            std::env::temp_dir().join(format!("memberport-stamp-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("src/.hidden")).unwrap();
        fs::write(root.join("src/a"), "a").unwrap();
        Project {
            target: root.join("target"),
            root,
        }
    }

    #[test]
    fn is_made_again_only_when_an_input_or_an_output_changed() {
        let project = checkout("made");
        let out = project.root.join("out");
        let makes = [out.clone()];
        let made = Made {
            name: "thing",
            from: &["src"],
            without: &["md"],
            with: "",
            makes: &makes,
        };
        let write = |text: &'static str| {
            made.make(&project, || fs::write(&out, text).while_doing("write"))
                .unwrap()
        };
        assert!(write("one"));
        assert!(!write("two"), "same inputs, and the file is there");
        fs::write(project.root.join("src/.hidden/b"), "b").unwrap();
        fs::write(project.root.join("src/c.md"), "c").unwrap();
        assert!(!write("three"), "hidden files and notes are nobody's input");
        fs::write(project.root.join("src/a"), "b").unwrap();
        assert!(write("four"), "an input changed");
        fs::remove_file(&out).unwrap();
        assert!(write("five"), "the file made is gone");
        fs::write(&out, "another's").unwrap();
        assert!(write("six"), "somebody else made the file");
        fs::remove_dir_all(&project.root).unwrap();
    }

    #[test]
    fn a_step_that_failed_is_done_again() {
        let project = checkout("failed");
        let made = Made {
            name: "thing",
            from: &["src"],
            without: &[],
            with: "",
            makes: &[],
        };
        assert!(
            made.make(&project, || Err(crate::steps::Failure::new("no")))
                .is_err()
        );
        assert!(made.make(&project, || Ok(())).unwrap());
        fs::remove_dir_all(&project.root).unwrap();
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let hash = |texts: &[&str]| {
            let mut hash = Hash::default();
            for text in texts {
                hash.text(text);
            }
            hash.digits(16)
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&["ab"]).len(), 16);
    }
}
