//! Writes `lucide.rs`: the icons that `src/icon.rs` names, each as the data of one path.
//!
//! Lucide draws with several shapes; one path of them all is smaller and needs no markup to
//! be set in a page. The crate with the whole set is asked here alone: it is in no binary.
//! To add an icon: a line in [`ICONS`].
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "a build script is told by its environment and answers by its output"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use icondata_lu as lucide;

/// What each is called in the code, and its drawing.
const ICONS: &[(&str, &str)] = &[
    ("ARROW_DOWN", lucide::LuArrowDown.data),
    ("ARROW_LEFT", lucide::LuArrowLeft.data),
    ("ARROW_RIGHT", lucide::LuArrowRight.data),
    ("ARROW_UP", lucide::LuArrowUp.data),
    ("CHECK", lucide::LuCheck.data),
    ("CLOCK", lucide::LuClock.data),
    ("DOWNLOAD", lucide::LuDownload.data),
    ("FOLDER", lucide::LuFolder.data),
    ("GLOBE", lucide::LuGlobe.data),
    ("HOUSE", lucide::LuHouse.data),
    ("ID_CARD", lucide::LuIdCard.data),
    ("INBOX", lucide::LuInbox.data),
    ("INFO", lucide::LuInfo.data),
    ("LOCK", lucide::LuLock.data),
    ("LOG_OUT", lucide::LuLogOut.data),
    ("MAIL", lucide::LuMail.data),
    ("OCTAGON_X", lucide::LuOctagonX.data),
    ("PENCIL", lucide::LuPencil.data),
    ("PHONE", lucide::LuPhone.data),
    ("PRINTER", lucide::LuPrinter.data),
    ("REFRESH_CW", lucide::LuRefreshCw.data),
    ("REPLY", lucide::LuReply.data),
    ("SEARCH", lucide::LuSearch.data),
    ("SQUARE_ACTIVITY", lucide::LuSquareActivity.data),
    ("SYRINGE", lucide::LuSyringe.data),
    ("TEST_TUBE", lucide::LuTestTube.data),
    ("TRIANGLE_ALERT", lucide::LuTriangleAlert.data),
    ("USER_ROUND", lucide::LuUserRound.data),
    ("USERS_ROUND", lucide::LuUsersRound.data),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::new();
    for (name, markup) in ICONS {
        let path = path(markup).map_err(|problem| format!("{name}: {problem}"))?;
        writeln!(code, "pub const {name}: &str = \"{path}\";")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("lucide.rs"), code)?;
    Ok(())
}

/// All shapes of a drawing as one path.
fn path(markup: &str) -> Result<String, String> {
    let mut whole = String::new();
    for shape in markup.split('<').skip(1) {
        let name = shape.split(' ').next().unwrap_or_default();
        let text = |attribute: &str| {
            let (_, after) = shape.split_once(&format!(" {attribute}=\""))?;
            after.split_once('"').map(|(value, _)| value)
        };
        let given = |attribute: &str| {
            text(attribute).ok_or_else(|| format!("a {name} without {attribute}"))
        };
        let number = |attribute: &str| {
            let value = given(attribute)?.parse::<f64>();
            value.map_err(|problem| format!("{attribute}: {problem}"))
        };
        let one = match name {
            "path" => absolute(given("d")?)?,
            "circle" => circle(number("cx")?, number("cy")?, number("r")?),
            "rect" => {
                let round = text("rx").map_or(Ok(0.0), |_| number("rx"))?;
                let size = (number("width")?, number("height")?);
                rect((number("x")?, number("y")?), size, round)
            }
            "line" => {
                let [x1, y1] = [given("x1")?, given("y1")?];
                let [x2, y2] = [given("x2")?, given("y2")?];
                format!("M{x1} {y1}L{x2} {y2}")
            }
            // What follows a move without a letter is drawn to.
            "polyline" => format!("M{}", given("points")?),
            "polygon" => format!("M{}z", given("points")?),
            _ => return Err(format!("{name} is a shape that nobody has drawn here yet")),
        };
        whole.push_str(&one);
    }
    Ok(whole)
}

/// A path that begins at a place of its own: a small `m` is counted from the end of what
/// stands before it. The pairs after that `m` are distances still.
fn absolute(data: &str) -> Result<String, String> {
    let Some(rest) = data.strip_prefix('m') else {
        return Ok(data.to_owned());
    };
    let rest = rest.trim_start();
    let after_x = number_end(rest);
    let gap = rest[after_x..].len() - rest[after_x..].trim_start_matches([' ', ',']).len();
    let after_y = after_x + gap + number_end(&rest[after_x + gap..]);
    if after_x == 0 || after_y == after_x + gap {
        return Err(format!("no place to begin at in {data}"));
    }
    let (start, rest) = rest.split_at(after_y);
    let rest = rest.trim_start();
    let goes_on = rest.starts_with(|c: char| c == '-' || c == '.' || c.is_ascii_digit());
    Ok(format!("M{start}{}{rest}", if goes_on { "l" } else { "" }))
}

/// How long the number is that a text begins with.
fn number_end(text: &str) -> usize {
    let mut dots = 0;
    text.char_indices()
        .find(|(at, c)| {
            dots += usize::from(*c == '.');
            !(c.is_ascii_digit() || (*c == '.' && dots < 2) || (*c == '-' && *at == 0))
        })
        .map_or(text.len(), |(at, _)| at)
}

fn circle(cx: f64, cy: f64, r: f64) -> String {
    let (left, across) = (short(cx - r), short(2.0 * r));
    format!("M{left} {cy}a{r} {r} 0 1 0 {across} 0 {r} {r} 0 1 0-{across} 0")
}

fn rect((x, y): (f64, f64), (width, height): (f64, f64), r: f64) -> String {
    let (along, down) = (short(width - 2.0 * r), short(height - 2.0 * r));
    let left = short(x + r);
    if r == 0.0 {
        return format!("M{left} {y}h{along}v{down}h-{along}z");
    }
    let corner = |x: &str, y: &str| format!("a{r} {r} 0 0 1 {x}{r} {y}{r}");
    [
        format!("M{left} {y}h{along}{}", corner("", "")),
        format!("v{down}{}", corner("-", "")),
        format!("h-{along}{}", corner("-", "-")),
        format!("v-{down}{}z", corner("", "-")),
    ]
    .concat()
}

/// A difference without what binary fractions add to it.
fn short(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
