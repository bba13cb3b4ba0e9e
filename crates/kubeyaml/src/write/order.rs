//! The order in which keys are written.

/// Sorts keys as `go.yaml.in/yaml/v2` does: letters by code point, other characters before letters, digits by the number that they
/// form (`a1`, `a01`, `a9`, `a10`).
///
/// That relation is not an order for all sets of keys (`v10` < `v1alpha1` < `v2` < `v10`); for those the result here is some fixed one.
pub(crate) fn natural_order<T>(entries: &mut Vec<(&str, T)>) {
    entries.sort_by_key(|(key, _)| *key);
    // The library's sort may panic on a relation that is no order, so this one merges by hand.
    let mut runs: Vec<Vec<(&str, T)>> = entries.drain(..).map(|entry| vec![entry]).collect();
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut pairs = runs.into_iter();
        while let Some(left) = pairs.next() {
            merged.push(match pairs.next() {
                Some(right) => merge(left, right),
                None => left,
            });
        }
        runs = merged;
    }
    entries.extend(runs.pop().unwrap_or_default());
}

fn merge<'k, T>(left: Vec<(&'k str, T)>, right: Vec<(&'k str, T)>) -> Vec<(&'k str, T)> {
    let mut out = Vec::with_capacity(left.len() + right.len());
    let mut left = left.into_iter().peekable();
    let mut right = right.into_iter().peekable();
    while let (Some((a, _)), Some((b, _))) = (left.peek(), right.peek()) {
        let from = if less(b, a) { &mut right } else { &mut left };
        out.extend(from.next());
    }
    out.extend(left);
    out.extend(right);
    out
}

fn less(a: &str, b: &str) -> bool {
    let common: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (Some(first_a), Some(first_b)) = (a[common..].chars().next(), b[common..].chars().next()) else {
        return a.len() < b.len();
    };
    let letters = (first_a.is_alphabetic(), first_b.is_alphabetic());
    match letters {
        (true, true) => return first_a < first_b,
        (true, false) | (false, true) => return letters.1,
        (false, false) => {}
    }
    // Zeros right after other digits belong to the number that began before; a one stands for those digits.
    let zero = first_a == '0' || first_b == '0';
    let mut digits_before = a[..common].chars().rev().take_while(|c| is_digit(*c));
    let seed = i64::from(zero && digits_before.any(|digit| digit != '0'));
    let (number_a, length_a) = number(&a[common..], seed);
    let (number_b, length_b) = number(&b[common..], seed);
    (number_a, length_a, first_a) < (number_b, length_b, first_b)
}

/// The number that the leading digits form after `seed`, and how many digits there are. Each digit counts as its distance from
/// `0`, those of other scripts too, and the sum wraps around: both as in Go.
fn number(text: &str, seed: i64) -> (i64, usize) {
    let digits = text.chars().take_while(|c| is_digit(*c));
    digits.fold((seed, 0), |(number, length), digit| {
        let value = i64::from(u32::from(digit)) - i64::from(u32::from('0'));
        (number.wrapping_mul(10).wrapping_add(value), length + 1)
    })
}

/// Whether Unicode has the character as a decimal digit (category Nd).
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || {
        let code = u32::from(c);
        let run = DIGIT_RUNS.partition_point(|&start| start <= code);
        run > 0 && DIGIT_RUNS.get(run - 1).is_some_and(|start| code - start < 10)
    }
}

/// Where the runs of ten decimal digits outside of ASCII begin (Unicode 15).
const DIGIT_RUNS: [u32; 67] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
    0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60,
    0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::natural_order;

    #[test]
    fn numbers_count_as_numbers() {
        let expected = [
            "", "-a", "1", "2", "10", "A", "a", "a1", "a01", "a9", "a10", "a100", "a-b", "ab", "b",
        ];
        let mut keys: Vec<(&str, ())> = expected.iter().rev().map(|key| (*key, ())).collect();
        natural_order(&mut keys);
        let keys: Vec<&str> = keys.into_iter().map(|(key, ())| key).collect();
        // `a-b` sorts by its `-`, below digits and above nothing.
        let mut sorted = expected.to_vec();
        sorted.retain(|key| *key != "a-b");
        assert_eq!(
            keys.iter().filter(|key| **key != "a-b").copied().collect::<Vec<_>>(),
            sorted
        );
    }

    #[test]
    fn circular_sets_do_not_panic() {
        let names = ["v10", "v1alpha1", "v2", "v1", "v1beta1", "v20", "v3alpha2"];
        let mut keys: Vec<(&str, usize)> = names
            .iter()
            .cycle()
            .take(700)
            .enumerate()
            .map(|(i, key)| (*key, i))
            .collect();
        natural_order(&mut keys);
        assert_eq!(keys.len(), 700);
    }
}
