{{- define "ai-mesh.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* At most 56 characters, so that "-worker" fits into a DNS label. */}}
{{- define "ai-mesh.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 56 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 56 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 56 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "ai-mesh.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "ai-mesh.selectorLabels" . }}
app.kubernetes.io/version: {{ default .Chart.AppVersion .Values.image.tag | replace "+" "_" | replace ":" "_" | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Immutable once installed; a component adds app.kubernetes.io/component. */}}
{{- define "ai-mesh.selectorLabels" -}}
app.kubernetes.io/name: {{ include "ai-mesh.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "ai-mesh.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "ai-mesh.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "ai-mesh.secretName" -}}
{{- default (include "ai-mesh.fullname" .) .Values.existingSecret }}
{{- end }}

{{/* Every fault of the secrets at once, by name and never by value: the reason why values.schema.json does not look at them. */}}
{{- define "ai-mesh.checkSecrets" -}}
{{- $faults := list }}
{{- $given := list }}
{{- if .Values.redis.url }}{{ $given = append $given "redis.url" }}{{ end }}
{{- if .Values.security.bootstrapKey }}{{ $given = append $given "security.bootstrapKey" }}{{ end }}
{{- if .Values.security.keyPepper }}{{ $given = append $given "security.keyPepper" }}{{ end }}
{{- range $name, $provider := .Values.providers }}
{{- if $provider.apiKey }}{{ $given = append $given (printf "providers.%s.apiKey" $name) }}{{ end }}
{{- end }}
{{- if .Values.existingSecret }}
{{- range $given }}
{{- $faults = append $faults (printf "%s: existingSecret is set; put this into that Secret instead" .) }}
{{- end }}
{{- else }}
{{- if not .Values.redis.url }}
{{- $faults = append $faults "redis.url: required (redis://, rediss://, redis+cluster:// or redis+sentinel://), or name a Secret in existingSecret" }}
{{- else if not (regexMatch "^rediss?(\\+cluster|\\+sentinel)?://\\S+$" .Values.redis.url) }}
{{- $faults = append $faults "redis.url: must be a redis://, rediss://, redis+cluster:// or redis+sentinel:// URL" }}
{{- end }}
{{- if not .Values.security.bootstrapKey }}
{{- $faults = append $faults "security.bootstrapKey: required, the replicas share it; or name a Secret in existingSecret" }}
{{- else if lt (len (trim .Values.security.bootstrapKey)) 16 }}
{{- $faults = append $faults "security.bootstrapKey: must have at least 16 characters" }}
{{- end }}
{{- if not .Values.security.keyPepper }}
{{- $faults = append $faults "security.keyPepper: required, the replicas share it; or name a Secret in existingSecret" }}
{{- else if lt (len (trim .Values.security.keyPepper)) 32 }}
{{- $faults = append $faults "security.keyPepper: must have at least 32 characters" }}
{{- end }}
{{- end }}
{{- if $faults }}
{{- fail (printf "\nai-mesh: the values are not valid:\n  %s" (join "\n  " $faults)) }}
{{- end }}
{{- end }}

{{- define "ai-mesh.secretData" -}}
REDIS_URL: {{ .Values.redis.url | b64enc }}
{{- with .Values.database.url }}
DATABASE_URL: {{ b64enc . }}
{{- end }}
MESH_BOOTSTRAP_KEY: {{ .Values.security.bootstrapKey | b64enc }}
MESH_KEY_PEPPER: {{ .Values.security.keyPepper | b64enc }}
{{- range $name, $provider := .Values.providers }}
{{- with $provider.apiKey }}
{{ upper $name }}_API_KEY: {{ b64enc . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "ai-mesh.settings" -}}
HOST: 0.0.0.0
PORT: "8080"
MESH_DATA_DIR: /data
LOG_LEVEL: {{ .Values.logLevel | quote }}
MESH_SANDBOX: {{ .Values.models.sandbox | quote }}
{{- /* The embedded database would lie in a volume that goes with its pod, and each pod would have its own. */}}
MESH_LONG_TERM: {{ ternary "on" "off" (or (ne .Values.database.url "") .Values.database.inExistingSecret) | quote }}
{{- with .Values.models.chain }}
MESH_CHAIN: {{ join "," . | quote }}
{{- end }}
{{- range $name, $provider := .Values.providers }}
{{- with $provider.baseUrl }}
{{ upper $name }}_BASE_URL: {{ quote . }}
{{- end }}
{{- with $provider.models }}
{{ upper $name }}_MODELS: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- end }}
