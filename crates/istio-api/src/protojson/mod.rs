//! The JSON form of protobuf messages, with the latitude of the decoder Istio uses (golang/protobuf's `jsonpb`): what it
//! accepts beyond the protobuf specification is accepted here, so that a mesh config that works keeps working.

mod decode;
mod encode;

pub use decode::{DecodeError, DecodeErrorKind, Warning, WarningKind};
pub use encode::EncodeError;
