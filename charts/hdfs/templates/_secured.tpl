{{/* Where NameNode and DataNodes that want Kerberos find what they prove themselves by: the role. */}}
{{- define "hdfs.secured-mounts" -}}
- { name: kerberos, mountPath: /kerberos }
- { name: certificate, mountPath: /certificate }
{{- if eq . "namenode" }}
- { name: web, mountPath: /web }
{{- end }}
{{- end }}

{{- define "hdfs.secrets" -}}
{{ include "common.kerberos-login" "kerberos-hdfs" }}
- name: certificate
  secret: { secretName: hdfs-certificate, items: [{ key: keystore, path: keystore }] }
{{- if eq . "namenode" }}
- name: web
  secret: { secretName: kerberos-web, items: [{ key: keytab, path: keytab }] }
{{- end }}
{{- end }}
