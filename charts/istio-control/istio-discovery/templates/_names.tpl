{{- /* Name of an object of this control plane: the dot is a list of the root and the name without its revision. */ -}}
{{- define "istiod.name" -}}
  {{- list (last .) (first .).Values.revision | compact | join "-" }}
{{- end }}

{{- /* Labels by which istioctl and Helm find what belongs to an installation. */ -}}
{{- define "istiod.labels" -}}
istio.io/rev: {{ .Values.revision | default "default" | quote }}
install.operator.istio.io/owning-resource: {{ .Values.ownerName | default "unknown" | quote }}
operator.istio.io/component: Pilot
release: {{ quote .Release.Name }}
app.kubernetes.io/name: istiod
app.kubernetes.io/managed-by: {{ quote .Release.Service }}
app.kubernetes.io/instance: {{ quote .Release.Name }}
app.kubernetes.io/part-of: istio
app.kubernetes.io/version: {{ quote .Chart.AppVersion }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
{{- end }}

{{- /* `true` if objects that live in a namespace are wanted, and not those of the cluster alone. */ -}}
{{- define "istiod.namespaced" -}}
  {{- if has .Values.global.resourceScope (list "all" "namespace") }}true{{ end }}
{{- end }}
