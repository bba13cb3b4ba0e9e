//! A small argument reader: flags with a value (`--x v` or `--x=v`), switches, and the rest.

use anyhow::{Result, bail};

/// What is left of a command's arguments.
pub(crate) struct Arguments(Vec<String>);

impl Arguments {
    /// Starts on the arguments that follow the command's name.
    pub(crate) fn new(argv: Vec<String>) -> Self {
        Self(argv)
    }

    /// Takes `--name VALUE` or `--name=VALUE` out; the last one wins.
    ///
    /// # Errors
    /// When the flag stands last, without a value.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let prefix = format!("{name}=");
        let mut found = None;
        while let Some(at) = self.0.iter().position(|a| a == name || a.starts_with(&prefix)) {
            let flag = self.0.remove(at);
            found = match flag.strip_prefix(&prefix) {
                Some(value) => Some(value.to_owned()),
                None if at < self.0.len() => Some(self.0.remove(at)),
                None => bail!("{name} needs a value"),
            };
        }
        Ok(found)
    }

    /// Takes `--name` out and says whether it was there.
    pub(crate) fn switch(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|a| a != name);
        self.0.len() != before
    }

    /// What no flag took.
    ///
    /// # Errors
    /// When a flag is among it.
    pub(crate) fn rest(self) -> Result<Vec<String>> {
        match self.0.iter().find(|a| a.starts_with('-') && a.len() > 1) {
            Some(flag) => bail!("unknown flag {flag}"),
            None => Ok(self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Arguments {
        Arguments::new(text.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn values_in_both_forms() {
        let mut a = arguments("yaml --suite x --format=json engine");
        assert_eq!(a.value("--suite").ok().flatten().as_deref(), Some("x"));
        assert_eq!(a.value("--format").ok().flatten().as_deref(), Some("json"));
        assert_eq!(a.rest().ok(), Some(vec!["yaml".to_owned(), "engine".to_owned()]));
    }

    #[test]
    fn a_missing_value_or_an_unknown_flag_is_an_error() {
        assert!(arguments("--suite").value("--suite").is_err());
        assert!(arguments("--wat").rest().is_err());
    }

    #[test]
    fn a_switch_is_taken() {
        let mut a = arguments("--quick");
        assert!(a.switch("--quick"));
        assert!(!a.switch("--quick"));
    }
}
