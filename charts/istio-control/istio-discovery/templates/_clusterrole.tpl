{{- /* What istiod may do in the whole cluster. */ -}}
{{- define "istiod.rules" -}}
{{- $global := .Values.global }}
{{- $env := .Values.env }}
{{- $istio := "[config.istio.io, security.istio.io, networking.istio.io, authentication.istio.io, rbac.istio.io, telemetry.istio.io, extensions.istio.io]" }}
{{- $everything := "[get, watch, list, update, patch, create, delete]" }}
{{- /* Its certificate in the webhooks, and whether they may fail open. */}}
- {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, list, watch, update, patch]}
- {apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: [get, list, watch, update]}

{{- /* The mesh's configuration. Some groups are no more, but an older release next to this one may share the role. */}}
- {apiGroups: {{ $istio }}, resources: ["*"], verbs: [get, watch, list]}
{{- if $global.istiod.enableAnalysis }}
- apiGroups: {{ $istio }}
  resources:
  {{- range list "authorizationpolicies" "destinationrules" "envoyfilters" "gateways" "peerauthentications" "proxyconfigs"
        "requestauthentications" "serviceentries" "sidecars" "telemetries" "virtualservices" "wasmplugins" "workloadentries" "workloadgroups" }}
  - {{ . }}/status
  {{- end }}
  verbs: [update, patch]
{{- end }}
- {apiGroups: [networking.istio.io], resources: [workloadentries], verbs: {{ $everything }}}
- {apiGroups: [networking.istio.io], resources: [workloadentries/status, serviceentries/status], verbs: {{ $everything }}}
- {apiGroups: [security.istio.io], resources: [authorizationpolicies/status], verbs: {{ $everything }}}
- {apiGroups: [""], resources: [services/status], verbs: {{ $everything }}}
- {apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], verbs: [get, list, watch]}

{{- /* Where services run. */}}
- {apiGroups: [""], resources: [pods, nodes, services, namespaces, endpoints], verbs: [get, list, watch]}
- {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch]}
{{- if .Values.taint.enabled }}
- {apiGroups: [""], resources: [nodes], verbs: [patch]}
{{- end }}

{{- /* Ingress of Kubernetes. */}}
{{- if $global.istiod.enableAnalysis }}
- {apiGroups: [extensions, networking.k8s.io], resources: [ingresses], verbs: [get, list, watch]}
- {apiGroups: [extensions, networking.k8s.io], resources: [ingresses/status], verbs: ["*"]}
{{- end }}
- {apiGroups: [networking.k8s.io], resources: [ingresses, ingressclasses], verbs: [get, list, watch]}
- {apiGroups: [networking.k8s.io], resources: [ingresses/status], verbs: ["*"]}

{{- /* Whom to trust: a ConfigMap in each namespace, and where Kubernetes or another signer issues certificates, theirs. */}}
- {apiGroups: [""], resources: [configmaps], verbs: [create, get, list, watch, update]}
{{- if or $env.EXTERNAL_CA (not (has $global.pilotCertProvider (list "istiod" "custom" "none"))) }}
- apiGroups: [certificates.k8s.io]
  resources: [certificatesigningrequests, certificatesigningrequests/approval, certificatesigningrequests/status]
  verbs: [update, create, get, delete, watch]
- apiGroups: [certificates.k8s.io]
  resources: [signers]
  resourceNames:
  {{- range $global.certSigners }}
  - {{ quote . }}
  {{- end }}
  verbs: [approve]
{{- end }}
{{- if include "istio.clusterTrustBundle" $env }}
- {apiGroups: [certificates.k8s.io], resources: [clustertrustbundles], verbs: [update, create, delete, list, watch, get]}
- {apiGroups: [certificates.k8s.io], resources: [signers], resourceNames: [istio.io/istiod-ca], verbs: [attest]}
{{- end }}

{{- /* Who connects, and whether a gateway may read the secret it asks for. */}}
- {apiGroups: [authentication.k8s.io], resources: [tokenreviews], verbs: [create]}
- {apiGroups: [authorization.k8s.io], resources: [subjectaccessreviews], verbs: [create]}

{{- /* The Gateway API and what extends it. */}}
- {apiGroups: [gateway.networking.k8s.io, gateway.networking.x-k8s.io], resources: ["*"], verbs: [get, watch, list]}
- {apiGroups: [gateway.networking.x-k8s.io], resources: [xbackendtrafficpolicies/status], verbs: [update, patch]}
- apiGroups: [gateway.networking.k8s.io]
  resources:
  {{- range list "backendtlspolicies" "gatewayclasses" "gateways" "grpcroutes" "httproutes" "referencegrants" "tcproutes"
        "tlsroutes" "udproutes" "listenersets" }}
  - {{ . }}/status
  {{- end }}
  verbs: [update, patch]
- {apiGroups: [gateway.networking.k8s.io], resources: [gatewayclasses], verbs: [create, update, patch, delete]}
- {apiGroups: [inference.networking.k8s.io], resources: [inferencepools], verbs: [get, watch, list]}
- {apiGroups: [inference.networking.k8s.io], resources: [inferencepools/status], verbs: [update, patch]}

{{- /* Access to other clusters, and services that cross from one to another. */}}
- {apiGroups: [""], resources: [secrets], verbs: [get, watch, list]}
- {apiGroups: [{{ include "istiod.exportGroup" . | quote }}], resources: [serviceexports], verbs: [get, watch, list, create, delete]}
- {apiGroups: [{{ include "istiod.exportGroup" . | quote }}], resources: [serviceimports], verbs: [get, watch, list]}
{{- end }}

{{- /* What it takes to make and change the deployment of a Gateway resource, and all that goes with it. */ -}}
{{- define "istiod.gatewayRules" -}}
{{- range list
      (list "apps" "deployments")
      (list "autoscaling" "horizontalpodautoscalers")
      (list "policy" "poddisruptionbudgets")
      (list "" "services")
      (list "" "serviceaccounts") }}
- {apiGroups: [{{ first . | quote }}], resources: [{{ last . }}], verbs: [get, watch, list, update, patch, create, delete]}
{{- end }}
{{- end }}

{{- /* What a control plane elsewhere may see of this cluster; of its own configuration it may also change some. */ -}}
{{- define "istiod.readerRules" -}}
- apiGroups: [config.istio.io, security.istio.io, networking.istio.io, authentication.istio.io, rbac.istio.io, telemetry.istio.io, extensions.istio.io]
  resources: ["*"]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [endpoints, pods, services, nodes, replicationcontrollers, namespaces, secrets, configmaps]
  verbs: [get, list, watch]
- {apiGroups: [networking.istio.io], resources: [workloadentries], verbs: [get, watch, list]}
- {apiGroups: [networking.x-k8s.io, gateway.networking.k8s.io], resources: [gateways], verbs: [get, watch, list]}
- {apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], verbs: [get, list, watch]}
- {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch]}
- {apiGroups: [{{ include "istiod.exportGroup" . | quote }}], resources: [serviceexports], verbs: [get, list, watch, create, delete]}
- {apiGroups: [{{ include "istiod.exportGroup" . | quote }}], resources: [serviceimports], verbs: [get, list, watch]}
- {apiGroups: [apps], resources: [replicasets], verbs: [get, list, watch]}
- {apiGroups: [authentication.k8s.io], resources: [tokenreviews], verbs: [create]}
- {apiGroups: [authorization.k8s.io], resources: [subjectaccessreviews], verbs: [create]}
{{- if .Values.istiodRemote.enabled }}
- {apiGroups: [""], resources: [configmaps], verbs: [create, get, list, watch, update]}
- {apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, list, watch, update, patch]}
- {apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: [get, list, watch, update]}
{{- end }}
{{- end }}
