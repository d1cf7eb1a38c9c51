//! What every component promises, shown on its fixtures.

mod contrast;
mod drawing;
mod forms;
mod frame;
mod house;
mod things;
mod waiting;
mod ways;

use leptos::prelude::*;

use crate::fixtures::SHEETS;

/// The HTML of one state of a component, as the host renders it.
fn render(component: &str, name: &str) -> String {
    let sheet = SHEETS.iter().find(|sheet| sheet.component == component);
    let fixture = sheet.and_then(|s| s.fixtures.iter().find(|fixture| fixture.name == name));
    let fixture = fixture.unwrap_or_else(|| panic!("no fixture {component}.{name}"));
    Owner::new().with(|| (fixture.view)().to_html())
}

/// An opening tag.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(name, _)| name == attribute)
            .map(|(_, value)| &**value)
    }

    /// Whether it has the class.
    fn is(&self, class: &str) -> bool {
        self.get("class")
            .is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }
}

/// All opening tags, in their order. Reads what leptos writes: quoted attributes or bare ones.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find([' ', '>', '/']).expect("a tag ends");
        let mut tag = Tag {
            name: rest[..end].to_owned(),
            attributes: Vec::new(),
        };
        rest = &rest[end..];
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
                rest = after;
                break;
            }
            let end = rest.find(['=', ' ', '>', '/']).expect("an attribute ends");
            let name = rest[..end].to_owned();
            rest = &rest[end..];
            let value = match rest.strip_prefix("=\"") {
                Some(after) => {
                    let end = after.find('"').expect("a value ends");
                    rest = &after[end + 1..];
                    after[..end].to_owned()
                }
                None => String::new(),
            };
            tag.attributes.push((name, value));
        }
        tags.push(tag);
    }
    tags
}

/// The first tag with this attribute and value.
fn tag_with<'t>(tags: &'t [Tag], attribute: &str, value: &str) -> &'t Tag {
    tags.iter()
        .find(|tag| tag.get(attribute) == Some(value))
        .unwrap_or_else(|| panic!("no tag with {attribute}={value:?} in {tags:#?}"))
}
