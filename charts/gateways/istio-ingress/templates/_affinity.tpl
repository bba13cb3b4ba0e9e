{{- /*
On which nodes the gateway may run: those of an architecture with a weight in global.arch, with the labels of its
node selector, and away from or rather away from pods that its anti-affinity names.
*/ -}}
{{- define "gateways.affinity" -}}
  {{- $gateway := index .Values.gateways (include "gateways.key" .) }}
  {{- $architectures := list }}
  {{- $preferred := list }}
  {{- range $name, $weight := .Values.global.arch }}
    {{- if gt (int $weight) 0 }}
      {{- $architectures = append $architectures $name }}
      {{- $only := dict "key" "kubernetes.io/arch" "operator" "In" "values" (list $name) }}
      {{- $preferred = append $preferred (dict "weight" (int $weight) "preference" (dict "matchExpressions" (list $only))) }}
    {{- end }}
  {{- end }}

  {{- $demands := list }}
  {{- with $architectures }}
    {{- $demands = append $demands (dict "key" "kubernetes.io/arch" "operator" "In" "values" .) }}
  {{- end }}
  {{- range $label, $value := $gateway.nodeSelector | default .Values.global.defaultNodeSelector }}
    {{- $demands = append $demands (dict "key" $label "operator" "In" "values" (list (toString $value))) }}
  {{- end }}

  {{- $nodes := dict "requiredDuringSchedulingIgnoredDuringExecution" nil "preferredDuringSchedulingIgnoredDuringExecution" nil }}
  {{- with $demands }}
    {{- $terms := list (dict "matchExpressions" .) }}
    {{- $_ := set $nodes "requiredDuringSchedulingIgnoredDuringExecution" (dict "nodeSelectorTerms" $terms) }}
  {{- end }}
  {{- with $preferred }}
    {{- $_ := set $nodes "preferredDuringSchedulingIgnoredDuringExecution" . }}
  {{- end }}

  {{- $pods := dict }}
  {{- with $gateway.podAntiAffinityLabelSelector }}
    {{- $terms := list }}
    {{- range . }}
      {{- $term := include "gateways.podAffinityTerm" . | fromYaml }}
      {{- with .namespaces }}
        {{- $_ := set $term "namespaces" (splitList "," .) }}
      {{- end }}
      {{- $terms = append $terms $term }}
    {{- end }}
    {{- $_ := set $pods "requiredDuringSchedulingIgnoredDuringExecution" $terms }}
  {{- end }}
  {{- with $gateway.podAntiAffinityTermLabelSelector }}
    {{- $terms := list }}
    {{- range . }}
      {{- $terms = append $terms (dict "weight" 100 "podAffinityTerm" (include "gateways.podAffinityTerm" . | fromYaml)) }}
    {{- end }}
    {{- $_ := set $pods "preferredDuringSchedulingIgnoredDuringExecution" $terms }}
  {{- end }}

  {{- $affinity := dict "nodeAffinity" $nodes }}
  {{- with $pods }}
    {{- $_ := set $affinity "podAntiAffinity" . }}
  {{- end }}
  {{- toYaml $affinity }}
{{- end }}

{{- /* A term of Kubernetes out of an item of the values, whose `values` are one string with commas. */ -}}
{{- define "gateways.podAffinityTerm" -}}
  {{- $demand := dict "key" .key "operator" .operator }}
  {{- with .values }}
    {{- $_ := set $demand "values" (splitList "," .) }}
  {{- end }}
  {{- dict "topologyKey" .topologyKey "labelSelector" (dict "matchExpressions" (list $demand)) | toYaml }}
{{- end }}
