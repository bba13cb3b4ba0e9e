{{- /*
What a policy admits if only stable parts of Istio's API are wanted; the charts base and istiod have this same file.
The dot is the revision whose configuration is meant, or empty for all configuration.
*/ -}}
{{- define "istio.stable policy" -}}
failurePolicy: Fail
matchConstraints:
  resourceRules:
  - operations: [CREATE, UPDATE]
    apiGroups: [security.istio.io, networking.istio.io, telemetry.istio.io, extensions.istio.io]
    apiVersions: ["*"]
    resources: ["*"]
  {{- with . }}
  objectSelector:
    matchExpressions:
    - {key: istio.io/rev, operator: In, values: [{{ quote . }}]}
  {{- end }}
variables:
{{- $kinds := list "EnvoyFilter" "WasmPlugin" "ProxyConfig" "Telemetry" "AuthorizationPolicy" }}
{{- range $kinds }}
- name: is{{ . }}
  expression: object.kind == '{{ . }}'
{{- end }}
validations:
{{- range slice $kinds 0 3 }}
- expression: "!variables.is{{ . }}"
{{- end }}
- expression: |
    !(
      variables.isTelemetry && (
        (has(object.spec.tracing) ? object.spec.tracing : {}).exists(t, has(t.useRequestIdForTraceSampling)) ||
        (has(object.spec.metrics) ? object.spec.metrics : {}).exists(m, has(m.reportingInterval)) ||
        (has(object.spec.accessLogging) ? object.spec.accessLogging : {}).exists(l, has(l.filter))
      )
    )
- expression: |
    !(
      variables.isAuthorizationPolicy &&
      has(object.spec.rules) &&
      object.spec.rules.exists(r,
        has(r.from) && r.from.exists(f,
          has(f.source) && (has(f.source.trustDomains) || has(f.source.notTrustDomains))
        )
      )
    )
{{- end }}
