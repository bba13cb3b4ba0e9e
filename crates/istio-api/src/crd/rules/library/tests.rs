//! Expected results are those that the documentation and tests of k8s.io/apiserver v0.35.3 give. As a rule of a definition, each
//! expression is true for kube-apiserver v1.36.3, except where its order of a map's keys is random or its estimate of costs is too
//! high for the expression to be let in.

use std::sync::Arc;

use cel::Context;
use cel::common::types::CelBool;

use crate::crd::rules::budget::Budget;
use crate::crd::rules::program::Library;

fn evaluate(source: &str) -> Result<Option<bool>, String> {
    let library = Library::new();
    let program = library.program(source);
    let compiled = program.compiled().map_err(str::to_owned)?;
    let mut context = Context::with_env(Arc::clone(library.environment()));
    Budget::of(100_000).bind(&mut context, 1);
    compiled.bind(&mut context);
    compiled.evaluate(&context, |result| result.downcast_ref::<CelBool>().map(|b| *b.inner()))
}

#[test]
fn functions_give_what_kubernetes_gives() {
    for expression in [
        // loops
        "{'b': 1, 'a': 2}.map(k, k) == ['a', 'b']",
        "[1, 2, 3].exists_one(x, x == 2) && ![1, 1].exists_one(x, x == 1)",
        "[3, 4].filter(x, x > 3) == [4]",
        "{'a': 1}.?b.orValue(5) == 5 && optional.of(1).hasValue()",
        // durations and times
        "duration('1h30m') == duration('90m') && duration('1ms') < duration('1s')",
        "duration('1s') + duration('1m') == duration('61s') && duration('1m') - duration('1s') == duration('59s')",
        "duration('1h30m').getMinutes() == 90 && duration('1500ms').getSeconds() == 1",
        "string(duration('1500ms')) == '1.5s' && type(duration('1s')) == google.protobuf.Duration",
        "timestamp('2024-03-01T00:00:00Z') - timestamp('2024-02-28T00:00:00Z') == duration('48h')",
        "timestamp('2024-02-29T23:30:00Z').getDate() == 29 && timestamp('2024-02-29T23:30:00Z').getMonth() == 1",
        "timestamp('2024-02-29T23:30:00Z').getHours('+01:00') == 0",
        "timestamp('2024-02-29T23:30:00Z').getDayOfWeek() == 4",
        "int(timestamp('1970-01-01T00:01:00Z')) == 60 && string(timestamp(60)) == '1970-01-01T00:01:00Z'",
        // strings
        "'unix:///a'.substring(7, 8) == '/' && 'a,b'.split(',') == ['a', 'b'] && ['a', 'b'].join('-') == 'a-b'",
        "'aBc'.lowerAscii() == 'abc' && ' x '.trim() == 'x' && 'aba'.replace('a', 'c') == 'cbc'",
        "'abc'.indexOf('c') == 2 && 'abc'.charAt(1) == 'b' && '%s-%d'.format(['a', 1]) == 'a-1'",
        // regular expressions
        "'abc'.matches('^a.c$') && matches('abc', 'b') && !'abc'.matches('^b')",
        "['a', 'b'].all(p, 'ab'.matches(p))",
        "'abc 123'.find('[0-9]+') == '123' && '123 abc 456'.findAll('[0-9]+') == ['123', '456']",
        "'123 abc 456'.findAll('[0-9]+', 1) == ['123'] && 'abc'.find('x') == ''",
        // URLs
        "url('https://example.com:80/a?k=1').getScheme() == 'https' && isURL('oci://a/b') && !isURL('a b')",
        "url('https://[::1]:80/').getHostname() == '::1' && url('https://[::1]:80/').getPort() == '80'",
        "url('https://example.com/?k1=a&k2=b&k2=c').getQuery() == {'k1': ['a'], 'k2': ['b', 'c']}",
        // lists
        "[1, 2, 3].isSorted() && !['b', 'a'].isSorted() && [].isSorted()",
        "[1, 3].sum() == 4 && [1.5, 3.0].sum() == 4.5 && [].sum() == 0 && [duration('1m'), duration('1s')].sum() == duration('61s')",
        "[1, 3].min() == 1 && [1, 3].max() == 3 && ['a', 'b'].max() == 'b'",
        "[1, 2, 2, 3].indexOf(2) == 1 && [1, 2, 2, 3].lastIndexOf(2) == 2 && [1].indexOf(5) == -1",
        "sets.contains([1, 2, 3], [1, 3]) && sets.intersects([1], [1, 2]) && sets.equivalent([1, 1, 2], [2, 1])",
        // addresses
        "ip('192.168.0.1').family() == 4 && isIP('::1') && !isIP('::ffff:1.2.3.4') && !isIP('1.2.3.04')",
        "ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD')",
        "ip('127.0.0.1').isLoopback() && ip('8.8.8.8').isGlobalUnicast() && ip('fe80::1').isLinkLocalUnicast()",
        "cidr('192.168.0.0/24').containsIP('192.168.0.1') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.1'))",
        "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))",
        "cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24') && cidr('::/0').containsIP('::1')",
        "string(cidr('::1/128')) == '::1/128' && cidr('10.0.0.1/8').ip() == ip('10.0.0.1') && !isCIDR('10.0.0.0/33')",
        // quantities
        "quantity('1.5G').isGreaterThan(quantity('1G')) && isQuantity('20Mi') && !isQuantity('20 Mi')",
        "quantity('50k').compareTo(quantity('50000')) == 0 && sign(quantity('-1')) == -1",
        // numbers of different types
        "dyn(1) == 1.0 && 1u < 2 && 5 % 3 == 2",
    ] {
        assert_eq!(evaluate(expression), Ok(Some(true)), "{expression}");
    }
}

#[test]
fn failures_are_errors() {
    for expression in [
        "duration('1 fortnight') > duration('1s')",
        "url('a b').getScheme() == ''",
        "int('x') == 1",
        "[].min() == 1",
        "ip('1.2.3') == ip('1.2.3.4')",
        "'a'.matches('(')",
        "['('].all(p, 'a'.matches(p))",
        "nothing == 1",
        "nothing(1)",
        "'a'.substring(5) == ''",
        "1 / 0 == 1",
        "(",
        "Message{a: 1} == 1",
    ] {
        assert!(evaluate(expression).is_err(), "{expression}");
    }
}

/// Expressions that would need much time or a deep stack end with an error.
#[test]
fn hostile_expressions_end() {
    let ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    let mut nested = "true".to_owned();
    for depth in 0..9 {
        nested = format!("{ten}.all(x{depth}, {nested})");
    }
    assert!(evaluate(&nested).is_err());
    // Each makes its text many times longer.
    let long = format!("'{}'", "x".repeat(4_000));
    for grows in [
        format!("'x'.replace('', {long}).replace('', {long}).replace('', {long}) == ''"),
        format!("lists == {ten}.map(x, {long}).join({long}).split('').join({long})"),
    ] {
        assert!(evaluate(&grows).is_err(), "{grows:.30}");
    }
    for hostile in [
        "(".repeat(100_000),
        "[".repeat(5_000),
        "!".repeat(5_000) + "true",
        vec!["1"; 5_000].join("+"),
        vec!["1"; 2_000].join("+"),
        "true ? ".repeat(5_000),
        format!("self{}", ".a".repeat(5_000)),
        "true ? true : ".repeat(1_000) + "true",
        "-".repeat(10_000) + "1 == 1",
        "a(".repeat(3_000),
        "{1:".repeat(3_000),
    ] {
        let start: String = hostile.chars().take(20).collect();
        // Some have a value after all; what counts is that they end.
        let _ = evaluate(&hostile).map_err(|error| assert!(!error.is_empty(), "{start}"));
    }
}
