//! `istioctl uninstall`

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueHint};
use istio_manifest::cluster::install::{Difference, Event, addons, delete_all, wait_gone};
use istio_manifest::cluster::removal::Removal;
use istio_manifest::cluster::revisions::{DEFAULT, Revisions};
use istio_manifest::cluster::{ClusterError, Connection, versions};
use istio_manifest::lifecycle::prune::{Identity, Selection, component_of};
use istio_manifest::operator::{Layers, SetFlag};
use kubeyaml::Value;

use crate::cli::GlobalArgs;
use crate::commands::install::turn::Turn;
use crate::commands::install::{confirmation, report};
use crate::environment::Environment;
use crate::error::{UsageError, WouldChange};
use crate::files;
use crate::kubeconfig;
use crate::ui::Ui;

/// Where a control plane is, unless its settings or a flag say otherwise.
const DEFAULT_NAMESPACE: &str = "istio-system";
/// How long to wait for somebody else who installs.
const LOCK_LIMIT: Duration = Duration::from_secs(300);
/// How long to wait until everything is gone.
const LIMIT: Duration = Duration::from_secs(120);

/// Said when there is nothing to do.
const NOTHING: &str = "Nothing to remove: the cluster has no such objects.";

/// Remove Istio, or one revision of it, from a cluster.
///
/// Says what goes and what stays, and asks. The definitions of Istio's kinds, and with them all configuration of the mesh, go only with
/// --purge.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  # One control plane of several
  istioctl uninstall --revision canary

  # What a file describes
  istioctl uninstall -f mesh.yaml

  # Everything, the mesh's configuration included
  istioctl uninstall --purge")]
pub(crate) struct UninstallArgs {
    /// File with the IstioOperator that was installed.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    filename: Option<PathBuf>,
    /// Revision of the control plane to remove.
    #[arg(short, long, value_name = "NAME")]
    revision: Option<String>,
    /// Remove everything of Istio, of all revisions, and the configuration of the mesh.
    #[arg(long)]
    purge: bool,
    /// A setting of the installation, such as revision=canary. Repeatable.
    #[arg(short, long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Folder with charts and profiles that the installation was made with.
    #[arg(short = 'd', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    manifests: Option<PathBuf>,
    /// Say what would go, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Only show what would go, as a unified diff. Exit code 0 if nothing would, 2 if something.
    #[arg(long)]
    diff: bool,
    /// Go on in spite of settings that are not valid.
    #[arg(long)]
    force: bool,
    /// Do not ask.
    #[arg(short = 'y', long)]
    skip_confirmation: bool,
    /// Name every object that goes, not only how many of each kind.
    #[arg(short, long)]
    verbose: bool,
    #[arg(hide = true, value_name = "ARGUMENT")]
    rest: Vec<String>,
}

pub(crate) fn run(args: &UninstallArgs, global: &GlobalArgs, environment: &Environment, ui: &mut Ui) -> Result<()> {
    if let Some(argument) = args.rest.first() {
        return Err(UsageError(format!("uninstall takes no argument, but got {argument:?}")).into());
    }
    let revision = args.revision()?;
    if revision.is_none() && args.filename.is_none() && !args.purge {
        return Err(UsageError("say what to remove: --revision NAME, -f FILE or --purge".to_owned()).into());
    }
    let (mut namespace, name, of_file) = args.owner()?;
    if namespace == DEFAULT_NAMESPACE {
        namespace.clone_from(&global.istio_namespace);
    }
    let connection = kubeconfig::connect(global, environment)?;
    if let Some(revision) = &revision {
        must_exist(&connection, revision, &namespace)?;
    }
    if args.purge && (revision.is_some() || args.filename.is_some()) {
        ui.warning("--purge removes every revision; --revision and -f do not limit it");
    }
    let selection = match (args.purge, &args.filename, &revision) {
        (true, _, _) => Selection::Purge,
        (false, None, Some(revision)) => Selection::Revision {
            revision: revision.clone(),
            namespace: namespace.clone(),
        },
        _ => Selection::Owner {
            // Without a name a file describes the control plane of its revision, not those beside it.
            revision: revision
                .or(of_file)
                .or_else(|| name.is_none().then(|| DEFAULT.to_owned())),
            name,
            namespace: namespace.clone(),
        },
    };
    let mut removal = connection.block_on(Removal::find(&connection, &selection, &namespace))?;
    if args.diff {
        let gone = removal.objects.into_iter().map(|live| Difference {
            component: component_of(&live),
            identity: Identity::of(&live),
            live: Some(live),
            wanted: None,
        });
        return if report::diff(&gone.collect::<Vec<_>>(), ui)? {
            Err(WouldChange.into())
        } else {
            Ok(())
        };
    }
    if !removal.objects.is_empty() {
        let denied = connection.block_on(removal.missing_permissions(&connection))?;
        if !denied.is_empty() {
            bail!("{}", report::denied(&denied));
        }
        args.announce(&connection, &removal, &selection, &namespace, ui);
        if !args.dry_run && !args.skip_confirmation {
            confirmation::ask("Proceed? (y/N) ", ui)?;
        }
    }
    if args.dry_run && removal.objects.is_empty() {
        ui.note(NOTHING);
        return Ok(());
    }
    if args.dry_run {
        ui.note("✔ Dry run complete: nothing was removed");
        return Ok(());
    }
    // Also when there seems to be nothing: somebody may be installing.
    let turn = Turn::take(&connection, &namespace, &environment.identity(), LOCK_LIMIT, ui)?;
    if turn.was_waited_for() {
        let looked = connection.block_on(Removal::find(&connection, &selection, &namespace));
        let again = looked.map_err(anyhow::Error::from).and_then(|found| {
            if found.objects.len() > removal.objects.len() {
                args.announce(&connection, &found, &selection, &namespace, ui);
                if !args.skip_confirmation {
                    confirmation::ask("Proceed? (y/N) ", ui)?;
                }
            }
            Ok(found)
        });
        match again {
            Ok(found) => removal = found,
            Err(why) => {
                turn.end(&connection);
                return Err(why);
            }
        }
    }
    let done = remove(&connection, &turn, &removal, args.verbose, ui);
    turn.end(&connection);
    done
}

impl UninstallArgs {
    /// What goes, and what stays.
    fn announce(
        &self,
        connection: &Connection,
        removal: &Removal,
        selection: &Selection,
        namespace: &str,
        ui: &mut Ui,
    ) {
        ui.notes(&goes(removal, self.verbose || self.dry_run));
        ui.notes(&stays(removal, selection));
        if self.purge {
            ui.notes(&addons_stay(connection));
        }
        if let Selection::Revision { revision, .. } = selection {
            warn_of_proxies(connection, namespace, revision, ui);
        }
    }

    /// The revision, by its flag or as a setting.
    fn revision(&self) -> Result<Option<String>> {
        let of_set = self.set.iter().rev().find_map(|set| set.strip_prefix("revision="));
        let named = self.revision.as_deref().or(of_set).filter(|name| !name.is_empty());
        Ok(named.map(str::to_owned))
    }

    /// Namespace, name and revision of the installation, as the file and the settings say.
    fn owner(&self) -> Result<(String, Option<String>, Option<String>)> {
        let mut layers = Layers::default();
        if let Some(path) = &self.filename {
            layers.files.push(istio_manifest::operator::InputFile {
                name: path.display().to_string(),
                text: files::read_text(path)?,
            });
        }
        if let Some(path) = self.manifests.as_deref().filter(|path| !path.as_os_str().is_empty()) {
            layers
                .flags
                .push(SetFlag::typed(format!("installPackagePath={}", path.display())));
        }
        layers.flags.extend(self.set.iter().map(SetFlag::typed));
        let operator = Value::Mapping(layers.merge().map_err(|why| anyhow!("{why}"))?.operator);
        let text = |path: &[&str]| {
            let text = operator.get_path(path).and_then(Value::as_str);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Ok((
            text(&["metadata", "namespace"]).unwrap_or_else(|| DEFAULT_NAMESPACE.to_owned()),
            text(&["metadata", "name"]),
            text(&["spec", "values", "revision"]),
        ))
    }
}

/// A revision that nothing has is a mistake in typing.
fn must_exist(connection: &Connection, revision: &str, namespace: &str) -> Result<()> {
    let found = connection.block_on(Revisions::read(connection, namespace))?;
    if found.control_planes.contains(revision) {
        return Ok(());
    }
    // What an interrupted uninstall left has the revision, but no injector any more.
    let left = Selection::Revision {
        revision: revision.to_owned(),
        namespace: namespace.to_owned(),
    };
    let left = connection.block_on(Removal::find(connection, &left, namespace))?;
    if !left.objects.is_empty() {
        return Ok(());
    }
    match found.tags.get(revision) {
        Some(of) => bail!("could not find target revision {revision:?}: it is a tag of revision {of:?}"),
        None if found == Revisions::default() => {
            bail!("could not find target revision {revision:?}; the cluster has no Istio control plane")
        }
        None => bail!("could not find target revision {revision:?}; there are {found}"),
    }
}

fn goes(removal: &Removal, each: bool) -> String {
    let mut text = format!("{} objects go:\n", removal.objects.len());
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    for object in &removal.objects {
        let identity = Identity::of(object);
        let name = match identity.namespace.as_str() {
            "" => identity.name,
            namespace => format!("{namespace}/{}", identity.name),
        };
        match kinds.iter_mut().find(|(kind, _)| *kind == identity.kind) {
            Some((_, names)) => names.push(name),
            None => kinds.push((identity.kind, vec![name])),
        }
    }
    for (kind, names) in kinds {
        // Of a few the names say more than the number.
        if each || names.len() <= 3 {
            let _ = writeln!(text, "  {kind}: {}", names.join(", "));
        } else {
            let _ = writeln!(
                text,
                "  {kind}: {}, {} and {} more",
                names[0],
                names[1],
                names.len() - 2
            );
        }
    }
    let gateways = removal.gateways();
    if !gateways.is_empty() {
        let _ = writeln!(text, "Traffic through these gateways stops: {}", gateways.join(", "));
    }
    text
}

fn stays(removal: &Removal, selection: &Selection) -> String {
    let kinds = removal
        .configuration
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect::<Vec<_>>()
        .join(", ");
    if selection.takes_definitions() {
        let mut text = String::new();
        if removal.configured() > 0 {
            let _ = writeln!(
                text,
                "With the definitions of Istio's kinds {} objects of configuration are lost: {kinds}",
                removal.configured()
            );
        }
        text + &kept(removal)
    } else {
        let mut text = String::new();
        if removal.definitions_left > 0 {
            let _ = write!(
                text,
                "These stay: the {} definitions of Istio's kinds",
                removal.definitions_left
            );
            if removal.configured() > 0 {
                let _ = write!(text, " with the mesh's configuration ({kinds})");
            }
            text.push('\n');
        }
        for tag in &removal.dangling_tags {
            let _ = writeln!(
                text,
                "The tag {tag:?} stays and stands for nothing then; point it elsewhere (istioctl tag set) or remove it (istioctl tag remove {tag})"
            );
        }
        text + &kept(removal)
    }
}

fn kept(removal: &Removal) -> String {
    let mut text = String::new();
    for namespace in &removal.namespaces {
        let _ = writeln!(
            text,
            "The namespace {namespace} stays: kubectl delete namespace {namespace}"
        );
    }
    if let Some(namespace) = &removal.authority {
        let _ = writeln!(
            text,
            "The keys of the mesh's certificate authority stay: Secret {namespace}/istio-ca-secret"
        );
    }
    text
}

/// Proxies that are still connected lose their control plane.
fn warn_of_proxies(connection: &Connection, namespace: &str, revision: &str, ui: &mut Ui) {
    // A courtesy: what cannot be counted does not stop anybody.
    let Ok(mesh) = connection.block_on(versions::read(connection, namespace, Some(revision))) else {
        return;
    };
    if !mesh.proxies.is_empty() {
        ui.warning(&format!(
            "{} proxies are of revision {revision:?} and will have no control plane",
            mesh.proxies.len()
        ));
    }
}

/// What `addons install` brought is no part of an installation.
fn addons_stay(connection: &Connection) -> String {
    // A courtesy: who may not list them is told of none.
    let states = connection.block_on(addons::states(connection)).unwrap_or_default();
    let installed = states.iter().filter(|state| !state.installed.is_empty());
    let names: Vec<&str> = installed.map(|state| state.addon.name).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => format!("The add-on {name} stays: istioctl addons remove {name}\n"),
        many => format!(
            "The add-ons {} stay: istioctl addons remove {}\n",
            many.join(", "),
            many.join(" ")
        ),
    }
}

fn remove(connection: &Connection, turn: &Turn, removal: &Removal, verbose: bool, ui: &mut Ui) -> Result<()> {
    if removal.objects.is_empty() {
        ui.note(NOTHING);
        return Ok(());
    }
    let (count, left): (usize, Vec<Identity>) = turn.run(connection, ui, async |tell| {
        let quiet = |event: Event| {
            if verbose {
                tell(event);
            }
        };
        let count = delete_all(connection, &removal.objects, &quiet).await?;
        Ok::<_, ClusterError>((count, wait_gone(connection, &removal.objects, LIMIT).await?))
    })?;
    if !left.is_empty() {
        let names: Vec<String> = left.iter().map(ToString::to_string).collect();
        bail!(
            "{} objects are marked for deletion and still there after {} s: {}",
            left.len(),
            LIMIT.as_secs(),
            names.join(", ")
        );
    }
    ui.note(&format!("✔ Uninstall complete: {count} objects removed"));
    Ok(())
}
