// Command imports writes the Go file that makes the table program know every Envoy API package: it asks the go command
// which packages the Envoy modules have. Run it in the folder above:
//
//	go run ./imports > packages.go
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// The modules whose messages an EnvoyFilter may name.
var modules = []string{
	"github.com/cncf/xds/go/udpa/...",
	"github.com/cncf/xds/go/xds/...",
	"github.com/envoyproxy/go-control-plane/contrib/envoy/...",
	"github.com/envoyproxy/go-control-plane/envoy/...",
	"istio.io/api/envoy/...",
}

func main() {
	out, err := exec.Command("go", append([]string{"list", "-mod=mod"}, modules...)...).Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print("// Written by the program in imports.\n\npackage main\n\nimport (\n")
	for _, pkg := range strings.Fields(string(out)) {
		// Envoy reads no other version than the third any more.
		if strings.Contains(pkg, "/v3") || strings.Contains(pkg, "cncf/xds") || strings.Contains(pkg, "istio.io/api") {
			fmt.Printf("\t_ %q\n", pkg)
		}
	}
	fmt.Print(")\n")
}
