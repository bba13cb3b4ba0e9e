//! Quantities of resources.

use std::cmp::Ordering;

use cel::common::types::{CelBool, CelInt, Kind, STRING_TYPE, Type};
use kubeschema::quantity::Quantity as Parsed;

use super::values::value_type;
use super::{Arguments, Declarations, failed, made, text, value};

static TYPE: Type = Type::simple_type(Kind::Opaque, "kubernetes.Quantity");

/// A quantity as a value.
#[derive(Clone, Debug, PartialEq)]
struct Quantity(Parsed);

value_type!(Quantity, TYPE);

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.value_type(&TYPE);
    declarations.global("quantity", &[&STRING_TYPE], |arguments| {
        let text = text(&arguments, 0)?;
        match text.parse() {
            Ok(quantity) => made(Quantity(quantity)),
            Err(error) => failed("quantity", format!("{text:?} is no quantity: {error}")),
        }
    });
    declarations.global("isQuantity", &[&STRING_TYPE], |arguments| {
        made(CelBool::from(text(&arguments, 0)?.parse::<Parsed>().is_ok()))
    });
    // A function and no method, unlike the others.
    declarations.global("sign", &[&TYPE], |arguments| {
        let Quantity(quantity) = value(&arguments, 0)?;
        let sign = if quantity.is_zero() {
            0
        } else {
            1 - 2 * i64::from(quantity.is_negative())
        };
        made(CelInt::from(sign))
    });
    declarations.member(&TYPE, "isGreaterThan", &[&TYPE], |arguments| {
        made(CelBool::from(compare(&arguments)? == Ordering::Greater))
    });
    declarations.member(&TYPE, "isLessThan", &[&TYPE], |arguments| {
        made(CelBool::from(compare(&arguments)? == Ordering::Less))
    });
    declarations.member(&TYPE, "compareTo", &[&TYPE], |arguments| {
        made(CelInt::from(compare(&arguments)? as i64))
    });
}

fn compare(arguments: &Arguments<'_, '_>) -> Result<Ordering, cel::ExecutionError> {
    let (Quantity(one), Quantity(other)) = (value(arguments, 0)?, value(arguments, 1)?);
    Ok(one.cmp(other))
}
