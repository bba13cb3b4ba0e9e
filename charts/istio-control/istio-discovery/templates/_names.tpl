{{- /* Name of an object of this control plane: the dot is a list of the root and the name without its revision. */ -}}
{{- define "istiod.name" -}}
  {{- list (last .) (first .).Values.revision | compact | join "-" }}
{{- end }}

{{- /* Labels by which istioctl and Helm find what belongs to an installation. */ -}}
{{- define "istiod.labels" -}}
istio.io/rev: {{ .Values.revision | default "default" | quote }}
install.operator.istio.io/owning-resource: {{ .Values.ownerName | default "unknown" | quote }}
operator.istio.io/component: Pilot
{{ include "istiod.plainLabels" . }}
{{- end }}

{{- /* Labels of objects that istioctl does not look for by revision. */ -}}
{{- define "istiod.plainLabels" -}}
release: {{ quote .Release.Name }}
app.kubernetes.io/name: istiod
{{ include "istio.labels" . }}
{{- end }}

{{- /* Labels by which istiod's pods are found. A revision's own label keeps the default service from finding others. */ -}}
{{- define "istiod.selector" -}}
  {{- with .Values.revision -}}
app: istiod
istio.io/rev: {{ quote . }}
  {{- else -}}
istio: pilot
  {{- end }}
{{- end }}

{{- /* `true` if objects that live in a namespace are wanted, and not those of the cluster alone. */ -}}
{{- define "istiod.namespaced" -}}
  {{- include "istio.inScope" (list .Values.global.resourceScope "namespace") }}
{{- end }}

{{- /* `true` if objects of the cluster are wanted, and not those in a namespace alone. */ -}}
{{- define "istiod.clusterwide" -}}
  {{- include "istio.inScope" (list .Values.global.resourceScope "cluster") }}
{{- end }}

{{- /* `true` if an istiod runs in this cluster, if only to inject. */ -}}
{{- define "istiod.runs" -}}
  {{- with .Values.istiodRemote }}
    {{- if or (not .enabled) .enabledLocalInjectorIstiod }}true{{ end }}
  {{- end }}
{{- end }}

{{- /* `true` if an istiod, here or elsewhere, reads this cluster's configuration. */ -}}
{{- define "istiod.serves" -}}
  {{- if or (include "istiod.runs" .) .Values.global.configCluster }}true{{ end }}
{{- end }}

{{- /* API group of services that are exported from one cluster to others. */ -}}
{{- define "istiod.exportGroup" -}}
  {{- .Values.env.MCS_API_GROUP | default "multicluster.x-k8s.io" }}
{{- end }}
