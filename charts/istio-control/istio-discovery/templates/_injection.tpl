{{- /*
The webhooks by which pods are sent to an injector; the charts istio-default and istiod have this same file.
The dot is a dict:
  name      what the label istio.io/rev says where this injector is meant
  default   whether the injector also serves namespaces and pods that ask for injection without naming a revision
  auto      and, then, those that ask for nothing
  client    clientConfig of each webhook
  settings  further fields of each
A name cannot be used twice, hence one for each way that a pod can be chosen. No pod is chosen in two ways.
*/ -}}
{{- define "istio.injection webhooks" -}}
  {{- $here := dict "key" "istio.io/rev" "operator" "In" "values" (list .name) }}
  {{- $noRevision := dict "key" "istio.io/rev" "operator" "DoesNotExist" }}
  {{- $enabled := dict "key" "istio-injection" "operator" "In" "values" (list "enabled") }}
  {{- $noInjection := dict "key" "istio-injection" "operator" "DoesNotExist" }}
  {{- $wanted := dict "key" "sidecar.istio.io/inject" "operator" "In" "values" (list "true") }}
  {{- $notRefused := dict "key" "sidecar.istio.io/inject" "operator" "NotIn" "values" (list "false") }}
  {{- $silent := dict "key" "sidecar.istio.io/inject" "operator" "DoesNotExist" }}
  {{- $ways := list
        (dict "name" "rev.namespace." "namespace" (list $here $noInjection) "object" (list $notRefused))
        (dict "name" "rev.object." "namespace" (list $noRevision $noInjection) "object" (list $notRefused $here)) }}
  {{- if .default }}
    {{- $ways = concat $ways (list
          (dict "name" "namespace." "namespace" (list $enabled) "object" (list $notRefused))
          (dict "name" "object." "namespace" (list $noInjection $noRevision) "object" (list $wanted $noRevision))) }}
    {{- if .auto }}
      {{- $notOfKubernetes := dict "key" "kubernetes.io/metadata.name" "operator" "NotIn"
            "values" (list "kube-system" "kube-public" "kube-node-lease" "local-path-storage") }}
      {{- $ways = append $ways
            (dict "name" "auto." "namespace" (list $noInjection $noRevision $notOfKubernetes) "object" (list $silent $noRevision)) }}
    {{- end }}
  {{- end }}
  {{- range $ways }}
- name: {{ .name }}sidecar-injector.istio.io
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
    {{- with $.settings }}
      {{- toYaml . | nindent 2 }}
    {{- end }}
  clientConfig:
    {{- toYaml $.client | nindent 4 }}
  rules:
  - operations: [CREATE]
    apiGroups: [""]
    apiVersions: [v1]
    resources: [pods]
  namespaceSelector:
    matchExpressions:
    {{- toYaml .namespace | nindent 4 }}
  objectSelector:
    matchExpressions:
    {{- toYaml .object | nindent 4 }}
  {{- end }}
{{- end }}
