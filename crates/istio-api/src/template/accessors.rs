//! The methods of Go's generated structs that templates can call.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use gotemplate::{Signature, Type};

use super::{field_type, oneof_type};
use crate::descriptor::MessageDescriptor;

/// A method of a message pointer.
#[derive(Debug)]
pub(super) struct Accessor {
    /// What it takes and gives.
    pub(super) signature: Signature,
    /// What it does.
    pub(super) does: Does,
}

/// What a method does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Gives a field, or its zero.
    GetField(usize),
    /// Gives the wrapper of a oneof's member.
    GetOneof(usize),
    /// Prints the message.
    Print,
    /// Gives a duration as `time.Duration`.
    AsDuration,
    /// Says whether a duration is in range.
    IsValid,
}

/// The methods of one message type by name.
pub(super) type Accessors = HashMap<String, Accessor>;

/// Whether any message type has a method of this name: most names that templates ask for are those of fields.
pub(super) fn may_be_one(name: &str) -> bool {
    name.starts_with("Get") || matches!(name, "String" | "AsDuration" | "IsValid")
}

/// The methods of a message type. They are put together when first asked for and then kept: there are as many as fields.
pub(super) fn of(descriptor: &'static MessageDescriptor) -> &'static Accessors {
    static KNOWN: OnceLock<Mutex<HashMap<&'static str, &'static Accessors>>> = OnceLock::new();
    let known = KNOWN.get_or_init(Mutex::default);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    known
        .entry(&descriptor.name)
        .or_insert_with(|| Box::leak(Box::new(build(descriptor))))
}

fn build(descriptor: &MessageDescriptor) -> Accessors {
    let mut accessors = Accessors::new();
    let mut add = |name: String, result: Type, does: Does| {
        accessors.insert(
            name,
            Accessor {
                signature: Signature {
                    params: &[],
                    variadic: false,
                    result,
                },
                does,
            },
        );
    };
    for field in &descriptor.fields {
        add(
            format!("Get{}", field.go_name),
            field_type(field),
            Does::GetField(field.index),
        );
    }
    for (i, oneof) in descriptor.oneofs.iter().enumerate() {
        add(
            format!("Get{}", oneof.go_name),
            oneof_type(descriptor, i),
            Does::GetOneof(i),
        );
    }
    add("String".to_owned(), Type::STRING, Does::Print);
    if descriptor.name == "google.protobuf.Duration" {
        add("AsDuration".to_owned(), super::duration::go_type(), Does::AsDuration);
        add("IsValid".to_owned(), Type::BOOL, Does::IsValid);
    }
    accessors
}
