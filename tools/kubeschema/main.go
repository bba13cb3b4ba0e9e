// Command kubeschema writes the table of Go struct shapes that crates/kubeschema embeds.
//
// It walks the registered kinds by reflection and prints every struct that they reach: one line a struct, one line a field.
// The output is sorted, so that a move to another release of k8s.io/api reads as a diff of the fields that changed.
//
//	go run . > ../../crates/kubeschema/src/table.txt
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"reflect"
	"runtime/debug"
	"sort"
	"strings"
)

// Types that decode by a rule of their own, by import path and name.
var special = map[string]string{
	"k8s.io/apimachinery/pkg/api/resource.Quantity":   "quantity",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString": "intorstring",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":       "time",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":  "microtime",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":   "raw",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":    "raw",
}

type table struct {
	structs map[string]reflect.Type
}

// typeName is the key of a struct in the table: the group's folder, the version and the Go name, as in `core/v1.Container`.
func typeName(t reflect.Type) string {
	parts := strings.Split(t.PkgPath(), "/")
	if parts[1] == "openshift" {
		// Its apps/v1 would fall on the apps/v1 of Kubernetes itself.
		return "openshift/" + parts[len(parts)-1] + "." + t.Name()
	}
	return strings.Join(parts[len(parts)-2:], "/") + "." + t.Name()
}

func (tb *table) describe(t reflect.Type) string {
	if s, ok := special[t.PkgPath()+"."+t.Name()]; ok {
		return s
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + tb.describe(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "[]" + tb.describe(t.Elem())
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			log.Fatalf("%s: a map whose keys are no strings", t)
		}
		return "{}" + tb.describe(t.Elem())
	case reflect.Struct:
		tb.add(t)
		return typeName(t)
	case reflect.String, reflect.Bool, reflect.Int32, reflect.Int64, reflect.Float64:
		return t.Kind().String()
	}
	log.Fatalf("%s: a type the table has no word for", t)
	return ""
}

func (tb *table) add(t reflect.Type) {
	name := typeName(t)
	if known, ok := tb.structs[name]; ok {
		if known != t {
			log.Fatalf("%s names both %s and %s", name, known.PkgPath(), t.PkgPath())
		}
		return
	}
	if _, ok := reflect.PointerTo(t).MethodByName("UnmarshalJSON"); ok {
		log.Fatalf("%s decodes itself and is not listed as special", name)
	}
	tb.structs[name] = t
	for i := 0; i < t.NumField(); i++ {
		if f := t.Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
			tb.describe(f.Type)
		}
	}
}

// field prints one line: JSON name (`-` for an inlined struct), Go name, type, flags, patch strategies, merge key.
// Flags: o omitempty, z omitzero, e embedded.
func (tb *table) field(f reflect.StructField) string {
	json, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	flags := ""
	for _, option := range strings.Split(options, ",") {
		switch option {
		case "omitempty":
			flags += "o"
		case "omitzero":
			flags += "z"
		case "", "inline":
		default:
			log.Fatalf("%s: json option %q", f.Name, option)
		}
	}
	if f.Anonymous {
		flags += "e"
	}
	if json == "" {
		if f.Anonymous {
			json = "-"
		} else {
			json = f.Name
		}
	}
	columns := []string{json, f.Name, tb.describe(f.Type), flags, f.Tag.Get("patchStrategy"), f.Tag.Get("patchMergeKey")}
	for len(columns[len(columns)-1]) == 0 {
		columns = columns[:len(columns)-1]
	}
	for i, c := range columns {
		if c == "" {
			columns[i] = "."
		}
	}
	return strings.Join(columns, " ")
}

func main() {
	log.SetFlags(0)
	tb := &table{structs: map[string]reflect.Type{}}
	var kindLines []string
	for _, k := range kinds() {
		t := reflect.TypeOf(k.object)
		tb.add(t)
		kindLines = append(kindLines, fmt.Sprintf("@kind %s %s %s", k.apiVersion, t.Name(), typeName(t)))
	}
	for _, object := range parts() {
		tb.add(reflect.TypeOf(object))
	}
	sort.Strings(kindLines)

	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintln(out, "# Go struct shapes of Kubernetes kinds, written by tools/kubeschema. Do not edit.")
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			switch dep.Path {
			case "k8s.io/api", "k8s.io/apimachinery":
				fmt.Fprintln(out, "#", dep.Path, dep.Version)
			}
		}
	}
	fmt.Fprintln(out, "# A record for each kind (apiVersion, kind, struct), then one for each struct (name) with a line a field: JSON name, Go name, type, flags, patch strategies, merge key.")
	for _, line := range kindLines {
		fmt.Fprintln(out, line)
	}
	names := make([]string, 0, len(tb.structs))
	for name := range tb.structs {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		t := tb.structs[name]
		fmt.Fprintln(out, "@struct", name)
		for i := 0; i < t.NumField(); i++ {
			if f := t.Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				fmt.Fprintln(out, tb.field(f))
			}
		}
	}
}
