//! The types of Helm values: which values Istio's own `Values` message cannot hold.

use kubeyaml::Value;

use crate::descriptor::MessageDescriptor;
use crate::message::Message;
use crate::protojson::DecodeError;

/// The protobuf name of the Helm values.
pub const VALUES: &str = "istio.operator.v1alpha1.Values";

/// Says whether values have the types Istio declares for them. Fields that Istio does not declare may hold anything, and
/// so may null.
///
/// # Errors
/// The first value of another type, with its path.
pub fn check(values: &Value) -> Result<(), DecodeError> {
    let descriptor = MessageDescriptor::find(VALUES).expect("the tables hold Values");
    Message::decode(descriptor, values, &mut Vec::new()).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(path: &str, value: impl Into<Value>) -> Value {
        path.rsplit('.').fold(value.into(), |inner, key| {
            Value::Mapping([(key.to_owned(), inner)].into_iter().collect())
        })
    }

    fn verdict(path: &str, value: impl Into<Value>) -> Result<(), String> {
        check(&nested(path, value)).map_err(|e| e.to_string())
    }

    #[test]
    fn declared_values_have_types() {
        assert_eq!(verdict("global.proxy.privileged", true), Ok(()));
        assert_eq!(
            verdict("global.proxy.privileged", "yes"),
            Err("global.proxy.privileged: expected true or false, found the string \"yes\"".to_owned())
        );
        assert_eq!(verdict("global.proxy.statusPort", "15020"), Ok(()));
        assert!(verdict("global.proxy.statusPort", 1.5).is_err());
        assert!(verdict("global.hub", 5).is_err());
        assert!(verdict("global", "x").is_err());
    }

    #[test]
    fn some_values_take_several_types() {
        assert_eq!(verdict("global.tag", "1.30"), Ok(()));
        assert_eq!(verdict("global.tag", 1.30), Ok(()));
        assert_eq!(verdict("pilot.rollingMaxSurge", "25%"), Ok(()));
        assert_eq!(verdict("pilot.rollingMaxSurge", 1), Ok(()));
        assert!(verdict("pilot.rollingMaxSurge", 1.5).is_err());
        assert!(verdict("pilot.rollingMaxSurge", true).is_err());
    }

    #[test]
    fn what_is_not_declared_may_hold_anything() {
        assert_eq!(verdict("mine.own", 1), Ok(()));
        assert_eq!(verdict("global.mine", "x"), Ok(()));
        assert_eq!(check(&Value::Null), Ok(()));
    }
}
