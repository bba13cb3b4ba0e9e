//! Functions that templates can call: static tables, closures with state, and the layers they are looked up in.

use crate::{FuncError, List, Map, Str, Type, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// What a function takes and gives. The engine checks and converts arguments by it, with Go's error texts.
#[derive(Debug)]
pub struct Signature {
    /// The parameter types. A variadic function has at least one; the last is the type of each further argument.
    pub params: &'static [Type],
    /// Whether the last parameter may be repeated, or left out.
    pub variadic: bool,
    /// The result type: `Type::Any` unless the function always gives one type. (An error may always be returned.)
    pub result: Type,
}

impl Signature {
    /// How many arguments there must be at least.
    #[must_use]
    pub fn fixed(&self) -> usize {
        self.params.len() - usize::from(self.variadic && !self.params.is_empty())
    }

    /// The type of parameter `i`, counting repeated ones.
    #[must_use]
    pub fn param(&self, i: usize) -> Option<&Type> {
        match self.params.get(i) {
            Some(param) => Some(param),
            None if self.variadic => self.params.last(),
            None => None,
        }
    }
}

/// The arguments of one call.
#[derive(Debug)]
pub struct Call<'a> {
    name: &'a str,
    args: &'a mut [Value],
    boxed: u64,
}

impl<'a> Call<'a> {
    /// A call of `name`; the arguments must fit the signature of what is called.
    #[must_use]
    pub fn new(name: &'a str, args: &'a mut [Value]) -> Self {
        Call { name, args, boxed: 0 }
    }

    /// As [`Call::new`], with a bit for each argument that came inside an interface.
    pub(crate) fn reflected(name: &'a str, args: &'a mut [Value], boxed: u64) -> Self {
        Call { name, args, boxed }
    }

    /// Whether an argument for a parameter of type `reflect.Value` came inside an interface. Arguments after the 64th are not
    /// tracked.
    pub(crate) fn is_boxed(&self, i: usize) -> bool {
        i < 64 && self.boxed >> i & 1 == 1
    }

    /// The name that the template used.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// How many arguments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.args.len()
    }

    /// Whether there are no arguments.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.args.is_empty()
    }

    /// All arguments.
    #[must_use]
    pub fn args(&self) -> &[Value] {
        self.args
    }

    /// Argument `i`; nil when there are fewer.
    #[must_use]
    pub fn arg(&self, i: usize) -> &Value {
        static_nil(self.args.get(i))
    }

    /// Takes argument `i` out of the call; nil when there are fewer.
    pub fn take(&mut self, i: usize) -> Value {
        self.args.get_mut(i).map(std::mem::take).unwrap_or_default()
    }

    /// Argument `i`, declared as a string parameter; empty when it is something else.
    #[must_use]
    pub fn string(&self, i: usize) -> Str {
        match self.args.get(i) {
            Some(Value::String(s)) => s.clone(),
            Some(Value::Object(o)) => match o.underlying() {
                Some(Value::String(s)) => s,
                _ => Str::EMPTY,
            },
            _ => Str::EMPTY,
        }
    }

    /// Argument `i`, declared as an integer parameter; 0 when it is something else.
    #[must_use]
    pub fn int(&self, i: usize) -> i64 {
        match self.args.get(i).map(Value::underlying) {
            Some(Value::Int(v, _)) => v,
            Some(Value::Uint(v, _)) => v as i64,
            _ => 0,
        }
    }

    /// Argument `i`, declared as a float parameter; 0 when it is something else.
    #[must_use]
    pub fn float(&self, i: usize) -> f64 {
        match self.args.get(i).map(Value::underlying) {
            Some(Value::Float(v, _)) => v,
            _ => 0.0,
        }
    }

    /// Argument `i`, declared as a bool parameter; false when it is something else.
    #[must_use]
    pub fn bool(&self, i: usize) -> bool {
        matches!(self.args.get(i).map(Value::underlying), Some(Value::Bool(true)))
    }

    /// Argument `i`, declared as a map parameter; a nil map when it is something else.
    #[must_use]
    pub fn map(&self, i: usize) -> Map {
        match self.args.get(i).map(Value::underlying) {
            Some(Value::Map(m)) => m,
            _ => Map::nil(Type::MAP),
        }
    }

    /// Argument `i`, declared as a slice parameter; a nil slice when it is something else.
    #[must_use]
    pub fn list(&self, i: usize) -> List {
        match self.args.get(i).map(Value::underlying) {
            Some(Value::List(l)) => l,
            _ => List::nil(Type::ANYS),
        }
    }
}

fn static_nil(value: Option<&Value>) -> &Value {
    value.unwrap_or(&Value::Nil)
}

/// Something that can be called.
pub trait Callable {
    /// What it takes and gives.
    fn signature(&self) -> &Signature;

    /// Runs it; the arguments are checked and converted already.
    ///
    /// # Errors
    /// The function's own error, or its panic.
    fn call(&self, call: &mut Call<'_>) -> Result<Value, FuncError>;
}

/// A function without state, for static tables.
pub struct Function {
    /// The name in templates.
    pub name: &'static str,
    /// What it takes and gives.
    pub signature: Signature,
    /// What it does.
    pub run: fn(&mut Call<'_>) -> Result<Value, FuncError>,
}

impl Callable for Function {
    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn call(&self, call: &mut Call<'_>) -> Result<Value, FuncError> {
        (self.run)(call)
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function")
            .field("name", &self.name)
            .field("signature", &self.signature)
            .finish()
    }
}

/// What a [`Closure`] does.
pub type Run = dyn Fn(&mut Call<'_>) -> Result<Value, FuncError>;

/// A function with state, for instance one that executes templates itself.
pub struct Closure {
    signature: Signature,
    run: Box<Run>,
}

impl Closure {
    /// A function from its signature and what it does.
    pub fn new(signature: Signature, run: impl Fn(&mut Call<'_>) -> Result<Value, FuncError> + 'static) -> Self {
        Closure {
            signature,
            run: Box::new(run),
        }
    }
}

impl Callable for Closure {
    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn call(&self, call: &mut Call<'_>) -> Result<Value, FuncError> {
        (self.run)(call)
    }
}

/// A set of functions. Several are stacked: of a name that several have, the last one counts. Go's builtin functions are
/// always there below all layers.
pub trait FunctionLayer {
    /// The function of a name.
    fn get(&self, name: &str) -> Option<&dyn Callable>;
}

/// A layer over a static table, which must be sorted by name (byte order).
#[derive(Clone, Copy, Debug)]
pub struct Functions(pub &'static [Function]);

impl FunctionLayer for Functions {
    fn get(&self, name: &str) -> Option<&dyn Callable> {
        // Most steps of the search are decided by the first byte, without a comparison of whole names.
        let first = name.as_bytes().first();
        let i = self
            .0
            .binary_search_by(|f| f.name.as_bytes().first().cmp(&first).then_with(|| f.name.cmp(name)))
            .ok()?;
        self.0.get(i).map(|f| f as &dyn Callable)
    }
}

/// A layer of functions made at run time.
#[derive(Default)]
pub struct Closures(BTreeMap<&'static str, Closure>);

impl Closures {
    /// An empty layer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a function.
    pub fn insert(&mut self, name: &'static str, function: Closure) {
        self.0.insert(name, function);
    }
}

impl FunctionLayer for Closures {
    fn get(&self, name: &str) -> Option<&dyn Callable> {
        self.0.get(name).map(|f| f as &dyn Callable)
    }
}

/// A function as a value, for `call`; may be nil.
#[derive(Clone)]
pub struct Func(Rc<FuncInner>);

struct FuncInner {
    of: Type,
    callable: Option<Box<dyn Callable>>,
}

impl Func {
    /// A function value of a Go type such as `Type::Func("func(string) string".into())`.
    #[must_use]
    pub fn new(of: Type, callable: impl Callable + 'static) -> Func {
        Func(Rc::new(FuncInner {
            of,
            callable: Some(Box::new(callable)),
        }))
    }

    /// A nil function of a type.
    #[must_use]
    pub fn nil(of: Type) -> Func {
        Func(Rc::new(FuncInner { of, callable: None }))
    }

    /// The type.
    #[must_use]
    pub fn type_of(&self) -> Type {
        self.0.of.clone()
    }

    /// Whether this is a nil function.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        self.0.callable.is_none()
    }

    /// What it calls.
    #[must_use]
    pub fn callable(&self) -> Option<&dyn Callable> {
        self.0.callable.as_deref()
    }
}

impl fmt::Debug for Func {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Func")
            .field("type", &self.0.of)
            .field("nil", &self.is_nil())
            .finish()
    }
}

/// The function that counts for a name, and whether it is a builtin one.
pub(crate) fn find_function<'a>(layers: &[&'a dyn FunctionLayer], name: &str) -> Option<(&'a dyn Callable, bool)> {
    match layers.iter().rev().find_map(|layer| layer.get(name)) {
        Some(function) => Some((function, false)),
        None => crate::builtins::BUILTINS.get(name).map(|function| (function, true)),
    }
}
