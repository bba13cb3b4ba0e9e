//! The syntax of CEL, the Common Expression Language, as the parser of cel-go takes it with its standard macros.

mod literal;
mod scan;

use scan::{Kind, Token};

/// How deep an expression may nest.
const MAX_DEPTH: usize = 250;

/// Words that no variable or function may be called.
const RESERVED: [&str; 19] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "namespace",
    "package",
    "return",
    "var",
    "void",
    "while",
    "__result__",
    "@result",
];
const NOT_VARIABLES: usize = 17;

/// Whether `text` is an expression; otherwise what is wrong and at which byte.
pub(super) fn check(text: &str) -> Result<(), String> {
    let tokens = scan::tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        next: 0,
        depth: 0,
        end: text.len(),
    };
    parser.expression()?;
    match parser.peek() {
        None => Ok(()),
        Some(token) => Err(parser.unexpected(Some(token))),
    }
}

/// What an expression is, as far as macros want to know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape<'t> {
    Name(&'t str),
    Select,
    Other,
}

struct Parser<'a, 't> {
    tokens: &'a [Token<'t>],
    next: usize,
    depth: usize,
    end: usize,
}

type Parsed<'t> = Result<Shape<'t>, String>;

impl<'t> Parser<'_, 't> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.next).copied()
    }

    fn unexpected(&self, token: Option<Token<'_>>) -> String {
        match token {
            Some(token) => format!("unexpected {:?} at offset {}", token.text, token.offset),
            None => format!("unexpected end at offset {}", self.end),
        }
    }

    fn is_at(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|t| t.kind == Kind::Symbol && t.text == symbol)
    }

    fn accept(&mut self, symbols: &[&str]) -> bool {
        let found = symbols.iter().any(|symbol| self.is_at(symbol));
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), String> {
        if self.accept(&[symbol]) {
            return Ok(());
        }
        Err(format!("{}, where {symbol:?} should be", self.unexpected(self.peek())))
    }

    fn name(&mut self) -> Result<&'t str, String> {
        match self.peek() {
            Some(token) if token.kind == Kind::Name => {
                self.next += 1;
                Ok(token.text)
            }
            token => Err(self.unexpected(token)),
        }
    }

    fn accept_quoted(&mut self) -> bool {
        let found = self.peek().is_some_and(|t| t.kind == Kind::Quoted);
        self.next += usize::from(found);
        found
    }

    fn expression(&mut self) -> Parsed<'t> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        let mut shape = self.operation(&LEVELS)?;
        if self.accept(&["?"]) {
            self.operation(&LEVELS)?;
            self.expect(":")?;
            self.expression()?;
            shape = Shape::Other;
        }
        self.depth -= 1;
        Ok(shape)
    }

    /// Operands with the operators of the first level between them.
    fn operation(&mut self, levels: &[&[&str]]) -> Parsed<'t> {
        let Some((operators, tighter)) = levels.split_first() else {
            return self.unary();
        };
        let mut shape = self.operation(tighter)?;
        while self.accept(operators) {
            self.operation(tighter)?;
            shape = Shape::Other;
        }
        Ok(shape)
    }

    fn unary(&mut self) -> Parsed<'t> {
        let Some(operator) = ["!", "-"].into_iter().find(|operator| self.is_at(operator)) else {
            return self.member();
        };
        while self.accept(&[operator]) {}
        self.member()?;
        Ok(Shape::Other)
    }

    fn member(&mut self) -> Parsed<'t> {
        let mut shape = self.primary()?;
        let mut links = 0;
        loop {
            if self.accept(&["."]) {
                shape = Shape::Select;
                if self.accept_quoted() {
                    continue;
                }
                let name = self.name()?;
                if self.accept(&["("]) {
                    let arguments = self.arguments()?;
                    check_macro(name, true, &arguments)?;
                    shape = Shape::Other;
                }
            } else if self.accept(&["["]) {
                self.expression()?;
                self.expect("]")?;
                shape = Shape::Other;
            } else {
                return Ok(shape);
            }
            links += 1;
            if links > MAX_DEPTH {
                return Err(format!("nested deeper than {MAX_DEPTH} levels"));
            }
        }
    }

    fn primary(&mut self) -> Parsed<'t> {
        let Some(token) = self.peek() else {
            return Err(self.unexpected(None));
        };
        match (token.kind, token.text) {
            (Kind::Literal, _) => {
                self.next += 1;
                let negative = self.next >= 2 && self.tokens[self.next - 2].text == "-";
                literal::check(token.text, negative).map_err(|e| format!("{e} at offset {}", token.offset))?;
                Ok(Shape::Other)
            }
            (Kind::Symbol, "-") if self.tokens.get(self.next + 1).is_some_and(Token::is_number) => {
                self.next += 1;
                self.primary()
            }
            (Kind::Symbol, "(") => {
                self.next += 1;
                let shape = self.expression()?;
                self.expect(")")?;
                Ok(shape)
            }
            (Kind::Symbol, "[") => {
                self.next += 1;
                self.entries("]", |parser| parser.expression().map(drop))
            }
            (Kind::Symbol, "{") => {
                self.next += 1;
                self.entries("}", |parser| {
                    parser.expression()?;
                    parser.expect(":")?;
                    parser.expression().map(drop)
                })
            }
            (Kind::Symbol, ".") | (Kind::Name, _) => self.named(),
            _ => Err(self.unexpected(Some(token))),
        }
    }

    /// What follows an opening bracket: entries with commas between them and maybe after them.
    fn entries(&mut self, close: &str, entry: impl Fn(&mut Self) -> Result<(), String>) -> Parsed<'t> {
        while !self.is_at(close) {
            if self.accept(&[","]) {
                break;
            }
            entry(self)?;
            if !self.is_at(close) {
                self.expect(",")?;
            }
        }
        self.expect(close)?;
        Ok(Shape::Other)
    }

    /// A variable, a call of a function, or a message with its fields.
    fn named(&mut self) -> Parsed<'t> {
        self.accept(&["."]);
        let name = self.name()?;
        if self.starts_message() {
            while self.accept(&["."]) {
                self.name()?;
            }
            self.expect("{")?;
            return self.entries("}", |parser| {
                if !parser.accept_quoted() {
                    parser.name()?;
                }
                parser.expect(":")?;
                parser.expression().map(drop)
            });
        }
        if RESERVED[..NOT_VARIABLES].contains(&name) {
            return Err(format!("reserved identifier: {name}"));
        }
        if self.accept(&["("]) {
            let arguments = self.arguments()?;
            check_macro(name, false, &arguments)?;
            return Ok(Shape::Other);
        }
        Ok(Shape::Name(name))
    }

    /// Whether names with dots between them follow, and then a brace.
    fn starts_message(&self) -> bool {
        let rest = self.tokens.get(self.next..).unwrap_or_default();
        let names = rest
            .chunks_exact(2)
            .take_while(|pair| pair[0].text == "." && pair[1].kind == Kind::Name)
            .count();
        rest.get(names * 2)
            .is_some_and(|t| t.kind == Kind::Symbol && t.text == "{")
    }

    fn arguments(&mut self) -> Result<Vec<Shape<'t>>, String> {
        let mut arguments = Vec::new();
        while !self.is_at(")") {
            arguments.push(self.expression()?);
            if !self.accept(&[","]) {
                break;
            }
            if self.is_at(")") {
                return Err(self.unexpected(self.peek()));
            }
        }
        self.expect(")")?;
        Ok(arguments)
    }
}

/// The operators, those that bind least first.
const LEVELS: [&[&str]; 5] = [
    &["||"],
    &["&&"],
    &["<", "<=", ">=", ">", "==", "!=", "in"],
    &["+", "-"],
    &["*", "/", "%"],
];

/// Macros want arguments of a certain form.
fn check_macro(name: &str, is_method: bool, arguments: &[Shape<'_>]) -> Result<(), String> {
    let iterates = match (name, arguments.len()) {
        ("has", 1) if !is_method => {
            return match arguments {
                [Shape::Select] => Ok(()),
                _ => Err("invalid argument to has() macro".to_owned()),
            };
        }
        ("all" | "exists" | "exists_one" | "existsOne" | "filter", 2) | ("map", 2 | 3) => is_method,
        _ => false,
    };
    match arguments.first() {
        Some(Shape::Name(variable)) if iterates && RESERVED[NOT_VARIABLES..].contains(variable) => Err(format!(
            "the iteration variable {variable} overwrites the accumulator variable"
        )),
        Some(Shape::Name(_)) | None => Ok(()),
        Some(_) if iterates => Err(format!("the first argument of {name}() must be a simple name")),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    /// Verdicts of `cel.NewEnv().Parse` in cel-go v0.29.
    #[test]
    fn expressions() {
        for good in [
            "response.code >= 400",
            "connection.mtls && request.url_path.contains('v1beta3')",
            "a ? b : c ? d : e",
            "!!a || --b == -1",
            "[1, 2,] + [] == [a.b[0]]",
            "{'a': 1, 'b': {}}",
            "a.b.C{x: 1, y: [2],}",
            "x.all(y, y > 0) && has(a.b) && has((a.b.c))",
            "b'\\xff' == b\"\"\"a\nb\"\"\" && r'\\d' != '\\u00e9'",
            "-9223372036854775808 < 0x1fu",
            "1.5e3 / .5 % 2u // a comment",
            "a in [1] && .b.c",
            "a.as.let",
            "a.`b-c`.d",
            "!-1",
            "a.filter(x, x.y).map(z, z > 1, z)",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            ")++++",
            "a b",
            "a +",
            "a.in",
            "for",
            "if(a)",
            "a.?b",
            "[?a]",
            "has(a)",
            "has(a[0])",
            "x.all(y.z, true)",
            "x.map(1, 2)",
            "9223372036854775808",
            "18446744073709551616u",
            "1e999",
            "'a",
            "'\\q'",
            "'\\ud800'",
            "b'\\u00e9'",
            "f(a,)",
            "a.`b`()",
            "`a`",
            "a = b",
            "a & b",
            "!-a",
            "!-'a'",
            "{1}",
            "a ? b",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(check(&"(".repeat(10_000)).is_err());
        assert!(check(&"!".repeat(10_000)).is_err());
    }
}
