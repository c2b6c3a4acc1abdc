{{/* Writes the users into a file, from which alone the server knows them: before it starts. */}}
{{- define "versitygw.users" -}}
- name: users
  {{- include "common.image" (list . .Values.usersImage) | nindent 2 }}
  command: [node, /users/users.mjs, /users/settings.json, /credentials, /iam]
  resources: {{- toYaml .Values.usersResources | nindent 4 }}
  securityContext: {{- include "common.container-security" . | nindent 4 }}
  volumeMounts:
    - { name: users, mountPath: /users }
    - { name: keys, mountPath: /credentials }
    - { name: iam, mountPath: /iam }
{{- end }}

{{/* Makes the buckets, with what users may do with them, by asking the server, and sleeps from then on: the pod is not Ready before they are there. */}}
{{- define "versitygw.buckets" -}}
- name: buckets
  {{- include "common.image" (list . .Values.usersImage) | nindent 2 }}
  command: [sh, -euc]
  args:
    - |
      node /users/buckets.mjs /users/settings.json /credentials localhost:9000
      touch /made/buckets
      trap 'exit 0' TERM # the kernel keeps from a pod's first process what it does not ask for
      sleep infinity &
      wait
  env:
    - name: REGION
      valueFrom: { configMapKeyRef: { name: object-store, key: region } }
  startupProbe:
    exec: { command: [test, -e, /made/buckets] }
    periodSeconds: 1
    failureThreshold: 180
  resources: {{- toYaml .Values.usersResources | nindent 4 }}
  securityContext: {{- include "common.container-security" . | nindent 4 }}
  volumeMounts:
    - { name: users, mountPath: /users }
    - { name: keys, mountPath: /credentials }
    - { name: made, mountPath: /made }
{{- end }}

{{- define "versitygw.users-volumes" -}}
- name: users
  configMap: { name: {{ .Release.Name }}-users }
- name: keys
  projected:
    sources:
      {{- include "versitygw.keys" (list "root" "object-store-credentials") | nindent 6 }}
      {{- range $user := keys .Values.users | sortAlpha }}
      {{- include "versitygw.keys" (list $user (printf "object-store-%s" $user)) | nindent 6 }}
      {{- end }}
{{ include "common.scratch" (list . "made") }}
{{- end }}

{{/* The keys of a user in a folder of the user's name: a list of the name and the Secret. */}}
{{- define "versitygw.keys" -}}
- secret:
    name: {{ last . }}
    items:
      - { key: access-key, path: {{ first . }}/access-key }
      - { key: secret-key, path: {{ first . }}/secret-key }
{{- end }}
