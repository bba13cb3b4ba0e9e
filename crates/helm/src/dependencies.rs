//! Which charts take part in a rendering, under which names, and with which values.
//!
//! Helm works this out on the loaded charts themselves, whose copies for aliases share parts with the originals. The same sharing
//! is kept here by indices, so that odd charts come out the same: two aliases of one chart share what it depends on.

use std::sync::Arc;

use kubeyaml::{Mapping, Value};
use sprig::semver::{Constraints, Version};

use crate::chart::Chart;
use crate::error::Error;
use crate::go_yaml::{json_kind, quoted};
use crate::metadata::Dependency;
use crate::values::{GLOBAL, fill_up, joined, path_value, shown, table};

/// A chart in its place in the tree of charts.
#[derive(Clone, Debug)]
pub(crate) struct Node<'c> {
    pub(crate) chart: &'c Chart,
    /// Its own name or the alias.
    pub(crate) name: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    /// Indices of the dependencies that its metadata lists; `None` when it lists none at all.
    pub(crate) listed: Option<Vec<usize>>,
    /// Its defaults, with what it imported.
    pub(crate) values: Option<Arc<Mapping>>,
}

/// All charts of a rendering. The first is the root.
#[derive(Debug)]
pub(crate) struct Charts<'c> {
    pub(crate) nodes: Vec<Node<'c>>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) warnings: Vec<String>,
}

/// The index of the root chart.
pub(crate) const ROOT: usize = 0;
/// How many charts a rendering may have; aliases multiply them.
const MAX_CHARTS: usize = 10_000;

/// Whether a version is in a range; what cannot be read is not.
pub(crate) fn is_compatible(range: &str, version: &str) -> bool {
    match (Version::parse(version), Constraints::parse(range)) {
        (Ok(version), Ok(range)) => range.check(&version),
        _ => false,
    }
}

impl<'c> Charts<'c> {
    /// The charts as they were loaded.
    pub(crate) fn new(root: &'c Chart) -> Self {
        let mut charts = Charts {
            nodes: Vec::new(),
            dependencies: Vec::new(),
            warnings: Vec::new(),
        };
        charts.add(root, None);
        charts
    }

    fn add(&mut self, chart: &'c Chart, parent: Option<usize>) -> usize {
        let index = self.nodes.len();
        let listed = chart.metadata.dependencies.as_ref().map(|list| {
            let first = self.dependencies.len();
            self.dependencies.extend(list.iter().cloned());
            (first..self.dependencies.len()).collect()
        });
        self.nodes.push(Node {
            chart,
            name: chart.metadata.name.clone(),
            parent,
            children: Vec::new(),
            listed,
            values: chart.values.clone().map(Arc::new),
        });
        self.warnings.extend(chart.warnings.iter().cloned());
        let children = chart
            .dependencies
            .iter()
            .map(|child| self.add(child, Some(index)))
            .collect();
        self.nodes[index].children = children;
        index
    }

    /// Where a chart's files are, seen from the root: `app/charts/db`.
    pub(crate) fn path(&self, node: usize) -> String {
        let mut names = vec![self.nodes[node].name.as_str()];
        let mut at = node;
        while let Some(parent) = self.nodes[at].parent {
            names.push("charts");
            names.push(&self.nodes[parent].name);
            at = parent;
        }
        names.reverse();
        names.join("/")
    }

    /// Helm's `ProcessDependenciesWithMerge`.
    pub(crate) fn process(&mut self, values: &Mapping) -> Result<(), Error> {
        self.enable(ROOT, values, "")?;
        self.import(ROOT)
    }

    fn set_children(&mut self, node: usize, children: Vec<usize>) {
        for child in &children {
            self.nodes[*child].parent = Some(node);
        }
        self.nodes[node].children = children;
    }

    /// Takes out the charts that are switched off, and puts those with an alias in under it.
    fn enable(&mut self, node: usize, values: &Mapping, path: &str) -> Result<(), Error> {
        let Some(listed) = self.nodes[node].listed.clone() else {
            return Ok(());
        };
        let before = self.nodes[node].children.clone();
        let mut children: Vec<usize> = before
            .iter()
            .copied()
            .filter(|child| {
                let child = &self.nodes[*child];
                !listed.iter().any(|dependency| {
                    let dependency = &self.dependencies[*dependency];
                    child.name == dependency.name && is_compatible(&dependency.version, &child.chart.metadata.version)
                })
            })
            .collect();
        for index in &listed {
            let dependency = &self.dependencies[*index];
            let found = before.iter().copied().find(|child| {
                let child = &self.nodes[*child];
                child.name == dependency.name && is_compatible(&dependency.version, &child.chart.metadata.version)
            });
            if let Some(found) = found {
                if self.nodes.len() >= MAX_CHARTS {
                    return Err(Error::values(format!("more than {MAX_CHARTS} charts take part")));
                }
                let mut copy = self.nodes[found].clone();
                if !dependency.alias.is_empty() {
                    copy.name.clone_from(&dependency.alias);
                }
                children.push(self.nodes.len());
                self.nodes.push(copy);
            }
            let dependency = &mut self.dependencies[*index];
            if !dependency.alias.is_empty() {
                dependency.name.clone_from(&dependency.alias);
            }
        }
        self.set_children(node, children);
        for index in &listed {
            self.dependencies[*index].enabled = true;
        }
        let coalesced = self.coalesce(node, values.clone(), false)?;
        self.switch_by_tags(&listed, &coalesced);
        self.switch_by_conditions(&listed, &coalesced, path);
        let off: Vec<String> = listed
            .iter()
            .map(|index| &self.dependencies[*index])
            .filter(|dependency| !dependency.enabled)
            .map(|dependency| dependency.name.clone())
            .collect();
        let children: Vec<usize> = self.nodes[node].children.clone();
        let children: Vec<usize> = children
            .into_iter()
            .filter(|child| !off.contains(&self.nodes[*child].name))
            .collect();
        for child in &children {
            let path = format!("{path}{}.", self.nodes[*child].name);
            self.enable(*child, &coalesced, &path)?;
        }
        let kept: Vec<usize> = listed
            .into_iter()
            .filter(|index| !off.contains(&self.dependencies[*index].name))
            .collect();
        self.nodes[node].listed = (!kept.is_empty()).then_some(kept);
        self.set_children(node, children);
        Ok(())
    }

    fn switch_by_tags(&mut self, listed: &[usize], values: &Mapping) {
        let Ok(tags) = table(values, "tags") else { return };
        for index in listed {
            let dependency = &self.dependencies[*index];
            let (mut on, mut off) = (false, false);
            for tag in &dependency.tags {
                match tags.get(tag) {
                    None => {}
                    Some(Value::Bool(true)) => on = true,
                    Some(Value::Bool(false)) => off = true,
                    Some(_) => {
                        let name = &dependency.name;
                        self.warnings
                            .push(format!("Warning: Tag '{tag}' for chart {name} returned non-bool value"));
                    }
                }
            }
            self.dependencies[*index].enabled = on || !off;
        }
    }

    fn switch_by_conditions(&mut self, listed: &[usize], values: &Mapping, path: &str) {
        for index in listed {
            let dependency = &mut self.dependencies[*index];
            for condition in dependency.condition.trim().split(',').filter(|c| !c.is_empty()) {
                match path_value(values, &format!("{path}{condition}")) {
                    Some(Value::Bool(on)) => {
                        dependency.enabled = *on;
                        break;
                    }
                    Some(_) => {
                        let name = &dependency.name;
                        self.warnings.push(format!(
                            "Warning: Condition path '{condition}' for chart {name} returned non-bool value"
                        ));
                    }
                    None => {}
                }
            }
        }
    }

    /// Takes over values of dependencies where `import-values` asks for it, from the leaves up.
    fn import(&mut self, node: usize) -> Result<(), Error> {
        for child in self.nodes[node].children.clone() {
            self.import(child)?;
        }
        let Some(listed) = self.nodes[node].listed.clone() else {
            return Ok(());
        };
        let mut own = self.coalesce(node, Mapping::new(), true)?;
        let mut imported = Mapping::new();
        for index in listed {
            let dependency = &self.dependencies[index];
            let name = dependency.name.clone();
            let mut normal = Vec::new();
            let mut warnings = Vec::new();
            for item in &dependency.import_values {
                let (child, parent, said) = match item {
                    Value::Mapping(item) => {
                        let part = |key: &str| item.get(key).map_or_else(|| "<nil>".to_owned(), shown);
                        (part("child"), part("parent"), format!(" from chart {name}"))
                    }
                    Value::String(name) => (format!("exports.{name}"), ".".to_owned(), String::new()),
                    _ => continue,
                };
                match table(&own, &format!("{name}.{child}")) {
                    Ok(found) => {
                        let mut data = found.clone();
                        if parent != "." {
                            for key in parent.rsplit('.') {
                                data = Mapping::from_iter([(key.to_owned(), Value::Mapping(data))]);
                            }
                        }
                        fill_up(&mut imported, data, "", true, &mut warnings);
                    }
                    Err(error) => {
                        warnings.push(format!("Warning: ImportValues missing table{said}: {error}"));
                    }
                }
                normal.push(Value::Mapping(Mapping::from_iter([
                    ("child".to_owned(), Value::from(child)),
                    ("parent".to_owned(), Value::from(parent)),
                ])));
            }
            self.dependencies[index].import_values = normal;
            self.warnings.append(&mut warnings);
        }
        let mut warnings = Vec::new();
        fill_up(&mut own, imported, "", true, &mut warnings);
        self.warnings.append(&mut warnings);
        self.nodes[node].values = Some(Arc::new(own));
        Ok(())
    }

    /// Helm's `CoalesceValues` (`merge` is false) and `MergeValues`: the values over the defaults of the chart and its dependencies.
    pub(crate) fn coalesce(&mut self, node: usize, mut values: Mapping, merge: bool) -> Result<Mapping, Error> {
        let mut warnings = std::mem::take(&mut self.warnings);
        let result = self.lay_over(node, &mut values, "", merge, &mut warnings);
        self.warnings = warnings;
        result.map(|()| values)
    }

    fn lay_over(
        &self,
        node: usize,
        values: &mut Mapping,
        prefix: &str,
        merge: bool,
        warnings: &mut Vec<String>,
    ) -> Result<(), Error> {
        let chart = &self.nodes[node];
        let prefix = joined(prefix, &chart.name);
        self.over_defaults(node, values, &prefix, merge, warnings);
        for child in &chart.children {
            let name = &self.nodes[*child].name;
            let mut inner = match values.get(name) {
                None => Mapping::new(),
                Some(Value::Mapping(inner)) => inner.clone(),
                Some(other) => {
                    // Helm prints the value with a verb for truth values, which shows its type as well.
                    let shown = wrong_verb(other);
                    return Err(Error::values(format!("type mismatch on {name}: {shown}")));
                }
            };
            share_globals(&mut inner, values, &prefix, warnings);
            self.lay_over(*child, &mut inner, &prefix, merge, warnings)?;
            values.insert(name.clone(), Value::Mapping(inner));
        }
        Ok(())
    }

    /// Puts the chart's defaults under the values.
    fn over_defaults(&self, node: usize, values: &mut Mapping, prefix: &str, merge: bool, warnings: &mut Vec<String>) {
        let chart = &self.nodes[node];
        let Some(defaults) = &chart.values else { return };
        for (key, default) in defaults.iter() {
            match (values.get_mut(key), default) {
                (None, default) => {
                    values.insert(key, default.clone());
                }
                (Some(Value::Null), _) if !merge => {
                    values.remove(key);
                }
                (Some(Value::Mapping(into)), Value::Mapping(from)) => {
                    // The values of a subchart keep their nulls: they delete its own defaults later.
                    let merge = merge || chart.children.iter().any(|child| self.nodes[*child].name == key);
                    fill_up(into, from.clone(), &joined(prefix, key), merge, warnings);
                }
                (Some(Value::Mapping(_)), Value::Null) => {}
                (Some(Value::Mapping(_)), _) => {
                    warnings.push(format!("warning: skipped value for {prefix}.{key}: Not a table."));
                }
                _ => {}
            }
        }
    }
}

/// What Go's `%t` makes of a value that is no truth value.
fn wrong_verb(value: &Value) -> String {
    match value {
        Value::Bool(b) => b.to_string(),
        Value::Null => "%!t(<nil>)".to_owned(),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(wrong_verb).collect();
            format!("[{}]", items.join(" "))
        }
        Value::Number(kubeyaml::Number::Int(_)) => format!("%!t(int64={})", shown(value)),
        Value::Number(_) => format!("%!t(float64={})", shown(value)),
        other => format!("%!t({}={})", json_kind(other), shown(other)),
    }
}

/// Puts the parent's globals over those of a subchart's values.
fn share_globals(inner: &mut Mapping, outer: &Mapping, prefix: &str, warnings: &mut Vec<String>) {
    let mut globals = match inner.get(GLOBAL) {
        None => Mapping::new(),
        Some(Value::Mapping(globals)) => globals.clone(),
        Some(_) => {
            warnings.push(format!(
                "warning: skipping globals because destination {GLOBAL} is not a table."
            ));
            return;
        }
    };
    let empty = Mapping::new();
    let shared = match outer.get(GLOBAL) {
        None => &empty,
        Some(Value::Mapping(shared)) => shared,
        Some(_) => {
            warnings.push(format!(
                "warning: skipping globals because source {GLOBAL} is not a table."
            ));
            return;
        }
    };
    for (key, value) in shared.iter() {
        let merged = match (value, globals.get(key)) {
            (Value::Mapping(_), None) => value.clone(),
            (Value::Mapping(over), Some(Value::Mapping(below))) => {
                let mut over = over.clone();
                fill_up(&mut over, below.clone(), &joined(prefix, key), true, warnings);
                Value::Mapping(over)
            }
            (Value::Mapping(_), Some(_)) => {
                let key = quoted(key);
                warnings.push(format!("Conflict: cannot merge map onto non-map for {key}. Skipping."));
                continue;
            }
            (_, Some(Value::Mapping(_))) => {
                warnings.push(format!("key {key} is table. Skipping"));
                continue;
            }
            (value, _) => value.clone(),
        };
        globals.insert(key, merged);
    }
    inner.insert(GLOBAL, Value::Mapping(globals));
}
