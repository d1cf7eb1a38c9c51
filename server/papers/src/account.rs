//! The member ID card (SPEC section 3).

use domain::account::IdCardView;
use domain::organisation::Line;
use serde::Serialize;
use words::account as say;

use crate::frame::{Frame, Framed};
use crate::letters::Writer;
use crate::press::{Document, PaperError};

#[derive(Serialize)]
struct Data {
    frame: Framed,
    title: &'static str,
    name: String,
    mrn_label: &'static str,
    mrn: String,
    call: String,
    cut: &'static str,
    facts_heading: &'static str,
    facts: Vec<[String; 2]>,
    wrong: &'static str,
}

/// The card at its real size (85.6 by 54 mm), to cut out, and the same facts as text.
pub fn id_card(frame: &Frame, card: &IdCardView) -> Result<Document, PaperError> {
    let locale = frame.locale;
    let mut writer = Writer::default();
    let phone = |line: &Line| say::card_phone(locale, line.hours(locale), &line.phone, &line.tty);
    let physician = card.physician.as_deref();
    let mut facts = vec![
        (say::card_name(locale), card.name.clone()),
        (say::card_mrn(locale), card.mrn.clone()),
        (
            say::card_physician(locale),
            physician.unwrap_or(say::card_none_chosen(locale)).into(),
        ),
    ];
    facts.extend(
        card.office
            .clone()
            .map(|office| (say::card_office(locale), office)),
    );
    facts.push((
        say::card_member_services(locale),
        phone(&card.member_services),
    ));
    facts.push((say::card_nurse(locale), phone(&card.nurse)));
    let data = Data {
        title: say::card_title(locale),
        name: writer.line(&card.name),
        mrn_label: say::card_mrn(locale),
        mrn: writer.line(&card.mrn),
        call: writer.line(&say::card_call(locale, &card.member_services.phone)),
        cut: say::card_cut(locale),
        facts_heading: say::card_facts(locale),
        facts: facts
            .into_iter()
            .map(|(name, value)| [name.to_owned(), writer.line(&value)])
            .collect(),
        wrong: say::card_wrong(locale),
        frame: frame.around(say::card_title(locale), &mut writer),
    };
    Document::set("card.typ", &data, &frame.printed, &frame.plan)
}
