//! A bound on what rules may cost, counted in steps rather than time, so that the result is the same on every machine.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cel::Context;
use cel::common::types::{Kind, Type};
use cel::common::value::{StaticVal, Val};

/// The name under which loops find the budget. A rule that names it itself gets a value with which nothing can be done.
pub(super) const VARIABLE: &str = "__budget";
/// Steps for all rules of an object: passes through the loops of rules, weighted by what happens in them.
const STEPS: u64 = 4_000_000;
/// That much of a value's weight counts as one step when a loop looks at the whole of it.
const WEIGHT_OF_A_STEP: u64 = 64;

/// The type of a budget as a value.
pub(super) static TYPE: Type = Type::simple_type(Kind::Opaque, "budget");

/// What is left for an object's rules.
#[derive(Debug)]
pub(super) struct Budget {
    left: Arc<AtomicU64>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: Arc::new(AtomicU64::new(STEPS)),
        }
    }
}

impl Budget {
    /// Whether a rule needed more than was left.
    pub(super) fn is_spent(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    /// Gives it to the expressions that run in `context`, about a value of that weight.
    pub(super) fn bind(&self, context: &mut Context<'_, '_>, weight: u64) {
        context.add_variable_as_val(
            VARIABLE,
            Box::new(Purse {
                left: Arc::clone(&self.left),
                weight,
            }),
        );
    }
}

/// The budget as a value.
#[derive(Clone, Debug)]
pub(super) struct Purse {
    left: Arc<AtomicU64>,
    weight: u64,
}

impl Purse {
    /// Pays for a loop of `passes`, each with `calls` of functions and operators that may look at a whole value. `false` when
    /// there is not enough.
    pub(super) fn pay(&self, passes: u64, calls: u64) -> bool {
        let of_one = 1 + calls.saturating_mul(self.weight / WEIGHT_OF_A_STEP);
        let cost = passes.saturating_mul(of_one);
        let left = self.left.load(Ordering::Relaxed);
        match left.checked_sub(cost) {
            Some(rest) if rest > 0 => {
                self.left.store(rest, Ordering::Relaxed);
                true
            }
            _ => {
                self.left.store(0, Ordering::Relaxed);
                false
            }
        }
    }
}

impl Val for Purse {
    fn get_type(&self) -> &Type {
        &TYPE
    }

    fn cel_type() -> &'static Type {
        &TYPE
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl StaticVal for Purse {}
