{{/* Where a node listens. A secured one does so by TLS alone, for clients, who log in, and for other nodes, which prove by a certificate of theirs that they are. */}}
{{- define "presto.listener" }}
{{- if .Values.secured }}
http-server.http.enabled=false
http-server.https.enabled=true
http-server.https.port=8080
http-server.https.keystore.path=/tmp/server.pem
http-server.https.keystore.key=
http-server.authentication.type=PASSWORD,CERTIFICATE
# Whose certificate is taken: the nodes', which no authority has signed, and no other of the authority that signs what servers are known by.
http-server.https.truststore.path=/nodes/tls.crt
internal-communication.https.required=true
internal-communication.https.keystore.path=/tmp/node.pem
internal-communication.https.trust-store-path=/certificate/ca.crt
{{- else }}
http-server.http.port=8080
{{- end }}
{{- end }}

{{/* Where a secured node looks for who may come, beside its settings: below the folder that it is started in. */}}
{{- define "presto.secured-mounts" }}
- { name: config, mountPath: /etc/password-authenticator.properties, subPath: password-authenticator.properties }
- { name: config, mountPath: /etc/access-control.properties, subPath: access-control.properties }
- { name: certificate, mountPath: /certificate }
- { name: nodes, mountPath: /nodes }
- { name: logins, mountPath: /logins }
{{- end }}

{{/* What it proves itself by, and by what it knows who logs in; of itself, when it asks whether it is ready, the password too. */}}
{{- define "presto.secrets" }}
- name: certificate
  projected:
    sources:
      - secret: { name: presto-certificate }
      - secret: { name: install-authority }
- name: nodes
  secret: { secretName: presto-nodes }
- name: logins
  projected:
    sources:
      - secret: { name: presto-tests, items: [{ key: known-by, path: tests }] }
      - secret: { name: presto-readiness, items: [{ key: known-by, path: readiness }, { key: password, path: password }] }
{{- end }}
