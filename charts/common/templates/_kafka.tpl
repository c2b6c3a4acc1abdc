{{/*
How a chart's pods speak to a Kafka that wants TLS or a login: values.kafka says it in Kafka's own words. Below are parts of what such pods have; where Kafka wants
neither (PLAINTEXT) a chart includes none of it.
*/}}

{{/* Sources of a projected volume: the password (password), and who vouches for brokers (ca.crt). */}}
{{- define "common.kafka-secrets" -}}
{{- with .Values.kafka.secret }}
- secret: { name: {{ . }}, items: [{ key: password, path: password }] }
{{- end }}
{{- if hasSuffix "SSL" .Values.kafka.protocol }}
- secret: { name: kafka-authority, items: [{ key: ca.crt, path: ca.crt }] }
{{- end }}
{{- end }}

{{/* The class that logs a Java client in. */}}
{{- define "common.kafka-login" -}}
org.apache.kafka.common.security.{{ ternary "plain.Plain" "scram.Scram" (eq .Values.kafka.mechanism "PLAIN") }}LoginModule
{{- end }}
