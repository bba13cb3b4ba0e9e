//! `semver` and `semverCompare`, and `*semver.Version` as a value of templates.

use std::any::Any;
use std::borrow::Cow;

use gotemplate::{Call, Field, FuncError, Kind, NamedType, Object, Signature, Str, Type, TypeRef, UintKind, Value};

use crate::Outcome;
use crate::semver::{Constraints, Version};

static NAMED: NamedType = NamedType::new("semver.Version", Kind::Struct);
static STRUCT: Type = Type::Static(&NAMED);
/// `*semver.Version`.
pub(crate) const POINTER: Type = Type::Pointer(TypeRef::Static(&STRUCT));

/// A version, as the struct or as a pointer to it.
#[derive(Clone, Debug, PartialEq)]
struct VersionValue {
    version: Version,
    pointer: bool,
}

static TO_ANY: Signature = Signature {
    params: &[],
    variadic: false,
    result: Type::Any,
};
static FROM_VERSION: Signature = Signature {
    params: &[POINTER],
    variadic: false,
    result: Type::Any,
};
static FROM_TEXT: Signature = Signature {
    params: &[Type::STRING],
    variadic: false,
    result: Type::Any,
};

fn structure(version: Version) -> Value {
    Value::object(VersionValue {
        version,
        pointer: false,
    })
}

/// The next version: a copy without prerelease and metadata, changed by `step`.
fn next(version: &Version, part: &str, step: impl Fn(&mut Version) -> Option<()>) -> Outcome {
    let mut next = Version {
        prerelease: String::new(),
        metadata: String::new(),
        ..version.clone()
    };
    step(&mut next).ok_or_else(|| FuncError::new(format!("{part} version increment would overflow uint64")))?;
    named(version, next)
}

/// Gives a changed version the `v` of the one that it was made from.
fn named(from: &Version, mut version: Version) -> Outcome {
    let prefix = if from.original.starts_with('v') { "v" } else { "" };
    version.original = format!("{prefix}{version}");
    Ok(structure(version))
}

impl VersionValue {
    fn increment(&self, name: &str) -> Outcome {
        let current = &self.version;
        match name {
            "IncMajor" => next(current, "major", |v| {
                (v.minor, v.patch) = (0, 0);
                v.major = v.major.checked_add(1)?;
                Some(())
            }),
            "IncMinor" => next(current, "minor", |v| {
                v.patch = 0;
                v.minor = v.minor.checked_add(1)?;
                Some(())
            }),
            _ => next(current, "patch", |v| {
                // The release comes after its prereleases.
                if current.prerelease.is_empty() {
                    v.patch = v.patch.checked_add(1)?;
                }
                Some(())
            }),
        }
    }

    fn set(&self, name: &str, text: &Str) -> Outcome {
        let text = text.to_str_lossy().into_owned();
        let identifier = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let valid = text.is_empty() || text.split('.').all(identifier);
        let mut version = self.version.clone();
        if name == "SetMetadata" {
            if !valid {
                return Err(FuncError::new("invalid metadata string"));
            }
            version.metadata = text;
        } else {
            let zero_led =
                |part: &str| part.len() > 1 && part.starts_with('0') && part.bytes().all(|b| b.is_ascii_digit());
            if !valid {
                return Err(FuncError::new("invalid prerelease string"));
            }
            if text.split('.').any(zero_led) {
                return Err(FuncError::new("version segment starts with 0"));
            }
            version.prerelease = text;
        }
        named(&self.version, version)
    }
}

impl Object for VersionValue {
    fn type_of(&self) -> Type {
        if self.pointer { POINTER } else { Type::Static(&NAMED) }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn elem(&self) -> Option<Value> {
        self.pointer.then(|| structure(self.version.clone()))
    }

    fn field(&self, name: &str) -> Field {
        match name {
            "major" | "minor" | "patch" | "pre" | "metadata" | "original" => Field::Unexported,
            _ => Field::Absent,
        }
    }

    fn fields(&self) -> Vec<(Cow<'static, str>, Type, Value)> {
        let v = &self.version;
        let number = |n: u64| Value::Uint(n, UintKind::Uint64);
        vec![
            ("major".into(), Type::UINT64, number(v.major)),
            ("minor".into(), Type::UINT64, number(v.minor)),
            ("patch".into(), Type::UINT64, number(v.patch)),
            ("pre".into(), Type::STRING, Value::from(v.prerelease.as_str())),
            ("metadata".into(), Type::STRING, Value::from(v.metadata.as_str())),
            ("original".into(), Type::STRING, Value::from(v.original.as_str())),
        ]
    }

    fn method(&self, name: &str) -> Option<&Signature> {
        Some(match name {
            "Major" | "Minor" | "Patch" | "Prerelease" | "Metadata" | "String" | "IncMajor" | "IncMinor"
            | "IncPatch" => &TO_ANY,
            "SetPrerelease" | "SetMetadata" => &FROM_TEXT,
            "Original" => &TO_ANY,
            "Compare" | "Equal" | "LessThan" | "GreaterThan" | "LessThanEqual" | "GreaterThanEqual" => &FROM_VERSION,
            _ => return None,
        })
    }

    fn call(&self, name: &str, call: &mut Call<'_>) -> Outcome {
        let v = &self.version;
        let number = |n: u64| Ok(Value::Uint(n, UintKind::Uint64));
        match name {
            "Major" => return number(v.major),
            "Minor" => return number(v.minor),
            "Patch" => return number(v.patch),
            "Prerelease" => return Ok(Value::from(v.prerelease.as_str())),
            "Metadata" => return Ok(Value::from(v.metadata.as_str())),
            "Original" => return Ok(Value::from(v.original.as_str())),
            "String" => return Ok(Value::string(v.to_string())),
            "IncMajor" | "IncMinor" | "IncPatch" => return self.increment(name),
            "SetPrerelease" | "SetMetadata" => return self.set(name, &call.string(0)),
            _ => {}
        }
        let other = call
            .arg(0)
            .downcast::<VersionValue>()
            .ok_or_else(|| FuncError::new(crate::lists::NIL_DEREFERENCE))?;
        let order = v.precedence(&other.version);
        Ok(match name {
            "Compare" => Value::int(order as i64),
            "Equal" => Value::Bool(order.is_eq()),
            "LessThan" => Value::Bool(order.is_lt()),
            "GreaterThan" => Value::Bool(order.is_gt()),
            "LessThanEqual" => Value::Bool(order.is_le()),
            _ => Value::Bool(order.is_ge()),
        })
    }

    fn display(&self) -> Option<Str> {
        Some(self.version.to_string().into())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        // Pointers are equal only if they are one; the structs when all is the same.
        let other = other.as_any().downcast_ref::<VersionValue>();
        other.is_some_and(|o| std::ptr::eq(o, self) || !self.pointer && o == self)
    }

    fn plain(&self) -> Option<Value> {
        Some(Value::string(self.version.to_string()))
    }
}

/// A deep copy: Go's library cannot see the fields that are not exported, so that they are zero in the copy.
pub(crate) fn copied(value: &Value) -> Option<Value> {
    let pointer = value.downcast::<VersionValue>()?.pointer;
    let version = Version {
        major: 0,
        minor: 0,
        patch: 0,
        prerelease: String::new(),
        metadata: String::new(),
        original: String::new(),
    };
    Some(Value::object(VersionValue { version, pointer }))
}

fn parsed(text: &Str) -> Result<Version, FuncError> {
    Version::parse(&text.to_str_lossy()).map_err(|error| FuncError::new(error.to_string()))
}

pub(crate) fn semver(call: &mut Call<'_>) -> Outcome {
    Ok(Value::object(VersionValue {
        version: parsed(&call.string(0))?,
        pointer: true,
    }))
}

pub(crate) fn semver_compare(call: &mut Call<'_>) -> Outcome {
    let constraints =
        Constraints::parse(&call.string(0).to_str_lossy()).map_err(|error| FuncError::new(error.to_string()))?;
    let version = parsed(&call.string(1))?;
    Ok(Value::Bool(constraints.check(&version)))
}
