//! `cargo xtask dist`: what goes to production, without the demo feature.

use std::fs;
use std::path::Path;

use crate::browser::Profile;
use crate::host::{self, Kind};
use crate::project::Project;
use crate::site;
use crate::steps::{Failure, Outcome, While, step};

/// Makes `target/dist`: the binary, the browser files, the licence.
pub fn dist(project: &Project) -> Outcome {
    site::build(project, Profile::Release)?;
    let folder = project.root.join("target/dist");
    // Both release builds share one name; the one with the demo feature keeps it.
    let shared = project.target.join("release/portal");
    let aside = shared.with_extension("demo");
    let _ = fs::rename(&shared, &aside);
    let built = host::build(project, Kind::Production);
    let outcome = built.and_then(|binary| {
        step("look for test hooks in what was built", || {
            let bytes = fs::read(&binary).while_doing("read the binary")?;
            match left_over(&bytes) {
                None => Ok(()),
                Some(word) => Err(Failure::new(format!(
                    "the production binary holds {word:?}: something of the demo feature got in"
                ))),
            }
        })?;
        step("lay out target/dist", || {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).while_doing("make target/dist")?;
            fs::copy(&binary, folder.join("portal")).while_doing("copy the binary")?;
            copy(&project.site(), &folder.join("site"))?;
            let licence = project.root.join("LICENSE");
            if licence.is_file() {
                fs::copy(licence, folder.join("LICENSE")).while_doing("copy the licence")?;
            }
            Ok(())
        })
    });
    let _ = fs::rename(&aside, &shared);
    outcome?;
    eprintln!(
        "{} (start it with PORTAL_SITE_DIR naming its folder `site`)",
        folder.display()
    );
    Ok(())
}

/// What only the demo feature may bring: test controls, the clock's start, sample people
/// (SECURITY.md OPS-9).
const OF_THE_DEMO: [&str; 7] = [
    "/test/clock",
    "/test/restore",
    "/test/run-due-jobs",
    "/test/fail-next-mail",
    "PORTAL_CLOCK",
    "maria.santos",
    "sourceMappingURL",
];

/// The first such word in a file, if there is one.
fn left_over(bytes: &[u8]) -> Option<&'static str> {
    OF_THE_DEMO.into_iter().find(|word| {
        bytes
            .windows(word.len())
            .any(|window| window == word.as_bytes())
    })
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to).while_doing(format_args!("make {}", to.display()))?;
    for entry in fs::read_dir(from).while_doing(format_args!("list {}", from.display()))? {
        let entry = entry.while_doing(format_args!("list {}", from.display()))?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to).while_doing(format_args!("copy {}", from.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_9_a_test_hook_in_the_binary_is_found() {
        assert_eq!(left_over(b"\x7fELF ... listening on ..."), None);
        assert_eq!(
            left_over(b"\x7fELF ... /test/clock ..."),
            Some("/test/clock")
        );
    }
}
