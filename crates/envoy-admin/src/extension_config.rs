//! Extension configurations (ECDS) of a config dump.

use kubeyaml::Value;

use crate::config_dump::object;
use crate::json_names::with_json_names;
use crate::message::{field, list, text, type_name};
use crate::{ConfigDump, Error, Table, row};

const SECTION: &str = "EcdsConfigDump";

/// The extension configurations of a dump.
#[derive(Debug)]
pub struct ExtensionConfigs<'d>(Vec<&'d Value>);

/// Picks all of them, from every section that has some.
///
/// # Errors
/// [`Error::NoSection`].
pub fn extension_configs(dump: &ConfigDump) -> Result<ExtensionConfigs<'_>, Error> {
    dump.section(SECTION)?;
    let all = dump.sections(SECTION).flat_map(|section| list(section, "ecds_filters"));
    Ok(ExtensionConfigs(all.collect()))
}

impl ExtensionConfigs<'_> {
    /// A row a configuration, by type and name.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut rows: Vec<(&str, &str)> = self
            .0
            .iter()
            .filter_map(|item| field(item, "ecds_filter"))
            .map(|config| {
                let held = field(config, "typed_config").unwrap_or(&Value::Null);
                (type_name(held), text(config, "name"))
            })
            .collect();
        rows.sort_unstable();
        let mut table = vec![row(["ECDS NAME", "TYPE"])];
        table.extend(rows.into_iter().map(|(kind, name)| row([name, kind])));
        table
    }

    /// All of them with everything in them.
    #[must_use]
    pub fn whole(&self) -> Value {
        let items: Vec<Value> = self.0.iter().map(|item| with_json_names(item)).collect();
        object("ecdsFilters", items.into())
    }
}
