//! The generated table. Its records are found when the table is first asked for, and the fields of a struct are read when that struct
//! is: a run touches a few dozen structs of some four hundred.

use std::fmt;
use std::sync::OnceLock;

use crate::decode::is_written_unset;
use crate::spelling::nearest;

const TABLE: &str = include_str!("table.txt");

/// How Go's decoder reads a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `string`, or a type made of it.
    String,
    /// `bool`.
    Bool,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `float64`.
    Float64,
    /// `[]byte`, base64 in JSON.
    Bytes,
    /// `resource.Quantity`.
    Quantity,
    /// `intstr.IntOrString`.
    IntOrString,
    /// `metav1.Time`.
    Time,
    /// `metav1.MicroTime`.
    MicroTime,
    /// Any JSON, kept as it is: `runtime.RawExtension`, `metav1.FieldsV1`.
    Raw,
    /// A struct of the table.
    Struct(StructId),
    /// A pointer.
    Pointer(Box<Type>),
    /// A slice.
    List(Box<Type>),
    /// A map with text keys.
    Map(Box<Type>),
}

impl Type {
    /// The type that a pointer points to, or the type itself.
    #[must_use]
    pub fn target(&self) -> &Type {
        let mut ty = self;
        while let Type::Pointer(inner) = ty {
            ty = inner;
        }
        ty
    }

    /// The struct that this is or points to.
    #[must_use]
    pub fn as_struct(&self) -> Option<&'static Struct> {
        match self.target() {
            Type::Struct(id) => Some(id.get()),
            _ => None,
        }
    }

    /// The type in plain words, as in `a list of strings`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.target() {
            Type::List(item) => match item.target() {
                Type::String => "a list of strings".to_owned(),
                Type::Int32 | Type::Int64 => "a list of integers".to_owned(),
                Type::Struct(id) => format!("a list of mappings ({})", id.get().go_type()),
                _ => "a list".to_owned(),
            },
            Type::Map(value) => match value.target() {
                Type::String => "a mapping of strings to strings".to_owned(),
                Type::Quantity => "a mapping of names to quantities".to_owned(),
                _ => "a mapping".to_owned(),
            },
            Type::Struct(id) => format!("a mapping ({})", id.get().go_type()),
            Type::String => "a string".to_owned(),
            Type::Bool => "true or false".to_owned(),
            Type::Int32 | Type::Int64 => "an integer".to_owned(),
            Type::Float64 => "a number".to_owned(),
            Type::Bytes => "base64 text".to_owned(),
            Type::Quantity => "a quantity like 500m or 1Gi".to_owned(),
            Type::IntOrString => "an integer or a string".to_owned(),
            Type::Time | Type::MicroTime => "a time like 2006-01-02T15:04:05Z".to_owned(),
            Type::Raw | Type::Pointer(_) => "any value".to_owned(),
        }
    }
}

/// Names a struct of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StructId(u32);

impl StructId {
    /// The struct.
    #[must_use]
    pub fn get(self) -> &'static Struct {
        &Schema::get().structs[self.0 as usize]
    }
}

impl fmt::Debug for StructId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StructId({})", self.0)
    }
}

/// How a strategic merge patch treats a list or map field that both sides have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PatchStrategy {
    /// `merge`: list items are merged by key.
    pub merge: bool,
    /// `replace`: the patch's value takes the place of the old one.
    pub replace: bool,
    /// `retainKeys`: the patch may list the only keys to keep.
    pub retain_keys: bool,
}

/// A field of a Go struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in JSON; empty if the field's own fields stand in its place.
    pub json: &'static str,
    /// The name in Go.
    pub go: &'static str,
    /// The type.
    pub ty: Type,
    /// `omitempty`: not written when empty.
    pub omit_empty: bool,
    /// `omitzero`: not written when zero.
    pub omit_zero: bool,
    /// Whether Go embeds the struct, so that its fields can be reached without naming it.
    pub embedded: bool,
    /// `patchStrategy`.
    pub patch: PatchStrategy,
    /// `patchMergeKey`.
    pub merge_key: Option<&'static str>,
}

impl Field {
    /// Whether the fields of this struct are written among those of the struct around it.
    #[must_use]
    pub fn is_inline(&self) -> bool {
        self.json.is_empty()
    }
}

/// A Go struct.
pub struct Struct {
    id: StructId,
    name: &'static str,
    /// The lines of its fields.
    lines: &'static str,
    fields: OnceLock<Vec<Field>>,
    /// The fields as JSON has them.
    flat: OnceLock<Flat>,
}

impl fmt::Debug for Struct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Struct").field(&self.name).finish()
    }
}

/// A field as JSON has it, and the field that it came through.
#[derive(Clone, Copy, Debug)]
struct FlatField {
    field: &'static Field,
    through: &'static Field,
}

/// The fields of a struct as JSON has them.
#[derive(Debug)]
struct Flat {
    fields: Vec<FlatField>,
    /// What is quick to compare of each field's name.
    heads: Vec<u32>,
    /// Places of the fields that are written even when they were never set.
    always_written: Vec<usize>,
}

/// The length of a name with its first and last byte. Fields of one struct mostly differ in it.
fn head(name: &str) -> u32 {
    match name.as_bytes() {
        [] => 0,
        [first, .., last] => (name.len() as u32) << 16 | u32::from(*first) << 8 | u32::from(*last),
        [only] => 1 << 16 | u32::from(*only) << 8,
    }
}

/// A field found by its JSON name.
#[derive(Clone, Copy, Debug)]
pub struct FieldMatch {
    /// The field.
    pub field: &'static Field,
    /// Where it is among [`Struct::json_fields`].
    pub index: usize,
    /// The field of the struct asked, which is `field` itself or an inlined struct that has it.
    pub through: &'static Field,
    /// Whether the name is the field's own and not just equal to it but for case.
    pub exact: bool,
}

impl Struct {
    /// Names the struct in a [`Type`].
    #[must_use]
    pub fn id(&self) -> StructId {
        self.id
    }

    /// The name with its group, as in `core/v1.Container`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name as Go prints the type, as in `v1.Container`.
    #[must_use]
    pub fn go_type(&self) -> &'static str {
        self.name.rsplit_once('/').map_or(self.name, |(_, name)| name)
    }

    /// The fields as Go declares them, inlined structs as one field each.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        self.fields
            .get_or_init(|| self.lines.lines().filter_map(read_field).collect())
    }

    /// A field by its Go name.
    #[must_use]
    pub fn go_field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|f| f.go == name)
    }

    /// The way to a field by its Go name as a selector finds it: the field itself, or behind the embedded structs that promote it. The
    /// last one is the field asked for.
    #[must_use]
    pub fn promoted_field(&'static self, name: &str) -> Option<Vec<&'static Field>> {
        // Level by level, because the shallowest field of a name wins.
        let mut level: Vec<(&'static Struct, Vec<&'static Field>)> = vec![(self, Vec::new())];
        while !level.is_empty() {
            let mut next = Vec::new();
            for (at, way) in level {
                for field in at.fields() {
                    let onward = || way.iter().copied().chain([field]).collect::<Vec<_>>();
                    if field.go == name {
                        return Some(onward());
                    }
                    if let Some(inner) = field.ty.as_struct().filter(|_| field.embedded) {
                        next.push((inner, onward()));
                    }
                }
            }
            level = next;
        }
        None
    }

    fn flat(&'static self) -> &'static Flat {
        self.flat.get_or_init(|| {
            let mut fields = Vec::with_capacity(self.fields().len());
            for through in self.fields() {
                match through.ty.as_struct() {
                    Some(inner) if through.is_inline() => {
                        let inner = &inner.flat().fields;
                        fields.extend(inner.iter().map(|inlined| FlatField {
                            field: inlined.field,
                            through,
                        }));
                    }
                    _ => fields.push(FlatField {
                        field: through,
                        through,
                    }),
                }
            }
            let heads = fields.iter().map(|flat| head(flat.field.json)).collect();
            let always_written = (0..fields.len())
                .filter(|&place| is_written_unset(fields[place].field))
                .collect();
            Flat {
                fields,
                heads,
                always_written,
            }
        })
    }

    /// The fields as JSON has them, inlined structs opened up, in Go's order.
    pub fn json_fields(&'static self) -> impl ExactSizeIterator<Item = &'static Field> {
        self.flat().fields.iter().map(|flat| flat.field)
    }

    /// The fields that Go writes even when they were never set, in its order.
    pub(crate) fn always_written(&'static self) -> impl Iterator<Item = FieldMatch> {
        let flat = self.flat();
        flat.always_written
            .iter()
            .filter_map(|&place| self.json_field_at(place))
    }

    /// Where the field of a key is among [`Struct::json_fields`], and whether the key is the field's own name; see
    /// [`Struct::json_field`].
    pub(crate) fn json_place(&'static self, key: &str) -> Option<(usize, bool)> {
        let flat = self.flat();
        let wanted = head(key);
        let mut heads = flat.heads.iter().zip(&flat.fields);
        if let Some(place) = heads.position(|(&head, candidate)| head == wanted && candidate.field.json == key) {
            return Some((place, true));
        }
        let place = flat
            .fields
            .iter()
            .position(|candidate| equal_but_for_case(candidate.field.json, key))?;
        Some((place, false))
    }

    /// The field at a place of [`Struct::json_fields`].
    pub(crate) fn json_field_at(&'static self, place: usize) -> Option<FieldMatch> {
        let found = self.flat().fields.get(place)?;
        Some(FieldMatch {
            field: found.field,
            index: place,
            through: found.through,
            exact: true,
        })
    }

    /// The field that `encoding/json` puts the value of `key` into: the one of that name, else the first that is equal to it but
    /// for case.
    #[must_use]
    pub fn json_field(&'static self, key: &str) -> Option<FieldMatch> {
        let (index, exact) = self.json_place(key)?;
        Some(FieldMatch {
            exact,
            ..self.json_field_at(index)?
        })
    }

    /// The legal name that a misspelt `key` is nearest to.
    #[must_use]
    pub fn nearest_field(&'static self, key: &str) -> Option<&'static str> {
        nearest(key, self.json_fields().map(|f| f.json))
    }
}

/// Whether `key` folds to the ASCII name `name` as Go folds keys: letters of either case, and the two other characters whose
/// case folds to an ASCII letter (the long s and the Kelvin sign).
fn equal_but_for_case(name: &str, key: &str) -> bool {
    if key.is_ascii() {
        return name.eq_ignore_ascii_case(key);
    }
    let folded = key.chars().map(|c| match c {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    });
    name.chars().map(|c| c.to_ascii_lowercase()).eq(folded)
}

/// All structs and kinds of the table.
#[derive(Debug)]
pub struct Schema {
    /// Sorted by name.
    structs: Vec<Struct>,
    /// apiVersion, kind and the name of the struct.
    kinds: Vec<(&'static str, &'static str, &'static str)>,
}

impl Schema {
    /// The table.
    #[must_use]
    pub fn get() -> &'static Schema {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| Schema::read(TABLE))
    }

    /// The struct that a manifest of this apiVersion and kind is read into.
    #[must_use]
    pub fn kind(&'static self, api_version: &str, kind: &str) -> Option<&'static Struct> {
        let (_, _, name) = self.kinds.iter().find(|(v, k, _)| *k == kind && *v == api_version)?;
        self.exactly(name)
    }

    /// A struct by its name with or without the group: `apps/v1.DeploymentSpec`, or `v1.Container` for one of core, apps, batch
    /// and meta, looked for in that order.
    #[must_use]
    pub fn struct_named(&'static self, name: &str) -> Option<&'static Struct> {
        let group = |group: &str| self.exactly(&format!("{group}/{name}"));
        self.exactly(name)
            .or_else(|| ["core", "apps", "batch", "meta"].into_iter().find_map(group))
    }

    fn exactly(&'static self, name: &str) -> Option<&'static Struct> {
        let place = self.structs.binary_search_by(|s| s.name.cmp(name)).ok()?;
        self.structs.get(place)
    }

    /// Finds the records of the table, each begun by an `@`. The form is the generator's, so a record that is out of form is left out
    /// here and found by the tests.
    fn read(table: &'static str) -> Schema {
        let mut schema = Schema {
            structs: Vec::with_capacity(512),
            kinds: Vec::with_capacity(128),
        };
        for record in table.split('@').skip(1) {
            let (head, lines) = record.split_once('\n').unwrap_or((record, ""));
            let mut columns = head.split(' ');
            match (columns.next(), columns.next(), columns.next(), columns.next()) {
                (Some("kind"), Some(version), Some(kind), Some(name)) => schema.kinds.push((version, kind, name)),
                (Some("struct"), Some(name), None, None) => {
                    let id = StructId(u32::try_from(schema.structs.len()).unwrap_or(u32::MAX));
                    schema.structs.push(Struct {
                        id,
                        name,
                        lines,
                        fields: OnceLock::new(),
                        flat: OnceLock::new(),
                    });
                }
                _ => {}
            }
        }
        schema
    }
}

fn read_field(line: &'static str) -> Option<Field> {
    let mut columns = line.split(' ');
    let (json, go, ty) = (columns.next()?, columns.next()?, columns.next()?);
    let flags = columns.next().unwrap_or_default();
    let mut patch = PatchStrategy::default();
    for strategy in columns.next().unwrap_or_default().split(',') {
        match strategy {
            "merge" => patch.merge = true,
            "replace" => patch.replace = true,
            "retainKeys" => patch.retain_keys = true,
            _ => {}
        }
    }
    Some(Field {
        json: if json == "-" { "" } else { json },
        go,
        ty: read_type(ty)?,
        omit_empty: flags.contains('o'),
        omit_zero: flags.contains('z'),
        embedded: flags.contains('e'),
        patch,
        merge_key: columns.next(),
    })
}

fn read_type(text: &str) -> Option<Type> {
    let nested = |inner: &str| read_type(inner).map(Box::new);
    if let Some(inner) = text.strip_prefix('*') {
        return nested(inner).map(Type::Pointer);
    }
    if let Some(inner) = text.strip_prefix("[]") {
        return nested(inner).map(Type::List);
    }
    if let Some(inner) = text.strip_prefix("{}") {
        return nested(inner).map(Type::Map);
    }
    Some(match text {
        "string" => Type::String,
        "bool" => Type::Bool,
        "int32" => Type::Int32,
        "int64" => Type::Int64,
        "float64" => Type::Float64,
        "bytes" => Type::Bytes,
        "quantity" => Type::Quantity,
        "intorstring" => Type::IntOrString,
        "time" => Type::Time,
        "microtime" => Type::MicroTime,
        "raw" => Type::Raw,
        name => Type::Struct(Schema::get().exactly(name)?.id),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let schema = Schema::get();
        let lines = TABLE.lines().filter(|l| !l.starts_with('#')).count();
        let fields: usize = schema.structs.iter().map(|s| s.fields().len()).sum();
        assert_eq!(schema.kinds.len() + schema.structs.len() + fields, lines);
        assert!(schema.structs.is_sorted_by_key(|s| s.name));
        assert!(
            schema
                .kinds
                .iter()
                .all(|(version, kind, _)| schema.kind(version, kind).is_some())
        );
    }

    #[test]
    fn finds_kinds_structs_and_fields() {
        let schema = Schema::get();
        let deployment = schema.kind("apps/v1", "Deployment").expect("a kind of the table");
        assert_eq!(deployment.go_type(), "v1.Deployment");
        assert!(schema.kind("batch.volcano.sh/v1", "Job").is_none());
        let container = schema.struct_named("v1.Container").expect("a struct of the table");
        assert_eq!(container.name(), "core/v1.Container");
        assert_eq!(container.json_field("tty").map(|m| m.field.go), Some("TTY"));
        let folded = container.json_field("Image").expect("a field but for case");
        assert_eq!((folded.field.json, folded.exact), ("image", false));
        assert_eq!(container.json_field("port\u{17f}").map(|m| m.field.json), Some("ports"));
        assert!(container.json_field("port").is_none());
        assert_eq!(
            container.json_field("env").and_then(|m| m.field.merge_key),
            Some("name")
        );
        let volume = schema.struct_named("v1.Volume").expect("a struct of the table");
        let secret = volume.json_field("secret").expect("an inlined field");
        assert_eq!((secret.field.go, secret.through.go), ("Secret", "VolumeSource"));
        let way = |name| {
            deployment
                .promoted_field(name)
                .map(|way| way.iter().map(|f| f.go).collect::<Vec<_>>())
        };
        assert_eq!(way("Annotations"), Some(vec!["ObjectMeta", "Annotations"]));
        assert_eq!(way("Spec"), Some(vec!["Spec"]));
        assert_eq!(way("Replicas"), None);
    }
}
