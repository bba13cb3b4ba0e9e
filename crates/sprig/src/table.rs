//! The names of all functions, what they take, and where they are.

use gotemplate::{Call, FuncError, Function, Signature, Type, Value};

#[cfg(feature = "crypto")]
use crate::crypto::{self, CERTIFICATE};
use crate::environment::Environment;
use crate::lists::LIST_OF_LISTS;
use crate::timevalues::TIME_TYPE;
use crate::{
    dates, deep, defaults, dicts, encoding, hash, json, lists, merge, numeric, path, random, reflection, regex,
    strings, surroundings, url, versions,
};

/// A function that needs its surroundings.
pub(crate) struct EnvironmentFunction {
    pub(crate) name: &'static str,
    pub(crate) signature: Signature,
    pub(crate) run: EnvironmentRun,
}

pub(crate) type Run = fn(&mut Call<'_>) -> Result<Value, FuncError>;
pub(crate) type EnvironmentRun = fn(&Environment, &mut Call<'_>) -> Result<Value, FuncError>;

const A: Type = Type::Any;
const S: Type = Type::STRING;
const I: Type = Type::INT;
const B: Type = Type::BOOL;
const M: Type = Type::MAP;
const L: Type = Type::ANYS;
const I64: Type = Type::INT64;
const F64: Type = Type::FLOAT64;

const fn f(name: &'static str, params: &'static [Type], result: Type, run: Run) -> Function {
    Function {
        name,
        signature: Signature {
            params,
            variadic: false,
            result,
        },
        run,
    }
}

/// A function whose last parameter may be repeated or left out.
const fn v(name: &'static str, params: &'static [Type], result: Type, run: Run) -> Function {
    Function {
        name,
        signature: Signature {
            params,
            variadic: true,
            result,
        },
        run,
    }
}

const fn e(name: &'static str, params: &'static [Type], result: Type, run: EnvironmentRun) -> EnvironmentFunction {
    EnvironmentFunction {
        name,
        signature: Signature {
            params,
            variadic: false,
            result,
        },
        run,
    }
}

/// The functions that only look at their arguments, sorted by name.
#[rustfmt::skip]
pub(crate) static PURE: &[Function] = &[
    f("abbrev", &[I, S], S, strings::abbrev),
    f("abbrevboth", &[I, I, S], S, strings::abbrev_both),
    v("add", &[A], I64, numeric::add),
    f("add1", &[A], I64, numeric::add1),
    f("add1f", &[A], F64, numeric::add1f),
    v("addf", &[A], F64, numeric::addf),
    f("adler32sum", &[S], S, hash::adler32),
    v("all", &[A], B, defaults::all),
    v("any", &[A], B, defaults::any),
    f("append", &[A, A], L, lists::push),
    f("atoi", &[S], I, numeric::atoi),
    f("b32dec", &[S], S, encoding::b32dec),
    f("b32enc", &[S], S, encoding::b32enc),
    f("b64dec", &[S], S, encoding::b64dec),
    f("b64enc", &[S], S, encoding::b64enc),
    f("base", &[S], S, path::base),
    v("biggest", &[A, A], I64, numeric::max),
    #[cfg(feature = "crypto")]
    f("buildCustomCert", &[S, S], CERTIFICATE, crypto::build_custom_cert),
    f("camelcase", &[S], S, strings::camel_case),
    v("cat", &[A], S, strings::cat),
    f("ceil", &[A], F64, numeric::ceil),
    f("chunk", &[I, A], LIST_OF_LISTS, lists::chunk),
    f("clean", &[S], S, path::clean),
    v("coalesce", &[A], A, defaults::coalesce),
    f("compact", &[A], L, lists::compact),
    v("concat", &[A], A, lists::concat),
    f("contains", &[S, S], B, strings::contains),
    #[cfg(feature = "crypto")]
    f("decryptAES", &[S, S], S, crypto::decrypt_aes),
    f("deepCopy", &[A], A, deep::deep_copy),
    f("deepEqual", &[A, A], B, deep::deep_equal_call),
    v("default", &[A, A], A, defaults::default),
    #[cfg(feature = "crypto")]
    f("derivePassword", &[Type::UINT32, S, S, S, S], S, crypto::derive_password),
    v("dict", &[A], M, dicts::make),
    v("dig", &[A], A, dicts::dig),
    f("dir", &[S], S, path::dir),
    f("div", &[A, A], I64, numeric::div),
    v("divf", &[A, A], F64, numeric::divf),
    f("duration", &[A], S, dates::duration),
    f("empty", &[A], B, defaults::empty),
    f("ext", &[S], S, path::ext),
    f("fail", &[S], S, defaults::fail),
    f("first", &[A], A, lists::first),
    f("float64", &[A], F64, numeric::to_float64),
    f("floor", &[A], F64, numeric::floor),
    f("fromJson", &[S], A, json::from_json),
    f("get", &[M, S], A, dicts::get),
    f("has", &[A, A], B, lists::has),
    f("hasKey", &[M, S], B, dicts::has_key),
    f("hasPrefix", &[S, S], B, strings::has_prefix),
    f("hasSuffix", &[S, S], B, strings::has_suffix),
    f("hello", &[], S, |_| Ok(Value::from("Hello!"))),
    f("indent", &[I, S], S, strings::indent),
    f("initial", &[A], L, lists::initial),
    f("initials", &[S], S, strings::initials),
    f("int", &[A], I, numeric::to_int),
    f("int64", &[A], I64, numeric::to_int64),
    f("isAbs", &[S], B, path::is_abs),
    f("join", &[S, A], S, strings::join),
    f("kebabcase", &[S], S, strings::kebab_case),
    v("keys", &[M], Type::STRINGS, dicts::keys),
    f("kindIs", &[S, A], B, reflection::kind_is),
    f("kindOf", &[A], S, reflection::kind_of),
    f("last", &[A], A, lists::last),
    v("list", &[A], L, lists::make),
    f("lower", &[S], S, strings::lower),
    v("max", &[A, A], I64, numeric::max),
    v("maxf", &[A, A], F64, numeric::maxf),
    v("merge", &[M, M], A, merge::merge),
    v("mergeOverwrite", &[M, M], A, merge::merge_overwrite),
    v("min", &[A, A], I64, numeric::min),
    v("minf", &[A, A], F64, numeric::minf),
    f("mod", &[A, A], I64, numeric::modulo),
    v("mul", &[A, A], I64, numeric::mul),
    v("mulf", &[A, A], F64, numeric::mulf),
    f("mustAppend", &[A, A], L, lists::push),
    f("mustChunk", &[I, A], LIST_OF_LISTS, lists::chunk),
    f("mustCompact", &[A], L, lists::compact),
    f("mustDeepCopy", &[A], A, deep::deep_copy),
    f("mustFirst", &[A], A, lists::first),
    f("mustFromJson", &[S], A, json::must_from_json),
    f("mustHas", &[A, A], B, lists::has),
    f("mustInitial", &[A], L, lists::initial),
    f("mustLast", &[A], A, lists::last),
    v("mustMerge", &[M, M], A, merge::merge),
    v("mustMergeOverwrite", &[M, M], A, merge::merge_overwrite),
    f("mustPrepend", &[A, A], L, lists::prepend),
    f("mustPush", &[A, A], L, lists::push),
    f("mustRegexFind", &[S, S], S, regex::find),
    f("mustRegexFindAll", &[S, S, I], Type::STRINGS, regex::find_all),
    f("mustRegexMatch", &[S, S], B, regex::must_match),
    f("mustRegexReplaceAll", &[S, S, S], S, regex::replace_all),
    f("mustRegexReplaceAllLiteral", &[S, S, S], S, regex::replace_all_literal),
    f("mustRegexSplit", &[S, S, I], Type::STRINGS, regex::split),
    f("mustRest", &[A], L, lists::rest),
    f("mustReverse", &[A], L, lists::reverse),
    v("mustSlice", &[A, A], A, lists::slice),
    f("mustToJson", &[A], S, json::must_to_json),
    f("mustToPrettyJson", &[A], S, json::must_to_pretty_json),
    f("mustToRawJson", &[A], S, json::to_raw_json),
    f("mustUniq", &[A], L, lists::uniq),
    v("mustWithout", &[A, A], L, lists::without),
    f("nindent", &[I, S], S, strings::nindent),
    f("nospace", &[S], S, strings::nospace),
    v("omit", &[M, S], M, dicts::omit),
    f("osBase", &[S], S, path::base),
    f("osClean", &[S], S, path::clean),
    f("osDir", &[S], S, path::dir),
    f("osExt", &[S], S, path::ext),
    f("osIsAbs", &[S], B, path::is_abs),
    v("pick", &[M, S], M, dicts::pick),
    v("pluck", &[S, M], L, dicts::pluck),
    f("plural", &[S, S, I], S, strings::plural),
    f("prepend", &[A, A], L, lists::prepend),
    f("push", &[A, A], L, lists::push),
    v("quote", &[A], S, strings::quote),
    f("regexFind", &[S, S], S, regex::find),
    f("regexFindAll", &[S, S, I], Type::STRINGS, regex::find_all),
    f("regexMatch", &[S, S], B, regex::matches),
    f("regexQuoteMeta", &[S], S, regex::quote),
    f("regexReplaceAll", &[S, S, S], S, regex::replace_all),
    f("regexReplaceAllLiteral", &[S, S, S], S, regex::replace_all_literal),
    f("regexSplit", &[S, S, I], Type::STRINGS, regex::split),
    f("repeat", &[I, S], S, strings::repeat),
    f("replace", &[S, S, S], S, strings::replace),
    f("rest", &[A], L, lists::rest),
    f("reverse", &[A], L, lists::reverse),
    v("round", &[A, I, F64], F64, numeric::round),
    f("semver", &[S], versions::POINTER, versions::semver),
    f("semverCompare", &[S, S], B, versions::semver_compare),
    v("seq", &[I], S, numeric::seq),
    f("set", &[M, S, A], M, dicts::set),
    f("sha1sum", &[S], S, hash::sha1),
    f("sha256sum", &[S], S, hash::sha256),
    f("sha512sum", &[S], S, hash::sha512),
    v("slice", &[A, A], A, lists::slice),
    f("snakecase", &[S], S, strings::snake_case),
    f("sortAlpha", &[A], Type::STRINGS, strings::sort_alpha),
    f("split", &[S, S], Type::STRING_MAP, strings::split),
    f("splitList", &[S, S], Type::STRINGS, strings::split_list),
    f("splitn", &[S, I, S], Type::STRING_MAP, strings::splitn),
    v("squote", &[A], S, strings::squote),
    f("sub", &[A, A], I64, numeric::sub),
    v("subf", &[A, A], F64, numeric::subf),
    f("substr", &[I, I, S], S, strings::substr),
    f("swapcase", &[S], S, strings::swap_case),
    f("ternary", &[A, A, B], A, defaults::ternary),
    f("title", &[S], S, strings::title),
    f("toDecimal", &[A], I64, numeric::to_decimal),
    f("toJson", &[A], S, json::to_json),
    f("toPrettyJson", &[A], S, json::to_pretty_json),
    f("toRawJson", &[A], S, json::to_raw_json),
    f("toString", &[A], S, strings::to_string),
    f("toStrings", &[A], Type::STRINGS, strings::to_strings),
    f("trim", &[S], S, strings::trim),
    f("trimAll", &[S, S], S, strings::trim_all),
    f("trimPrefix", &[S, S], S, strings::trim_prefix),
    f("trimSuffix", &[S, S], S, strings::trim_suffix),
    f("trimall", &[S, S], S, strings::trim_all),
    f("trunc", &[I, S], S, strings::trunc),
    v("tuple", &[A], L, lists::make),
    f("typeIs", &[S, A], B, reflection::type_is),
    f("typeIsLike", &[S, A], B, reflection::type_is_like),
    f("typeOf", &[A], S, reflection::type_of),
    f("uniq", &[A], L, lists::uniq),
    f("unixEpoch", &[TIME_TYPE], S, dates::unix_epoch),
    f("unset", &[M, S], M, dicts::unset),
    f("until", &[I], Type::INTS, numeric::until),
    f("untilStep", &[I, I, I], Type::INTS, numeric::until_step),
    f("untitle", &[S], S, strings::untitle),
    f("upper", &[S], S, strings::upper),
    f("urlJoin", &[M], S, url::url_join),
    f("urlParse", &[S], M, url::url_parse),
    f("values", &[M], L, dicts::values),
    v("without", &[A, A], L, lists::without),
    f("wrap", &[I, S], S, strings::wrap),
    f("wrapWith", &[I, S, S], S, strings::wrap_with),
];

/// The functions that need their surroundings, sorted by name.
#[rustfmt::skip]
pub(crate) static WITH_ENVIRONMENT: &[EnvironmentFunction] = &[
    e("ago", &[A], S, dates::ago),
    #[cfg(feature = "crypto")]
    e("bcrypt", &[S], S, crypto::bcrypt),
    e("date", &[S, A], S, dates::date),
    e("dateInZone", &[S, A, S], S, dates::date_in_zone),
    e("dateModify", &[S, TIME_TYPE], TIME_TYPE, dates::date_modify),
    e("date_in_zone", &[S, A, S], S, dates::date_in_zone),
    e("date_modify", &[S, TIME_TYPE], TIME_TYPE, dates::date_modify),
    e("durationRound", &[A], S, dates::duration_round),
    #[cfg(feature = "crypto")]
    e("encryptAES", &[S, S], S, crypto::encrypt_aes),
    e("env", &[S], S, surroundings::env),
    e("expandenv", &[S], S, surroundings::expand_env),
    #[cfg(feature = "crypto")]
    e("genCA", &[S, I], CERTIFICATE, crypto::gen_ca),
    #[cfg(feature = "crypto")]
    e("genCAWithKey", &[S, I, S], CERTIFICATE, crypto::gen_ca_with_key),
    #[cfg(feature = "crypto")]
    e("genPrivateKey", &[S], S, crypto::gen_private_key),
    #[cfg(feature = "crypto")]
    e("genSelfSignedCert", &[S, L, L, I], CERTIFICATE, crypto::gen_self_signed_cert),
    #[cfg(feature = "crypto")]
    e("genSelfSignedCertWithKey", &[S, L, L, I, S], CERTIFICATE, crypto::gen_self_signed_cert_with_key),
    #[cfg(feature = "crypto")]
    e("genSignedCert", &[S, L, L, I, CERTIFICATE], CERTIFICATE, crypto::gen_signed_cert),
    #[cfg(feature = "crypto")]
    e("genSignedCertWithKey", &[S, L, L, I, CERTIFICATE, S], CERTIFICATE, crypto::gen_signed_cert_with_key),
    e("getHostByName", &[S], S, surroundings::get_host_by_name),
    e("htmlDate", &[A], S, dates::html_date),
    e("htmlDateInZone", &[A, S], S, dates::html_date_in_zone),
    #[cfg(feature = "crypto")]
    e("htpasswd", &[S, S], S, crypto::htpasswd),
    e("mustDateModify", &[S, TIME_TYPE], TIME_TYPE, dates::must_date_modify),
    e("mustToDate", &[S, S], TIME_TYPE, dates::must_to_date),
    e("must_date_modify", &[S, TIME_TYPE], TIME_TYPE, dates::must_date_modify),
    e("now", &[], TIME_TYPE, dates::now),
    e("randAlpha", &[I], S, random::alpha),
    e("randAlphaNum", &[I], S, random::alpha_numeric),
    e("randAscii", &[I], S, random::ascii),
    e("randBytes", &[I], S, random::bytes),
    e("randInt", &[I, I], I, random::int),
    e("randNumeric", &[I], S, random::numeric),
    e("shuffle", &[S], S, random::shuffle),
    e("toDate", &[S, S], TIME_TYPE, dates::to_date),
    e("uuidv4", &[], S, random::uuid_v4),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(PURE.is_sorted_by(|a, b| a.name < b.name));
        assert!(WITH_ENVIRONMENT.is_sorted_by(|a, b| a.name < b.name));
        let twice = PURE.iter().any(|p| WITH_ENVIRONMENT.iter().any(|w| w.name == p.name));
        assert!(!twice);
    }

    #[test]
    #[cfg(feature = "crypto")]
    fn all_names_of_sprig_are_there() {
        assert_eq!(PURE.len() + WITH_ENVIRONMENT.len(), SPRIG_V3_3_0);
    }

    /// How many names sprig v3.3.0's `TxtFuncMap` has.
    #[cfg(feature = "crypto")]
    const SPRIG_V3_3_0: usize = 211;
}
