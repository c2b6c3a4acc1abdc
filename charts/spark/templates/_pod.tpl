{{/* What every pod of Spark has, jobs too. */}}
{{- define "spark.env" -}}
- { name: SPARK_CONF_DIR, value: /etc/spark }
- name: POD_IP
  valueFrom: { fieldRef: { fieldPath: status.podIP } }
- { name: MALLOC_ARENA_MAX, value: "2" }
{{- end }}

{{- define "spark.mounts" -}}
- { name: config, mountPath: /etc/spark }
- { name: scripts, mountPath: /etc/passwd, subPath: passwd }
- { name: authentication, mountPath: /authentication }
- { name: object-store, mountPath: /object-store }
{{- end }}

{{/* Settings, and the keys of a user of the object store: a list of the chart itself and the user's name. */}}
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
- name: authentication
  secret: { secretName: spark-authentication }
{{ include "common.object-store-keys" . }}
{{- end }}
