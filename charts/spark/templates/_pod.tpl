{{/* What every pod of Spark has, jobs too: user, settings and the object store's keys. */}}
{{- define "spark.security" -}}
runAsNonRoot: true
runAsUser: 185
runAsGroup: 185
fsGroup: 185
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "spark.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "spark.env" -}}
- { name: SPARK_CONF_DIR, value: /etc/spark }
- name: POD_IP
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
- name: AWS_ACCESS_KEY_ID
  valueFrom: { secretKeyRef: { name: object-store-credentials, key: access-key } }
- name: AWS_SECRET_ACCESS_KEY
  valueFrom: { secretKeyRef: { name: object-store-credentials, key: secret-key } }
- { name: MALLOC_ARENA_MAX, value: "2" }
{{- end }}

{{- define "spark.mounts" -}}
- { name: config, mountPath: /etc/spark }
- { name: scripts, mountPath: /etc/passwd, subPath: passwd }
{{- end }}

{{- define "spark.volumes" -}}
- name: config
  projected:
    sources:
      - configMap: { name: spark }
      - configMap:
          name: object-store
          items: [{ key: core-site.xml, path: core-site.xml }]
- name: scripts
  configMap: { name: spark-server }
{{- end }}
