//! Times the engine on a template of the size and shape of a sidecar injection template: `throughput [ROUNDS]`.
#![allow(clippy::print_stdout)]

use gotemplate::{ExecOptions, List, Map, TemplateSet, Type, Value};
use std::time::Instant;

/// One part of the template; the whole repeats it.
const PART: &str = r#"
{{- $port := (or (index .Meta.annotations "status.port") .Values.global.proxy.statusPort) }}
{{- if and (eq .Values.pilot.cni.enabled true) (ne .Values.global.proxy.privileged true) }}
- name: istio-validation
  image: "{{ .Values.global.hub }}/{{ .Values.global.proxy.image }}:{{ .Values.global.tag }}"
  args:
  - "-p"
  - {{ .Mesh.proxyListenPort | printf "%v" | printf "%q" }}
  - "-z"
  - "{{ index .Meta.annotations "missing" | html }}"
{{- range $key, $value := .Values.global.proxy.env }}
  - name: {{ $key }}
    value: "{{ $value }}"
{{- end }}
{{- with .Values.global.proxy.resources }}
  resources:
    cpu: {{ .cpu }}
    memory: {{ .memory }}
{{- end }}
{{- else if .Values.global.proxy.other }}
  never
{{- end }}
{{- range .Containers }}
  {{- if gt (len .ports) 0 }}
  - {{ .name }}:{{ range $i, $p := .ports }}{{ if $i }},{{ end }}{{ $p }}{{ end }}
  {{- end }}
{{- end }}
  status: {{ $port }} {{ template "label" . }}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rounds: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    let text = format!(
        "{{{{define \"label\"}}}}app={{{{ .Meta.labels.app }}}}{{{{end}}}}{}",
        PART.repeat(15)
    );
    let map = |entries: Vec<(&str, Value)>| Value::Map(entries.into_iter().collect::<Map>());
    let env = map((0..4)
        .map(|i| (["A", "B", "C", "D"][i], Value::string("value")))
        .collect());
    let annotations = Map::typed(Type::STRING_MAP);
    annotations.insert("status.port", "15020");
    let proxy = map(vec![
        ("statusPort", Value::float(15020.0)),
        ("privileged", false.into()),
        ("image", "proxyv2".into()),
        ("env", env),
        (
            "resources",
            map(vec![("cpu", "100m".into()), ("memory", "128Mi".into())]),
        ),
    ]);
    let container = |name: &str| {
        map(vec![
            ("name", name.into()),
            ("ports", Value::list([Value::int(80), Value::int(443)])),
        ])
    };
    let data = map(vec![
        (
            "Values",
            map(vec![
                (
                    "global",
                    map(vec![
                        ("proxy", proxy),
                        ("hub", "docker.io/istio".into()),
                        ("tag", "1.30.3".into()),
                    ]),
                ),
                ("pilot", map(vec![("cni", map(vec![("enabled", true.into())]))])),
            ]),
        ),
        (
            "Meta",
            map(vec![
                ("annotations", annotations.into()),
                ("labels", map(vec![("app", "reviews".into())])),
            ]),
        ),
        ("Mesh", map(vec![("proxyListenPort", Value::int(15001))])),
        ("Containers", List::new([container("app"), container("helper")]).into()),
    ]);

    let parsing = Instant::now();
    let mut set = TemplateSet::new();
    for _ in 0..rounds / 10 {
        set = TemplateSet::new();
        set.parse("sidecar", &text, &[])?;
    }
    println!("parse    {:?}", parsing.elapsed() / (rounds / 10).max(1));
    let options = ExecOptions::default();
    let mut out = Vec::new();
    let executing = Instant::now();
    for _ in 0..rounds {
        out.clear();
        set.execute_into(&mut out, "sidecar", &[], data.clone(), &options)?;
    }
    println!("execute  {:?}, {} bytes", executing.elapsed() / rounds, out.len());
    Ok(())
}
