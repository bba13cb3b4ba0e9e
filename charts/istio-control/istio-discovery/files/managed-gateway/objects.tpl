{{- /*
The objects that istiod creates for a Gateway resource, apart from the pod itself. The chart puts
this text, after files/injection/proxy.tpl, in front of each template of this folder.
*/ -}}

{{- /* The Gateway's own annotations go to what is made for it, but for those that speak to istiod or kubectl. */ -}}
{{- define "gateway annotations" }}
  {{- omit .InfrastructureAnnotations "kubectl.kubernetes.io/last-applied-configuration" "gateway.istio.io/name-override" "gateway.istio.io/service-account" "gateway.istio.io/controller-version" | toJsonMap }}
{{- end }}

{{- define "gateway labels" }}
  {{- toJsonMap .InfrastructureLabels (strdict "gateway.networking.k8s.io/gateway-name" .Name "gateway.networking.k8s.io/gateway-class-name" .GatewayClass) }}
{{- end }}

{{- /* With the Gateway goes all that was made for it. */ -}}
{{- define "gateway owner" }}
  ownerReferences:
  - {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, name: {{ quote .Name }}, uid: {{ quote .UID }}}
{{- end }}

{{- define "deployment metadata" }}
  name: {{ quote .DeploymentName }}
  namespace: {{ quote .Namespace }}
  annotations: {{ template "gateway annotations" . }}
  labels: {{ template "gateway labels" . }}
  {{- template "gateway owner" . }}
{{- end }}

{{- define "service account metadata" }}
  name: {{ quote .ServiceAccount }}
  namespace: {{ quote .Namespace }}
  annotations: {{ template "gateway annotations" . }}
  labels: {{ template "gateway labels" . }}
{{- end }}

{{- define "service spec" }}
  ipFamilyPolicy: PreferDualStack
  ports: [
  {{- /* The protocol, a pointer to one of istiod's own words, is printed as it is: quote would print its address. */}}
  {{- range .Ports }}
    {name: {{ quote .Name }}, port: {{ .Port }}, protocol: TCP, appProtocol: "{{ .AppProtocol }}"},
  {{- end }}
    ]
  selector: { {{ quote .GatewayNameLabel }}: {{ quote .Name }} }
  {{- if and .Spec.Addresses (eq .ServiceType "LoadBalancer") }}
  loadBalancerIP: {{ (index .Spec.Addresses 0).Value | quote }}
  {{- end }}
  type: {{ quote .ServiceType }}
{{- end }}

{{- /* One pod, unless the user raises the limit through the Gateway's parameters. */ -}}
{{- define "autoscaler and disruption budget" }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- template "deployment metadata" . }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ quote .DeploymentName }}}
  maxReplicas: 1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- template "deployment metadata" . }}
spec:
  selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: {{ quote .Name }}}}
{{- end }}

{{- /* Annotations of the pods: the Gateway's, the revision, and where Prometheus finds the proxy's metrics. */ -}}
{{- define "gateway pod annotations" }}
  {{- toJsonMap
    (omit .InfrastructureAnnotations "kubectl.kubernetes.io/last-applied-configuration" "gateway.istio.io/name-override" "gateway.istio.io/service-account" "gateway.istio.io/controller-version")
    (strdict "istio.io/rev" (.Revision | default "default"))
    (strdict "prometheus.io/path" "/stats/prometheus" "prometheus.io/port" "15020" "prometheus.io/scrape" "true") }}
{{- end }}

{{- define "gateway pod security context" }}
  {{- if .Values.gateways.securityContext }}
    {{- toJson .Values.gateways.securityContext }}
  {{- else }}
    {{- /* Ports below 1024 are open to an ordinary user when the sysctl says that they start at 0. */ -}}
    {sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "0"}]{{ with .Values.gateways.seccompProfile }}, seccompProfile: {{ toJson . }}{{ end }}}
  {{- end }}
{{- end }}

{{- /* The dot is a list of two, here and below: the template's data and the controller that manages the gateway. */ -}}
{{- define "managed gateway labels" }}
  {{- with first . }}
    {{- toJsonMap
      .InfrastructureLabels
      (strdict
        "gateway.networking.k8s.io/gateway-name" .Name
        "gateway.networking.k8s.io/gateway-class-name" .GatewayClass
        "gateway.istio.io/managed" (last $)) }}
  {{- end }}
{{- end }}

{{- /* A user's labels win over those that only say what is usual, not over those that istiod looks for. */ -}}
{{- define "gateway pod labels" }}
  {{- with first . }}
    {{- toJsonMap
      (strdict
        "sidecar.istio.io/inject" "false"
        "service.istio.io/canonical-name" (trunc 63 .DeploymentName | trimAll "-_.")
        "service.istio.io/canonical-revision" "latest")
      .InfrastructureLabels
      (strdict
        "gateway.networking.k8s.io/gateway-name" .Name
        "gateway.networking.k8s.io/gateway-class-name" .GatewayClass
        "gateway.istio.io/managed" (last $)) }}
  {{- end }}
{{- end }}

{{- /* Arguments that set how much the proxy and its agent log, each value as an argument of its own. */ -}}
{{- define "separate log arguments" }}
          --proxyLogLevel, {{ annotation .ObjectMeta `sidecar.istio.io/logLevel` .Values.global.proxy.logLevel | quote }},
          --proxyComponentLogLevel, {{ annotation .ObjectMeta `sidecar.istio.io/componentLogLevel` .Values.global.proxy.componentLogLevel | quote }},
          --log_output_level, {{ annotation .ObjectMeta `sidecar.istio.io/agentLogLevel` .Values.global.logging.level | quote }},
{{- end }}

{{- define "gateway probes" }}
        startupProbe:
          httpGet: {path: /healthz/ready, port: 15021, scheme: HTTP}
          failureThreshold: 30
          initialDelaySeconds: 1
          periodSeconds: 1
          successThreshold: 1
          timeoutSeconds: 1
        readinessProbe:
          httpGet: {path: /healthz/ready, port: 15021, scheme: HTTP}
          failureThreshold: 4
          initialDelaySeconds: 0
          periodSeconds: 15
          successThreshold: 1
          timeoutSeconds: 1
{{- end }}
