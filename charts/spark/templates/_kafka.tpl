{{/*
What pods have that read a Kafka which wants TLS or a login: where it wants neither, nothing. Programs find settings for Kafka's Java clients in /kafka/settings,
whose password is read from its file by the client itself (Apache Kafka, "Using Configuration Providers"): it stands in no program, plan or event log.
*/}}
{{- define "spark.kafka-settings" -}}
security.protocol={{ .Values.kafka.protocol }}
{{- if .Values.kafka.secret }}
sasl.mechanism={{ .Values.kafka.mechanism }}
config.providers=file
config.providers.file.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
sasl.jaas.config={{ include "common.kafka-login" . }} required username="{{ .Values.kafka.user }}" password="${file:/kafka:password}";
{{- end }}
{{- if hasSuffix "SSL" .Values.kafka.protocol }}
ssl.truststore.type=PEM
ssl.truststore.location=/kafka/ca.crt
{{- end }}
{{- end }}

{{- define "spark.kafka-mounts" -}}
{{- if ne .Values.kafka.protocol "PLAINTEXT" -}}
- { name: kafka, mountPath: /kafka }
{{- end }}
{{- end }}

{{- define "spark.kafka-volumes" -}}
{{- if ne .Values.kafka.protocol "PLAINTEXT" -}}
- name: kafka
  projected:
    sources:
      - configMap: { name: spark-server, items: [{ key: kafka-settings, path: settings }] }
      {{- with .Values.kafka.secret }}
      - secret: { name: {{ . }}, items: [{ key: password, path: password }] }
      {{- end }}
      {{- if hasSuffix "SSL" .Values.kafka.protocol }}
      - secret: { name: kafka-authority, items: [{ key: ca.crt, path: ca.crt }] }
      {{- end }}
{{- end }}
{{- end }}
