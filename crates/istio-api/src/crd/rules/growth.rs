//! How much larger a value may become in an expression.

use cel::common::ast::{EntryExpr, Expr, IdedExpr};

/// How many copies of a value loops may come to hold: a loop that uses its variable twice in what it makes doubles it, and loops
/// over the results of loops multiply.
pub(super) fn copies(expression: &IdedExpr) -> u64 {
    let most = |parts: &mut dyn Iterator<Item = &IdedExpr>| parts.map(copies).max().unwrap_or(1);
    match &expression.expr {
        Expr::Comprehension(of) => {
            let uses = uses(&of.loop_step, &of.iter_var).max(1);
            copies(&of.iter_range)
                .saturating_mul(uses)
                .saturating_mul(copies(&of.loop_step))
                .saturating_mul(copies(&of.result))
        }
        Expr::Call(call) => most(&mut call.target.iter().map(AsRef::as_ref).chain(&call.args)),
        Expr::List(list) => most(&mut list.elements.iter()),
        Expr::Map(map) => most(&mut map.entries.iter().flat_map(|entry| parts_of(&entry.expr))),
        Expr::Struct(of) => most(&mut of.entries.iter().flat_map(|entry| parts_of(&entry.expr))),
        Expr::Select(select) => copies(&select.operand),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => 1,
    }
}

/// How often a variable is read.
fn uses(expression: &IdedExpr, variable: &str) -> u64 {
    let sum = |parts: &mut dyn Iterator<Item = &IdedExpr>| parts.map(|part| uses(part, variable)).sum();
    match &expression.expr {
        Expr::Ident(name) => u64::from(name == variable),
        Expr::Comprehension(of) => {
            sum(&mut [&of.iter_range, &of.accu_init, &of.loop_cond, &of.loop_step, &of.result].into_iter())
        }
        Expr::Call(call) => sum(&mut call.target.iter().map(AsRef::as_ref).chain(&call.args)),
        Expr::List(list) => sum(&mut list.elements.iter()),
        Expr::Map(map) => sum(&mut map.entries.iter().flat_map(|entry| parts_of(&entry.expr))),
        Expr::Struct(of) => sum(&mut of.entries.iter().flat_map(|entry| parts_of(&entry.expr))),
        Expr::Select(select) => uses(&select.operand, variable),
        Expr::Literal(_) | Expr::Unspecified => 0,
    }
}

/// The expressions in an entry of a map or a message.
pub(super) fn parts_of(entry: &EntryExpr) -> impl Iterator<Item = &IdedExpr> {
    let (first, second) = match entry {
        EntryExpr::StructField(field) => (&field.value, None),
        EntryExpr::MapEntry(entry) => (&entry.key, Some(&entry.value)),
    };
    std::iter::once(first).chain(second)
}
