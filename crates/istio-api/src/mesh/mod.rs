//! Mesh config and proxy config: their defaults, how user settings are laid over them, and what makes them invalid.
//!
//! - [`default_mesh_config`], [`default_proxy_config`]: what holds when nothing is said.
//! - [`apply_mesh_config_defaults`], [`apply_proxy_config`]: user settings over the defaults.
//! - [`validate_mesh_config`], [`validate_proxy_config`]: the checks that applying a mesh config ends with.
//! - [`clean_proxy_config`], [`proto_to_json`]: proxy config as the injected pod carries it.

pub mod address;
mod apply;
mod clean;
mod defaults;
mod extension_provider;
pub mod locality;
mod validation;

pub use crate::generated::mesh as types;
pub use apply::{ApplyError, apply_mesh_config_defaults, apply_proxy_config, merge_proxy_config};
pub use clean::{clean_proxy_config, proto_to_json};
pub use defaults::{default_mesh_config, default_proxy_config};
pub use validation::{Finding, Findings, validate_mesh_config, validate_proxy_config};

use crate::message::Message;

/// The protobuf name of mesh config.
pub const MESH_CONFIG: &str = "istio.mesh.v1alpha1.MeshConfig";
/// The protobuf name of proxy config.
pub const PROXY_CONFIG: &str = "istio.mesh.v1alpha1.ProxyConfig";

/// Mesh config: `istio.mesh.v1alpha1.MeshConfig`.
#[derive(Clone, Debug, PartialEq)]
pub struct MeshConfig(Message);

/// Proxy config: `istio.mesh.v1alpha1.ProxyConfig`, the `defaultConfig` of mesh config.
#[derive(Clone, Debug, PartialEq)]
pub struct ProxyConfig(Message);

impl MeshConfig {
    /// Takes a message for mesh config; gives it back if it is of another type.
    ///
    /// # Errors
    /// The message, if it is no mesh config.
    pub fn new(message: Message) -> Result<MeshConfig, Message> {
        if message.descriptor().name == MESH_CONFIG {
            Ok(MeshConfig(message))
        } else {
            Err(message)
        }
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.0
    }

    /// The message.
    #[must_use]
    pub fn into_message(self) -> Message {
        self.0
    }

    /// The proxy config that proxies start from; empty if there is none.
    #[must_use]
    pub fn proxy_config(&self) -> ProxyConfig {
        ProxyConfig(
            self.0
                .message("defaultConfig")
                .cloned()
                .unwrap_or_else(|| empty(PROXY_CONFIG)),
        )
    }
}

impl ProxyConfig {
    /// Takes a message for proxy config; gives it back if it is of another type.
    ///
    /// # Errors
    /// The message, if it is no proxy config.
    pub fn new(message: Message) -> Result<ProxyConfig, Message> {
        if message.descriptor().name == PROXY_CONFIG {
            Ok(ProxyConfig(message))
        } else {
            Err(message)
        }
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.0
    }

    /// The message.
    #[must_use]
    pub fn into_message(self) -> Message {
        self.0
    }
}

/// An empty message of one of the types that mesh config is made of.
fn empty(type_name: &str) -> Message {
    Message::of(type_name).expect("the tables hold everything mesh config is made of")
}
