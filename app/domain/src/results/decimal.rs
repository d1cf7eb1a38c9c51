//! Decimals that keep the text they came with.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// So many significant digits are shown (SPEC section 6); the source text stands beside.
pub const SHOWN_DIGITS: usize = 4;

/// Beyond so many places left or right of the point, a number is shown as it was written:
/// nobody reads forty zeros.
const MAX_PLACES: i64 = 24;

/// A JSON number: its source text, and its digits. Never a float.
#[derive(Clone, Debug)]
pub struct Decimal {
    text: String,
    negative: bool,
    /// Significant digits without leading zeros, as bytes `0..=9`; empty for zero. Trailing
    /// zeros stay: the laboratory wrote them.
    digits: Vec<u8>,
    /// The power of ten of the last digit.
    exponent: i64,
}

impl Decimal {
    /// Reads a number in JSON's grammar (`-12.50`, `1.5e-3`); none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 400 {
            return None;
        }
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = match rest.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, exponent(power)?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (mantissa, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return None;
        }
        let places = i64::try_from(fraction.len()).ok()?;
        let digits: Vec<u8> = whole
            .bytes()
            .chain(fraction.bytes())
            .map(|b| b - b'0')
            .skip_while(|digit| *digit == 0)
            .collect();
        Some(Self {
            text: text.to_owned(),
            negative,
            digits,
            exponent: power - places,
        })
    }

    /// The source text, byte for byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty() || self.digits.iter().all(|digit| *digit == 0)
    }

    /// The number as it is shown: at most four significant digits, rounded half away from
    /// zero on the decimal digits; one that is short enough stays as it was written.
    pub fn shown(&self) -> String {
        let plain = !self.text.contains(['e', 'E']);
        if plain && self.digits.len() <= SHOWN_DIGITS {
            return self.text.clone();
        }
        let (mut digits, mut exponent) = (self.digits.clone(), self.exponent);
        if digits.len() > SHOWN_DIGITS {
            let dropped = digits.split_off(SHOWN_DIGITS);
            exponent += i64::try_from(dropped.len()).unwrap_or(i64::MAX);
            if dropped.first().is_some_and(|first| *first >= 5) && carry(&mut digits) {
                exponent += 1;
            }
        }
        self.write(&digits, exponent)
            .unwrap_or_else(|| self.text.clone())
    }

    /// How many places after the point [`Self::shown`] has.
    pub fn shown_places(&self) -> usize {
        self.shown()
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len())
    }

    /// Rounded to so many places after the point, half away from zero.
    pub fn to_places(&self, places: usize) -> String {
        let target = -i64::try_from(places).unwrap_or(MAX_PLACES);
        let (mut digits, mut exponent) = (self.digits.clone(), self.exponent);
        if exponent < target {
            let drop = usize::try_from(target - exponent).unwrap_or(usize::MAX);
            if drop > digits.len() {
                digits.clear();
            } else {
                let dropped = digits.split_off(digits.len() - drop);
                let up = dropped.first().is_some_and(|first| *first >= 5);
                if up && digits.is_empty() {
                    digits.push(1);
                } else if up && digits.iter().all(|digit| *digit == 9) {
                    digits = std::iter::once(1).chain(digits.iter().map(|_| 0)).collect();
                } else if up {
                    carry(&mut digits);
                }
            }
            exponent = target;
        }
        self.write(&digits, exponent)
            .unwrap_or_else(|| self.text.clone())
    }

    /// Digits and exponent as plain text; none when that would be absurdly long.
    fn write(&self, digits: &[u8], exponent: i64) -> Option<String> {
        let count = i64::try_from(digits.len()).ok()?;
        if !(-MAX_PLACES..=MAX_PLACES).contains(&exponent) || count + exponent > MAX_PLACES {
            return None;
        }
        let mut out = String::new();
        if self.negative && digits.iter().any(|digit| *digit != 0) {
            out.push('-');
        }
        let point = count + exponent;
        if point <= 0 || digits.is_empty() {
            out.push('0');
        }
        for (index, digit) in (0_i64..).zip(digits) {
            if index == 0 && point < 0 {
                out.push('.');
                out.extend((point..0).map(|_| '0'));
            } else if index == point {
                out.push('.');
            }
            out.push(char::from(b'0' + digit));
        }
        if !digits.is_empty() {
            out.extend((0..exponent).map(|_| '0'));
        }
        if digits.is_empty() && exponent < 0 {
            out.push('.');
            out.extend((exponent..0).map(|_| '0'));
        }
        Some(out)
    }

    /// `self - other`, exactly; none where the two are more than thirty digits apart. A zero is
    /// near every number, however many places it was written with.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        let places = [self, other]
            .into_iter()
            .filter(|one| !one.digits.is_empty());
        let exponent = places.map(|one| one.exponent).min().unwrap_or(0);
        let scaled = |number: &Self| -> Option<i128> {
            if number.digits.is_empty() {
                return Some(0);
            }
            let mut sum: i128 = 0;
            for digit in &number.digits {
                sum = sum.checked_mul(10)?.checked_add(i128::from(*digit))?;
            }
            let shift = u32::try_from(number.exponent - exponent).ok()?;
            let sum = sum.checked_mul(10_i128.checked_pow(shift)?)?;
            Some(if number.negative { -sum } else { sum })
        };
        let difference = scaled(self)?.checked_sub(scaled(other)?)?;
        let mantissa = difference.unsigned_abs().to_string();
        let digits: Vec<u8> = mantissa
            .bytes()
            .map(|b| b - b'0')
            .skip_while(|digit| *digit == 0)
            .collect();
        let mut found = Self {
            text: String::new(),
            negative: difference < 0,
            digits,
            exponent,
        };
        found.text = match found.write(&found.digits, found.exponent) {
            Some(text) => text,
            None => format!("{difference}e{exponent}"),
        };
        Some(found)
    }

    /// For drawing only.
    pub fn to_f64(&self) -> f64 {
        self.text.parse().unwrap_or(0.0)
    }
}

/// One more in the last place; true when that made a new digit in front (999 → 100, with
/// the exponent one higher).
fn carry(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return false;
        }
        *digit = 0;
    }
    if let Some(first) = digits.first_mut() {
        *first = 1;
    }
    true
}

/// The exponent of JSON's grammar: a sign or none, then digits.
fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    Some(if text.starts_with('-') { -value } else { value })
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (a, b) if a != b => a.cmp(&b),
            (0, _) => Ordering::Equal,
            (1, _) => self.cmp_size(other),
            _ => other.cmp_size(self),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Decimal {
    fn sign(&self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => -1,
        }
    }

    /// Compares two numbers without their signs.
    fn cmp_size(&self, other: &Self) -> Ordering {
        let top = |number: &Self| number.exponent + i64::try_from(number.digits.len()).unwrap_or(0);
        top(self).cmp(&top(other)).then_with(|| {
            let length = self.digits.len().max(other.digits.len());
            let padded = |number: &Self| -> Vec<u8> {
                number
                    .digits
                    .iter()
                    .copied()
                    .chain(std::iter::repeat(0))
                    .take(length)
                    .collect()
            };
            padded(self).cmp(&padded(other))
        })
    }
}

/// Equal in value: `5.10` and `5.1` are.
impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a decimal"))
    }
}
