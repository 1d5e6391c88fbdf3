{{- define "task-service.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of the objects: the release's name, with the chart's name behind it unless it is in there already. */}}
{{- define "task-service.fullname" -}}
{{- $name := include "task-service.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What finds the pods. A Deployment's selector cannot change: add nothing here. */}}
{{- define "task-service.selectorLabels" -}}
app.kubernetes.io/name: {{ include "task-service.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "task-service.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "task-service.selectorLabels" . }}
app.kubernetes.io/component: backend
app.kubernetes.io/part-of: taskhub
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{/* Only where the image is: so a deployment of another tag changes the Deployment and nothing else. */}}
{{- define "task-service.versionLabel" -}}
{{- with .Values.image.tag | trunc 63 | trimAll "-_." -}}
app.kubernetes.io/version: {{ . | quote }}
{{- end -}}
{{- end -}}

{{- define "task-service.image" -}}
{{- if not (or .Values.image.tag .Values.image.digest) -}}
{{- fail "image.tag is empty: say which image to deploy, for example --set-string image.tag=0.1.2" -}}
{{- end -}}
{{- .Values.image.repository -}}
{{- with .Values.image.tag }}:{{ . }}{{ end -}}
{{- with .Values.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{- define "task-service.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "task-service.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "task-service.databaseHost" -}}
{{- default (printf "postgres-postgresql.%s.svc.%s" .Release.Namespace .Values.clusterDomain) .Values.database.host -}}
{{- end -}}

{{/* The ConfigMap's data, in one place: the pods carry its checksum, so a change of it rolls them. */}}
{{- define "task-service.configData" -}}
{{- $database := printf "jdbc:postgresql://%s:%d/%s" (include "task-service.databaseHost" .) (int .Values.database.port) .Values.database.name -}}
{{- toYaml (merge (dict "DATABASE_URL" $database) .Values.config) -}}
{{- end -}}
