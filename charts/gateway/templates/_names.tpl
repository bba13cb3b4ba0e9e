{{- /* Name of the objects. Helm calls a release RELEASE-NAME if a template is only shown and nobody named one. */ -}}
{{- define "gateway.name" -}}
  {{- $release := .Release.Name }}
  {{- if eq $release "RELEASE-NAME" }}
    {{- $release = "" }}
  {{- end }}
  {{- coalesce .Values.name $release "istio-ingressgateway" }}
{{- end }}

{{- /* Name of the account that the pods use. */ -}}
{{- define "gateway.account" -}}
  {{- .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "gateway.name" .) "default") }}
{{- end }}

{{- /* Labels that select the pods. */ -}}
{{- define "gateway.selector" -}}
  {{- $name := include "gateway.name" . }}
app: {{ .Values.labels.app | default $name | quote }}
istio: {{ .Values.labels.istio | default (trimPrefix "istio-" $name) | quote }}
{{- end }}

{{- /* Those and the user's. */ -}}
{{- define "gateway.ownLabels" -}}
  {{- $user := include "istio.strings" (omit .Values.labels "app" "istio") }}
  {{- include "istio.union" (list (include "gateway.selector" .) $user) }}
{{- end }}

{{- /* Labels of every object. */ -}}
{{- define "gateway.labels" -}}
  {{- $name := dict "app.kubernetes.io/name" (include "gateway.name" .) }}
  {{- include "istio.union" (list $name (include "istio.labels" .) (include "gateway.ownLabels" .)) }}
{{- end }}
