//! From a chart and values to the texts of its templates.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, PoisonError};

use gotemplate::{ExecOptions, FunctionLayer, Map, MissingKey, TemplateSet, Value};
use kubeyaml::Mapping;
use sprig::{Environment, Sprig};

use crate::bridge;
use crate::capabilities::Capabilities;
use crate::chart::{Chart, File, Program};
use crate::dependencies::{Charts, ROOT, is_compatible};
use crate::engine::{Engine, Names, STACK, Scope, without_no_value};
use crate::error::{Error, Phase};
use crate::lookup::{Lookup, Offline};
use crate::objects;
use crate::release::Release;
use crate::schema;

/// How to render.
#[derive(Clone, Copy)]
pub struct RenderOptions<'o> {
    /// Whether a missing key is an error (Helm's `engine.Strict`) and not empty.
    pub strict: bool,
    /// Whether `getHostByName` asks name servers; otherwise it gives nothing.
    pub enable_dns: bool,
    /// Whether `values.schema.json` is left aside.
    pub skip_schema_validation: bool,
    /// What the function `lookup` finds.
    pub lookup: &'o dyn Lookup,
    /// The time, randomness and so on that templates see; by default those of the machine, without environment variables.
    pub environment: &'o (dyn Fn() -> Environment + Sync),
    /// The templates to execute, by their path in the root chart (`templates/service.yaml`); all if there are none. What those left out
    /// define can still be included.
    pub only: &'o [&'o str],
    /// How many bytes one template may write.
    pub max_output: usize,
    /// How many nodes one execution may run; each call of `include` or `tpl` is an execution.
    pub max_steps: u64,
    /// How often `include` and `tpl` may be called.
    pub max_calls: u64,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        RenderOptions {
            strict: false,
            enable_dns: false,
            skip_schema_validation: false,
            lookup: &Offline,
            environment: &Environment::new,
            only: &[],
            max_output: 256 << 20,
            max_steps: 1_000_000_000,
            max_calls: 10_000_000,
        }
    }
}

impl std::fmt::Debug for RenderOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RenderOptions")
            .field("strict", &self.strict)
            .field("enable_dns", &self.enable_dns)
            .field("skip_schema_validation", &self.skip_schema_validation)
            .finish_non_exhaustive()
    }
}

/// What a template wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedTemplate {
    path: String,
    bytes: Vec<u8>,
}

impl RenderedTemplate {
    /// The file, seen from the root chart: `app/charts/db/templates/service.yaml`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was written, which may be anything.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// As text, with U+FFFD for what is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }
}

/// A file in the `crds/` folder of a chart, which is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrdFile {
    /// The file, seen from the root chart: `app/crds/certificates.yaml`.
    pub path: String,
    /// Its contents.
    pub data: Arc<[u8]>,
}

/// A rendered chart.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub(crate) chart: String,
    pub(crate) templates: Vec<RenderedTemplate>,
    pub(crate) crds: Vec<CrdFile>,
    pub(crate) warnings: Vec<String>,
    pub(crate) values: Mapping,
    pub(crate) unfit: Option<String>,
}

impl Rendered {
    /// What each template wrote, sorted by path; partials (`_helpers.tpl`) are not among them, `NOTES.txt` is.
    #[must_use]
    pub fn templates(&self) -> &[RenderedTemplate] {
        &self.templates
    }

    /// What the template at a path wrote.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&RenderedTemplate> {
        let at = self.templates.binary_search_by(|t| t.path.as_str().cmp(path)).ok()?;
        self.templates.get(at)
    }

    /// The objects in `crds/` folders: the chart's own, then those of its dependencies.
    #[must_use]
    pub fn crds(&self) -> &[CrdFile] {
        &self.crds
    }

    /// What Helm would have logged on the way.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The values that the root chart saw: defaults, those of subcharts and globals included.
    #[must_use]
    pub fn values(&self) -> &Mapping {
        &self.values
    }

    /// The notes of the chart, with `subcharts` also those of the charts that take part.
    #[must_use]
    pub fn notes(&self, subcharts: bool) -> String {
        let own = format!("{}/templates/NOTES.txt", self.chart);
        let notes = self.templates.iter().filter(|t| t.path.ends_with("NOTES.txt"));
        let wanted = notes.filter(|t| subcharts || t.path == own);
        let mut text = String::new();
        for note in wanted {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&note.text());
        }
        text
    }
}

/// Renders a chart: works out which dependencies take part, lays the values over the defaults, checks them against schemas, executes
/// the templates.
///
/// Numbers in `values` have the types that Go's Helm would see, see [`crate::values`].
///
/// # Errors
/// Values that do not go together or do not meet a schema ([`Phase::Values`]); a template that cannot be parsed or fails
/// ([`Phase::Render`]).
pub fn render(
    chart: &Chart,
    values: &Mapping,
    release: &Release,
    capabilities: &Capabilities,
    options: &RenderOptions<'_>,
) -> Result<Rendered, Error> {
    let mut charts = Charts::new(chart);
    charts.process(values)?;
    let values = charts.coalesce(ROOT, values.clone(), false)?;
    if !options.skip_schema_validation {
        schema::validate(&charts, &values)?;
    }
    let work = Work {
        charts: &charts,
        values: &values,
        release,
        capabilities,
        options,
    };
    // Templates include each other as deep as Helm lets them, which takes more stack than threads usually have.
    let templates = std::thread::scope(|threads| {
        let thread = std::thread::Builder::new()
            .name("helm-render".to_owned())
            .stack_size(STACK)
            .spawn_scoped(threads, || work.run())
            .map_err(|e| Error::new(Phase::Render, format!("cannot start a thread to render in: {e}")))?;
        match thread.join() {
            Ok(result) => result,
            Err(_) => Err(Error::new(
                Phase::Render,
                "rendering template failed: the renderer panicked",
            )),
        }
    })?;
    let kube = &chart.metadata.kube_version;
    let version = &capabilities.kube_version.version;
    let unfit = (!kube.is_empty() && !is_compatible(kube, version))
        .then(|| format!("chart requires kubeVersion: {kube} which is incompatible with Kubernetes {version}"));
    let mut crds = Vec::new();
    collect_crds(&charts, ROOT, &mut crds);
    Ok(Rendered {
        chart: chart.metadata.name.clone(),
        templates,
        crds,
        warnings: charts.warnings,
        values,
        unfit,
    })
}

fn collect_crds(charts: &Charts<'_>, node: usize, crds: &mut Vec<CrdFile>) {
    let chart = &charts.nodes[node];
    for file in chart.chart.crd_files() {
        crds.push(CrdFile {
            path: format!("{}/{}", charts.path(node), file.name),
            data: Arc::clone(&file.data),
        });
    }
    for child in &chart.children {
        collect_crds(charts, *child, crds);
    }
}

/// All that the thread needs.
struct Work<'w> {
    charts: &'w Charts<'w>,
    values: &'w Mapping,
    release: &'w Release,
    capabilities: &'w Capabilities,
    options: &'w RenderOptions<'w>,
}

/// A template that takes part.
struct Renderable<'w> {
    file: &'w File,
    /// The root that its chart's templates share.
    data: Map,
    base: String,
}

impl Work<'_> {
    fn run(&self) -> Result<Vec<RenderedTemplate>, Error> {
        let options = ExecOptions {
            missing_key: if self.options.strict {
                MissingKey::Error
            } else {
                MissingKey::Zero
            },
            max_output: self.options.max_output,
            max_steps: self.options.max_steps,
            ..ExecOptions::default()
        };
        let sprig = Sprig::new((self.options.environment)()).without(&["env", "expandenv"]);
        let (dns, calls) = (self.options.enable_dns, self.options.max_calls);
        let engine = Engine::new(sprig, options, dns, calls, self.options.lookup);
        let mut templates = BTreeMap::new();
        let values = bridge::map_to_template(self.values);
        let shared = Shared {
            release: self.release_map().into(),
            capabilities: objects::capabilities(self.capabilities),
        };
        self.collect(ROOT, values, &shared, &mut templates);
        let mut order: Vec<(usize, &String)> = templates.keys().map(|path| (path.matches('/').count(), path)).collect();
        // Deep paths come first, and of those equally deep the last by name: so a parent chart's definitions replace a subchart's.
        order.sort_by(|a, b| b.cmp(a));
        order.retain(|(_, path)| self.is_wanted(path) || templates.get(*path).is_some_and(defines));
        let set = self.parsed(&engine, &templates, &order)?;
        let scope = Scope::new(Rc::new(engine), set);
        let mut rendered = Vec::with_capacity(order.len());
        for (_, path) in &order {
            let base = path.rsplit('/').next().unwrap_or(path);
            let Some(template) = templates.get(*path).filter(|_| !base.starts_with('_')) else {
                continue;
            };
            if !self.is_wanted(path) {
                continue;
            }
            let about = Map::from_iter([
                ("Name", Value::from(path.as_str())),
                ("BasePath", Value::from(template.base.as_str())),
            ]);
            template.data.insert("Template", objects::Values::value(about));
            let data = objects::Values::value(template.data.clone());
            let bytes = scope.execute(path, data).map_err(|error| Error::exec(path, error))?;
            rendered.push(RenderedTemplate {
                path: (*path).clone(),
                bytes: without_no_value(bytes),
            });
        }
        rendered.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(rendered)
    }

    fn is_wanted(&self, path: &str) -> bool {
        let only = self.options.only;
        let within = path.split_once('/').map_or(path, |(_, rest)| rest);
        only.is_empty() || only.contains(&within)
    }

    fn release_map(&self) -> Map {
        let of = self.release;
        Map::from_iter([
            ("Name", Value::from(of.name.as_str())),
            ("Namespace", Value::from(of.namespace.as_str())),
            ("IsUpgrade", Value::Bool(of.is_upgrade)),
            ("IsInstall", Value::Bool(!of.is_upgrade)),
            ("Revision", Value::int(of.revision)),
            ("Service", Value::from("Helm")),
        ])
    }

    /// Adds the templates of a chart and of those below it; gives the root that they see.
    fn collect<'s>(
        &'s self,
        node: usize,
        values: Map,
        shared: &Shared,
        templates: &mut BTreeMap<String, Renderable<'s>>,
    ) -> Map {
        let chart = &self.charts.nodes[node];
        let metadata = &chart.chart.metadata;
        let listed = chart.listed.as_ref();
        let listed = listed.map(|list| list.iter().map(|i| &self.charts.dependencies[*i]).collect());
        let subcharts = Map::new();
        let data = Map::from_iter([
            (
                "Chart",
                objects::chart(metadata, &chart.name, listed, chart.parent.is_none()),
            ),
            ("Files", objects::Files::value(&chart.chart.files)),
            ("Release", shared.release.clone()),
            ("Capabilities", shared.capabilities.clone()),
            ("Values", objects::Values::value(values.clone())),
            ("Subcharts", Value::Map(subcharts.clone())),
        ]);
        for child in &chart.children {
            let name = &self.charts.nodes[*child].name;
            // The very map that the parent has: what a template sets in it, the other sees.
            let mut inner = Some(values.clone());
            for key in name.split('.') {
                inner = inner.and_then(|map| map.get(key)?.as_map().cloned());
            }
            let below = self.collect(*child, inner.unwrap_or_default(), shared, templates);
            subcharts.insert(name.as_str(), Value::Map(below));
        }
        let path = self.charts.path(node);
        for file in &chart.chart.templates {
            let base = file.name.rsplit('/').next().unwrap_or(&file.name);
            if metadata.is_library() && !base.starts_with('_') {
                continue;
            }
            let renderable = Renderable {
                file,
                data: data.clone(),
                base: format!("{path}/templates"),
            };
            templates.insert(format!("{path}/{}", file.name), renderable);
        }
        data
    }

    /// The parsed templates, from an earlier rendering if the same ones took part in it.
    fn parsed(
        &self,
        engine: &Engine<'_>,
        templates: &BTreeMap<String, Renderable<'_>>,
        order: &[(usize, &String)],
    ) -> Result<Arc<TemplateSet>, Error> {
        let sources: Vec<(String, usize)> = order
            .iter()
            .filter_map(|(_, path)| Some(((*path).clone(), templates.get(*path)?.file.data.as_ptr().addr())))
            .collect();
        let programs = &self.charts.nodes[ROOT].chart.programs.0;
        {
            let known = programs.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(program) = known.iter().find(|program| program.sources == sources) {
                return Ok(Arc::clone(&program.set));
            }
        }
        let mut set = TemplateSet::new();
        let names = Names(engine);
        let layers: [&dyn FunctionLayer; 1] = [&names];
        for (_, path) in order {
            if let Some(template) = templates.get(*path) {
                set.parse(path, &template.file.data, &layers)
                    .map_err(|error| Error::parse(path, &error))?;
            }
        }
        let set = Arc::new(set);
        let mut known = programs.lock().unwrap_or_else(PoisonError::into_inner);
        // One chart has few sets of dependencies that anybody asks for.
        if known.len() >= MAX_PROGRAMS {
            known.remove(0);
        }
        known.push(Program {
            sources,
            set: Arc::clone(&set),
        });
        Ok(set)
    }
}

/// Whether the file may define templates with names of their own.
fn defines(template: &Renderable<'_>) -> bool {
    let has = |word: &str| memchr::memmem::find(&template.file.data, word.as_bytes()).is_some();
    has("define") || has("block")
}

const MAX_PROGRAMS: usize = 16;

/// What the roots of all charts have in common.
struct Shared {
    release: Value,
    capabilities: Value,
}
