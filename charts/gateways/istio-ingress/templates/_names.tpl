{{- /*
The charts istio-ingress and istio-egress have the same templates: what sets them apart are their values, and names
that come from the chart's own.
*/ -}}

{{- /* Key of the gateway's values, and the name that it has unless they say: istio-ingressgateway or istio-egressgateway. */ -}}
{{- define "gateways.key" -}}
  {{- .Chart.Name }}gateway
{{- end }}

{{- /* IngressGateways or EgressGateways. */ -}}
{{- define "gateways.component" -}}
  {{- .Chart.Name | trimPrefix "istio-" | title }}Gateways
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "gateways.labels" -}}
release: {{ quote .Release.Name }}
istio.io/rev: {{ .Values.revision | default "default" | quote }}
install.operator.istio.io/owning-resource: {{ .Values.ownerName | default "unknown" | quote }}
operator.istio.io/component: {{ include "gateways.component" . }}
app.kubernetes.io/name: {{ include "gateways.key" . }}
{{ include "istio.labels" . }}
{{- end }}

{{- /* The same with the labels by which the gateway's pods are found: most objects bear those as well. */ -}}
{{- define "gateways.allLabels" -}}
  {{- $own := (index .Values.gateways (include "gateways.key" .)).labels }}
  {{- include "istio.union" (list $own (include "gateways.labels" .)) }}
{{- end }}

{{- define "gateways.onOpenShift" -}}
  {{- if eq (coalesce .Values.platform .Values.global.platform | default "") "openshift" }}true{{ end }}
{{- end }}
