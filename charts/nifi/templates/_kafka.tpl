{{/* NiFi's command: scripts, of which each but the last goes on with those behind it. */}}
{{- define "nifi.command" -}}
[bash
{{- if .Values.secured }}, /etc/nifi/start-secured.sh{{ end }}
{{- if include "nifi.trusts" . }}, /etc/nifi/trust.sh{{ end -}}
, /etc/nifi/start{{ if or .Values.kafka.secret .Values.zookeeperLogin }}-with-login{{ end }}.sh]
{{- end }}

{{/* Whether flows meet servers that speak TLS. */}}
{{- define "nifi.trusts" -}}
{{- if or .Values.authority (hasSuffix "SSL" .Values.kafka.protocol) }}yes{{ end }}
{{- end }}

{{/* What these find of a Kafka that wants TLS or a login: who vouches for its brokers, and the password. Where it wants neither, nothing. */}}
{{- define "nifi.kafka-volumes" -}}
{{- if ne .Values.kafka.protocol "PLAINTEXT" -}}
- name: kafka
  projected:
    sources:
      {{- with .Values.kafka.secret }}
      - secret: { name: {{ . }}, items: [{ key: password, path: password }] }
      {{- end }}
      {{- if hasSuffix "SSL" .Values.kafka.protocol }}
      - secret: { name: kafka-authority, items: [{ key: ca.crt, path: ca.crt }] }
      {{- end }}
{{- end }}
{{- end }}
