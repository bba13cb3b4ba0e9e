//! Every code that analysis reports, in one table.
//!
//! Codes, names, levels and parameters are those of istioctl 1.30, so that what suppresses or counts messages goes on working; the texts
//! are our own. A retired code stays retired: see [`RETIRED`].

use crate::message::Level;

/// What a message says, in general.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, as in `IST0101`.
    pub id: &'static str,
    /// The name, as in `ReferencedResourceNotFound`.
    pub name: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What the parameters are, in order.
    pub parameters: &'static [&'static str],
    template: &'static str,
}

impl Code {
    /// The code with this id, in any case.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Code> {
        CODES.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
    }

    /// The text of a message with these parameters.
    #[must_use]
    pub fn text(&self, parameters: &[String]) -> String {
        let mut text = String::with_capacity(self.template.len() + 32);
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (number, after) = after.split_once('}').unwrap_or((after, ""));
            let parameter = number.parse::<usize>().ok().and_then(|number| parameters.get(number));
            text.push_str(parameter.map_or("", String::as_str));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// Codes that istioctl once had. They are never given to anything else.
#[cfg(test)]
const RETIRED: [&str; 11] = [
    "IST0104", "IST0105", "IST0113", "IST0114", "IST0115", "IST0117", "IST0119", "IST0120", "IST0121", "IST0122",
    "IST0124",
];

macro_rules! codes {
    ($( $constant:ident $id:literal $name:ident $level:ident [$($parameter:literal),*] $template:literal; )+) => {
        /// The codes by name.
        pub mod codes {
            use super::{Code, Level};
            $(
                #[doc = concat!($id, ": ", $template)]
                pub static $constant: Code = Code {
                    id: $id,
                    name: stringify!($name),
                    level: Level::$level,
                    parameters: &[$($parameter),*],
                    template: $template,
                };
            )+
        }

        /// Every code, by id.
        pub static CODES: &[&Code] = &[$(&codes::$constant),+];
    };
}

codes! {
    INTERNAL_ERROR "IST0001" InternalError Error ["detail"]
        "analysis itself failed: {0}";
    DEPRECATED "IST0002" Deprecated Warning ["detail"]
        "do not rely on what is going away: {0}";
    REFERENCED_RESOURCE_NOT_FOUND "IST0101" ReferencedResourceNotFound Error ["reference", "value"]
        "there is no {0} \"{1}\"";
    NAMESPACE_NOT_INJECTED "IST0102" NamespaceNotInjected Info ["namespace", "namespace"]
        "no sidecars are injected in namespace {0}: label it istio-injection=enabled for sidecars, or istio-injection=disabled to say that this is meant";
    POD_MISSING_PROXY "IST0103" PodMissingProxy Warning ["pod"]
        "pod {0} runs without a sidecar in a namespace that injects them; restart its workload to get one";
    SCHEMA_VALIDATION_ERROR "IST0106" SchemaValidationError Error ["detail"]
        "{0}";
    MISPLACED_ANNOTATION "IST0107" MisplacedAnnotation Warning ["annotation", "kinds"]
        "annotation {0} has no effect here; it belongs on {1}";
    UNKNOWN_ANNOTATION "IST0108" UnknownAnnotation Warning ["annotation"]
        "Istio knows no annotation {0}";
    CONFLICTING_MESH_GATEWAY_VIRTUAL_SERVICE_HOSTS "IST0109" ConflictingMeshGatewayVirtualServiceHosts Error ["virtual services", "host"]
        "several VirtualServices ({0}) claim host {1} within the mesh; which of them counts is not defined";
    CONFLICTING_SIDECAR_WORKLOAD_SELECTORS "IST0110" ConflictingSidecarWorkloadSelectors Error ["sidecars", "namespace", "pod"]
        "several Sidecars ({0}) of namespace {1} select pod {2}; which of them counts is not defined";
    MULTIPLE_SIDECARS_WITHOUT_WORKLOAD_SELECTORS "IST0111" MultipleSidecarsWithoutWorkloadSelectors Error ["sidecars", "namespace"]
        "several Sidecars ({0}) of namespace {1} select all of its workloads; which of them counts is not defined";
    VIRTUAL_SERVICE_DESTINATION_PORT_SELECTOR_REQUIRED "IST0112" VirtualServiceDestinationPortSelectorRequired Error ["host", "ports"]
        "{0} has several ports ({1}); the destination must name one";
    DEPLOYMENT_ASSOCIATED_TO_MULTIPLE_SERVICES "IST0116" DeploymentAssociatedToMultipleServices Warning ["deployment", "port", "services"]
        "several services of deployment {0} use port {1} with different protocols: {2}";
    PORT_NAME_IS_NOT_UNDER_NAMING_CONVENTION "IST0118" PortNameIsNotUnderNamingConvention Info ["name", "port", "target port"]
        "port name \"{0}\" (port {1}, target port {2}) says no protocol; name it PROTOCOL or PROTOCOL-SUFFIX, as in http-web, or set appProtocol";
    NAMESPACE_MULTIPLE_INJECTION_LABELS "IST0123" NamespaceMultipleInjectionLabels Warning ["labels"]
        "the labels {0} contradict each other; keep one of them";
    INVALID_ANNOTATION "IST0125" InvalidAnnotation Warning ["annotation", "problem"]
        "annotation {0} cannot be used: {1}";
    UNKNOWN_MESH_NETWORKS_SERVICE_REGISTRY "IST0126" UnknownMeshNetworksServiceRegistry Error ["registry", "network"]
        "there is no service registry {0}, which network {1} names";
    NO_MATCHING_WORKLOADS_FOUND "IST0127" NoMatchingWorkloadsFound Warning ["labels"]
        "the policy applies to no workload of the mesh (labels: {0})";
    NO_SERVER_CERTIFICATE_VERIFICATION_DESTINATION_LEVEL "IST0128" NoServerCertificateVerificationDestinationLevel Warning ["destination rule", "namespace", "mode", "host"]
        "DestinationRule {0} (namespace {1}) uses TLS mode {2} for {3} without caCertificates, so the server's certificate is not verified";
    NO_SERVER_CERTIFICATE_VERIFICATION_PORT_LEVEL "IST0129" NoServerCertificateVerificationPortLevel Warning ["destination rule", "namespace", "mode", "host", "port"]
        "DestinationRule {0} (namespace {1}) uses TLS mode {2} for {3}, port {4}, without caCertificates, so the server's certificate is not verified";
    VIRTUAL_SERVICE_UNREACHABLE_RULE "IST0130" VirtualServiceUnreachableRule Warning ["rule", "reason"]
        "rule {0} never takes a request: {1}";
    VIRTUAL_SERVICE_INEFFECTIVE_MATCH "IST0131" VirtualServiceIneffectiveMatch Info ["rule", "match", "earlier rule"]
        "match {1} of rule {0} never takes a request: an earlier one covers it, in rule {2}";
    VIRTUAL_SERVICE_HOST_NOT_FOUND_IN_GATEWAY "IST0132" VirtualServiceHostNotFoundInGateway Warning ["hosts", "virtual service", "gateway"]
        "none of the hosts {0} of VirtualService {1} is served by Gateway {2}";
    SCHEMA_WARNING "IST0133" SchemaWarning Warning ["detail"]
        "{0}";
    SERVICE_ENTRY_ADDRESSES_REQUIRED "IST0134" ServiceEntryAddressesRequired Warning []
        "a ServiceEntry with a TCP port needs addresses: traffic to the port cannot be told apart by host name";
    DEPRECATED_ANNOTATION "IST0135" DeprecatedAnnotation Info ["annotation", "replacement"]
        "annotation {0} is deprecated{1} and may stop working";
    ALPHA_ANNOTATION "IST0136" AlphaAnnotation Info ["annotation"]
        "annotation {0} belongs to an alpha feature and may change or go";
    DEPLOYMENT_CONFLICTING_PORTS "IST0137" DeploymentConflictingPorts Warning ["deployment", "services", "target port", "ports"]
        "several services of deployment {0} ({1}) send different ports ({3}) to target port {2}";
    GATEWAY_DUPLICATE_CERTIFICATE "IST0138" GatewayDuplicateCertificate Warning ["gateways"]
        "the gateways {0} serve the same certificate: a client that reuses its HTTP/2 connection for the other's hosts gets 404";
    INVALID_WEBHOOK "IST0139" InvalidWebhook Error ["detail"]
        "{0}";
    INGRESS_ROUTE_RULES_NOT_AFFECTED "IST0140" IngressRouteRulesNotAffected Warning ["virtual service with subsets", "virtual service"]
        "the subsets of VirtualService {0} do not apply to requests through the gateways of {1}, which routes to the same host without a subset";
    INSUFFICIENT_PERMISSIONS "IST0141" InsufficientPermissions Error ["resource", "reason"]
        "permission to create {0} is missing ({1})";
    UNSUPPORTED_KUBERNETES_VERSION "IST0142" UnsupportedKubernetesVersion Error ["version", "minimum"]
        "Kubernetes {0} is too old: Istio needs {1}";
    LOCALHOST_LISTENER "IST0143" LocalhostListener Error ["port"]
        "port {0} of a service listens on localhost only, so that no other pod reaches it";
    INVALID_APPLICATION_UID "IST0144" InvalidApplicationUID Warning []
        "user 1337 is the sidecar's: traffic of an application that runs as it goes past the sidecar";
    CONFLICTING_GATEWAYS "IST0145" ConflictingGateways Error ["gateways", "selector", "port", "hosts"]
        "gateways {0} claim the same hosts ({3}) on port {2} of the same workloads ({1})";
    IMAGE_AUTO_WITHOUT_INJECTION_WARNING "IST0146" ImageAutoWithoutInjectionWarning Warning ["kind", "name"]
        "{0} {1} leaves its proxy image to injection (image: auto), but no injection webhook selects it";
    IMAGE_AUTO_WITHOUT_INJECTION_ERROR "IST0147" ImageAutoWithoutInjectionError Error ["kind", "name"]
        "{0} {1} left its proxy image to injection (image: auto), and was not injected";
    NAMESPACE_INJECTION_ENABLED_BY_DEFAULT "IST0148" NamespaceInjectionEnabledByDefault Info []
        "sidecars are injected in this namespace, since Istio is installed with enableNamespacesByDefault";
    JWT_CLAIM_BASED_ROUTING_WITHOUT_REQUEST_AUTHN "IST0149" JwtClaimBasedRoutingWithoutRequestAuthN Error ["key", "gateway", "pod"]
        "routing by {0} needs a RequestAuthentication, and none applies to pod {2} of gateway {1}";
    EXTERNAL_NAME_SERVICE_TYPE_INVALID_PORT_NAME "IST0150" ExternalNameServiceTypeInvalidPortName Warning []
        "the port of an ExternalName service needs a name with a protocol other than tcp; otherwise the sidecar takes all traffic to this port number";
    ENVOY_FILTER_USES_RELATIVE_OPERATION "IST0151" EnvoyFilterUsesRelativeOperation Warning []
        "a patch relative to others (INSERT_BEFORE, INSERT_AFTER, REPLACE, MERGE, REMOVE) depends on the order of EnvoyFilters; set a priority";
    ENVOY_FILTER_USES_REPLACE_OPERATION_INCORRECTLY "IST0152" EnvoyFilterUsesReplaceOperationIncorrectly Error []
        "REPLACE works for HTTP_FILTER, NETWORK_FILTER and VIRTUAL_HOST only";
    ENVOY_FILTER_USES_ADD_OPERATION_INCORRECTLY "IST0153" EnvoyFilterUsesAddOperationIncorrectly Error []
        "ADD does nothing where applyTo is ROUTE_CONFIGURATION or HTTP_ROUTE";
    ENVOY_FILTER_USES_REMOVE_OPERATION_INCORRECTLY "IST0154" EnvoyFilterUsesRemoveOperationIncorrectly Error []
        "REMOVE does nothing where applyTo is ROUTE_CONFIGURATION or HTTP_ROUTE";
    ENVOY_FILTER_USES_RELATIVE_OPERATION_WITH_PROXY_VERSION "IST0155" EnvoyFilterUsesRelativeOperationWithProxyVersion Warning []
        "a patch relative to others depends on the order of EnvoyFilters, and another one for the same filter matches proxies by version; set a priority";
    UNSUPPORTED_GATEWAY_API_VERSION "IST0156" UnsupportedGatewayAPIVersion Error ["version", "minimum"]
        "the CRDs of the Gateway API are {0}; Istio needs {1}";
    INVALID_TELEMETRY_PROVIDER "IST0157" InvalidTelemetryProvider Warning ["name", "namespace"]
        "Telemetry {0} (namespace {1}) names no provider for access logs, and the mesh has no default one: it does nothing";
    PODS_ISTIO_PROXY_IMAGE_MISMATCH_IN_NAMESPACE "IST0158" PodsIstioProxyImageMismatchInNamespace Warning ["pods"]
        "some pods run another proxy image than the one that is injected today, as after an upgrade; restart them: {0}";
    CONFLICTING_TELEMETRY_WORKLOAD_SELECTORS "IST0159" ConflictingTelemetryWorkloadSelectors Error ["telemetries", "namespace", "pod"]
        "several Telemetries ({0}) of namespace {1} select pod {2}; which of them counts is not defined";
    MULTIPLE_TELEMETRIES_WITHOUT_WORKLOAD_SELECTORS "IST0160" MultipleTelemetriesWithoutWorkloadSelectors Error ["telemetries", "namespace"]
        "several Telemetries ({0}) of namespace {1} select all of its workloads; which of them counts is not defined";
    INVALID_GATEWAY_CREDENTIAL "IST0161" InvalidGatewayCredential Error ["gateway", "namespace"]
        "the secret that Gateway {0} names in namespace {1} holds no certificate that can be used";
    GATEWAY_PORT_NOT_DEFINED_ON_SERVICE "IST0162" GatewayPortNotDefinedOnService Warning ["port", "selector"]
        "no service of the gateway's workloads ({1}) leads to port {0}";
    INVALID_EXTERNAL_CONTROL_PLANE_CONFIG "IST0163" InvalidExternalControlPlaneConfig Warning ["address", "webhook", "problem"]
        "the address \"{0}\" of the external control plane in webhook {1} {2}";
    EXTERNAL_CONTROL_PLANE_ADDRESS_IS_NOT_A_HOSTNAME "IST0164" ExternalControlPlaneAddressIsNotAHostname Info ["address", "webhook"]
        "the external control plane in webhook {1} is addressed by IP ({0}); a host name survives a move";
    REFERENCED_INTERNAL_GATEWAY "IST0165" ReferencedInternalGateway Warning ["virtual service", "gateway"]
        "VirtualService {0} names {1}, a Gateway that Istio makes for itself";
    INEFFECTIVE_SELECTOR "IST0166" IneffectiveSelector Warning ["gateway"]
        "the selector does nothing for Kubernetes Gateway {0}; use targetRefs";
    INEFFECTIVE_POLICY "IST0167" IneffectivePolicy Warning ["reason"]
        "this does nothing: {0}";
    UNKNOWN_UPGRADE_COMPATIBILITY "IST0168" UnknownUpgradeCompatibility Warning ["field", "release", "detail", "compatibility version"]
        "{0} changed in release {1}, and whether that matters here is unknown: {2}. With --set compatibilityVersion={3} it stays as it was";
    UPDATE_INCOMPATIBILITY "IST0169" UpdateIncompatibility Warning ["field", "release", "detail", "compatibility version"]
        "{0} changed in release {1}: {2}. With --set compatibilityVersion={3} it stays as it was";
    MULTI_CLUSTER_INCONSISTENT_SERVICE "IST0170" MultiClusterInconsistentService Warning ["service", "namespace", "clusters", "problem"]
        "service {0} of namespace {1} differs between the clusters {2}: {3}";
    NEGATIVE_CONDITION_STATUS "IST0171" NegativeConditionStatus Warning ["type", "reason", "message"]
        "its status says that something is wrong: {0}, {1}: {2}";
    FUTURE_UNSUPPORTED_GATEWAY_API_VERSION "IST0172" FutureUnsupportedGatewayAPIVersion Warning ["version", "minimum"]
        "the CRDs of the Gateway API are {0}; coming releases of Istio need {1}";
    DESTINATION_RULE_SUBSET_NOT_SELECT_PODS "IST0173" DestinationRuleSubsetNotSelectPods Error ["subset"]
        "subset {0} selects no pods, so requests to it fail with 503";
    UNKNOWN_DESTINATION_RULE_HOST "IST0174" UnknownDestinationRuleHost Warning ["host"]
        "no service or ServiceEntry has the host {0}";
    JWKS_URI_FETCH_UNRESTRICTED "IST0175" JwksUriFetchUnrestricted Warning ["count", "names"]
        "istiod fetches the JWKS of {0} RequestAuthentications ({1}) from any address; set BLOCKED_CIDRS_IN_JWKS_URIS to keep it from internal ones";
    GATEWAY_API_CRD_VERSION_BELOW_MINIMUM "IST0176" GatewayAPICRDVersionBelowMinimum Warning ["crd", "version", "minimum"]
        "Istio ignores {0}: it is at version {1}, at least {2} is needed";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_none_is_retired() {
        assert_eq!(CODES.len(), 67);
        assert!(CODES.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(CODES.iter().all(|code| !RETIRED.contains(&code.id)));
    }

    #[test]
    fn every_parameter_is_said() {
        for code in CODES {
            for (number, parameter) in code.parameters.iter().enumerate() {
                // The second parameter of IST0102 is the first once more.
                if code.id != "IST0102" || number == 0 {
                    assert!(
                        code.template.contains(&format!("{{{number}}}")),
                        "{}: {parameter}",
                        code.id
                    );
                }
            }
        }
        let text = codes::UNKNOWN_ANNOTATION.text(&["a.b/{0}".to_owned()]);
        assert!(text.ends_with("a.b/{0}"), "{text}");
    }
}
