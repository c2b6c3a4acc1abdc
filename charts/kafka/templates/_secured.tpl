{{/* Who speaks to brokers and how, as settings of theirs. */}}
{{- define "kafka.listeners" -}}
{{- if .Values.secured -}}
# Readiness is asked for at the pod's own loopback, by nobody, who may do nothing else.
listeners=SASL_SSL://:9092,PROBE://127.0.0.1:9091
listener.security.protocol.map=SASL_SSL:SASL_SSL,PROBE:PLAINTEXT
inter.broker.listener.name=SASL_SSL
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
# What is secret is read from the Secrets' files, by Kafka itself (Apache Kafka, "Using Configuration Providers").
config.providers=file
config.providers.file.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
{{- $login := `org.apache.kafka.common.security.plain.PlainLoginModule required username="kafka" password="${file:/logins/kafka:password}"` }}
listener.name.sasl_ssl.plain.sasl.jaas.config={{ $login }}{{ range list "kafka" "nifi" "spark" "tests" }} user_{{ . }}="${file:/logins/{{ . }}:password}"{{ end }};
ssl.keystore.type=PEM
ssl.keystore.key=${file:/certificate:tls.key}
ssl.keystore.certificate.chain=${file:/certificate:tls.crt}
ssl.truststore.type=PEM
ssl.truststore.certificates=${file:/certificate:ca.crt}
# Whoever is not let (start-secured.sh) may not. Brokers may all, and so may whoever tests them.
authorizer.class.name=kafka.security.authorizer.AclAuthorizer
super.users=User:kafka;User:tests
{{- else -}}
listeners=PLAINTEXT://:9092
{{- end -}}
{{- end }}

{{/* A script of the chart's, by its name; a secured broker's names its listeners. */}}
{{- define "kafka.script" -}}
{{- $text := (first .).Files.Get (printf "files/%s" (last .)) }}
{{- if (first .).Values.secured }}
{{- $broker := "$POD_NAME.kafka.$POD_NAMESPACE.svc" }}
{{- $text = $text | replace (printf "PLAINTEXT://%s:9092" $broker) (printf "SASL_SSL://%s:9092,PROBE://%s:9091" $broker $broker) | replace "localhost/9092" "localhost/9091" }}
{{- end }}
{{- $text }}
{{- end }}

{{/* What a secured broker proves itself by, and the passwords of all who log in, its own among them. */}}
{{- define "kafka.secrets" -}}
- name: certificate
  projected:
    sources:
      - secret: { name: kafka-certificate }
      - secret: { name: kafka-authority }
- name: logins
  projected:
    sources:
      {{- range $user, $secret := dict "kafka" "kafka-brokers" "nifi" "kafka-nifi" "spark" "kafka-spark" "tests" "kafka-password" }}
      - secret: { name: {{ $secret }}, items: [{ key: password, path: {{ $user }}/password }] }
      {{- end }}
{{- end }}
