// Command envoyapi writes the table of Envoy's messages that crates/istio-analysis embeds: which fields there are and of
// which types, as far as JSON can be checked against them.
//
//	go run . > ../../crates/istio-analysis/src/validation/envoy/messages.txt
//
// A line `enum NAME VALUE...` is an enum. A line `message NAME [frozen]` begins a message, and lines with a tab are its
// fields: name, then the type, which is a letter for a scalar, `=NAME` for an enum or `.NAME` for a message, with `*` before
// it for a list and `%` for a map; last the JSON name if it is not the lowerCamel form of the name. `~` at the beginning of
// a name stands for `envoy.`.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"

	udpa "github.com/cncf/xds/go/udpa/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
)

var scalars = map[protoreflect.Kind]string{
	protoreflect.BoolKind: "b", protoreflect.StringKind: "s", protoreflect.BytesKind: "y",
	protoreflect.Int32Kind: "i", protoreflect.Sint32Kind: "i", protoreflect.Sfixed32Kind: "i",
	protoreflect.Int64Kind: "I", protoreflect.Sint64Kind: "I", protoreflect.Sfixed64Kind: "I",
	protoreflect.Uint32Kind: "u", protoreflect.Fixed32Kind: "u",
	protoreflect.Uint64Kind: "U", protoreflect.Fixed64Kind: "U",
	protoreflect.FloatKind: "f", protoreflect.DoubleKind: "f",
}

func short(name protoreflect.FullName) string {
	if rest, ok := strings.CutPrefix(string(name), "envoy."); ok {
		return "~" + rest
	}
	return string(name)
}

func typeOf(fd protoreflect.FieldDescriptor) string {
	mark := ""
	if fd.IsMap() {
		mark, fd = "%", fd.MapValue()
	} else if fd.IsList() {
		mark = "*"
	}
	switch {
	case fd.Message() != nil:
		return mark + "." + short(fd.Message().FullName())
	case fd.Enum() != nil:
		return mark + "=" + short(fd.Enum().FullName())
	default:
		return mark + scalars[fd.Kind()]
	}
}

// camel is what protobuf makes of a name for JSON.
func camel(name string) string {
	var out strings.Builder
	up := false
	for _, c := range name {
		switch {
		case c == '_':
			up = true
		case up && c >= 'a' && c <= 'z':
			out.WriteRune(c - 'a' + 'A')
			up = false
		default:
			out.WriteRune(c)
			up = false
		}
	}
	return out.String()
}

func isFrozen(md protoreflect.MessageDescriptor) bool {
	options, ok := md.ParentFile().Options().(*descriptorpb.FileOptions)
	if !ok || !proto.HasExtension(options, udpa.E_FileStatus) {
		return false
	}
	status, ok := proto.GetExtension(options, udpa.E_FileStatus).(*udpa.StatusAnnotation)
	return ok && status.PackageVersionStatus == udpa.PackageVersionStatus_FROZEN
}

// Messages that are part of how protobuf files are written, of the protocol between Envoy and its control plane, or of
// what Envoy puts out: none of them is configuration.
var left = []string{"google.protobuf.Descriptor", "google.api.", "grpc.", "io.prometheus.", "pb.", "opencensus.", "envoy.annotations", "envoy.admin.",
	"envoy.service.", "envoy.data.", "validate.", "udpa.annotations", "xds.annotations", "xds.service", "udpa.service"}

func main() {
	messages := map[string]protoreflect.MessageDescriptor{}
	enums := map[string]protoreflect.EnumDescriptor{}
	protoregistry.GlobalTypes.RangeMessages(func(mt protoreflect.MessageType) bool {
		md := mt.Descriptor()
		messages[string(md.FullName())] = md
		return true
	})
	protoregistry.GlobalTypes.RangeEnums(func(et protoreflect.EnumType) bool {
		enums[string(et.Descriptor().FullName())] = et.Descriptor()
		return true
	})
	kept := keep(messages)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for _, name := range keys(enums, kept) {
		fmt.Fprintf(w, "enum %s", short(protoreflect.FullName(name)))
		values := enums[name].Values()
		for i := range values.Len() {
			fmt.Fprintf(w, " %s", values.Get(i).Name())
		}
		fmt.Fprintln(w)
	}
	for _, name := range keys(messages, kept) {
		md := messages[name]
		fmt.Fprintf(w, "message %s", short(md.FullName()))
		if isFrozen(md) {
			fmt.Fprint(w, " frozen")
		}
		fmt.Fprintln(w)
		for i := range md.Fields().Len() {
			fd := md.Fields().Get(i)
			fmt.Fprintf(w, "\t%s %s", fd.Name(), typeOf(fd))
			if fd.JSONName() != camel(string(fd.Name())) {
				fmt.Fprintf(w, " %s", fd.JSONName())
			}
			fmt.Fprintln(w)
		}
	}
}

// keep is the names of what is configuration, and of all that it is made of.
func keep(messages map[string]protoreflect.MessageDescriptor) map[string]bool {
	kept := map[string]bool{}
	var reach func(md protoreflect.MessageDescriptor)
	reach = func(md protoreflect.MessageDescriptor) {
		if kept[string(md.FullName())] {
			return
		}
		kept[string(md.FullName())] = true
		for i := range md.Fields().Len() {
			fd := md.Fields().Get(i)
			if fd.IsMap() {
				fd = fd.MapValue()
			}
			if ed := fd.Enum(); ed != nil {
				kept[string(ed.FullName())] = true
			}
			if sub := fd.Message(); sub != nil {
				reach(sub)
			}
		}
	}
	for name, md := range messages {
		isLeft := md.IsMapEntry()
		for _, prefix := range left {
			isLeft = isLeft || strings.HasPrefix(name, prefix)
		}
		if !isLeft {
			reach(md)
		}
	}
	return kept
}

func keys[V any](m map[string]V, kept map[string]bool) []string {
	var names []string
	for name := range m {
		if kept[name] {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
