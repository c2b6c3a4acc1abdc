# shellcheck shell=sh
# Sourced by the scripts of pods that work with the object store: has the keys beside this file in one file of the kind that the store's clients look for, and tells them where.
(
  umask 077
  printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n' "$(cat /object-store/access-key)" "$(cat /object-store/secret-key)" >"/tmp/keys.$$"
  mv "/tmp/keys.$$" /tmp/object-store-keys # whole, because another program of the pod may read it
)
export AWS_SHARED_CREDENTIALS_FILE=/tmp/object-store-keys
export AWS_CREDENTIAL_PROFILES_FILE=/tmp/object-store-keys # what the AWS SDK for Java 1 calls it, which S3A and Presto have
# Who vouches for the store, where its ConfigMap says so: Java takes that from a file of its own kind. What opens it is no secret: there is no key in it.
if [ -e /object-store/ca.crt ]; then
  [ -e /tmp/store-trust.p12 ] || {
    rm -f "/tmp/store-trust.$$" # of a start that was cut off
    keytool -importcert -noprompt -alias store -file /object-store/ca.crt -storetype PKCS12 -storepass who-vouches-for-it -keystore "/tmp/store-trust.$$"
    mv "/tmp/store-trust.$$" /tmp/store-trust.p12
  }
  export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:-} -Djavax.net.ssl.trustStore=/tmp/store-trust.p12 -Djavax.net.ssl.trustStorePassword=who-vouches-for-it"
  export SSL_CERT_FILE=/object-store/ca.crt # what Python takes
fi
