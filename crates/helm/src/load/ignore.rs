//! `.helmignore`: which files of a folder are not part of the chart.

use super::pattern;

/// The rules in order; the first that decides counts.
#[derive(Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    pattern: String,
    /// `!`: everything that does not match is left out.
    negated: bool,
    /// `/` at the end: folders only.
    folders: bool,
    /// Compared with the whole path and not with the last part.
    whole: bool,
}

impl Rules {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut rules = Rules::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            rules.add(line)?;
        }
        Ok(rules)
    }

    /// Hidden files in `templates/` never count.
    pub(super) fn with_defaults(mut self) -> Self {
        let added = self.add("templates/.?*");
        debug_assert!(added.is_ok());
        self
    }

    fn add(&mut self, line: &str) -> Result<(), String> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line.contains("**") {
            return Err("double-star (**) syntax is not supported".to_owned());
        }
        pattern::check(line)?;
        let negated = line.starts_with('!');
        let rule = line.strip_prefix('!').unwrap_or(line);
        let folders = rule.ends_with('/');
        let rule = rule.strip_suffix('/').unwrap_or(rule);
        self.0.push(Rule {
            pattern: rule.strip_prefix('/').unwrap_or(rule).to_owned(),
            negated,
            folders,
            whole: rule.contains('/'),
        });
        Ok(())
    }

    /// Whether the file or folder at this path is left out.
    pub(super) fn ignores(&self, path: &str, is_folder: bool) -> bool {
        for rule in &self.0 {
            let compared = if rule.whole {
                path
            } else {
                path.rsplit('/').next().unwrap_or(path)
            };
            let matches = pattern::matches(&rule.pattern, compared);
            if rule.negated {
                if rule.folders && !is_folder || !matches {
                    return true;
                }
            } else if matches && (is_folder || !rule.folders) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;

    /// Each result is what Helm's `ignore` package gives.
    #[test]
    fn rules_decide_in_order() {
        let rules = Rules::parse("# comment\n\n*.bak\n/root.txt\ncargo/\na/b?.txt\n")
            .expect("good rules")
            .with_defaults();
        for (path, folder, ignored) in [
            ("x.bak", false, true),
            ("a/x.bak", false, true),
            ("root.txt", false, true),
            ("a/root.txt", false, false),
            ("cargo", true, true),
            ("cargo", false, false),
            ("a/b1.txt", false, true),
            ("c/a/b1.txt", false, false),
            ("templates/.hidden", false, true),
            ("templates/shown", false, false),
            (".helmignore", false, false),
        ] {
            assert_eq!(rules.ignores(path, folder), ignored, "{path}");
        }
        assert!(Rules::parse("a/**/b").is_err());
        assert!(Rules::parse("[a").is_err());
        let only = Rules::parse("!*.yaml").expect("a good rule");
        assert!(only.ignores("a.txt", false) && !only.ignores("a.yaml", false));
    }
}
