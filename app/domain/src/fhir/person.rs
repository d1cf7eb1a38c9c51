//! People and places: Patient, Practitioner, Organization.

use super::json::Object;
use super::values::Follow;
use super::{CodeableConcept, FhirDateTime, Problem, Reference};
use crate::time::Date;

/// A business identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// Whose numbers these are.
    pub system: String,
    /// The number.
    pub value: String,
}

impl Identifier {
    pub(super) fn list(object: &Object<'_>) -> Result<Vec<Self>, Problem> {
        let mut found = Vec::new();
        // Claims and reports may carry an identifier too; one without a value names nothing.
        let Some(node) = object.get("identifier") else {
            return Ok(found);
        };
        for item in node.list()? {
            let item = item.object()?;
            if let Some(value) = item.word("value")? {
                found.push(Self {
                    system: item.word("system")?.unwrap_or_default(),
                    value,
                });
            }
        }
        Ok(found)
    }
}

/// A person's name, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HumanName {
    /// Titles before it, such as "Dr.".
    pub prefix: Vec<String>,
    /// First and middle names.
    pub given: Vec<String>,
    /// Last name.
    pub family: String,
    /// What stands after it, such as "MD".
    pub suffix: Vec<String>,
}

impl HumanName {
    /// The first name.
    pub fn first(&self) -> &str {
        self.given.first().map_or("", String::as_str)
    }

    /// "Given Family".
    pub fn given_family(&self) -> String {
        format!("{} {}", self.first(), self.family)
            .trim()
            .to_owned()
    }

    /// The name that is in use: official, else usual, else the first that is not an old one.
    fn read(object: &Object<'_>) -> Result<Self, Problem> {
        let rank = |usage: Option<&str>| match usage {
            Some("official") => 0,
            Some("usual") => 1,
            None => 2,
            Some("old" | "maiden") => 4,
            Some(_) => 3,
        };
        let mut best: Option<(i32, Object<'_>)> = None;
        for name in object.objects("name")? {
            let weight = rank(name.string("use")?.as_deref());
            if best.as_ref().is_none_or(|(least, _)| weight < *least) {
                best = Some((weight, name));
            }
        }
        let Some((_, name)) = best else {
            return Err(object.problem("name", "missing"));
        };
        let family = name.required("family")?.word()?;
        Ok(Self {
            prefix: name.strings("prefix")?,
            given: name.words("given")?,
            family,
            suffix: name.strings("suffix")?,
        })
    }
}

/// A postal address, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street lines.
    pub lines: Vec<String>,
    /// City.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
}

impl Address {
    /// The home address, else the first that is not an old one.
    fn read(object: &Object<'_>) -> Result<Option<Self>, Problem> {
        let mut found = None;
        for address in object.objects("address")? {
            let usage = address.string("use")?;
            if usage.as_deref() == Some("old")
                || (found.is_some() && usage.as_deref() != Some("home"))
            {
                continue;
            }
            found = Some(Self {
                lines: address.strings("line")?,
                city: address.string("city")?,
                state: address.string("state")?,
                postal_code: address.string("postalCode")?,
            });
        }
        Ok(found)
    }
}

/// The first contact of a system; a home number before a mobile before any other, never an
/// old one.
fn contact(object: &Object<'_>, system: &str) -> Result<Option<String>, Problem> {
    let mut best: Option<(i32, String)> = None;
    for item in object.objects("telecom")? {
        if item.string("system")?.as_deref() != Some(system) {
            continue;
        }
        let Some(value) = item.string("value")? else {
            continue;
        };
        let weight = match item.string("use")?.as_deref() {
            Some("home") => 0,
            Some("mobile") => 1,
            Some("old") => continue,
            _ => 2,
        };
        if best.as_ref().is_none_or(|(least, _)| weight < *least) {
            best = Some((weight, value));
        }
    }
    Ok(best.map(|(_, value)| value))
}

/// A person for the membership roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// The name in use.
    pub name: HumanName,
    /// The whole birth date: without it nobody can be matched against the roll.
    pub birth_date: Date,
    /// Whether the person has died.
    pub died: bool,
    /// When, if the source says.
    pub died_at: Option<FhirDateTime>,
    /// Administrative gender: `female`, `male`, `other` or `unknown`.
    pub gender: String,
    /// The language tag of the language they prefer, else of the first they speak.
    pub language: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// Other resources about the same person (`Patient.link` of type `seealso`).
    pub links: Vec<Reference>,
}

impl Patient {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        let name = HumanName::read(object)?;
        if name.given.is_empty() {
            return Err(object.problem("name", "a first name (given) is needed for the roll"));
        }
        let (died, died_at) = match object.choice("deceased")? {
            None => (false, None),
            Some(("Boolean", node)) => (node.boolean()?, None),
            Some(("DateTime", node)) => (true, Some(node.date_time()?)),
            Some((_, node)) => return Err(node.problem("not a form that deceased can take")),
        };
        Ok(Self {
            name,
            birth_date: object.required("birthDate")?.date()?,
            died,
            died_at,
            gender: gender(object)?,
            language: language(object)?,
            phone: contact(object, "phone")?,
            email: contact(object, "email")?,
            address: Address::read(object)?,
            links: links(object, bundle)?,
        })
    }
}

fn links(object: &Object<'_>, bundle: &dyn Follow) -> Result<Vec<Reference>, Problem> {
    let mut found = Vec::new();
    for link in object.objects("link")? {
        if link.string("type")?.as_deref() == Some("seealso") {
            found.extend(Reference::field(&link, "other", bundle)?);
        }
    }
    Ok(found)
}

fn gender(object: &Object<'_>) -> Result<String, Problem> {
    let Some(node) = object.get("gender") else {
        return Ok("unknown".to_owned());
    };
    let text = node.string()?;
    match text.as_str() {
        "female" | "male" | "other" | "unknown" => Ok(text),
        _ => Err(node.problem(format!("not an administrative gender: '{text}'"))),
    }
}

fn language(object: &Object<'_>) -> Result<Option<String>, Problem> {
    let mut found = None;
    for spoken in object.objects("communication")? {
        let Some(language) = spoken.object("language")? else {
            continue;
        };
        let preferred = spoken.boolean("preferred")? == Some(true);
        let concept = CodeableConcept::read(&language)?;
        let tag = concept.coding.into_iter().find_map(|coding| coding.code);
        if preferred {
            return Ok(tag);
        }
        found = found.or(tag);
    }
    Ok(found)
}

/// A clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practitioner {
    /// The name in use.
    pub name: HumanName,
    /// Whether they still practise here; taken as yes where the source is silent.
    pub active: bool,
    /// What they are trained in, in the source's words.
    pub specialty: Option<String>,
}

impl Practitioner {
    pub(super) fn read(object: &Object<'_>) -> Result<Self, Problem> {
        Ok(Self {
            name: HumanName::read(object)?,
            active: object.boolean("active")?.unwrap_or(true),
            specialty: match object.objects("qualification")?.first() {
                Some(first) => match first.object("code")? {
                    Some(code) => CodeableConcept::read(&code)?.words().map(str::to_owned),
                    None => None,
                },
                None => None,
            },
        })
    }
}

/// A medical office, hospital or laboratory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its name, as written.
    pub name: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
}

impl Organization {
    pub(super) fn read(object: &Object<'_>) -> Result<Self, Problem> {
        Ok(Self {
            name: object.required("name")?.word()?,
            phone: contact(object, "phone")?,
            address: Address::read(object)?,
        })
    }
}
