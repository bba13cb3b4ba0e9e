{{- /*
What the templates of all charts share; every chart has this same file. A chart cannot rely on another one, and
under a chart that holds several of them the last definition of a name serves all.
*/ -}}

{{- /* The labels that Kubernetes recommends, but for the name. */ -}}
{{- define "istio.labels" -}}
app.kubernetes.io/instance: {{ quote .Release.Name }}
app.kubernetes.io/managed-by: {{ quote .Release.Service }}
app.kubernetes.io/part-of: istio
app.kubernetes.io/version: {{ quote .Chart.AppVersion }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
{{- end }}

{{- /* One mapping out of several, each a mapping or its YAML; a later one has precedence. */ -}}
{{- define "istio.union" -}}
  {{- $all := dict }}
  {{- range . }}
    {{- range $key, $value := kindIs "string" . | ternary (fromYaml (toString .)) . }}
      {{- $_ := set $all $key $value }}
    {{- end }}
  {{- end }}
  {{- toYaml $all }}
{{- end }}

{{- /* A mapping whose values have to be strings, whatever the user wrote. */ -}}
{{- define "istio.strings" -}}
  {{- $all := dict }}
  {{- range $key, $value := . }}
    {{- $_ := set $all $key (kindIs "invalid" $value | ternary "" (toString $value)) }}
  {{- end }}
  {{- toYaml $all }}
{{- end }}

{{- /* Environment variables of a container out of a mapping. */ -}}
{{- define "istio.env" -}}
  {{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ kindIs "invalid" $value | ternary "" (toString $value) | quote }}
  {{- end }}
{{- end }}

{{- /* The amounts that a container requests and is limited to, without those that are empty. */ -}}
{{- define "istio.resources" -}}
  {{- range $kind := list "limits" "requests" }}
    {{- $amounts := dict }}
    {{- range $name, $amount := index $ $kind }}
      {{- if $amount }}{{ $_ := set $amounts $name $amount }}{{ end }}
    {{- end }}
    {{- with $amounts }}
{{ $kind }}:
      {{- range $name, $amount := . }}
  {{ $name }}: {{ $amount }}
      {{- end }}
    {{- end }}
  {{- end }}
{{- end }}

{{- /* An image: the dot is a list of its name, hub, tag and variant. A name with a slash is a whole reference. */ -}}
{{- define "istio.image" -}}
  {{- $name := index . 0 }}
  {{- if contains "/" $name }}
    {{- $name }}
  {{- else }}
    {{- printf "%v/%s:%v" (index . 1) $name (index . 2) }}{{ with index . 3 }}-{{ . }}{{ end }}
  {{- end }}
{{- end }}

{{- /* `true` if objects of a scope, `cluster` or `namespace`, are wanted: the dot is a list of resourceScope and that. */ -}}
{{- define "istio.inScope" -}}
  {{- if has (first .) (list "all" (last .)) }}true{{ end }}
{{- end }}

{{- /* `true` if a variable that switches trust bundles on is set; the dot is the environment. */ -}}
{{- define "istio.clusterTrustBundle" -}}
  {{- with (. | default dict).ENABLE_CLUSTER_TRUST_BUNDLE_API }}
    {{- if not (kindIs "bool" .) }}
      {{- fail (printf "ENABLE_CLUSTER_TRUST_BUNDLE_API is %s: the value has to be true or false without quotes" (toJson .)) }}
    {{- end }}
    {{- . }}
  {{- end }}
{{- end }}
