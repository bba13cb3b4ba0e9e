//! A bound on what rules may cost. It is counted in steps, so that the result is the same on every machine; the time is only a
//! last resort against rules made to be slow.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use cel::Context;
use cel::common::types::{Kind, Type};
use cel::common::value::{StaticVal, Val};

/// The name under which loops find the budget. A rule that names it itself gets a value with which nothing can be done.
pub(super) const VARIABLE: &str = "__budget";
/// Steps for all rules of an object: passes through the loops of rules, each with what it looks at.
const STEPS: u64 = 1_000_000;
/// That much of a value's weight counts as one step when a pass looks at the whole of it.
const WEIGHT_OF_A_STEP: u64 = 16;
/// The most that copies of a value may weigh together.
const MOST_WEIGHT: u64 = 16 << 20;
/// How long all rules of an object may take.
const TIME: Duration = Duration::from_secs(5);

/// The type of a budget as a value.
pub(super) static TYPE: Type = Type::simple_type(Kind::Opaque, "budget");

/// What is left for an object's rules.
#[derive(Debug)]
pub(super) struct Budget {
    left: Arc<AtomicU64>,
    start: Instant,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(STEPS)
    }
}

impl Budget {
    /// A budget of so many steps.
    pub(super) fn of(steps: u64) -> Self {
        Self {
            left: Arc::new(AtomicU64::new(steps)),
            start: Instant::now(),
        }
    }

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
                start: self.start,
                weight,
            }),
        );
    }
}

/// The budget as a value.
#[derive(Clone, Debug)]
pub(super) struct Purse {
    left: Arc<AtomicU64>,
    start: Instant,
    weight: u64,
}

impl Purse {
    /// Pays for a loop of `passes`, each of which looks at the value as a whole so many times. `false` when there is not enough.
    pub(super) fn pay(&self, passes: u64, looks: u64) -> bool {
        let of_one = 1 + looks.saturating_mul(self.weight) / WEIGHT_OF_A_STEP;
        let cost = passes.saturating_mul(of_one);
        let left = self.left.load(Ordering::Relaxed);
        let rest = left
            .checked_sub(cost)
            .filter(|_| self.start.elapsed() < TIME)
            .unwrap_or(0);
        self.left.store(rest, Ordering::Relaxed);
        rest > 0
    }
}

/// Whether an expression that may copy its value so many times can be run with a value of that weight.
pub(super) fn allows(copies: u64, weight: u64) -> bool {
    copies.saturating_mul(weight) <= MOST_WEIGHT
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
