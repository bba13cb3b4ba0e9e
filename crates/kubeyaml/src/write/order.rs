//! The order in which keys are written.

/// Sorts keys as `go.yaml.in/yaml/v2` does: letters by code point, other characters before letters, digits by the number that they
/// form (`a1`, `a01`, `a9`, `a10`).
///
/// That relation is not an order for all sets of keys (`v10` < `v1alpha1` < `v2` < `v10`); for those the result here is some fixed one.
pub(crate) fn natural_order<T>(entries: &mut Vec<(&str, T)>) {
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
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
    let digits_before = a[..common].chars().rev().take_while(char::is_ascii_digit);
    let seed = i64::from(zero && digits_before.into_iter().any(|digit| digit != '0'));
    let (number_a, length_a) = number(&a[common..], seed);
    let (number_b, length_b) = number(&b[common..], seed);
    (number_a, length_a, first_a) < (number_b, length_b, first_b)
}

/// The number that the leading digits form after `seed`, wrapping around as Go's does, and how many digits there are.
fn number(text: &str, seed: i64) -> (i64, usize) {
    let digits = text.bytes().take_while(u8::is_ascii_digit);
    digits.fold((seed, 0), |(number, length), digit| {
        (
            number.wrapping_mul(10).wrapping_add(i64::from(digit - b'0')),
            length + 1,
        )
    })
}

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
