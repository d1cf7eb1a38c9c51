//! The style sheet: `style/main.scss`, which imports every component's own file.

use std::fs;
use std::path::PathBuf;

use grass::{Options, OutputStyle};

use crate::project::Project;
use crate::stamp::{self, Made};
use crate::steps::{Failure, Outcome, While};

/// The style sheet's name among the browser files.
pub const STYLES: &str = "portal.css";

/// Makes the style sheet, if any `.scss` file has changed, and returns its path.
pub fn build(project: &Project) -> Outcome<PathBuf> {
    let made = project.kept().join("styles").join(STYLES);
    let sheets: Vec<String> =
        stamp::files(&[project.root.join("style"), project.root.join("app")])?
            .into_iter()
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "scss")
            })
            .filter_map(|path| Some(path.strip_prefix(&project.root).ok()?.to_str()?.to_owned()))
            .collect();
    let from: Vec<&str> = sheets.iter().map(String::as_str).collect();
    Made {
        name: "styles",
        from: &from,
        without: &[],
        with: "",
        makes: std::slice::from_ref(&made),
    }
    .make(project, || {
        let css = compile(project, "style/main.scss")?;
        if let Some(folder) = made.parent() {
            fs::create_dir_all(folder).while_doing("make the folder of styles")?;
        }
        fs::write(&made, css).while_doing("write the style sheet")
    })?;
    Ok(made)
}

/// Compiles a style sheet of ours.
pub fn compile(project: &Project, sheet: &str) -> Outcome<String> {
    grass::from_path(project.root.join(sheet), &options(project))
        .map_err(|error| Failure::new(format!("{sheet}: {error}")))
}

/// Compiles a text that uses our style sheets by their paths from the checkout.
pub fn compile_text(project: &Project, text: &str) -> Outcome<String> {
    grass::from_string(text, &options(project).style(OutputStyle::Expanded))
        .map_err(|error| Failure::new(format!("styles: {error}")))
}

fn options(project: &Project) -> Options<'static> {
    Options::default()
        .style(OutputStyle::Compressed)
        .load_path(project.root.join("style"))
        .load_path(&project.root)
}
