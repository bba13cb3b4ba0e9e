//! Messages as the text that Go's `String` method gives: protobuf's text format on one line.

use std::fmt;

use crate::descriptor::{FieldDescriptor, Kind};
use crate::message::{Field, Message, Scalar};

/// The text format. Go sometimes doubles its spaces, differing from build to build, to keep anyone from relying on it; here
/// there is always one.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (field, value) in self.iter() {
            match value {
                Field::One(one) => item(f, &mut first, field, |f| scalar(f, field.kind, one))?,
                Field::Many(many) => {
                    for element in many {
                        item(f, &mut first, field, |f| scalar(f, field.kind, element))?;
                    }
                }
                Field::Map(map) => {
                    for (key, entry) in map {
                        item(f, &mut first, field, |f| {
                            f.write_str("{key:")?;
                            text(f, key)?;
                            f.write_str(" value:")?;
                            scalar(f, field.kind, entry)?;
                            f.write_str("}")
                        })?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn item(
    f: &mut fmt::Formatter<'_>,
    first: &mut bool,
    field: &FieldDescriptor,
    value: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    if !std::mem::take(first) {
        f.write_str(" ")?;
    }
    write!(f, "{}:", field.name)?;
    value(f)
}

fn scalar(f: &mut fmt::Formatter<'_>, kind: Kind, value: &Scalar) -> fmt::Result {
    match value {
        Scalar::Bool(v) => write!(f, "{v}"),
        Scalar::Int32(v) => write!(f, "{v}"),
        Scalar::Int64(v) => write!(f, "{v}"),
        Scalar::Uint32(v) => write!(f, "{v}"),
        Scalar::Uint64(v) => write!(f, "{v}"),
        Scalar::Double(v) => f.write_str(&double(*v)),
        Scalar::String(v) => text(f, v),
        Scalar::Enum(v) => match kind {
            Kind::Enum(of) => match of.get().name_of(*v) {
                Some(name) => f.write_str(name),
                None => write!(f, "{v}"),
            },
            _ => write!(f, "{v}"),
        },
        Scalar::Message(v) => write!(f, "{{{v}}}"),
    }
}

/// A double as Go's protobuf and JSON packages write it: the shortest digits, with an exponent below 10^-6 and from 10^21
/// on.
pub(crate) fn double(v: f64) -> String {
    if v.is_nan() {
        "nan".to_owned()
    } else if v.is_infinite() {
        if v > 0.0 { "inf" } else { "-inf" }.to_owned()
    } else if v != 0.0 && (v.abs() < 1e-6 || v.abs() >= 1e21) {
        let text = format!("{v:e}");
        match text.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
            _ => text,
        }
    } else {
        v.to_string()
    }
}

fn text(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in value.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\0'..='\u{1f}' | '\u{7f}' => write!(f, "\\x{:02x}", u32::from(c))?,
            '\u{80}'..='\u{9f}' => write!(f, "\\u{:04x}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use crate::mesh::{PROXY_CONFIG, merge_proxy_config};
    use crate::message::Message;
    use kubeyaml::Value;

    fn mapping(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        Value::Mapping(entries.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
    }

    #[test]
    fn messages_print_as_go_prints_them() {
        let data = mapping([
            ("serviceCluster", "sc".into()),
            ("statusPort", 15_021.into()),
            ("drainDuration", "90s".into()),
            ("interceptionMode", "TPROXY".into()),
            ("holdApplicationUntilProxyStarts", false.into()),
            ("proxyMetadata", mapping([("b", "2".into()), ("a", "1".into())])),
            ("extraStatTags", Value::Sequence(vec!["x".into(), "y\n".into()])),
            ("tracing", mapping([("sampling", 1.5.into())])),
        ]);
        let empty = crate::mesh::ProxyConfig::new(Message::of(PROXY_CONFIG).expect("in the table")).expect("its type");
        let (proxy, _) = merge_proxy_config(&data, &empty).expect("decodes");
        assert_eq!(
            proxy.message().to_string(),
            "service_cluster:\"sc\" drain_duration:{seconds:90} interception_mode:TPROXY tracing:{sampling:1.5} \
             proxy_metadata:{key:\"a\" value:\"1\"} proxy_metadata:{key:\"b\" value:\"2\"} status_port:15021 \
             extra_stat_tags:\"x\" extra_stat_tags:\"y\\n\" hold_application_until_proxy_starts:{}"
        );
    }
}
