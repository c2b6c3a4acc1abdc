"""Asks the API server, by the driver's own token and as dry runs, for pods that no executor would be, and for the end of another system's pod; prints
what it answers to each: an HTTP status and its words."""
import copy
import json
import os
import ssl
import urllib.error
import urllib.request

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"


def content(name):
    with open(f"{ACCOUNT}/{name}", encoding="utf-8") as file:
        return file.read()


PODS = f"https://kubernetes.default.svc/api/v1/namespaces/{content('namespace')}/pods"
CONTEXT = ssl.create_default_context(cafile=os.path.join(ACCOUNT, "ca.crt"))
EXECUTOR = {
    "metadata": {"name": "none-is-made", "labels": {"app": "spark-executor"}},
    "spec": {
        "serviceAccountName": "spark-executor",
        "automountServiceAccountToken": False,
        "securityContext": {"runAsNonRoot": True, "runAsUser": 185, "seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [
            {
                "name": "executor",
                "image": "none",
                "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}, "limits": {"cpu": "1m", "memory": "1Mi"}},
                "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
            }
        ],
    },
}


def asked(method, path, body=None):
    headers = {"Authorization": f"Bearer {content('token')}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{PODS}{path}", data=data, method=method, headers=headers)
    try:
        answer = urllib.request.urlopen(request, context=CONTEXT)
        return f"{answer.status}", json.load(answer)
    except urllib.error.HTTPError as error:
        return f"{error.code} {json.load(error).get('message')}", {}


def made(change):
    pod = copy.deepcopy(EXECUTOR)
    change(pod)
    return asked("POST", "?dryRun=All", pod)[0]


def with_volume(volume):
    return made(lambda pod: pod["spec"].update(volumes=[{"name": "theirs", **volume}]))


def with_variable(secret, key):
    reference = {"name": "THEIRS", "valueFrom": {"secretKeyRef": {"name": secret, "key": key}}}
    return made(lambda pod: pod["spec"]["containers"][0].update(env=[reference]))


def deleted():
    _, pods = asked("GET", "?labelSelector=app%3Dzookeeper")
    return asked("DELETE", f"/{pods['items'][0]['metadata']['name']}?dryRun=All")[0]


answers = {
    "an executor": made(lambda pod: None),
    "a pod that is no executor": made(lambda pod: pod["metadata"].update(labels={"app": "nifi"})),
    "an executor with a driver’s account": made(lambda pod: pod["spec"].update(serviceAccountName="spark-driver")),
    "an executor with a token": made(lambda pod: pod["spec"].update(automountServiceAccountToken=True)),
    "an executor with another’s Secret as files": with_volume({"secret": {"secretName": "object-store-credentials"}}),
    "an executor with another’s Secret among files": with_volume({"projected": {"sources": [{"secret": {"name": "object-store-credentials"}}]}}),
    "an executor with another’s Secret in its environment": with_variable("object-store-credentials", "secret-key"),
    "an executor with another’s volume": with_volume({"persistentVolumeClaim": {"claimName": "data-minio-0"}}),
    "an executor with another’s settings": with_volume({"configMap": {"name": "nifi"}}),
    "the end of another’s pod": deleted(),
}
print("answers:", json.dumps(answers))
