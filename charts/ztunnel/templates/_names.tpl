{{- /* Name of every object. */ -}}
{{- define "ztunnel.name" -}}
  {{- .Values.resourceName | default "ztunnel" }}
{{- end }}

{{- /* Labels of every object but those that say who owns it. */ -}}
{{- define "ztunnel.labels" -}}
app.kubernetes.io/name: ztunnel
{{ include "istio.labels" . }}
{{- end }}

{{- /* Annotations of every object. */ -}}
{{- define "ztunnel.annotations" -}}
  {{- $revision := dict }}
  {{- with .Values.revision }}
    {{- $revision = dict "istio.io/rev" . }}
  {{- end }}
  {{- include "istio.union" (list .Values.annotations $revision) }}
{{- end }}
