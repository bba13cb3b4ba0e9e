// Written by `cargo xtask generate` from crates/istio-api/api.

//! The status of every kind.

use serde::{Deserialize, Serialize};

/// What the control plane found out about an object.
///
/// In protobuf: `istio.meta.v1alpha1.IstioStatus`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstioStatus {
    /// The latest observations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Vec<IstioCondition>>,
    /// What analysis has to say about the object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_messages: Option<Vec<ValidationMessage>>,
    /// The generation of the object that this is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<crate::typed::IntOrString>,
    /// Fields that this library does not know.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

/// An observation.
///
/// In protobuf: `istio.meta.v1alpha1.IstioCondition`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IstioCondition {
    /// What was observed, such as `Reconciled`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// `True`, `False` or `Unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it was looked at last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_probe_time: Option<String>,
    /// When the status changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_transition_time: Option<String>,
    /// Why, as one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The generation of the object that this is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<crate::typed::IntOrString>,
}

/// A message of analysis.
///
/// In protobuf: `istio.analysis.v1alpha1.AnalysisMessageBase`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationMessage {
    /// What kind of message it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<ValidationMessageType>,
    /// How bad it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<ValidationMessageLevel>,
    /// A page that says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation_url: Option<String>,
}

/// A kind of message of analysis.
///
/// In protobuf: `istio.analysis.v1alpha1.AnalysisMessageBase.Type`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationMessageType {
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The code, such as `IST0101`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// How bad a message of analysis is.
///
/// In protobuf: `istio.analysis.v1alpha1.AnalysisMessageBase.Level`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ValidationMessageLevel {
    /// Not said.
    #[serde(rename = "UNKNOWN")]
    Unknown,
    /// Something does not work.
    #[serde(rename = "ERROR")]
    Error,
    /// Something probably does not work as meant.
    #[serde(rename = "WARNING")]
    Warning,
    /// Something to know.
    #[serde(rename = "INFO")]
    Info,
    /// A value that this library does not know.
    #[serde(untagged)]
    Other(String),
}
