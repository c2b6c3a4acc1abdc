{{/* The labels of every object. */}}
{{- define "common.labels" -}}
{ app.kubernetes.io/part-of: touchstone }
{{- end }}

{{/*
What a pod of the stack says before anything of its own: a list of the chart itself, the account that is this pod's alone (common.account), and the
number of the user that it runs as.
*/}}
{{- define "common.pod" -}}
serviceAccountName: {{ index . 1 }}
automountServiceAccountToken: false
enableServiceLinks: false
{{ include "common.nodes" . }}
securityContext: {{- include "common.pod-security" (last .) | nindent 2 }}
{{- with include "common.crashable" (first .) }}
{{ . }}
{{- end }}
{{- with include "common.pull-secrets" (first .) }}
{{ . }}
{{- end }}
{{- end }}

{{/* The nodes that a pod may come to: the images are of Linux, and a cluster may have nodes of Windows beside, without a taint. */}}
{{- define "common.nodes" -}}
nodeSelector: { kubernetes.io/os: linux }
{{- end }}

{{/*
A pod's first process can't be killed from within. Where the values say that the chart's are to crash, that is one which only waits, and any other
program of the pod can be ended with kill -9.
*/}}
{{- define "common.crashable" -}}
{{- if .Values.crashable -}}
shareProcessNamespace: true
{{- end }}
{{- end }}

{{/* An account by its name: who a pod is, to the API server and to policies. It has no token and no rights. */}}
{{- define "common.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ . }}
  labels: {{ include "common.labels" . }}
automountServiceAccountToken: false
{{- end }}

{{/* A folder of a pod's own that goes with it: a list of the chart itself, whose values say how much it holds, and the volume's name. A pod that has more is ended. */}}
{{- define "common.scratch" -}}
- name: {{ last . }}
  emptyDir: { sizeLimit: {{ (first .).Values.scratch }} }
{{- end }}

{{/* The Secrets by which nodes log in to a registry, where the values of the chart name some. */}}
{{- define "common.pull-secrets" -}}
{{- with .Values.pullSecrets -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* The image of a container: a list of the chart itself, whose values may say when it is pulled, and the reference. */}}
{{- define "common.image" -}}
image: {{ last . }}
{{- with (first .).Values.pullPolicy }}
imagePullPolicy: {{ . }}
{{- end }}
{{- end }}

{{/* The number of the user that a pod runs as. */}}
{{- define "common.pod-security" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "common.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* Spreads the pods with this label `app` over the nodes, where there are several. */}}
{{- define "common.spread" -}}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: {{ . }} } } }
{{- end }}

{{/*
Probes of a container that a script asks whether it is usable: "script", the seconds of "patience" that one question may take once it is, and
the "role" that the script is told where one chart has several.
*/}}
{{- define "common.probes" -}}
startupProbe:
  # Asks for eight seconds before it gives up, because each probe is a process that the runtime starts, which costs more than the question.
  exec: { command: [bash, -c, 'until message=$(bash {{ .script }}{{ if .role }} "$1"{{ end }} 2>&1); do ((SECONDS < 8)) || { echo "$message"; exit 1; }; sleep 0.3; done'{{ with .role }}, startup, {{ . }}{{ end }}] }
  periodSeconds: 1
  timeoutSeconds: 20
  failureThreshold: 60
readinessProbe:
  exec: { command: [bash, {{ .script }}{{ with .role }}, {{ . }}{{ end }}] }
  periodSeconds: 30
  failureThreshold: 2
  timeoutSeconds: {{ .patience }}
{{- end }}

{{/*
The volume `object-store`, for /object-store: the keys of a user of the object store, and the script that tells its clients where they are. A list of the chart
itself, whose value `storeAuthority` may name the Secret of who vouches for the store, and the user's name; or the name alone.
*/}}
{{- define "common.object-store-keys" -}}
{{- $user := . -}}
{{- $authority := "" -}}
{{- if kindIs "slice" . -}}
{{- $user = last . -}}
{{- $authority = (first .).Values.storeAuthority -}}
{{- end -}}
- name: object-store
  projected:
    sources:
      - secret:
          name: object-store-{{ $user }}
          items: [{ key: access-key, path: access-key }, { key: secret-key, path: secret-key }]
      {{- with $authority }}
      - secret: { name: {{ . }}, items: [{ key: ca.crt, path: ca.crt }] }
      {{- end }}
      - configMap:
          name: object-store
          items: [{ key: keys.sh, path: keys.sh }]
{{- end }}

{{/* The class that logs a Java client in to a Kafka that wants a login, by the mechanism that values.kafka says. */}}
{{- define "common.kafka-login" -}}
org.apache.kafka.common.security.{{ ternary "plain.Plain" "scram.Scram" (eq .Values.kafka.mechanism "PLAIN") }}LoginModule
{{- end }}

{{/* What a pod logs in to ZooKeeper by: the volume of a Secret, by its name. */}}
{{- define "common.zookeeper-login" -}}
- name: zookeeper-login
  secret: { secretName: {{ . }}, items: [{ key: password, path: password }] }
{{- end }}

{{/* The volume `kerberos`, for /kerberos: the keytab of a principal, by the name of its Secret, where the KDC is, by whom servers' certificates are signed, and the script that tells programs of it. */}}
{{- define "common.kerberos-login" -}}
- name: kerberos
  projected:
    sources:
      - secret:
          name: {{ . }}
          items: [{ key: keytab, path: keytab }]
      - secret: { name: install-authority }
      - configMap: { name: kerberos }
{{- end }}

{{/* A claim for the volume `data` of each pod: a chart's `storage`, its "size" and "storageClassName". */}}
{{- define "common.claim" -}}
volumeClaimTemplates:
  - metadata:
      name: data
      labels: {{ include "common.labels" . }}
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .storageClassName }}
      storageClassName: {{ . }}
      {{- end }}
      resources:
        requests:
          storage: {{ .size }}
{{- end }}

{{/* Entries of a ConfigMap: a list of the chart itself, whose folder files/ they are in, and their names. */}}
{{- define "common.files" }}
{{- $chart := first . }}
{{- range rest . }}
  {{ . }}: |
    {{- $chart.Files.Get (printf "files/%s" .) | nindent 4 }}
{{- end }}
{{- end }}

{{/* An entry of a ConfigMap, to be mounted as /etc/passwd: "name", number ("user") and "home" of the user that the pod runs as. */}}
{{- define "common.passwd" }}
  # Hadoop's login wants a name for the user that it runs as.
  passwd: |
    root:x:0:0:root:/root:/bin/bash
    {{ .name }}:x:{{ .user }}:{{ .user }}:{{ .name }}:{{ .home }}:/bin/bash
{{- end }}
