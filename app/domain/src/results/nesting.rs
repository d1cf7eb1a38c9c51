//! Panels within panels.

/// Of the values of a report, in its order, each with within how many panels it lies: the names of
/// those panels, the outermost first. A panel stands before what lies within it.
pub fn panels<'n>(values: impl IntoIterator<Item = (&'n str, u32)>) -> Vec<Vec<&'n str>> {
    let mut path: Vec<&str> = Vec::new();
    values
        .into_iter()
        .map(|(name, depth)| {
            path.truncate(depth as usize);
            let within = path.clone();
            path.push(name);
            within
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_knows_the_panels_that_it_lies_within() {
        let found = panels([
            ("Blood", 0),
            ("Red cells", 1),
            ("Hemoglobin", 2),
            ("Platelets", 1),
            ("Sodium", 0),
        ]);
        let expected: [&[&str]; 5] = [&[], &["Blood"], &["Blood", "Red cells"], &["Blood"], &[]];
        assert_eq!(found, expected);
        assert_eq!(
            panels([("Deep", 7)]),
            [[""; 0]],
            "nothing that it could lie within"
        );
    }
}
