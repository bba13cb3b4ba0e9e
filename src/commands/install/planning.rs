//! From files, flags and a cluster to the plan of an installation. What asks a cluster and what only generates come through here.

use anyhow::{Result, anyhow};
use istio_manifest::cluster::install::Plan;
use istio_manifest::cluster::platform::{Platform, network_problems};
use istio_manifest::cluster::{ClusterError, Connection, versions};
use istio_manifest::generate::{GenerateOptions, Generated, generate};
use istio_manifest::operator::Layers;
use istio_manifest::version::Version;
use kubeyaml::Value;

use crate::ui::Ui;

/// A plan, and what to say about it.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) plan: Plan,
    pub(crate) profile: String,
    /// The tag of the images, as the settings have it.
    pub(crate) image_tag: Option<String>,
}

/// Generates for the cluster that is there: its version, and what its platform needs.
///
/// # Errors
/// A server that does not tell its version; settings that are wrong.
pub(crate) fn generate_for(
    connection: &Connection,
    layers: Layers,
    force: bool,
    ui: &mut Ui,
) -> Result<(Generated, Layers)> {
    let platform = connection.block_on(Platform::detect(connection))?;
    if let Some(why) = platform.too_old() {
        ui.warning(&why);
    }
    let layers = Layers {
        detected: platform.settings.clone(),
        ..layers
    };
    let options = GenerateOptions {
        layers: layers.clone(),
        force,
        kube_version: platform.kube_version(),
        keep_charted: false,
    };
    let generated = generate(&options).map_err(|why| anyhow!("{why}"))?;
    for warning in &generated.warnings {
        ui.warning(warning);
    }
    for problem in connection.block_on(network_problems(connection, &generated.operator)) {
        ui.warning(&problem.to_string());
    }
    Ok((generated, layers))
}

/// The plan of what files and flags describe.
///
/// # Errors
/// As [`generate_for`], and webhooks that cannot be listed.
pub(crate) fn plan(connection: &Connection, layers: Layers, force: bool, ui: &mut Ui) -> Result<Planned> {
    let (generated, layers) = generate_for(connection, layers, force, ui)?;
    let text = |path: &[&str]| {
        let found = generated.operator.get("spec").and_then(|spec| spec.get_path(path));
        let text = found.and_then(Value::as_str).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    let profile = text(&["profile"]).unwrap_or_else(|| "default".to_owned());
    let image_tag = text(&["values", "global", "tag"]);
    let plan = connection.block_on(Plan::new(connection, generated, &layers))?;
    Ok(Planned {
        plan,
        profile,
        image_tag,
    })
}

/// The version of the control plane that is there, of the same revision; the newest if pods have several.
///
/// # Errors
/// A cluster that does not answer. Who may not list pods gets no answer.
pub(crate) fn installed_version(connection: &Connection, plan: &Plan) -> Result<Option<Version>> {
    let planes = connection.block_on(versions::control_planes(
        connection,
        &plan.namespace,
        Some(&plan.owner.revision),
    ));
    let planes = match planes {
        Err(ClusterError::Forbidden { .. }) => return Ok(None),
        other => other?,
    };
    Ok(planes.iter().filter_map(|plane| plane.build.version.parse().ok()).max())
}

/// Says so if an installation goes over one of another version.
///
/// # Errors
/// As [`installed_version`].
pub(crate) fn warn_of_versions(connection: &Connection, planned: &Planned, ui: &mut Ui) -> Result<()> {
    let (Some(there), Ok(ours)) = (
        installed_version(connection, &planned.plan)?,
        planned.plan.owner.version.parse::<Version>(),
    ) else {
        return Ok(());
    };
    if there == ours {
        return Ok(());
    }
    let way = if there < ours { "upgraded" } else { "downgraded" };
    let mut text = format!("Istio is being {way} from {there} to {ours}.");
    if planned.plan.is_default_revision() {
        text += "\n         This changes the control plane that is there; --revision NAME puts the new one beside it.";
    }
    ui.warning(&text);
    Ok(())
}

/// Whether a text can be the value of a label and a part of names.
pub(crate) fn is_label(text: &str) -> bool {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&text.len()) && text.chars().all(legal) && !text.starts_with('-') && !text.ends_with('-')
}
