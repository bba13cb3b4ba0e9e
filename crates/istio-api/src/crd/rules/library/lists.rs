//! Lists and sets.

use std::cmp::Ordering;

use cel::ExecutionError;
use cel::common::types::{CelBool, CelInt, DYN_TYPE, LIST_TYPE};
use cel::common::value::{CowVal, Val};

use super::loops::{count, items};
use super::{Arguments, Declarations, Outcome, failed, made};

/// The most items of two lists that are compared each with each.
const MOST_PAIRS: usize = 1_000_000;

pub(super) fn declare(declarations: &mut Declarations) {
    declarations.member(&LIST_TYPE, "isSorted", &[], |arguments| {
        let items = items(arguments[0].as_ref())?;
        for pair in items.windows(2) {
            if compare(pair[0], pair[1])? == Ordering::Greater {
                return made(CelBool::from(false));
            }
        }
        made(CelBool::from(true))
    });
    declarations.member(&LIST_TYPE, "sum", &[], sum);
    declarations.member(&LIST_TYPE, "max", &[], |arguments| {
        extreme(arguments, "max", Ordering::Greater)
    });
    declarations.member(&LIST_TYPE, "min", &[], |arguments| {
        extreme(arguments, "min", Ordering::Less)
    });
    declarations.member(&LIST_TYPE, "indexOf", &[&DYN_TYPE], |arguments| {
        let place = items(arguments[0].as_ref())?
            .iter()
            .position(|item| item.equals(arguments[1].as_ref()));
        made(place.map_or(CelInt::from(-1), count))
    });
    declarations.member(&LIST_TYPE, "lastIndexOf", &[&DYN_TYPE], |arguments| {
        let place = items(arguments[0].as_ref())?
            .iter()
            .rposition(|item| item.equals(arguments[1].as_ref()));
        made(place.map_or(CelInt::from(-1), count))
    });
    declarations.global("sets.contains", &[&LIST_TYPE, &LIST_TYPE], |arguments| {
        let (all, some) = pair(&arguments)?;
        made(CelBool::from(contains(&all, &some)))
    });
    declarations.global("sets.equivalent", &[&LIST_TYPE, &LIST_TYPE], |arguments| {
        let (one, other) = pair(&arguments)?;
        made(CelBool::from(contains(&one, &other) && contains(&other, &one)))
    });
    declarations.global("sets.intersects", &[&LIST_TYPE, &LIST_TYPE], |arguments| {
        let (one, other) = pair(&arguments)?;
        made(CelBool::from(
            one.iter().any(|item| other.iter().any(|o| item.equals(*o))),
        ))
    });
}

type Items<'a, 'v> = Vec<&'a (dyn Val + 'v)>;

fn pair<'a, 'v>(arguments: &'a Arguments<'_, 'v>) -> Result<(Items<'a, 'v>, Items<'a, 'v>), ExecutionError> {
    let (one, other) = (items(arguments[0].as_ref())?, items(arguments[1].as_ref())?);
    if one.len().saturating_mul(other.len()) > MOST_PAIRS {
        return Err(ExecutionError::function_error("sets", "the lists are too long"));
    }
    Ok((one, other))
}

fn contains(all: &Items<'_, '_>, some: &Items<'_, '_>) -> bool {
    some.iter().all(|item| all.iter().any(|other| other.equals(*item)))
}

fn compare(a: &dyn Val, b: &dyn Val) -> Result<Ordering, ExecutionError> {
    a.as_comparer().ok_or_else(|| no_order(a))?.compare(b)
}

fn no_order(value: &dyn Val) -> ExecutionError {
    ExecutionError::function_error(
        "compare",
        format!("values of type {} have no order", value.get_type().name()),
    )
}

fn extreme<'b, 'v>(arguments: Arguments<'b, 'v>, name: &str, wanted: Ordering) -> Outcome<'b, 'v> {
    let items = items(arguments[0].as_ref())?;
    let Some((first, rest)) = items.split_first() else {
        return failed(name, "the list is empty");
    };
    let mut best = *first;
    for item in rest {
        if compare(*item, best)? == wanted {
            best = *item;
        }
    }
    Ok(CowVal::Owned(best.clone_as_boxed()))
}

fn sum<'b, 'v>(arguments: Arguments<'b, 'v>) -> Outcome<'b, 'v> {
    let items = items(arguments[0].as_ref())?;
    let Some((first, rest)) = items.split_first() else {
        return made(CelInt::from(0));
    };
    let mut total = first.clone_as_boxed();
    for item in rest {
        let next = total
            .as_adder()
            .ok_or_else(|| no_order(*item))?
            .add(*item)?
            .into_owned();
        total = next;
    }
    Ok(CowVal::Owned(total))
}
