{{- /*
The charts istio-ingress and istio-egress have the same templates: what sets them apart are their values, and names
that come from the chart's own.
*/ -}}

{{- /* Key of the gateway's values, and the name that it has unless they say: istio-ingressgateway or istio-egressgateway. */ -}}
{{- define "gateway.key" -}}
  {{- .Chart.Name }}gateway
{{- end }}

{{- /* IngressGateways or EgressGateways. */ -}}
{{- define "gateway.component" -}}
  {{- .Chart.Name | trimPrefix "istio-" | title }}Gateways
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "gateway.labels" -}}
release: {{ quote .Release.Name }}
istio.io/rev: {{ .Values.revision | default "default" | quote }}
install.operator.istio.io/owning-resource: {{ .Values.ownerName | default "unknown" | quote }}
operator.istio.io/component: {{ include "gateway.component" . }}
app.kubernetes.io/name: {{ include "gateway.key" . }}
{{ include "istio.labels" . }}
{{- end }}

{{- /* The same with the labels by which the gateway's pods are found: most objects bear those as well. */ -}}
{{- define "gateway.allLabels" -}}
  {{- $own := (index .Values.gateways (include "gateway.key" .)).labels }}
  {{- include "istio.union" (list $own (include "gateway.labels" .)) }}
{{- end }}

{{- define "gateway.onOpenShift" -}}
  {{- if eq (coalesce .Values.platform .Values.global.platform | default "") "openshift" }}true{{ end }}
{{- end }}
