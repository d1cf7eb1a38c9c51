//! Identifiers beside a known one, as somebody would try them (ACC-4).

/// An identifier as addresses have it.
pub fn uuid(id: u128) -> String {
    let hex = format!("{id:032x}");
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    parts.join("-")
}

/// What stands in an address.
pub fn id_of(path: &str) -> u128 {
    let id = path.rsplit('/').next().unwrap().replace('-', "");
    u128::from_str_radix(&id, 16).unwrap()
}

/// Some two hundred neighbours: counted up and down, in any one of the random bits, and made
/// a few milliseconds before or after.
pub fn neighbours(id: u128) -> Vec<u128> {
    let counted = (1..=50).flat_map(|step| [id.wrapping_add(step), id.wrapping_sub(step)]);
    let flipped = (0..76)
        .filter(|bit| !(62..64).contains(bit))
        .map(|bit| id ^ (1 << bit));
    let timed = (1..=10).flat_map(|ms| [id.wrapping_add(ms << 80), id.wrapping_sub(ms << 80)]);
    counted.chain(flipped).chain(timed).collect()
}

/// Fails when two of some dozens of identifiers are close to each other in their random bits,
/// as they would be were they counted.
pub fn assert_far_apart(ids: &[u128]) {
    let mut random: Vec<u64> = ids
        .iter()
        .map(|id| u64::try_from(id & ((1 << 62) - 1)).unwrap())
        .collect();
    random.sort_unstable();
    for pair in random.windows(2) {
        // Of forty by chance, once in a million times.
        assert!(pair[1] - pair[0] > 1 << 32, "{pair:?}");
    }
}
