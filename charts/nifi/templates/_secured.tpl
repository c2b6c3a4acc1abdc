{{/* NiFi's settings; a secured one's have TLS at the same port, and by what it and its callers are known. */}}
{{- define "nifi.properties" -}}
{{- $text := .Files.Get "files/nifi.properties" }}
{{- if .Values.secured }}
{{- $text = printf "%s%s" ($text | replace "nifi.web.http." "nifi.web.https.") (.Files.Get "files/secured.properties") }}
{{- end }}
{{- if .Values.zookeeperLogin }}
{{- $text = printf "%s%s" $text (.Files.Get "files/zookeeper-login.properties") }}
{{- end }}
{{- $text }}
{{- end }}
