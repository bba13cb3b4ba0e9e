//! Compiled expressions.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use cel::common::ast::{CallExpr, EntryExpr, Expr, IdedExpr, LiteralValue};
use cel::common::types::CelInt;
use cel::common::value::Val;
use cel::parser::PrattParser;
use cel::{Context, Env, Value as CelValue};
use regex::Regex;

use super::projection::Projection;
use super::{budget, growth, library};
use crate::crd::pattern;

/// The longest expression.
const MOST_BYTES: usize = 20 << 10;
/// The most nodes of an expression's tree.
const MOST_NODES: usize = 4000;
/// How deep an expression may nest. Evaluation recurses.
const MAX_DEPTH: usize = 48;
/// How the names of compiled regular expressions start.
const PATTERN: &str = "__pattern";

/// An expression, compiled when it is first needed.
#[derive(Debug)]
pub(in crate::crd) struct Program {
    source: String,
    compiled: OnceLock<Result<Compiled, String>>,
}

impl Program {
    /// The expression as it is written.
    pub(in crate::crd) fn source(&self) -> &str {
        &self.source
    }

    /// The compiled expression, or why there is none.
    pub(super) fn compiled(&self) -> Result<&Compiled, &str> {
        let compiled = self.compiled.get_or_init(|| Compiled::new(&self.source));
        compiled.as_ref().map_err(String::as_str)
    }
}

/// What rules may call, and all programs by their text: the same rule stands in many places of a schema.
#[derive(Clone)]
pub(in crate::crd) struct Library {
    environment: Arc<Env>,
    programs: Arc<Mutex<HashMap<String, Arc<Program>>>>,
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Library")
    }
}

impl Library {
    /// The functions of CEL and of Kubernetes.
    pub(in crate::crd) fn new() -> Self {
        Self {
            environment: Arc::new(library::environment()),
            programs: Arc::default(),
        }
    }

    /// The program of an expression.
    pub(in crate::crd) fn program(&self, source: &str) -> Arc<Program> {
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            Arc::new(Program {
                source: source.to_owned(),
                compiled: OnceLock::new(),
            })
        };
        Arc::clone(programs.entry(source.to_owned()).or_insert_with(new))
    }

    pub(super) fn environment(&self) -> &Arc<Env> {
        &self.environment
    }
}

/// An expression ready to run.
#[derive(Debug)]
pub(super) struct Compiled {
    expression: IdedExpr,
    patterns: Vec<Arc<Regex>>,
    /// What it reads of `self`.
    pub(super) reads: Projection,
    /// Whether it is about a change.
    pub(super) uses_old_self: bool,
    /// Whether it has loops, which must be paid for.
    pub(super) has_loops: bool,
    /// How many copies of a value its loops may come to hold.
    pub(super) copies: u64,
}

impl Compiled {
    fn new(source: &str) -> Result<Self, String> {
        if source.len() > MOST_BYTES {
            return Err(format!("it has more than {MOST_BYTES} bytes"));
        }
        let parsed = PrattParser::new()
            .max_recursion_depth(MAX_DEPTH as u16)
            .max_expression_node_count(MOST_NODES)
            .enable_optional_syntax(true)
            .enable_ident_escape_syntax(true)
            .parse(source);
        let mut expression = parsed.map_err(|errors| {
            let first = errors.errors.first();
            first.map_or_else(|| "it is no expression".to_owned(), |error| error.msg.clone())
        })?;
        if is_too_deep(&expression) {
            return Err(format!("it nests more than {MAX_DEPTH} levels"));
        }
        let reads = Projection::of(&expression);
        let uses_old_self = expression.references().has_variable("oldSelf");
        let copies = growth::copies(&expression);
        let mut rewrite = Rewrite {
            patterns: Vec::new(),
            has_loops: false,
        };
        rewrite.expression(&mut expression)?;
        Ok(Self {
            expression,
            patterns: rewrite.patterns,
            reads,
            uses_old_self,
            has_loops: rewrite.has_loops,
            copies,
        })
    }

    /// Gives a context what only this expression needs.
    pub(super) fn bind(&self, context: &mut Context<'_, '_>) {
        for (index, pattern) in self.patterns.iter().enumerate() {
            context.add_variable_as_val(format!("{PATTERN}{index}"), library::pattern_value(pattern));
        }
    }

    /// Evaluates it and looks at the result.
    pub(super) fn evaluate<T>(&self, context: &Context<'_, '_>, look: impl FnOnce(&dyn Val) -> T) -> Result<T, String> {
        let result = CelValue::resolve_val(&self.expression, context).map_err(|error| library::explain(&error))?;
        Ok(look(result.as_ref()))
    }
}

/// Whether evaluation would recurse too deep. The way down is kept in a list, not on the stack.
fn is_too_deep(expression: &IdedExpr) -> bool {
    let mut todo = vec![(expression, 0)];
    while let Some((expression, depth)) = todo.pop() {
        if depth > MAX_DEPTH {
            return true;
        }
        let mut add = |part| todo.push((part, depth + 1));
        match &expression.expr {
            Expr::Call(call) => {
                call.target.iter().for_each(|target| add(target));
                call.args.iter().for_each(&mut add);
            }
            Expr::Comprehension(of) => {
                [&of.iter_range, &of.accu_init, &of.loop_cond, &of.loop_step, &of.result]
                    .into_iter()
                    .for_each(&mut add);
            }
            Expr::List(list) => list.elements.iter().for_each(&mut add),
            Expr::Map(map) => map
                .entries
                .iter()
                .for_each(|entry| growth::parts_of(&entry.expr).for_each(&mut add)),
            Expr::Struct(of) => of
                .entries
                .iter()
                .for_each(|entry| growth::parts_of(&entry.expr).for_each(&mut add)),
            Expr::Select(select) => add(&select.operand),
            Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => {}
        }
    }
    false
}

/// Changes an expression so that loops pay for their passes and go over maps in order, and regular expressions that are written
/// out are compiled once.
struct Rewrite {
    patterns: Vec<Arc<Regex>>,
    has_loops: bool,
}

impl Rewrite {
    /// Returns how many times `self` is looked at, other than by a loop over it, which is paid for by itself.
    fn expression(&mut self, expression: &mut IdedExpr) -> Result<u64, String> {
        let mut looks = 0;
        match &mut expression.expr {
            Expr::Call(call) => {
                if let Some(target) = &mut call.target {
                    looks += self.expression(target)?;
                }
                for argument in &mut call.args {
                    looks += self.expression(argument)?;
                }
                if call.func_name == "matches" {
                    self.matches(call)?;
                }
                bound_text(call);
            }
            Expr::Comprehension(of) => {
                self.has_loops = true;
                let range_looks = self.expression(&mut of.iter_range)?;
                let is_of_self = matches!(of.iter_range.expr, Expr::Ident(_) | Expr::Select(_));
                looks += if is_of_self { 0 } else { range_looks };
                looks += self.expression(&mut of.accu_init)?;
                looks += self.expression(&mut of.result)?;
                let in_loop = self.expression(&mut of.loop_cond)? + self.expression(&mut of.loop_step)?;
                looks += in_loop;
                let range = std::mem::take(&mut of.iter_range);
                // A loop over keys and values at once needs the map itself.
                let function = if of.iter_var2.is_some() {
                    library::PAY
                } else {
                    library::RANGE
                };
                of.iter_range.id = range.id;
                of.iter_range.expr = Expr::Call(CallExpr {
                    func_name: function.to_owned(),
                    target: None,
                    args: vec![range, ident(budget::VARIABLE), int(in_loop)],
                });
            }
            Expr::List(list) => {
                for element in &mut list.elements {
                    looks += self.expression(element)?;
                }
            }
            Expr::Map(map) => {
                for entry in &mut map.entries {
                    looks += self.entry(&mut entry.expr)?;
                }
            }
            // The crate can make values of declared types only, and none is declared.
            Expr::Struct(of) => return Err(format!("there is no type {}", of.type_name)),
            Expr::Select(select) => looks += self.expression(&mut select.operand)?,
            Expr::Unspecified => return Err("it has an empty part".to_owned()),
            Expr::Ident(name) => looks += u64::from(name == "self"),
            Expr::Literal(_) => {}
        }
        Ok(looks)
    }

    fn entry(&mut self, entry: &mut EntryExpr) -> Result<u64, String> {
        match entry {
            EntryExpr::StructField(field) => self.expression(&mut field.value),
            EntryExpr::MapEntry(entry) => Ok(self.expression(&mut entry.key)? + self.expression(&mut entry.value)?),
        }
    }

    /// `text.matches("...")` and `matches(text, "...")`.
    fn matches(&mut self, call: &mut CallExpr) -> Result<(), String> {
        let given = usize::from(call.target.is_some()) + call.args.len();
        let Some(Expr::Literal(LiteralValue::String(source))) = call.args.last().map(|last| &last.expr) else {
            return Ok(());
        };
        if given != 2 {
            return Ok(());
        }
        let regex =
            pattern::compile(source.inner()).map_err(|_| format!("{:?} is no regular expression", source.inner()))?;
        let name = format!("{PATTERN}{}", self.patterns.len());
        self.patterns.push(Arc::new(regex));
        call.args.pop();
        let text = match call.target.take() {
            Some(target) => *target,
            None => call.args.pop().unwrap_or_default(),
        };
        call.func_name = library::MATCHES_PATTERN.to_owned();
        call.args = vec![text, ident(&name)];
        Ok(())
    }
}

/// Calls the bounded form of a method that makes text.
fn bound_text(call: &mut CallExpr) {
    let Some(target) = call
        .target
        .take_if(|_| library::bounded(&call.func_name, call.args.len()).is_some())
    else {
        return;
    };
    if let Some(name) = library::bounded(&call.func_name, call.args.len()) {
        call.func_name = name.to_owned();
    }
    call.args.insert(0, *target);
}

fn ident(name: &str) -> IdedExpr {
    IdedExpr {
        id: 0,
        expr: Expr::Ident(name.to_owned()),
    }
}

fn int(number: u64) -> IdedExpr {
    let number = CelInt::from(i64::try_from(number).unwrap_or(i64::MAX));
    IdedExpr {
        id: 0,
        expr: Expr::Literal(LiteralValue::Int(number)),
    }
}
