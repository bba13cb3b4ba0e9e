//! Which item of the old list becomes which item of the new one.

use std::collections::HashMap;

/// Above this many comparisons, unequal lists are only compared within a window.
const COMPARISONS: usize = 1 << 16;
/// How far ahead a long list is searched for an equal item.
const WINDOW: usize = 32;

/// For every new item, the old item that it is made from, and whether that one stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: usize,
    pub(super) stays: bool,
}

/// What [`align`] has to know about two lists.
pub(super) trait Lists {
    fn old_len(&self) -> usize;
    fn new_len(&self) -> usize;
    /// Whether the items are the same data.
    fn equal(&mut self, old: usize, new: usize) -> bool;
    /// Whether an item without identity could become the other one.
    fn alike(&mut self, old: usize, new: usize) -> bool;
    /// Whether two collections without identity have something in common.
    fn akin(&mut self, old: usize, new: usize) -> bool;
    /// What names the items of both lists, where something does; called with the bounds of what is not equal anyway.
    fn names(&mut self, old: std::ops::Range<usize>, new: std::ops::Range<usize>) -> Names;
}

/// Names of items, unique within either list; in the order of the ranges that were asked about.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) old: Vec<Option<String>>,
    pub(super) new: Vec<Option<String>>,
}

/// Pairs new items with old ones: equal ones at both ends, then those of the same name, then equal ones in order, then what
/// stands between the same neighbours. The longest run of pairs that is in order stays, the others move.
pub(super) fn align(lists: &mut impl Lists) -> Vec<Option<Pair>> {
    let (old_len, new_len) = (lists.old_len(), lists.new_len());
    let mut head = 0;
    while head < old_len.min(new_len) && lists.equal(head, head) {
        head += 1;
    }
    let mut tail = 0;
    while tail < old_len.min(new_len) - head && lists.equal(old_len - 1 - tail, new_len - 1 - tail) {
        tail += 1;
    }
    let mut of_new: Vec<Option<usize>> = vec![None; new_len];
    for (i, slot) in of_new.iter_mut().enumerate() {
        if i < head {
            *slot = Some(i);
        } else if i >= new_len - tail {
            *slot = Some(i + old_len - new_len);
        }
    }
    let (old, new) = (head..old_len - tail, head..new_len - tail);
    if !old.is_empty() && !new.is_empty() {
        let names = lists.names(old.clone(), new.clone());
        let by_name: HashMap<&str, usize> = names
            .old
            .iter()
            .zip(old.clone())
            .filter_map(|(name, i)| Some((name.as_deref()?, i)))
            .collect();
        let mut taken = vec![false; old_len];
        for (name, j) in names.new.iter().zip(new.clone()) {
            if let Some(&i) = name.as_deref().and_then(|name| by_name.get(name)) {
                of_new[j] = Some(i);
                taken[i] = true;
            }
        }
        let unnamed_old = |i: usize| names.old.get(i - old.start).is_none_or(Option::is_none);
        let unnamed_new = |j: usize| names.new.get(j - new.start).is_none_or(Option::is_none);
        // What has a name that the other list lacks equals nothing there.
        let free_old: Vec<usize> = old.clone().filter(|i| !taken[*i] && unnamed_old(*i)).collect();
        let free_new: Vec<usize> = new
            .clone()
            .filter(|j| of_new[*j].is_none() && unnamed_new(*j))
            .collect();
        for (i, j) in common(&free_old, &free_new, lists) {
            of_new[j] = Some(i);
            taken[i] = true;
        }
        for (i, j) in elsewhere(&free_old, &free_new, &taken, &of_new, lists) {
            of_new[j] = Some(i);
            taken[i] = true;
        }
        fill_gaps(
            &mut of_new,
            &mut taken,
            old.clone(),
            new.clone(),
            &unnamed_old,
            &unnamed_new,
            lists,
        );
    }
    let stays = longest_rising(&of_new);
    of_new
        .into_iter()
        .zip(stays)
        .map(|(old, stays)| old.map(|old| Pair { old, stays }))
        .collect()
}

/// A common subsequence of both index lists, the longest one where that is cheap.
fn common(old: &[usize], new: &[usize], lists: &mut impl Lists) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if old.is_empty() || new.is_empty() {
        return pairs;
    }
    if old.len().saturating_mul(new.len()) > COMPARISONS {
        let mut from = 0;
        for &j in new {
            let end = old.len().min(from + WINDOW);
            if let Some(at) = (from..end).find(|at| lists.equal(old[*at], j)) {
                pairs.push((old[at], j));
                from = at + 1;
            }
        }
        return pairs;
    }
    let width = new.len() + 1;
    let mut equal = vec![false; old.len() * width];
    let mut best = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let same = lists.equal(old[i], new[j]);
            equal[i * width + j] = same;
            best[i * width + j] = if same {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if equal[i * width + j] {
            pairs.push((old[i], new[j]));
            i += 1;
            j += 1;
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Equal items that are left over and stand in another order.
fn elsewhere(
    old: &[usize],
    new: &[usize],
    taken: &[bool],
    of_new: &[Option<usize>],
    lists: &mut impl Lists,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut old: Vec<usize> = old.iter().copied().filter(|i| !taken[*i]).collect();
    let new = || new.iter().copied().filter(|j| of_new[*j].is_none());
    if old.len().saturating_mul(new().count()) > COMPARISONS {
        return pairs;
    }
    for j in new() {
        if let Some(at) = old.iter().position(|i| lists.equal(*i, j)) {
            pairs.push((old.remove(at), j));
        }
    }
    pairs
}

/// Pairs what is left in the gaps between paired neighbours, where as many old items as new ones are left.
fn fill_gaps(
    of_new: &mut [Option<usize>],
    taken: &mut [bool],
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
    unnamed_old: &dyn Fn(usize) -> bool,
    unnamed_new: &dyn Fn(usize) -> bool,
    lists: &mut impl Lists,
) {
    let mut j = new.start;
    while j < new.end {
        if of_new[j].is_some() {
            j += 1;
            continue;
        }
        let gap_end = (j..new.end).find(|j| of_new[*j].is_some()).unwrap_or(new.end);
        let before = j.checked_sub(1).and_then(|j| of_new[j]).map_or(old.start, |i| i + 1);
        let free: Vec<usize> = (before.max(old.start)..old.end)
            .take_while(|i| !taken[*i])
            .filter(|i| unnamed_old(*i))
            .collect();
        let wanting: Vec<usize> = (j..gap_end).filter(|j| unnamed_new(*j)).collect();
        if free.len() == wanting.len() && free.iter().zip(&wanting).all(|(i, j)| lists.alike(*i, *j)) {
            for (i, j) in free.iter().zip(&wanting) {
                of_new[*j] = Some(*i);
                taken[*i] = true;
            }
        }
        // Of more or fewer ones, those that have something in common, in order.
        let mut free = free.into_iter().filter(|i| !taken[*i]).collect::<Vec<_>>().into_iter();
        for j in wanting
            .into_iter()
            .filter(|j| of_new[*j].is_none())
            .take(WINDOW)
            .collect::<Vec<_>>()
        {
            let mut rest = free.clone();
            if let Some(i) = rest.by_ref().take(WINDOW).find(|i| lists.akin(*i, j)) {
                of_new[j] = Some(i);
                taken[i] = true;
                free = rest;
            }
        }
        j = gap_end;
    }
}

/// Marks a longest run of rising old indexes.
fn longest_rising(of_new: &[Option<usize>]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; of_new.len()];
    for (j, old) in of_new.iter().enumerate() {
        let Some(old) = old else { continue };
        let at = ends.partition_point(|end| of_new[*end] < Some(*old));
        previous[j] = at.checked_sub(1).map(|at| ends[at]);
        if at == ends.len() {
            ends.push(j);
        } else {
            ends[at] = j;
        }
    }
    let mut stays = vec![false; of_new.len()];
    let mut at = ends.last().copied();
    while let Some(j) = at {
        stays[j] = true;
        at = previous[j];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items are characters; upper-case ones have a name, the letter, and a digit never equals anything.
    struct Text(Vec<char>, Vec<char>);

    impl Lists for Text {
        fn old_len(&self) -> usize {
            self.0.len()
        }
        fn new_len(&self) -> usize {
            self.1.len()
        }
        fn equal(&mut self, old: usize, new: usize) -> bool {
            self.0[old] == self.1[new] && self.0[old].is_ascii_lowercase()
        }
        fn alike(&mut self, _: usize, _: usize) -> bool {
            true
        }
        fn akin(&mut self, old: usize, new: usize) -> bool {
            self.0[old].is_ascii_digit()
                && self.1[new].is_ascii_digit()
                && self.0[old] as u8 % 2 == self.1[new] as u8 % 2
        }
        fn names(&mut self, old: std::ops::Range<usize>, new: std::ops::Range<usize>) -> Names {
            let name = |c: &char| c.is_ascii_uppercase().then(|| c.to_string());
            Names {
                old: self.0[old].iter().map(name).collect(),
                new: self.1[new].iter().map(name).collect(),
            }
        }
    }

    fn aligned(old: &str, new: &str) -> String {
        let pairs = align(&mut Text(old.chars().collect(), new.chars().collect()));
        let shown = pairs.iter().map(|pair| match pair {
            None => "+".to_owned(),
            Some(Pair { old, stays: true }) => old.to_string(),
            Some(Pair { old, stays: false }) => format!("({old})"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn equal_items_stay_and_new_ones_are_new() {
        assert_eq!(aligned("abc", "abc"), "0 1 2");
        assert_eq!(aligned("abc", "xabc"), "+ 0 1 2");
        assert_eq!(aligned("abc", "axyc"), "0 + + 2");
        assert_eq!(aligned("abcd", "bxd"), "1 2 3");
        assert_eq!(aligned("abc", ""), "");
    }

    #[test]
    fn named_items_are_found_wherever_they_go() {
        assert_eq!(aligned("ABC", "CAB"), "(2) 0 1");
        assert_eq!(aligned("AB", "XAYB"), "+ 0 + 1");
        assert_eq!(aligned("A", "B"), "+");
        assert_eq!(aligned("abc", "cab"), "(2) 0 1");
    }

    #[test]
    fn unnamed_items_between_the_same_neighbours_are_paired() {
        assert_eq!(aligned("a1b", "a2b"), "0 1 2");
        assert_eq!(aligned("a12b", "a3b"), "0 1 3");
        assert_eq!(aligned("a13b", "a2b"), "0 + 3");
        assert_eq!(aligned("1A2", "3A4"), "0 1 2");
        assert_eq!(aligned("12", "5x4"), "0 + 1");
    }

    #[test]
    fn long_lists_cost_little() {
        let old: String = (0..4000).map(|i| char::from(b'a' + (i * i % 26) as u8)).collect();
        let new: String = old.replace("ab", "xyz").chars().rev().collect();
        let started = std::time::Instant::now();
        assert_eq!(
            align(&mut Text(old.chars().collect(), new.chars().collect())).len(),
            new.len()
        );
        assert!(started.elapsed().as_secs() < 2);
    }
}
