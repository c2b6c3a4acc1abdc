#!/bin/bash
# The pod network of a kind cluster: writes this node's CNI configuration, routes to every other node's pods, and masquerades what
# leaves the cluster. It watches the API server's nodes and holds the routes equal to what it saw.
# What goes to a pod that has gone, or to a Service while kube-proxy has no rule for it, is refused: by the default route it would leave
# the cluster, and hang, or be answered by a stranger for as long as the client keeps the connection.
# Environment: NODE_NAME, POD_SUBNET (the cluster's), CONTROL_PLANE_ENDPOINT (host:port, given by kind).
set -euo pipefail

# kubectl in a pod goes to the address in these, with its service account, whose files the kubelet keeps fresh. By default it is that of a
# Service, which there is no way to yet.
export KUBERNETES_SERVICE_HOST=${CONTROL_PLANE_ENDPOINT%:*} KUBERNETES_SERVICE_PORT=${CONTROL_PLANE_ENDPOINT##*:}

write_cni_configuration() { # POD_CIDR
  cat >/etc/cni/net.d/10-pod-network.conflist.new <<JSON
{
  "cniVersion": "0.4.0",
  "name": "pod-network",
  "plugins": [
    {
      "type": "ptp",
      "ipMasq": false,
      "ipam": {"type": "host-local", "dataDir": "/run/cni-ipam-state", "routes": [{"dst": "0.0.0.0/0"}], "ranges": [[{"subnet": "$1"}]]},
      "mtu": $(cat /sys/class/net/eth0/mtu)
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
JSON
  mv /etc/cni/net.d/10-pod-network.conflist.new /etc/cni/net.d/10-pod-network.conflist
}

refuse_vanished_pods() {
  ip route replace unreachable "$POD_SUBNET" # the route to a pod, or to another node's pods, is longer and goes before
}

filter_what_leaves() { # SERVICE_SUBNET
  nft -f - <<NFT
table ip pod-network
delete table ip pod-network
table ip pod-network {
  chain postrouting {
    type nat hook postrouting priority srcnat + 10; policy accept;
    ip saddr $POD_SUBNET ip daddr != $POD_SUBNET fib saddr type != local masquerade
  }
  chain forward {
    type filter hook forward priority filter; policy accept;
    ip daddr $1 meta l4proto tcp reject with tcp reset
    ip daddr $1 reject
  }
}
NFT
}

refuse_vanished_pods
filter_what_leaves "$(kubectl get servicecidr kubernetes -o jsonpath='{.spec.cidrs[0]}')"
# A restarted watch lists every node again, so a broken connection loses nothing.
while true; do
  kubectl get nodes --watch --output-watch-events \
    -o go-template='{{.type}} {{.object.metadata.name}} {{.object.spec.podCIDR}} {{range .object.status.addresses}}{{if eq .type "InternalIP"}}{{.address}}{{end}}{{end}}{{"\n"}}' |
    while read -r event node cidr address; do
      [[ $cidr == */* && -n $address ]] || continue
      if [[ $node == "$NODE_NAME" ]]; then
        write_cni_configuration "$cidr"
      elif [[ $event == DELETED ]]; then
        ip route del "$cidr" || true
      else
        ip route replace "$cidr" via "$address"
      fi
    done
  echo "the watch on the nodes ended; starting it again" >&2
  sleep 1
done
