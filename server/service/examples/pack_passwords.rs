//! Makes `data/passwords.bin` out of lists of passwords, a value a line:
//! `cargo run --release -p service --example pack_passwords -- FILE…` (see `data/README.md`).

use std::collections::BTreeSet;
use std::io::Write as _;
use std::{env, fs, io};

use domain::password::{LONGEST, SHORTEST, listed_form};

fn main() -> io::Result<()> {
    let mut values = BTreeSet::new();
    for path in env::args().skip(1) {
        for line in fs::read(path)?.split(|&byte| byte == b'\n') {
            let Ok(line) = std::str::from_utf8(line) else {
                continue;
            };
            let value = listed_form(line.trim_end_matches('\r'));
            if (SHORTEST..=LONGEST).contains(&value.chars().count()) {
                values.insert(value);
            }
        }
    }
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    fs::write(
        format!("{data}/passwords.bin"),
        service::password_list::pack(values.iter().cloned()),
    )?;
    writeln!(io::stdout(), "{} values", values.len())
}
