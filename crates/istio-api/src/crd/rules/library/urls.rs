//! URLs.

use std::collections::HashMap;

use cel::common::types::{CelBool, CelList, CelMap, CelMapKey, CelString, Kind, STRING_TYPE, Type};
use cel::common::value::Val;

use super::values::value_type;
use super::{Declarations, failed, loops, made, text, value};
use crate::crd::go_url::Url as Parsed;

static TYPE: Type = Type::simple_type(Kind::Opaque, "kubernetes.URL");

/// A URL as a value.
#[derive(Clone, Debug, PartialEq)]
struct Url(Parsed);

value_type!(Url, TYPE);

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.value_type(&TYPE);
    declarations.global("url", &[&STRING_TYPE], |arguments| {
        let text = text(&arguments, 0)?;
        match Parsed::parse_request_uri(text) {
            Some(url) => made(Url(url)),
            None => failed("url", format!("{text:?} is no absolute URL")),
        }
    });
    declarations.global("isURL", &[&STRING_TYPE], |arguments| {
        made(CelBool::from(Parsed::parse_request_uri(text(&arguments, 0)?).is_some()))
    });
    macro_rules! part {
        ($name:literal, $part:expr) => {
            declarations.member(&TYPE, $name, &[], |arguments| {
                let part: fn(&Parsed) -> &str = $part;
                made(CelString::from(part(&value::<Url>(&arguments, 0)?.0).to_owned()))
            });
        };
    }
    part!("getScheme", |url| &url.scheme);
    part!("getHost", |url| &url.host);
    part!("getHostname", |url| url.hostname());
    part!("getPort", |url| url.port());
    part!("getEscapedPath", |url| &url.path);
    declarations.member(&TYPE, "getQuery", &[], |arguments| {
        let mut values: HashMap<String, Vec<String>> = HashMap::new();
        for (key, one) in value::<Url>(&arguments, 0)?.0.query_pairs() {
            values.entry(key).or_default().push(one);
        }
        let mut entries: HashMap<CelMapKey<'_>, Box<dyn Val + '_>> = HashMap::new();
        for (key, values) in values {
            let values: CelList<'_> = loops::texts(values);
            entries.insert(CelMapKey::String(CelString::from(key)), Box::new(values));
        }
        made(CelMap::from(entries))
    });
}
