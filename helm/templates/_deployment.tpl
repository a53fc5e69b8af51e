{{/* The Deployment of one component. Takes root (the chart's context), component (its name, also under .Values) and roles (MESH_ROLES). */}}
{{- define "ai-mesh.deployment" -}}
{{- $component := .component }}
{{- $roles := .roles }}
{{- $own := get .root.Values .component }}
{{- with .root -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "ai-mesh.fullname" . }}-{{ $component }}
  labels:
    {{- include "ai-mesh.labels" . | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
spec:
  replicas: {{ int $own.replicas }}
  selector:
    matchLabels:
      {{- include "ai-mesh.selectorLabels" . | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
  template:
    metadata:
      labels:
        {{- include "ai-mesh.labels" . | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
      annotations:
        checksum/settings: {{ include "ai-mesh.settings" . | sha256sum }}
        {{- if not .Values.existingSecret }}
        checksum/secret: {{ include "ai-mesh.secretData" . | sha256sum }}
        {{- end }}
        {{- with .Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      serviceAccountName: {{ include "ai-mesh.serviceAccountName" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ int .Values.terminationGracePeriodSeconds }}
      securityContext:
        {{- toYaml .Values.podSecurityContext | nindent 8 }}
      containers:
        - name: ai-mesh
          image: {{ printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) | quote }}
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          envFrom:
            - configMapRef:
                name: {{ include "ai-mesh.fullname" . }}
          env:
            - name: MESH_ROLES
              value: {{ $roles | quote }}
            {{- range list "REDIS_URL" "MESH_BOOTSTRAP_KEY" "MESH_KEY_PEPPER" }}
            - name: {{ . }}
              valueFrom:
                secretKeyRef:
                  name: {{ include "ai-mesh.secretName" $.root }}
                  key: {{ . }}
            {{- end }}
            {{- if or .Values.database.url .Values.database.inExistingSecret }}
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: {{ include "ai-mesh.secretName" $.root }}
                  key: DATABASE_URL
            {{- end }}
            {{- range $provider, $_ := .Values.providers }}
            - name: {{ upper $provider }}_API_KEY
              valueFrom:
                secretKeyRef:
                  name: {{ include "ai-mesh.secretName" $.root }}
                  key: {{ upper $provider }}_API_KEY
                  optional: true
            {{- end }}
            {{- with .Values.extraEnv }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          ports:
            - name: http
              containerPort: 8080
          startupProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 2
            timeoutSeconds: 2
            failureThreshold: 30
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 3
            failureThreshold: 3
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 5
            timeoutSeconds: 2
            failureThreshold: 2
          {{- if eq $component "api" }}
          lifecycle:
            preStop:
              # Requests keep coming until every node knows that this pod is ending.
              exec: { command: [sleep, "5"] }
          {{- end }}
          resources:
            {{- toYaml $own.resources | nindent 12 }}
          securityContext:
            {{- toYaml .Values.securityContext | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          emptyDir: {}
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}
{{- end }}
