// Command istioapi writes the descriptor tables that crates/istio-api embeds.
//
// It asks protobuf reflection for every message and enum reachable from the given roots and prints the facts that
// decoding, printing and Go templates need: names on every side (proto, JSON, Go), types, oneofs and enum values.
// Usage:
//
//	go run . mesh > ../../crates/istio-api/descriptors/mesh.txt
//	go run . values PATH/values_types.proto > ../../crates/istio-api/descriptors/values.txt
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/bufbuild/protocompile"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"

	mesh "istio.io/api/mesh/v1alpha1"
)

// table collects descriptors in the order in which they are first reached.
type table struct {
	messages []protoreflect.MessageDescriptor
	enums    []protoreflect.EnumDescriptor
	seen     map[protoreflect.FullName]bool
}

func (t *table) reach(md protoreflect.MessageDescriptor) {
	if t.seen[md.FullName()] {
		return
	}
	t.seen[md.FullName()] = true
	t.messages = append(t.messages, md)
	for i := range md.Fields().Len() {
		fd := md.Fields().Get(i)
		if fd.IsMap() {
			fd = fd.MapValue()
		}
		if sub := fd.Message(); sub != nil {
			t.reach(sub)
		}
		if ed := fd.Enum(); ed != nil && !t.seen[ed.FullName()] {
			t.seen[ed.FullName()] = true
			t.enums = append(t.enums, ed)
		}
	}
}

// goNames is what Go's generated struct calls one message's parts; empty where there is no generated code.
type goNames struct {
	typ      string
	fields   map[string]string // proto name -> Go name
	oneofs   map[string]string // oneof name -> Go name
	wrappers map[string]string // proto name -> oneof wrapper type
}

func goNamesOf(md protoreflect.MessageDescriptor) (goNames, error) {
	names := goNames{fields: map[string]string{}, oneofs: map[string]string{}, wrappers: map[string]string{}}
	mt, err := protoregistry.GlobalTypes.FindMessageByName(md.FullName())
	if err != nil {
		return names, nil
	}
	msg := mt.New()
	structOf := reflect.TypeOf(msg.Interface()).Elem()
	names.typ = structOf.String()
	for i := range structOf.NumField() {
		f := structOf.Field(i)
		if tag, ok := f.Tag.Lookup("protobuf"); ok {
			names.fields[tagName(tag)] = f.Name
		}
		if oneof, ok := f.Tag.Lookup("protobuf_oneof"); ok {
			names.oneofs[oneof] = f.Name
		}
	}
	for i := range md.Oneofs().Len() {
		od := md.Oneofs().Get(i)
		if od.IsSynthetic() {
			continue
		}
		for j := range od.Fields().Len() {
			fd := od.Fields().Get(j)
			one := mt.New()
			one.Set(fd, one.NewField(fd))
			wrapper := reflect.ValueOf(one.Interface()).Elem().FieldByName(names.oneofs[string(od.Name())]).Elem().Type().Elem()
			names.wrappers[string(fd.Name())] = wrapper.Name()
			names.fields[string(fd.Name())] = wrapper.Field(0).Name
		}
	}
	return names, nil
}

func tagName(tag string) string {
	for _, part := range strings.Split(tag, ",") {
		if name, ok := strings.CutPrefix(part, "name="); ok {
			return name
		}
	}
	return ""
}

func goEnumName(ed protoreflect.EnumDescriptor) string {
	et, err := protoregistry.GlobalTypes.FindEnumByName(ed.FullName())
	if err != nil {
		return "-"
	}
	return reflect.TypeOf(et.New(0)).String()
}

func typeOf(fd protoreflect.FieldDescriptor) string {
	switch {
	case fd.Message() != nil:
		return "." + string(fd.Message().FullName())
	case fd.Enum() != nil:
		return "=" + string(fd.Enum().FullName())
	default:
		return fd.Kind().String()
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (t *table) write(w *bufio.Writer) error {
	for _, md := range t.messages {
		names, err := goNamesOf(md)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "message %s %s\n", md.FullName(), orDash(names.typ))
		oneof := ""
		for i := range md.Fields().Len() {
			fd := md.Fields().Get(i)
			var marks []string
			if od := fd.ContainingOneof(); od != nil && !od.IsSynthetic() {
				if string(od.Name()) != oneof {
					oneof = string(od.Name())
					fmt.Fprintf(w, "  oneof %s %s\n", oneof, orDash(names.oneofs[oneof]))
				}
				marks = append(marks, "in="+oneof+":"+orDash(names.wrappers[string(fd.Name())]))
			} else if od != nil {
				marks = append(marks, "optional")
			}
			typ := typeOf(fd)
			switch {
			case fd.IsMap():
				if fd.MapKey().Kind() != protoreflect.StringKind {
					return fmt.Errorf("%s: only string keys are expected", fd.FullName())
				}
				marks = append(marks, "map")
				typ = typeOf(fd.MapValue())
			case fd.IsList():
				marks = append(marks, "repeated")
			}
			if opts, ok := fd.Options().(*descriptorpb.FieldOptions); ok && opts.GetDeprecated() {
				marks = append(marks, "deprecated")
			}
			line := fmt.Sprintf("  field %d %s %s %s %s", fd.Number(), fd.Name(), fd.JSONName(), orDash(names.fields[string(fd.Name())]), typ)
			fmt.Fprintln(w, strings.Join(append([]string{line}, marks...), " "))
		}
	}
	for _, ed := range t.enums {
		fmt.Fprintf(w, "enum %s %s\n", ed.FullName(), goEnumName(ed))
		for i := range ed.Values().Len() {
			v := ed.Values().Get(i)
			fmt.Fprintf(w, "  value %d %s\n", v.Number(), v.Name())
		}
	}
	return nil
}

func compileValues(path string) (protoreflect.MessageDescriptor, error) {
	compiler := protocompile.Compiler{
		Resolver: protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: []string{filepath.Dir(path)}}),
	}
	files, err := compiler.Compile(context.Background(), filepath.Base(path))
	if err != nil {
		return nil, err
	}
	md := files[0].Messages().ByName("Values")
	if md == nil {
		return nil, fmt.Errorf("%s has no message Values", path)
	}
	return md, nil
}

func run(args []string) error {
	t := &table{seen: map[protoreflect.FullName]bool{}}
	switch {
	case len(args) == 1 && args[0] == "mesh":
		for _, root := range []proto.Message{&mesh.MeshConfig{}, &mesh.MeshNetworks{}} {
			t.reach(root.ProtoReflect().Descriptor())
		}
	case len(args) == 2 && args[0] == "values":
		md, err := compileValues(args[1])
		if err != nil {
			return err
		}
		t.reach(md)
	default:
		return fmt.Errorf("usage: istioapi mesh | istioapi values FILE")
	}
	w := bufio.NewWriter(os.Stdout)
	if err := t.write(w); err != nil {
		return err
	}
	return w.Flush()
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
