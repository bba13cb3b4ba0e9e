//! Executing templates with Helm's functions: `include` and `tpl` execute templates themselves, which bounds and counts are kept for.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use gotemplate::format::quote;
use gotemplate::{
    Call, Callable, ExecError, ExecOptions, FuncError, FunctionLayer, Functions, Signature, TemplateSet, Type, Value,
};
use sprig::Sprig;

use crate::bridge;
use crate::functions::{Outcome, TABLE};
use crate::lookup::Lookup;

/// The name of the set of templates in Helm, which texts given to `tpl` go by.
const SET_NAME: &str = "gotpl";
/// How often a name may be included within itself; Helm's limit.
const MAX_SAME: u32 = 1000;
/// How deep `include` and `tpl` may nest; Helm has no limit there, and Go ends the process.
const MAX_NESTED: usize = 4000;
/// The longest text of an error that is passed up through `include` and `tpl`; each level adds to it.
const MAX_ERROR: usize = 256 << 10;
/// The stack of the thread that renders.
pub(crate) const STACK: usize = 256 << 20;
/// How much of it must be left for one more template.
const STACK_RESERVE: usize = 16 << 20;
/// What Go prints for no value, which Helm takes out of what is rendered.
const NO_VALUE: &[u8] = b"<no value>";

/// What all executions of one rendering share.
pub(crate) struct Engine<'r> {
    pub(crate) sprig: Sprig,
    pub(crate) options: ExecOptions,
    pub(crate) dns: bool,
    lookup: LookupFunction<'r>,
    included: RefCell<HashMap<Vec<u8>, u32>>,
    nested: Cell<usize>,
    /// How often `include` and `tpl` may still be called.
    calls_left: Cell<u64>,
    /// Where the stack was when rendering began.
    stack_start: usize,
}

/// An address on the stack, near enough to its end.
fn stack_place() -> usize {
    let marker = 0_u8;
    std::hint::black_box(std::ptr::from_ref(&marker)).addr()
}

impl<'r> Engine<'r> {
    pub(crate) fn new(sprig: Sprig, options: ExecOptions, dns: bool, max_calls: u64, lookup: &'r dyn Lookup) -> Self {
        Engine {
            sprig,
            options,
            dns,
            lookup: LookupFunction(lookup),
            included: RefCell::default(),
            nested: Cell::new(0),
            calls_left: Cell::new(max_calls),
            stack_start: stack_place(),
        }
    }

    /// Counts one more execution inside of another; [`Engine::leave`] takes it back.
    fn enter(&self) -> Result<(), FuncError> {
        let used = self.stack_start.abs_diff(stack_place());
        if self.nested.get() >= MAX_NESTED || used > STACK - STACK_RESERVE {
            let nested = self.nested.get();
            return Err(FuncError::new(format!(
                "include and tpl are nested too deeply: {nested} levels"
            )));
        }
        let Some(left) = self.calls_left.get().checked_sub(1) else {
            return Err(FuncError::new("too many calls of include and tpl"));
        };
        self.calls_left.set(left);
        self.nested.set(self.nested.get() + 1);
        Ok(())
    }

    fn leave(&self) {
        self.nested.set(self.nested.get().saturating_sub(1));
    }
}

/// The functions of Helm that need no templates, over those of sprig.
impl FunctionLayer for Engine<'_> {
    fn get(&self, name: &str) -> Option<&dyn Callable> {
        static FUNCTIONS: Functions = Functions(&TABLE);
        match name {
            "lookup" => return Some(&self.lookup),
            "getHostByName" if self.dns => {}
            name => {
                if let Some(function) = FUNCTIONS.get(name) {
                    return Some(function);
                }
            }
        }
        self.sprig.get(name)
    }
}

/// Templates that know each other, and the functions that execute them.
pub(crate) struct Scope<'r> {
    engine: Rc<Engine<'r>>,
    set: Arc<TemplateSet>,
    include: Include<'r>,
    tpl: Tpl<'r>,
}

impl FunctionLayer for Scope<'_> {
    fn get(&self, name: &str) -> Option<&dyn Callable> {
        match name {
            "include" => Some(&self.include),
            "tpl" => Some(&self.tpl),
            name => self.engine.get(name),
        }
    }
}

/// A failed execution as the error of the function that asked for it. Of a text that has grown too long the middle is left out.
fn failed(error: ExecError, prefix: &str) -> FuncError {
    let mut message = format!("{prefix}{error}");
    if message.len() > MAX_ERROR {
        let (mut head, mut tail) = (MAX_ERROR / 2, message.len() - MAX_ERROR / 4);
        while !message.is_char_boundary(head) {
            head -= 1;
        }
        while !message.is_char_boundary(tail) {
            tail += 1;
        }
        message.replace_range(head..tail, " ... ");
    }
    FuncError {
        message,
        source: Some(Box::new(error)),
    }
}

/// For parsing, when no template is executed yet: `include` and `tpl` exist too.
pub(crate) struct Names<'r>(pub(crate) &'r Engine<'r>);

impl FunctionLayer for Names<'_> {
    fn get(&self, name: &str) -> Option<&dyn Callable> {
        match name {
            // Only asked whether it is there.
            "include" | "tpl" => self.0.get("toYaml"),
            name => self.0.get(name),
        }
    }
}

impl<'r> Scope<'r> {
    pub(crate) fn new(engine: Rc<Engine<'r>>, set: Arc<TemplateSet>) -> Rc<Self> {
        Rc::new_cyclic(|scope| Scope {
            engine,
            set,
            include: Include(scope.clone()),
            tpl: Tpl(scope.clone()),
        })
    }

    /// Executes a template.
    pub(crate) fn execute(&self, name: &str, data: Value) -> Result<Vec<u8>, ExecError> {
        self.set.execute(name, &[self], data, &self.engine.options)
    }
}

/// Takes out what Go prints where there is no value.
pub(crate) fn without_no_value(text: Vec<u8>) -> Vec<u8> {
    let mut found = memchr_find(&text, 0);
    if found.is_none() {
        return text;
    }
    let mut kept = Vec::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = found {
        kept.extend_from_slice(&text[from..at]);
        from = at + NO_VALUE.len();
        found = memchr_find(&text, from);
    }
    kept.extend_from_slice(&text[from..]);
    kept
}

fn memchr_find(text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    memchr::memmem::find(rest, NO_VALUE).map(|at| from + at)
}

/// The function `include`.
struct Include<'r>(Weak<Scope<'r>>);

impl Callable for Include<'_> {
    fn signature(&self) -> &Signature {
        &Signature {
            params: &[Type::STRING, Type::ANY],
            variadic: false,
            result: Type::STRING,
        }
    }

    fn call(&self, call: &mut Call<'_>) -> Outcome {
        let scope = self.0.upgrade().ok_or("the templates are gone")?;
        let engine = &scope.engine;
        let name = call.string(0);
        {
            let mut included = engine.included.borrow_mut();
            let count = included.entry(name.as_bytes().to_vec()).or_insert(0);
            if *count > MAX_SAME {
                let shown = name.to_str_lossy();
                return Err(FuncError::new(format!(
                    "rendering template has a nested reference name: {shown}: unable to execute template"
                )));
            }
            *count += 1;
        }
        let result = match name.to_str().filter(|name| scope.set.contains(name)) {
            Some(known) => engine.enter().and_then(|()| {
                let result = scope.execute(known, call.take(1));
                engine.leave();
                Ok(Value::string(result.map_err(|error| failed(error, ""))?))
            }),
            None => Err(FuncError::new(format!(
                "template: no template {} associated with template \"{SET_NAME}\"",
                quote(name.as_bytes())
            ))),
        };
        if let Some(count) = engine.included.borrow_mut().get_mut(name.as_bytes()) {
            *count = count.saturating_sub(1);
        }
        result
    }
}

/// The function `tpl`.
struct Tpl<'r>(Weak<Scope<'r>>);

impl Callable for Tpl<'_> {
    fn signature(&self) -> &Signature {
        &Signature {
            params: &[Type::STRING, Type::ANY],
            variadic: false,
            result: Type::STRING,
        }
    }

    fn call(&self, call: &mut Call<'_>) -> Outcome {
        let scope = self.0.upgrade().ok_or("the templates are gone")?;
        let engine = &scope.engine;
        let text = call.string(0);
        let text = text.as_bytes();
        if memchr::memmem::find(text, b"{{").is_none() {
            // Nothing to execute, which is by far the most common text.
            return Ok(Value::string(without_no_value(text.to_vec())));
        }
        engine.enter()?;
        let result = scope.run_text(text, call.take(1));
        engine.leave();
        result
    }
}

impl Scope<'_> {
    fn run_text(&self, text: &[u8], data: Value) -> Outcome {
        let unparsable =
            |error: gotemplate::ParseError| FuncError::new(format!("cannot parse template {}: {error}", quote(text)));
        // A text that only defines templates does not replace the text around it, which has the same name.
        let mut set = if self.set.contains(SET_NAME) {
            let mut alone = TemplateSet::new();
            alone.parse(SET_NAME, text, &[self]).map_err(unparsable)?;
            if alone.has_content(SET_NAME) {
                TemplateSet::clone(&self.set)
            } else {
                TemplateSet::new()
            }
        } else {
            TemplateSet::clone(&self.set)
        };
        set.parse(SET_NAME, text, &[self]).map_err(unparsable)?;
        let scope = Scope::new(Rc::clone(&self.engine), Arc::new(set));
        match scope.execute(SET_NAME, data) {
            Ok(text) => Ok(Value::string(without_no_value(text))),
            Err(error) => {
                let prefix = format!("error during tpl function execution for {}: ", quote(text));
                Err(failed(error, &prefix))
            }
        }
    }
}

/// The function `lookup`.
struct LookupFunction<'r>(&'r dyn Lookup);

impl Callable for LookupFunction<'_> {
    fn signature(&self) -> &Signature {
        &Signature {
            params: &[Type::STRING, Type::STRING, Type::STRING, Type::STRING],
            variadic: false,
            result: Type::MAP,
        }
    }

    fn call(&self, call: &mut Call<'_>) -> Outcome {
        let text = |i| call.string(i).to_str_lossy().into_owned();
        let found = self.0.lookup(&text(0), &text(1), &text(2), &text(3));
        Ok(bridge::map_to_template(&found?).into())
    }
}
