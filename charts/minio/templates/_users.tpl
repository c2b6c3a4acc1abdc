{{/* Makes the users, which nothing but MinIO's admin API does, and sleeps from then on: the pod is not Ready before they are there. */}}
{{- define "minio.users" -}}
- name: users
  {{- include "common.image" (list . .Values.usersImage) | nindent 2 }}
  command: [sh, -euc]
  args:
    - |
      node /users/users.mjs /users/settings.json /credentials localhost:9000{{ if .Values.tls }} /authority/ca.crt{{ end }}
      touch /made/users
      trap 'exit 0' TERM # the kernel keeps from a pod's first process what it does not ask for
      sleep infinity &
      wait
  env:
    - name: REGION
      valueFrom: { configMapKeyRef: { name: object-store, key: region } }
  startupProbe:
    exec: { command: [test, -e, /made/users] }
    periodSeconds: 1
    failureThreshold: 180
  resources: {{- toYaml .Values.usersResources | nindent 4 }}
  securityContext: {{- include "common.container-security" . | nindent 4 }}
  volumeMounts:
    - { name: users, mountPath: /users }
    - { name: keys, mountPath: /credentials }
    - { name: made, mountPath: /made }
    {{- if .Values.tls }}
    - { name: authority, mountPath: /authority }
    {{- end }}
{{- end }}

{{- define "minio.users-volumes" -}}
- name: users
  configMap: { name: minio-users }
- name: keys
  projected:
    sources:
      {{- include "minio.keys" (list "root" "object-store-credentials") | nindent 6 }}
      {{- range $user := keys .Values.users | sortAlpha }}
      {{- include "minio.keys" (list $user (printf "object-store-%s" $user)) | nindent 6 }}
      {{- end }}
{{- if .Values.tls }}
- name: authority
  secret: { secretName: install-authority }
{{- end }}
{{ include "common.scratch" (list . "made") }}
{{- end }}

{{/* The keys of a user in a folder of the user's name: a list of the name and the Secret. */}}
{{- define "minio.keys" -}}
- secret:
    name: {{ last . }}
    items:
      - { key: access-key, path: {{ first . }}/access-key }
      - { key: secret-key, path: {{ first . }}/secret-key }
{{- end }}
