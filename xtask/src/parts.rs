//! Small chunks in one file.
//!
//! What several lazy routes share becomes a chunk for every set of routes that share it: a
//! dozen routes make a hundred chunks, most of a few hundred bytes, and a page that asks for
//! thirty files waits for thirty answers. So the small ones are put together in one
//! module that has nothing but a section for each, and the loader takes them from there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::steps::{Failure, Outcome, While};

/// The module that holds them.
pub const PARTS: &str = "parts.wasm";
/// Chunks up to this size, in bytes, are put into it.
const SMALL: usize = 8 * 1024;
/// How every module begins: its magic word and version.
const BEGIN: &[u8; 8] = b"\0asm\x01\0\0\0";
/// The loader takes a chunk from the module as if it had been fetched by itself. A failed
/// attempt is forgotten, so that the next one asks again.
const LOADER: &str = "\
let parts;
const part = async name => {
    parts ??= WebAssembly.compileStreaming(fetch(new URL(\"./parts.wasm\", import.meta.url)));
    try {
        const [bytes] = WebAssembly.Module.customSections(await parts, name);
        return new Response(bytes, { headers: { \"content-type\": \"application/wasm\" } });
    } catch (error) {
        parts = undefined;
        throw error;
    }
};
";

/// Puts the small chunks among the files together, and tells the loader and the table of
/// what a lazy route needs.
pub fn put_together(
    files: &Path,
    loader: &Path,
    table: &mut BTreeMap<String, Vec<String>>,
) -> Outcome {
    let mut text = fs::read_to_string(loader).while_doing("read the loader")?;
    let mut names: Vec<String> = table.values().flatten().cloned().collect();
    names.sort();
    names.dedup();
    let mut parts = BEGIN.to_vec();
    for name in names {
        let path = files.join(&name);
        let chunk = without_names(&fs::read(&path).while_doing(format_args!("read {name}"))?)?;
        let alone = format!("fetch(new URL(\"./{name}\", import.meta.url))");
        if chunk.len() > SMALL || !text.contains(&alone) {
            fs::write(&path, chunk).while_doing(format_args!("write {name}"))?;
            continue;
        }
        text = text.replace(&alone, &format!("part(\"{name}\")"));
        section(&mut parts, &name, &chunk);
        fs::remove_file(&path).while_doing(format_args!("remove {name}"))?;
        for needed in table.values_mut().filter(|needed| needed.contains(&name)) {
            needed.retain(|needed| *needed != name && needed != PARTS);
            needed.insert(0, PARTS.to_owned());
        }
    }
    if parts.len() > BEGIN.len() {
        fs::write(files.join(PARTS), parts).while_doing("write the small chunks")?;
        // Imports go first in a module, whatever their order: this may stand behind them.
        text.push_str(LOADER);
        fs::write(loader, text).while_doing("write the loader")?;
    }
    Ok(())
}

/// Adds a custom section.
fn section(module: &mut Vec<u8>, name: &str, content: &[u8]) {
    let mut body = number(name.len());
    body.extend_from_slice(name.as_bytes());
    body.extend_from_slice(content);
    module.push(0);
    module.extend(number(body.len()));
    module.extend(body);
}

/// A module without its custom sections: names of functions, which only a debugger reads.
fn without_names(module: &[u8]) -> Outcome<Vec<u8>> {
    let broken = || Failure::new("a chunk is not a WebAssembly module");
    let mut rest = module.strip_prefix(BEGIN).ok_or_else(broken)?;
    let mut kept = BEGIN.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (length, body) = read_number(after).ok_or_else(broken)?;
        let end = rest.len() - body.len() + length;
        let section = rest.get(..end).ok_or_else(broken)?;
        if *kind != 0 {
            kept.extend_from_slice(section);
        }
        rest = &rest[end..];
    }
    Ok(kept)
}

/// A number as WebAssembly writes it: seven bits a byte, the lowest first.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// Reads such a number; what stands after it is returned too.
fn read_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for value in [0, 1, 127, 128, 300, 16_384, 2_000_000] {
            let mut bytes = number(value);
            bytes.push(7);
            assert_eq!(read_number(&bytes), Some((value, &[7][..])));
        }
        assert_eq!(read_number(&[0x80]), None);
    }

    #[test]
    fn small_chunks_stand_in_one_module_and_large_ones_alone() {
        let folder = std::env::temp_dir().join(format!("memberport-parts-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let module = |size: usize| {
            let mut module = BEGIN.to_vec();
            section(&mut module, "name", b"what a debugger reads");
            module.push(10);
            module.extend(number(size));
            module.extend(vec![1; size]);
            module
        };
        let loader = folder.join("split.js");
        let mut text = String::new();
        for (name, size) in [
            ("small.wasm", 100),
            ("other.wasm", 200),
            ("large.wasm", 9000),
        ] {
            fs::write(folder.join(name), module(size)).unwrap();
            text += "f(() => fetch(new URL(\"./";
            text += name;
            text += "\", import.meta.url)));\n";
        }
        fs::write(&loader, text).unwrap();
        let mut table = BTreeMap::from([
            (
                "a".to_owned(),
                vec!["small.wasm".to_owned(), "large.wasm".to_owned()],
            ),
            (
                "b".to_owned(),
                vec!["small.wasm".to_owned(), "other.wasm".to_owned()],
            ),
        ]);
        put_together(&folder, &loader, &mut table).unwrap();
        assert_eq!(table["a"], [PARTS, "large.wasm"]);
        assert_eq!(table["b"], [PARTS]);
        let text = fs::read_to_string(&loader).unwrap();
        assert!(text.contains("part(\"small.wasm\")") && text.contains("part(\"other.wasm\")"));
        assert!(text.contains("fetch(new URL(\"./large.wasm\"") && text.ends_with(LOADER));
        assert!(!folder.join("small.wasm").exists());
        let plain = without_names(&module(100)).unwrap();
        assert_eq!(plain.len(), 8 + 1 + 1 + 100);
        let parts = fs::read(folder.join(PARTS)).unwrap();
        assert!(parts.windows(plain.len()).any(|part| part == plain));
        assert!(without_names(b"text").is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
