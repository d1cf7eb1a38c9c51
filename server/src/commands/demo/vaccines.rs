//! Who was given which vaccines: as schedules have it, and as life does.

mod shots;

use domain::time::Timestamp;
use serde_json::{Value, json};
use service::Fault;

use super::calendar::Calendar;
use super::clinical::Entry;
use super::directory::{Clinician, clinician};
use When::{Day, Month, Words, Year};
use shots::SHOTS;

const CVX: &str = "http://hl7.org/fhir/sid/cvx";
const TERMINOLOGY: &str = "http://terminology.hl7.org/CodeSystem";

/// When a dose was given, in days before the demo begins.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// On that day.
    Day(u32),
    /// Nobody knows more than the month of that day.
    Month(u32),
    /// Nobody knows more than the year of that day.
    Year(u32),
    /// In words; told on that day.
    Words(&'static str, u32),
}

/// What became of it.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    /// It was given.
    Given,
    /// It was given elsewhere, and the member told of it.
    Told,
    /// It was not given, for this reason.
    Not(&'static str),
    /// It was recorded by mistake.
    Mistake,
}

/// A dose of a vaccine.
#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// When.
    pub when: When,
    /// Its CVX code.
    pub cvx: &'static str,
    /// The lot; none is known of those given elsewhere.
    pub lot: &'static str,
    /// Where on the body, or the mouth or the nose.
    pub site: &'static str,
    /// Who gave it: the key of a clinician.
    pub by: &'static str,
    /// The name of its series, which dose and of how many; 0 where it is none.
    pub series: (&'static str, u32, u32),
    /// What became of it.
    pub fate: Fate,
    /// What happened the day after.
    pub reaction: &'static str,
}

/// The doses of a member.
pub fn of(serial: u32) -> &'static [Shot] {
    let found = SHOTS.iter().find(|(whose, _)| *whose == serial);
    found.map_or(&[], |(_, shots)| shots)
}

/// What the record system calls a vaccine, and how much of it is given.
fn named(cvx: &str) -> (&'static str, &'static str) {
    match cvx {
        "03" => ("MMR", "0.5"),
        "08" => ("Hep B, adolescent or pediatric", "0.5"),
        "10" => ("IPV", "0.5"),
        "19" => ("BCG", ""),
        "20" => ("DTaP", "0.5"),
        "21" => ("varicella", "0.5"),
        "43" => ("Hep B, adult", "1.0"),
        "49" => ("Hib (PRP-OMP)", "0.5"),
        "52" => ("Hep A, adult", "1.0"),
        "83" => ("Hep A, ped/adol, 2 dose", "0.5"),
        "94" => ("MMRV", "0.5"),
        "110" => ("DTaP-Hep B-IPV", "0.5"),
        "113" => (
            "Td (adult), 5 Lf tetanus toxoid, preservative free, adsorbed",
            "0.5",
        ),
        "114" => ("meningococcal MCV4P", "0.5"),
        "115" => ("Tdap", "0.5"),
        "116" => ("rotavirus, pentavalent", "2.0"),
        "130" => ("DTaP-IPV", "0.5"),
        "133" => ("Pneumococcal conjugate PCV 13", "0.5"),
        "135" => ("Influenza, high-dose, trivalent, PF", "0.5"),
        "140" => ("Influenza, split virus, trivalent, PF", "0.5"),
        "150" => ("Influenza, split virus, quadrivalent, PF", "0.5"),
        "165" => ("HPV9", "0.5"),
        "187" => ("zoster recombinant", "0.5"),
        "208" => ("COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose", "0.3"),
        "216" => (
            "Pneumococcal conjugate PCV20, polysaccharide CRM197 conjugate, adjuvant, PF",
            "0.5",
        ),
        "218" => (
            "COVID-19, mRNA, LNP-S, PF, 10 mcg/0.2 mL dose, tris-sucrose",
            "0.2",
        ),
        "300" => (
            "COVID-19, mRNA, LNP-S, bivalent, PF, 30 mcg/0.3 mL dose",
            "0.3",
        ),
        "305" => (
            "RSV, bivalent, protein subunit RSVpreF, diluent reconstituted, 0.5 mL, PF",
            "0.5",
        ),
        "309" => (
            "COVID-19, mRNA, LNP-S, PF, tris-sucrose, 30 mcg/0.3 mL",
            "0.3",
        ),
        _ => ("", ""),
    }
}

impl Shot {
    /// When the record system sends it, and as what.
    pub fn entry(
        &self,
        id: &str,
        patient: &str,
        calendar: &Calendar,
    ) -> Result<(Timestamp, Entry), Fault> {
        let (name, amount) = named(self.cvx);
        let who = clinician(self.by).ok_or(Fault::Shape("demo clinician"))?;
        let (Day(days) | Month(days) | Year(days) | Words(_, days)) = self.when;
        let at = calendar.weekday(days, 12, 10);
        let day = calendar.date(at).to_string();
        let mut resource = json!({
            "resourceType": "Immunization",
            "id": id,
            "status": match self.fate {
                Fate::Given | Fate::Told => "completed",
                Fate::Not(_) => "not-done",
                Fate::Mistake => "entered-in-error",
            },
            "vaccineCode": {
                "coding": [{"system": CVX, "code": self.cvx, "display": name}],
                "text": name,
            },
            "patient": {"reference": format!("Patient/{patient}")},
            "primarySource": !matches!(self.fate, Fate::Told),
        });
        match self.when {
            Day(_) => resource["occurrenceDateTime"] = json!(day),
            Month(_) => resource["occurrenceDateTime"] = json!(day.get(..7)),
            Year(_) => resource["occurrenceDateTime"] = json!(day.get(..4)),
            Words(words, _) => resource["occurrenceString"] = json!(words),
        }
        match self.fate {
            Fate::Given => self.given(&mut resource, who, amount),
            Fate::Not(reason) => resource["statusReason"] = json!({"text": reason}),
            Fate::Told | Fate::Mistake => {}
        }
        if !self.reaction.is_empty() {
            let after = calendar.date(calendar.weekday(days.saturating_sub(1), 12, 10));
            resource["reaction"] = json!([{
                "date": after.to_string(),
                "detail": {"display": self.reaction},
                "reported": true,
            }]);
        }
        Ok((at, Entry::new("Immunization", id, &resource)?))
    }

    /// What is known of a dose that was given at an office of the plan.
    fn given(&self, resource: &mut Value, who: &Clinician, amount: &str) {
        resource["lotNumber"] = json!(self.lot);
        resource["location"] = json!({"display": who.office().name});
        resource["performer"] = json!([{
            "function": {"coding": [{"system": format!("{TERMINOLOGY}/v2-0443"), "code": "AP"}]},
            "actor": {"reference": format!("Practitioner/{}", who.key)},
        }]);
        let route = match self.site {
            "Mouth" => "By mouth",
            _ => "Injection",
        };
        resource["route"] = json!({"text": route});
        if self.site != "Mouth" {
            resource["site"] = json!({"text": self.site});
        }
        if let Ok(amount) = amount.parse::<f64>() {
            resource["doseQuantity"] = json!({"value": amount, "unit": "mL"});
        }
        if let (series, number @ 1.., of) = self.series {
            resource["protocolApplied"] = json!([{
                "series": series,
                "doseNumberPositiveInt": number,
                "seriesDosesPositiveInt": of,
            }]);
        }
    }
}
