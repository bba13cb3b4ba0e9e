//! The bootstrap configuration in a config dump.

use kubeyaml::Value;

use crate::config_dump::whole;
use crate::message::{field, path, unsigned};
use crate::{ConfigDump, Error, Table, row};

const SECTION: &str = "BootstrapConfigDump";

/// The bootstrap section with everything in it.
///
/// # Errors
/// [`Error::NoSection`].
pub fn bootstrap(dump: &ConfigDump) -> Result<Value, Error> {
    dump.section(SECTION).map(whole)
}

/// The versions of Istio, its proxy and Envoy that the bootstrap names: a row each, without a heading.
///
/// # Errors
/// [`Error::NoSection`].
pub fn versions(dump: &ConfigDump) -> Result<Table, Error> {
    let section = dump.section(SECTION)?;
    let node = path(section, &["bootstrap", "node"]).unwrap_or(&Value::Null);
    // The names below metadata are a user's, not fields.
    let metadata = field(node, "metadata").unwrap_or(&Value::Null);
    let named = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut table = Table::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            table.push(row([name, value]));
        }
    };
    add("Istio Version:", &named(metadata, "ISTIO_VERSION").unwrap_or_default());
    let source = named(metadata, "ISTIO_PROXY_SHA").unwrap_or_default();
    add("Istio Proxy Version:", source.split(':').nth(1).unwrap_or(&source));

    let build = field(node, "user_agent_build_version").unwrap_or(&Value::Null);
    let version = field(build, "version").unwrap_or(&Value::Null);
    let mut envoy = format!(
        "{}.{}.{}",
        unsigned(version, "major_number"),
        unsigned(version, "minor_number"),
        unsigned(version, "patch")
    );
    let details = field(build, "metadata").unwrap_or(&Value::Null);
    for (separator, name) in [
        ('-', "build.label"),
        ('/', "revision.status"),
        ('/', "build.type"),
        ('/', "ssl.version"),
    ] {
        if details.get(name).is_some() {
            envoy.push(separator);
            envoy.push_str(details.get(name).and_then(Value::as_str).unwrap_or_default());
        }
    }
    add("Envoy Version:", &envoy);
    Ok(table)
}
