//! Constraints as Masterminds/semver v3.5.0 reads and checks them: groups joined by `||`, each a list of comparisons
//! (separated by a comma or white space) that must all hold; wildcards, hyphen ranges, `~` and `^`.

use std::cmp::Ordering;

use super::version::{SemverError, Version, compare_prerelease, dotted, leading};

const MAX_CONSTRAINT_LEN: usize = 512;
const MAX_GROUPS: usize = 32;

/// Comparison operators, with both spellings where the library has two.
const OPERATORS: [(&str, Operator); 11] = [
    (">=", Operator::GreaterEqual),
    ("=>", Operator::GreaterEqual),
    ("<=", Operator::LessEqual),
    ("=<", Operator::LessEqual),
    ("!=", Operator::NotEqual),
    ("~>", Operator::Tilde),
    ("=", Operator::Equal),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("~", Operator::Tilde),
    ("^", Operator::Caret),
];

/// A parsed constraint: one of its groups must hold.
#[derive(Clone, Debug)]
pub struct Constraints {
    groups: Vec<Group>,
}

#[derive(Clone, Debug)]
struct Group {
    comparisons: Vec<Comparison>,
    /// A prerelease named anywhere in the group lets prereleases pass in all of it.
    allows_prerelease: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Tilde,
    Caret,
}

/// Which numbers a comparison leaves open, by a wildcard or by their absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// All three are given.
    Nothing,
    /// Only the patch number is open.
    Patch,
    /// Minor and patch are open.
    Minor,
    /// All are open.
    All,
}

#[derive(Clone, Debug)]
struct Comparison {
    operator: Operator,
    version: Version,
    open: Open,
}

/// A version with possible wildcards at the front of a text, in pieces.
struct Partial<'a> {
    whole: &'a str,
    major: &'a str,
    minor: &'a str,
    patch: &'a str,
    /// With its dash; empty if there is none.
    prerelease: &'a str,
}

impl Constraints {
    /// Reads a constraint such as `>=1.21-0`, `1.2 - 1.4.5`, `~1.3 || ^2.x`.
    ///
    /// # Errors
    /// [`SemverError`] with the Go library's words.
    pub fn parse(text: &str) -> Result<Constraints, SemverError> {
        if text.len() > MAX_CONSTRAINT_LEN {
            return Err(SemverError::ConstraintTooLong);
        }
        let text = spell_out_ranges(text);
        let parts: Vec<&str> = text.split("||").collect();
        if parts.len() > MAX_GROUPS {
            return Err(SemverError::TooManyGroups);
        }
        let groups = parts.into_iter().map(Group::parse).collect::<Result<_, _>>()?;
        Ok(Constraints { groups })
    }

    /// Whether `version` satisfies at least one group.
    #[must_use]
    pub fn check(&self, version: &Version) -> bool {
        self.groups.iter().any(|group| {
            (version.prerelease.is_empty() || group.allows_prerelease)
                && group.comparisons.iter().all(|c| c.check(version))
        })
    }
}

impl Group {
    fn parse(text: &str) -> Result<Group, SemverError> {
        let improper = || SemverError::ImproperConstraint(text.to_owned());
        let mut comparisons = Vec::new();
        let mut rest = skip_space(text);
        loop {
            let (operator, after) = take_operator(rest);
            let partial = Partial::take(skip_space(after)).ok_or_else(improper)?;
            let after_version = &skip_space(after)[partial.whole.len()..];
            comparisons.push((operator, partial));
            let next = skip_space(after_version);
            if next.is_empty() {
                break;
            }
            rest = match next.strip_prefix(',') {
                Some(after_comma) => skip_space(after_comma),
                None if next.len() < after_version.len() => next,
                None => return Err(improper()),
            };
        }
        let comparisons = comparisons
            .into_iter()
            .map(|(operator, partial)| partial.into_comparison(operator))
            .collect::<Result<Vec<_>, _>>()?;
        let allows_prerelease = comparisons.iter().any(|c| !c.version.prerelease.is_empty());
        Ok(Group {
            comparisons,
            allows_prerelease,
        })
    }
}

impl<'a> Partial<'a> {
    fn take(text: &'a str) -> Option<Partial<'a>> {
        // The library's own pattern has `|` among the characters of a number.
        let number = |s: &'a str| leading(s, |b| b.is_ascii_digit() || matches!(b, b'x' | b'X' | b'*' | b'|'));
        let body = text.strip_prefix('v').unwrap_or(text);
        let major = number(body);
        if major.is_empty() {
            return None;
        }
        let mut rest = &body[major.len()..];
        let mut dotted_number = || {
            let found = rest.strip_prefix('.').map(number).filter(|n| !n.is_empty())?;
            rest = &rest[found.len() + 1..];
            Some(found)
        };
        let minor = dotted_number();
        let patch = minor.and_then(|_| dotted_number());
        let mut prerelease = "";
        if let Some(found) = rest.strip_prefix('-').and_then(dotted) {
            prerelease = &rest[..found.len() + 1];
            rest = &rest[found.len() + 1..];
        }
        if let Some(found) = rest.strip_prefix('+').and_then(dotted) {
            rest = &rest[found.len() + 1..];
        }
        Some(Partial {
            whole: &text[..text.len() - rest.len()],
            major,
            minor: minor.unwrap_or(""),
            patch: patch.unwrap_or(""),
            prerelease,
        })
    }

    fn into_comparison(self, operator: Operator) -> Result<Comparison, SemverError> {
        let is_open = |number: &str| matches!(number, "" | "x" | "X" | "*");
        let (open, text) = if is_open(self.major) {
            (Open::All, format!("0.0.0{}", self.prerelease))
        } else if is_open(self.minor) {
            (Open::Minor, format!("{}.0.0{}", self.major, self.prerelease))
        } else if is_open(self.patch) {
            (
                Open::Patch,
                format!("{}.{}.0{}", self.major, self.minor, self.prerelease),
            )
        } else {
            (Open::Nothing, self.whole.to_owned())
        };
        let version = Version::parse(&text).map_err(|_| SemverError::ConstraintVersion)?;
        Ok(Comparison {
            operator,
            version,
            open,
        })
    }
}

impl Comparison {
    fn check(&self, v: &Version) -> bool {
        let order = v.precedence(&self.version);
        let c = &self.version;
        match self.operator {
            Operator::Equal if self.open == Open::Nothing => order == Ordering::Equal,
            Operator::Equal | Operator::Tilde => self.within_tilde(v, order),
            Operator::Caret => self.within_caret(v, order),
            Operator::NotEqual => self.differs(v, order),
            Operator::Less => order == Ordering::Less,
            Operator::GreaterEqual => order != Ordering::Less,
            // `>11` means 12 or later, `>11.1` means 11.2 or later.
            Operator::Greater => match self.open {
                Open::Nothing => order == Ordering::Greater,
                _ if v.major != c.major => v.major > c.major,
                Open::Minor => false,
                Open::Patch => v.minor > c.minor,
                Open::All => order == Ordering::Greater,
            },
            Operator::LessEqual => match self.open {
                Open::Nothing => order != Ordering::Greater,
                _ if v.major != c.major => v.major < c.major,
                Open::Minor => true,
                Open::Patch | Open::All => v.minor <= c.minor,
            },
        }
    }

    fn within_tilde(&self, v: &Version, order: Ordering) -> bool {
        let c = &self.version;
        if order == Ordering::Less {
            return false;
        }
        // `~0.0.0` and `*` take everything from there on.
        let from_zero = (c.major, c.minor, c.patch) == (0, 0, 0);
        if from_zero && matches!(self.open, Open::Nothing | Open::All) {
            return true;
        }
        v.major == c.major && (self.open == Open::Minor || v.minor == c.minor)
    }

    fn within_caret(&self, v: &Version, order: Ordering) -> bool {
        let c = &self.version;
        if order == Ordering::Less || v.major != c.major {
            return false;
        }
        if c.major > 0 || self.open == Open::Minor {
            return true;
        }
        if c.minor > 0 || self.open == Open::Patch {
            return v.minor == c.minor;
        }
        v.minor == 0 && v.patch == c.patch
    }

    fn differs(&self, v: &Version, order: Ordering) -> bool {
        let c = &self.version;
        match self.open {
            Open::Nothing => order != Ordering::Equal,
            _ if v.major != c.major => true,
            Open::Minor => false,
            _ if v.minor != c.minor => true,
            Open::Patch => compare_prerelease(&v.prerelease, &c.prerelease) != Ordering::Equal,
            Open::All => v.patch != c.patch || order != Ordering::Equal,
        }
    }
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')
}

fn skip_space(text: &str) -> &str {
    &text[leading(text, is_space).len()..]
}

fn take_operator(text: &str) -> (Operator, &str) {
    OPERATORS
        .iter()
        .find_map(|(spelling, op)| Some((*op, text.strip_prefix(spelling)?)))
        .unwrap_or((Operator::Equal, text))
}

/// Turns each `A - B` into `>= A, <= B `.
fn spell_out_ranges(text: &str) -> String {
    let mut out = text.to_owned();
    let mut start = 0;
    while let Some(tail) = text.get(start..).filter(|t| !t.is_empty()) {
        if let Some((len, low, high)) = take_range(tail) {
            // The library replaces the first place with the same text, which is this one or an equal earlier one.
            out = out.replacen(&tail[..len], &format!(">= {low}, <= {high} "), 1);
            start += len;
        } else {
            start += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    out
}

/// A hyphen range at the front of `text`: its length with the white space around it, and both ends.
fn take_range(text: &str) -> Option<(usize, &str, &str)> {
    let body = skip_space(text);
    let low = Partial::take(body)?.whole;
    let after_low = &body[low.len()..];
    let dash = skip_space(after_low);
    if dash.len() == after_low.len() {
        return None;
    }
    let after_dash = dash.strip_prefix('-')?;
    let body = skip_space(after_dash);
    if body.len() == after_dash.len() {
        return None;
    }
    let high = Partial::take(body)?.whole;
    let rest = skip_space(&body[high.len()..]);
    Some((text.len() - rest.len(), low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(constraint: &str, version: &str) -> bool {
        Constraints::parse(constraint)
            .expect(constraint)
            .check(&Version::parse(version).expect(version))
    }

    #[test]
    fn comparisons_hold_as_in_go() {
        for (constraint, version, expected) in [
            (">=1.21-0", "v1.30.3", true),
            (">=1.21-0", "v1.30.3-gke.1", true),
            (">=1.21", "v1.30.3-gke.1", false),
            ("1.2 - 1.4.5", "1.4.6", false),
            ("1.2 - 1.4.5", "1.4.5", true),
            ("~1.2.3", "1.2.9", true),
            ("~1.2.3", "1.3.0", false),
            ("^0.2.3", "0.2.9", true),
            ("^0.2.3", "0.3.0", false),
            ("^0.0.3", "0.0.4", false),
            (">11", "11.1.0", false),
            (">11", "12.0.0", true),
            ("<=11", "11.9.9", true),
            ("!=1.x", "1.2.3", false),
            ("!=1.x", "2.0.0", true),
            ("<1.0 || >=2", "2.1.0", true),
            (">=1 <2", "1.9.9", true),
            ("*", "0.0.1", true),
        ] {
            assert_eq!(check(constraint, version), expected, "{constraint} {version}");
        }
    }

    #[test]
    fn malformed_constraints_are_refused() {
        for text in ["", ">", "1.2.3.4", "a.b", ">=1,,<2", "1 -2", "> = 1"] {
            assert!(Constraints::parse(text).is_err(), "{text}");
        }
    }
}
