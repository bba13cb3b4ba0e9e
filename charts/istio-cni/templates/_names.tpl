{{- /* Labels of every object but the few that belong to no control plane. */ -}}
{{- define "cni.labels" -}}
istio.io/rev: {{ .Values.revision | default "default" | quote }}
install.operator.istio.io/owning-resource: {{ .Values.ownerName | default "unknown" | quote }}
operator.istio.io/component: Cni
release: {{ quote .Release.Name }}
{{ include "cni.plainLabels" . }}
{{- end }}

{{- define "cni.plainLabels" -}}
app.kubernetes.io/name: istio-cni
{{ include "istio.labels" . }}
{{- end }}
