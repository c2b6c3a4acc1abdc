#!/bin/sh
# Builds Kubernetes from its published Go modules: build-kubernetes.sh VERSION OUT
# k8s.io/kubernetes names its staging modules by relative paths, which mean nothing outside its repository, so each is replaced by
# the module published for the same release (1.37.2 is 0.37.2).
set -eu
version=$1 out=$2
staging="v0.${version#1.}"
mkdir -p kubernetes "$out" && cd kubernetes
go mod init touchstone/kubernetes
go mod edit -require="k8s.io/kubernetes@v$version"
modules=$(sed -n 's#^[[:space:]]*\(k8s.io/[a-z0-9-]*\) => ./staging/.*#\1#p' "$(go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/.*"GoMod": "\(.*\)",/\1/p')")
for module in $modules; do go mod edit -replace="$module=$module@$staging"; done

component=k8s.io/component-base/version
minor=${version#1.}
flags="-s -w -X $component.gitVersion=v$version -X $component.gitMajor=1 -X $component.gitMinor=${minor%%.*} -X $component.gitTreeState=archive"
flags="$flags -X k8s.io/client-go/pkg/version.gitVersion=v$version"
GOFLAGS="$GOFLAGS -mod=mod" GOBIN=$out go install -ldflags "$flags" \
  k8s.io/kubernetes/cmd/kubelet k8s.io/kubernetes/cmd/kubeadm k8s.io/kubernetes/cmd/kubectl k8s.io/kubernetes/cmd/kube-apiserver \
  k8s.io/kubernetes/cmd/kube-controller-manager k8s.io/kubernetes/cmd/kube-scheduler k8s.io/kubernetes/cmd/kube-proxy
printf 'v%s' "$version" >"$out/version"
