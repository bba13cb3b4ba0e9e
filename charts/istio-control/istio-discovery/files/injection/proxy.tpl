{{- /*
What every pod that runs a proxy has in common. The chart puts this text in front of each
template of files/injection and files/managed-gateway, for istiod parses each one alone.

Rules that keep the result valid whatever a user writes into an annotation, label or value:
- a scalar is printed with quote, a structure with toJson; nothing dynamic is printed bare;
- lists and maps that hold dynamic entries are YAML flow collections, so that a piece can be
  used at any depth without indenting it, and each entry ends with its own comma.
*/ -}}

{{- /* Quoted host:port of the istiod that signs certificates; a revision has its own service. */ -}}
{{- define "istiod address" }}
  {{- $service := list "istiod" .Values.revision | compact | join "-" }}
  {{- .Values.global.caAddress | default (printf "%s.%s.svc:15012" $service .Values.global.istioNamespace) | quote }}
{{- end }}

{{- /*
The dot is a list of two: the image that was asked for and the one that istiod made from hub,
name and tag. The first counts if it is a whole reference, that is, has a slash. References hold
no quotes, so nothing after one is taken.
*/ -}}
{{- define "image" }}
  {{- if contains "/" (first .) }}{{ first . | splitList `"` | first | quote }}{{ else }}{{ last . | quote }}{{ end }}
{{- end }}

{{- define "proxy image" }}
  {{- template "image" list (annotation .ObjectMeta `sidecar.istio.io/proxyImage` .Values.global.proxy.image) .ProxyImage }}
{{- end }}

{{- /* A label value has at most 63 characters and ends with a letter or a digit. */ -}}
{{- define "label value" }}
  {{- trunc 63 . | trimAll "-_." | quote }}
{{- end }}

{{- /* The name and version under which telemetry groups workloads. */ -}}
{{- define "canonical labels" }}
  {{- $labels := .ObjectMeta.Labels }}
      service.istio.io/canonical-name: {{ template "label value" index $labels `service.istio.io/canonical-name` | default (index $labels `app.kubernetes.io/name`) | default (index $labels `app`) | default .DeploymentMeta.Name }},
      service.istio.io/canonical-revision: {{ template "label value" index $labels `service.istio.io/canonical-revision` | default (index $labels `app.kubernetes.io/version`) | default (index $labels `version`) | default "latest" }},
{{- end }}

{{- /* Arguments that set how much the proxy and its agent log. */ -}}
{{- define "proxy log arguments" }}
  {{- $proxy := annotation .ObjectMeta `sidecar.istio.io/logLevel` .Values.global.proxy.logLevel }}
  {{- $component := annotation .ObjectMeta `sidecar.istio.io/componentLogLevel` .Values.global.proxy.componentLogLevel }}
  {{- $agent := annotation .ObjectMeta `sidecar.istio.io/agentLogLevel` .Values.global.logging.level }}
  {{- if contains ": " (print $proxy $component $agent) }}
    {{- /* The proxy refuses to start with a space between a component and its level: better said here. */}}
    {{- fail (printf "log level with a space after a colon: logLevel %q, componentLogLevel %q, agentLogLevel %q" $proxy $component $agent) }}
  {{- end }}
      {{ print "--proxyLogLevel=" $proxy | quote }},
      {{ print "--proxyComponentLogLevel=" $component | quote }},
      {{ print "--log_output_level=" $agent | quote }},
{{- end }}

{{- /* Where the agent gets its certificate, and what it knows about its own pod. */ -}}
{{- define "pod environment" }}
      {name: PILOT_CERT_PROVIDER, value: {{ quote .Values.global.pilotCertProvider }}},
      {name: CA_ADDR, value: {{ template "istiod address" . }}},
      {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}},
      {name: POD_NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}},
      {name: INSTANCE_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}},
      {name: SERVICE_ACCOUNT, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}},
      {name: HOST_IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}},
{{- end }}

{{- define "proxy config environment" }}
      {name: PROXY_CONFIG, value: {{ print (protoToJSON .ProxyConfig) "\n" | quote }}},
{{- end }}

{{- define "cpu limit environment" }}
      {name: ISTIO_CPU_LIMIT, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: "1"}}},
{{- end }}

{{- /* The dot is a list of container ports, each as JSON. */ -}}
{{- define "pod ports environment" }}
      {name: ISTIO_META_POD_PORTS, value: {{ if . }}{{ join "\n    ," . | printf "[\n    %s\n]" | quote }}{{ else }}"[\n]"{{ end }}},
{{- end }}

{{- /* The Go runtime of the agent keeps to the container's limits. */ -}}
{{- define "go runtime environment" }}
      {name: GOMEMLIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: "1"}}},
      {name: GOMAXPROCS, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: "1"}}},
{{- end }}

{{- define "node name environment" }}
      {name: ISTIO_META_NODE_NAME, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}},
{{- end }}

{{- define "network environment" }}
  {{- with .Values.global.network }}
      {name: ISTIO_META_NETWORK, value: {{ quote . }}},
  {{- end }}
{{- end }}

{{- /* The object that controls the pod, as a URI. */ -}}
{{- define "owner environment" }}
  {{- if and .TypeMeta.APIVersion .DeploymentMeta.Name }}
      {name: ISTIO_META_OWNER, value: {{ printf "kubernetes://apis/%s/namespaces/%s/%ss/%s" .TypeMeta.APIVersion (valueOrDefault .DeploymentMeta.Namespace `default`) (toLower .TypeMeta.Kind) .DeploymentMeta.Name | quote }}},
  {{- end }}
{{- end }}

{{- /* A mesh without an ID of its own is known by its trust domain. */ -}}
{{- define "mesh environment" }}
  {{- $trustDomain := valueOrDefault .MeshConfig.TrustDomain .Values.global.trustDomain }}
  {{- with .Values.global.meshID | default $trustDomain }}
      {name: ISTIO_META_MESH_ID, value: {{ quote . }}},
  {{- end }}
  {{- with $trustDomain }}
      {name: TRUST_DOMAIN, value: {{ quote . }}},
  {{- end }}
{{- end }}

{{- /* Each key of the dot, a map of strings, as a variable. */ -}}
{{- define "environment from map" }}
  {{- range $name, $value := . }}
      {name: {{ quote $name }}, value: {{ quote $value }}},
  {{- end }}
{{- end }}

{{- /* Any of four annotations replaces the installation's requests and limits as a whole. */ -}}
{{- define "proxy resources" }}
  {{- $annotations := .ObjectMeta.Annotations }}
  {{- $requests := dict }}
  {{- $limits := dict }}
  {{- if isset $annotations `sidecar.istio.io/proxyCPU` }}{{ $_ := set $requests "cpu" (index $annotations `sidecar.istio.io/proxyCPU`) }}{{ end }}
  {{- if isset $annotations `sidecar.istio.io/proxyMemory` }}{{ $_ := set $requests "memory" (index $annotations `sidecar.istio.io/proxyMemory`) }}{{ end }}
  {{- if isset $annotations `sidecar.istio.io/proxyCPULimit` }}{{ $_ := set $limits "cpu" (index $annotations `sidecar.istio.io/proxyCPULimit`) }}{{ end }}
  {{- if isset $annotations `sidecar.istio.io/proxyMemoryLimit` }}{{ $_ := set $limits "memory" (index $annotations `sidecar.istio.io/proxyMemoryLimit`) }}{{ end }}
  {{- if or $requests $limits }}
    {{- dict "requests" $requests "limits" $limits | toJson }}
  {{- else }}
    {{- omitNil .Values.global.proxy.resources | toJson }}
  {{- end }}
{{- end }}

{{- /* The pod's labels and annotations, for the agent to read. */ -}}
{{- define "pod info volume" }}
    {name: istio-podinfo, downwardAPI: {items: [
      {path: labels, fieldRef: {fieldPath: metadata.labels}},
      {path: annotations, fieldRef: {fieldPath: metadata.annotations}},
    ]}},
{{- end }}

{{- /* A token of its own for a proxy to prove its identity to istiod with. */ -}}
{{- define "token volume" }}
    {name: istio-token, projected: {sources: [
      {serviceAccountToken: {path: istio-token, expirationSeconds: 43200, audience: {{ quote .Values.global.sds.token.aud }}}},
    ]}},
{{- end }}

{{- /* The certificate authority that istiod publishes: as a ConfigMap, or as a ClusterTrustBundle where that API is on. */ -}}
{{- define "root certificate volume" }}
  {{- if eq (toString (.Values.pilot.env).ENABLE_CLUSTER_TRUST_BUNDLE_API) "true" }}
    {name: istiod-ca-cert, projected: {sources: [
      {clusterTrustBundle: {name: {{ printf "istio.io:istiod-ca:%v" (.Values.global.trustBundleName | default "root-cert") | quote }}, path: root-cert.pem}},
    ]}},
  {{- else }}
    {name: istiod-ca-cert, configMap: {name: {{ .Values.global.trustBundleName | default "istio-ca-root-cert" | quote }}}},
  {{- end }}
{{- end }}

{{- /* Certificates that the platform issues, if it does; else the proxy writes its own there. */ -}}
{{- define "workload certificate mount" }}
  {{- if eq .Values.global.caName "GkeWorkloadCertificate" }}
      {name: gke-workload-certificate, mountPath: /var/run/secrets/workload-spiffe-credentials, readOnly: true},
  {{- else }}
      {name: workload-certs, mountPath: /var/run/secrets/workload-spiffe-credentials},
  {{- end }}
{{- end }}

{{- define "workload certificate volume" }}
  {{- if eq .Values.global.caName "GkeWorkloadCertificate" }}
    {name: gke-workload-certificate, csi: {driver: workloadcertificates.security.cloud.google.com}},
  {{- else }}
    {name: workload-certs, emptyDir: null},
  {{- end }}
{{- end }}

{{- /* Certificates of the older kind, one secret a service account. */ -}}
{{- define "mounted certificates volume" }}
  {{- if .Values.global.mountMtlsCerts }}
    {name: istio-certs, secret: {optional: true, secretName: {{ print "istio." (.Spec.ServiceAccountName | default "default") | quote }}}},
  {{- end }}
{{- end }}

{{- define "bootstrap volume" }}
  {{- with index .ObjectMeta.Annotations `sidecar.istio.io/bootstrapOverride` }}
    {name: custom-bootstrap-volume, configMap: {name: {{ quote . }}}},
  {{- end }}
{{- end }}

{{- /* The dot is a list of secret names. */ -}}
{{- define "secret references" }}
  {{- range . }}{name: {{ quote . }}}, {{ end }}
{{- end }}

{{- /* The dot is annotation text: a JSON map from names to volumes or mounts. */ -}}
{{- define "user entries" }}
  {{- range $name, $entry := mustFromJson . }}
    {{ mergeOverwrite (dict "name" (toString $name)) $entry | toJson }},
  {{- end }}
{{- end }}
