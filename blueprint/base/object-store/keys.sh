# shellcheck shell=sh
# Sourced by the scripts of pods that work with the object store: has the keys beside this file in one file of the kind that the store's clients look for, and tells them where.
(
  umask 077
  printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n' "$(cat /object-store/access-key)" "$(cat /object-store/secret-key)" >"/tmp/keys.$$"
  mv "/tmp/keys.$$" /tmp/object-store-keys # whole, because another program of the pod may read it
)
export AWS_SHARED_CREDENTIALS_FILE=/tmp/object-store-keys
export AWS_CREDENTIAL_PROFILES_FILE=/tmp/object-store-keys # what the AWS SDK for Java 1 calls it, which S3A and Presto have
