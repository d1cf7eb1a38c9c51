//! The letter of "finish by mail" (SPEC section 1, step 4).

use domain::registration::letter::PasswordLetter;
use serde::Serialize;
use words::{moments, registration as say};

use crate::frame::{Frame, Framed};
use crate::letters::Writer;
use crate::press::{Document, PaperError};

#[derive(Serialize)]
struct Data {
    frame: Framed,
    /// Name and address, as they stand in the envelope's window.
    window: Vec<String>,
    date: String,
    title: &'static str,
    greeting: String,
    why: &'static str,
    password: String,
    steps_heading: &'static str,
    steps: [String; 4],
    until: String,
    safe: &'static str,
    call_heading: &'static str,
    call: String,
    close: String,
}

/// A letter with a temporary password, which stands alone on its line (CONTRACT "E-mails and
/// letters"). Through the window of its envelope (no. 10, left window) nothing can be read but
/// the name and the address (REC-16).
pub fn password_letter(frame: &Frame, letter: &PasswordLetter) -> Result<Document, PaperError> {
    let locale = frame.locale;
    let mut writer = Writer::default();
    let mut window = vec![writer.line(&letter.name)];
    window.extend(letter.address.iter().map(|line| writer.line(line)));
    let support = &letter.support;
    let call = say::letter_call(locale, support.hours(locale), &support.phone, &support.tty);
    let data = Data {
        window,
        date: moments::date(locale, frame.printed.civil.date()),
        title: say::letter_title(locale),
        greeting: writer.line(&say::letter_greeting(locale, &letter.name)),
        why: say::letter_why(locale),
        password: writer.line(&letter.password),
        steps_heading: say::letter_steps_heading(locale),
        steps: [
            writer.line(&say::letter_open(locale, &letter.site)),
            say::letter_who(locale).into(),
            say::letter_enter(locale).into(),
            say::letter_own(locale).into(),
        ],
        until: say::letter_until(locale, moments::moment(locale, &letter.until)),
        safe: say::letter_safe(locale),
        call_heading: say::letter_call_heading(locale),
        call: writer.line(&call),
        close: writer.line(&say::letter_close(locale, &frame.plan)),
        frame: frame.around(say::letter_title(locale), &mut writer),
    };
    Document::set("letter.typ", &data, &frame.printed, &frame.plan)
}

#[cfg(test)]
mod tests {
    use domain::locale::Locale;
    use domain::organisation::Line;
    use domain::registration::letter::letter_until;
    use domain::time::{Date, LocalTime, Timestamp};

    use super::*;

    /// What the window of the envelope may show of the letter, wherever it slides: an envelope no.
    /// 10 is 9.5 by 4.125 inches, its window 4.5 by 1.125, 0.875 from the left and 0.5 from the
    /// bottom; the folded sheet is 8.5 by 3.667.
    const SHOWN: [f64; 4] = [-0.125, 2.04, 5.375, 3.625];
    /// What it shows however the letter slides.
    const ALWAYS: [f64; 4] = [0.875, 2.5, 4.375, 3.17];

    #[test]
    fn rec_16_the_window_shows_the_name_and_the_address_alone() {
        let civil = Date::constant(2026, 3, 12).at(9, 5, 0, 0);
        let at = Timestamp::from_micros(1_773_331_500_000_000);
        let time = |at| LocalTime {
            at,
            civil,
            zone: "PDT".into(),
        };
        for locale in Locale::ALL {
            let frame = Frame {
                locale,
                plan: "Larkhaven Health Plan".into(),
                whose: "Maria Santos".into(),
                printed: time(at),
            };
            let letter = PasswordLetter {
                name: "Maria Santos".into(),
                address: vec![
                    "12 Alder Lane".into(),
                    "Apt. 4".into(),
                    "Cedar Park, CA 94000".into(),
                ],
                password: "Quiet-Heron-4821".into(),
                until: time(letter_until(at)),
                site: "portal.larkhaven.example".into(),
                support: Line {
                    phone: "1-800-555-0110".into(),
                    tty: "711".into(),
                    hours_en: "every day".into(),
                    hours_es: "todos los días".into(),
                },
            };
            let made = password_letter(&frame, &letter).unwrap();
            assert_eq!(made.pages(), 1);
            let mut shown = String::new();
            for (text, [left, top, right, bottom]) in made.places(0) {
                let [x, y, x_end, y_end] = SHOWN;
                if right > x && left < x_end && bottom > y && top < y_end {
                    let [x, y, x_end, y_end] = ALWAYS;
                    let inside = left >= x && right <= x_end && top >= y && bottom <= y_end;
                    assert!(inside, "{text} at {left} {top} {right} {bottom}");
                    shown.push_str(&text);
                }
            }
            let address = format!("{}{}", letter.name, letter.address.concat());
            assert_eq!(shown.replace(' ', ""), address.replace(' ', ""));
        }
    }
}
