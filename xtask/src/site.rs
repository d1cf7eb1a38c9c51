//! What the host serves: every browser file in one folder named by the hash of all of them,
//! each with its brotli form beside it, and `site.json` that says where they are.
//!
//! One name for the whole folder, because the files name one another: a chunk kept by a
//! browser can never meet a main file of another build. The folder before stays beside it
//! for the pages that are still open.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use serde_json::json;

use crate::browser::{self, Browser, Profile};
use crate::project::Project;
use crate::stamp::{self, Hash};
use crate::steps::{Failure, Outcome, While, step};
use crate::styles;

/// Files that are small already.
const COMPRESSED: [&str; 5] = ["woff2", "png", "jpg", "webp", "ico"];

/// Makes the browser files, the styles, and the folder that the host serves.
pub fn build(project: &Project, profile: Profile) -> Outcome {
    let browser = browser::build(project, profile)?;
    let styles = styles::build(project)?;
    lay_out(project, profile, &browser, &styles)
}

/// Lays the files out under their hash.
fn lay_out(project: &Project, profile: Profile, browser: &Browser, styles: &Path) -> Outcome {
    let files = gather(project, browser, styles)?;
    let mut hash = Hash::default();
    for (name, content) in &files {
        hash.text(name);
        hash.text(content);
    }
    let hash = hash.digits(16);
    let site = project.site();
    let pkg = site.join("pkg");
    let folder = pkg.join(&hash);
    let manifest = site.join("site.json");
    let before = kept_hash(&manifest);
    if before.as_ref().is_some_and(|(last, _)| *last == hash) && folder.is_dir() {
        return Ok(());
    }
    step("lay out and compress the browser files", || {
        let beside = pkg.join(format!(".new-{}", std::process::id()));
        for (name, content) in &files {
            write(&beside.join(name), content)?;
            let extension = Path::new(name).extension().and_then(|part| part.to_str());
            if !extension.is_some_and(|part| COMPRESSED.contains(&part)) {
                let small = compress(content, profile)?;
                if small.len() < content.len() {
                    write(&beside.join(format!("{name}.br")), &small)?;
                }
            }
        }
        let _ = fs::remove_dir_all(&folder);
        fs::rename(&beside, &folder).while_doing(format_args!("make {}", folder.display()))?;
        let last = before.map(|(last, before)| if last == hash { before } else { last });
        let text = json!({
            "hash": hash,
            "build": hash,
            "js": browser::SCRIPT,
            "wasm": browser::MAIN,
            "loader": browser::LOADER,
            "css": styles::STYLES,
            "chunks": browser.chunks,
            "before": last,
        });
        // The host may read at any moment: the new text appears as a whole.
        let new = site.join(".site.json");
        write(&new, format!("{text:#}\n").as_bytes())?;
        fs::rename(&new, &manifest).while_doing("write site.json")?;
        clear(&pkg, &[Some(hash), last])
    })
}

/// The hashes that the last `site.json` names: its own and the one before.
fn kept_hash(manifest: &Path) -> Option<(String, String)> {
    let text = fs::read(manifest).ok()?;
    let value: serde_json::Value = serde_json::from_slice(&text).ok()?;
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    Some((text("hash"), text("before")))
}

/// Every file, by its name under the hash.
fn gather(
    project: &Project,
    browser: &Browser,
    styles: &Path,
) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let assets = project.root.join("style/assets");
    let mut paths: Vec<(PathBuf, String)> = vec![(styles.into(), styles::STYLES.to_owned())];
    for folder in [&browser.files, &assets] {
        if folder.is_dir() {
            for path in stamp::files(std::slice::from_ref(folder))? {
                let name = path
                    .strip_prefix(folder)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                paths.push((path, name));
            }
        }
    }
    let mut files = BTreeMap::new();
    for (path, name) in paths {
        let content = fs::read(&path).while_doing(format_args!("read {}", path.display()))?;
        files.insert(name, content);
    }
    Ok(files)
}

fn compress(content: &[u8], profile: Profile) -> Outcome<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: if profile == Profile::Release { 11 } else { 4 },
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(content), &mut small, &params)
        .map_err(|error| Failure::new(format!("could not compress: {error}")))?;
    Ok(small)
}

fn write(path: &Path, content: &[u8]) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).while_doing(format_args!("make {}", folder.display()))?;
    }
    fs::write(path, content).while_doing(format_args!("write {}", path.display()))
}

/// Removes every folder but those of this build and of the one before.
fn clear(pkg: &Path, kept: &[Option<String>]) -> Outcome {
    for entry in fs::read_dir(pkg).while_doing("list the browser files")? {
        let entry = entry.while_doing("list the browser files")?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !kept.iter().flatten().any(|kept| *kept == name) {
            fs::remove_dir_all(entry.path()).while_doing("clear old browser files")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(project: &Project) -> String {
        kept_hash(&project.site().join("site.json")).unwrap().0
    }

    #[test]
    fn one_hash_for_all_files_and_the_folder_before_is_kept() {
        let root = std::env::temp_dir().join(format!("memberport-site-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let project = Project {
            target: root.join("target"),
            root,
        };
        let browser = Browser {
            files: project.root.join("made"),
            chunks: BTreeMap::new(),
        };
        let styles = project.root.join("portal.css");
        let chunk = browser.files.join("chunk.wasm");
        write(
            &browser.files.join("portal.js"),
            b"script script script script",
        )
        .unwrap();
        let mut hashes = Vec::new();
        for (css, wasm) in [("a", "1"), ("a", "2"), ("b", "2")] {
            write(&styles, css.as_bytes()).unwrap();
            write(&chunk, wasm.as_bytes()).unwrap();
            lay_out(&project, Profile::Release, &browser, &styles).unwrap();
            hashes.push(hash(&project));
        }
        let folder = |hash: &String| project.site().join("pkg").join(hash);
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2]);
        assert!(!folder(&hashes[0]).exists(), "two builds ago");
        assert_eq!(
            fs::read(folder(&hashes[1]).join("portal.css")).unwrap(),
            b"a"
        );
        assert_eq!(
            fs::read(folder(&hashes[2]).join("portal.css")).unwrap(),
            b"b"
        );
        let mut back = Vec::new();
        let small = fs::read(folder(&hashes[2]).join("portal.js.br")).unwrap();
        brotli::BrotliDecompress(&mut Cursor::new(small), &mut back).unwrap();
        assert_eq!(back, b"script script script script");
        fs::remove_dir_all(&project.root).unwrap();
    }
}
