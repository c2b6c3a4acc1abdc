"""Asks the API server, by the driver's own token, to delete all of each kind as a dry run, and prints what it answers: an HTTP status a kind."""
import json
import os
import ssl
import urllib.error
import urllib.request

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
KINDS = ["api/v1 pods", "api/v1 services", "api/v1 configmaps", "api/v1 secrets", "api/v1 persistentvolumeclaims", "apis/apps/v1 statefulsets"]


def content(name):
    with open(f"{ACCOUNT}/{name}", encoding="utf-8") as file:
        return file.read()


def answer(api, kind):
    address = f"https://kubernetes.default.svc/{api}/namespaces/{content('namespace')}/{kind}?dryRun=All&labelSelector=none%3Dthis"
    headers = {"Authorization": f"Bearer {content('token')}"}
    request = urllib.request.Request(address, method="DELETE", headers=headers)
    try:
        context = ssl.create_default_context(cafile=os.path.join(ACCOUNT, "ca.crt"))
        return urllib.request.urlopen(request, context=context).status
    except urllib.error.HTTPError as error:
        return error.code


print("answers:", json.dumps({kind: answer(api, kind) for api, kind in (each.split() for each in KINDS)}))
