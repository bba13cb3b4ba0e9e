//! What loops go over.

use cel::ExecutionError;
use cel::common::types::{CelInt, CelList, CelMap, CelString, DYN_TYPE, INT_TYPE};
use cel::common::value::Val;

use super::super::budget::{self, Purse};
use super::{Arguments, Declarations, Outcome, failed, integer, value};

/// Pays for a loop, and makes one over a map go over the sorted keys.
pub(in super::super) const RANGE: &str = "__range";
/// Pays for a loop.
pub(in super::super) const PAY: &str = "__pay";

pub(super) fn declare(declarations: &mut Declarations) {
    let arguments = [&DYN_TYPE, &budget::TYPE, &INT_TYPE];
    declarations.global(RANGE, &arguments, range);
    declarations.global(PAY, &arguments, pay);
}

fn pay<'b, 'v>(mut arguments: Arguments<'b, 'v>) -> Outcome<'b, 'v> {
    let calls = u64::try_from(integer(&arguments, 2)?).unwrap_or(0);
    let passes = arguments[0]
        .as_sizer()
        .map_or(0, |sizer| u64::try_from(*sizer.size().inner()).unwrap_or(0));
    if !value::<Purse>(&arguments, 1)?.pay(passes, calls) {
        return failed("loop", "the rule costs too much");
    }
    Ok(arguments.swap_remove(0))
}

fn range<'b, 'v>(arguments: Arguments<'b, 'v>) -> Outcome<'b, 'v> {
    let range = pay(arguments)?;
    let Some(map) = range.downcast_ref::<CelMap<'v>>() else {
        return Ok(range);
    };
    let mut keys: Vec<_> = map.inner().keys().collect();
    keys.sort();
    let keys: Vec<Box<dyn Val + 'v>> = keys.into_iter().map(|key| key.inner().clone_as_boxed()).collect();
    Ok(cel::common::value::CowVal::owned(CelList::from(keys)))
}

/// The items of a list.
pub(super) fn items<'a, 'v>(list: &'a (dyn Val + 'v)) -> Result<Vec<&'a (dyn Val + 'v)>, ExecutionError> {
    let iterable = list
        .as_iterable()
        .ok_or_else(ExecutionError::missing_argument_or_target)?;
    let mut items = Vec::new();
    let mut iterator = iterable.iter();
    while let Some(item) = iterator.next() {
        items.push(item);
    }
    Ok(items)
}

/// A list of texts.
pub(super) fn texts<'v>(texts: impl IntoIterator<Item = String>) -> CelList<'v> {
    let items: Vec<Box<dyn Val + 'v>> = texts
        .into_iter()
        .map(|text| Box::new(CelString::from(text)) as Box<dyn Val + 'v>)
        .collect();
    CelList::from(items)
}

/// A count as a value.
pub(super) fn count(count: usize) -> CelInt {
    CelInt::from(i64::try_from(count).unwrap_or(i64::MAX))
}
