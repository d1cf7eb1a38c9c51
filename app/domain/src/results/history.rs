//! What a report was before: a version for every time that something of it was replaced.

use crate::time::Timestamp;

/// What something was just before an instant: the first of what it was (`before`, each with until
/// when) that lasted until then, or else what it is now.
pub fn just_before<'a, T: ?Sized>(
    now: &'a T,
    before: impl IntoIterator<Item = (Timestamp, &'a T)>,
    instant: Timestamp,
) -> &'a T {
    before
        .into_iter()
        .filter(|(until, _)| *until >= instant)
        .min_by_key(|(until, _)| *until)
        .map_or(now, |(_, was)| was)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_has_its_version() {
        let at = Timestamp::from_micros;
        // Preliminary until 10, final until 20, corrected since.
        let before = [(at(20), "final"), (at(10), "preliminary")];
        let then = |instant| just_before("corrected", before, at(instant));
        assert_eq!(
            [1, 10, 11, 20, 21].map(then),
            ["preliminary", "preliminary", "final", "final", "corrected"]
        );
        assert_eq!(just_before("final", [], at(5)), "final");
    }
}
