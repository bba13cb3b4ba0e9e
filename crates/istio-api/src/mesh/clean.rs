//! Proxy config as an injected pod carries it: only what differs from the defaults, as JSON.

use std::sync::OnceLock;

use super::{PROXY_CONFIG, ProxyConfig, default_proxy_config};
use crate::message::Message;

/// The fields that are left out when they hold the default. The others are always written.
const LEFT_OUT: &[&str] = &[
    "configPath",
    "binaryPath",
    "serviceCluster",
    "controlPlaneAuthPolicy",
    "drainDuration",
    "terminationDrainDuration",
    "discoveryAddress",
    "proxyAdminPort",
    "statNameLength",
    "statusPort",
];

/// The proxy config without what the proxy assumes anyway.
#[must_use]
pub fn clean_proxy_config(config: &ProxyConfig) -> ProxyConfig {
    static DEFAULTS: OnceLock<ProxyConfig> = OnceLock::new();
    let defaults = DEFAULTS.get_or_init(default_proxy_config);
    let mut cleaned = config.clone();
    for name in LEFT_OUT {
        if cleaned.0.field(name) == defaults.0.field(name) {
            cleaned.0.clear(name);
        }
    }
    cleaned
}

/// The template function `protoToJSON`: a message as JSON, a proxy config without its defaults; `{}` for none and for one
/// that has no JSON form.
#[must_use]
pub fn proto_to_json(message: Option<&Message>) -> String {
    let Some(message) = message else { return "{}".to_owned() };
    let json = if message.descriptor().name == PROXY_CONFIG {
        clean_proxy_config(&ProxyConfig(message.clone())).0.to_json()
    } else {
        message.to_json()
    };
    json.unwrap_or_else(|_| "{}".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Field, Scalar};

    #[test]
    fn defaults_are_left_out_and_the_rest_stays() {
        let mut config = default_proxy_config();
        assert_eq!(proto_to_json(Some(config.message())), "{}");
        config.0.put("statusPort", Field::One(Scalar::Int32(15_021)));
        config.0.put("serviceCluster", Field::One("web".into()));
        config.0.put("meshId", Field::One("m".into()));
        assert_eq!(
            proto_to_json(Some(config.message())),
            "{\"serviceCluster\":\"web\",\"statusPort\":15021,\"meshId\":\"m\"}"
        );
    }

    #[test]
    fn nothing_is_an_empty_object() {
        assert_eq!(proto_to_json(None), "{}");
    }
}
