"""Makes a folder in the object store: put-folder.py BUCKET/PATH/. A folder is an object of no bytes whose key ends in a slash.

The store boots at the same time, so that this asks until it is taken. The request is signed here (AWS, "Signature Version 4"), because curl
before 7.86, which the public image has, signs the host without its port and a store refuses that.
"""
import configparser
import hashlib
import hmac
import http.client
import os
import sys
import time
from datetime import datetime, timezone
from urllib.parse import quote, urlsplit

# Seconds until it gives up, so that the container starts again, and that one answer may take.
PATIENCE = 240
ANSWER = 5

STORE = urlsplit(os.environ["OBJECT_STORE"].rstrip("/"))
PATH = quote(f"{STORE.path}/{sys.argv[1]}")
KEYS = configparser.ConfigParser(interpolation=None)
with open(os.environ["AWS_SHARED_CREDENTIALS_FILE"], encoding="utf-8") as file:
    KEYS.read_file(file)
ACCESS_KEY = KEYS["default"]["aws_access_key_id"]
SECRET_KEY = KEYS["default"]["aws_secret_access_key"]
REGION = os.environ["OBJECT_STORE_REGION"]
NOTHING = hashlib.sha256(b"").hexdigest()


def main():
    begin = time.monotonic()
    while (refusal := put()) is not None:
        if time.monotonic() - begin > PATIENCE:
            sys.exit(f"the object store does not take {STORE.scheme}://{STORE.netloc}{PATH}: {refusal}")
        time.sleep(0.2)


def put():
    """Puts nothing there. Returns why it is not taken, in the store's own words; None when it is."""
    connect = http.client.HTTPSConnection if STORE.scheme == "https" else http.client.HTTPConnection
    connection = connect(STORE.netloc, timeout=ANSWER)
    try:
        connection.request("PUT", PATH, headers=signed_headers())
        answer = connection.getresponse()
        words = answer.read().decode(errors="replace")
        return None if 200 <= answer.status < 300 else f"HTTP {answer.status}: {words}"
    except (OSError, http.client.HTTPException) as error:
        return repr(error)
    finally:
        connection.close()


def signed_headers():
    now = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    headers = {"host": STORE.netloc, "x-amz-content-sha256": NOTHING, "x-amz-date": now}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = f"PUT\n{PATH}\n\n{lines}\n{names}\n{NOTHING}"
    scope = f"{now[:8]}/{REGION}/s3/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{SECRET_KEY}".encode()
    for part in [*scope.split("/"), to_sign]:
        key = hmac.digest(key, part.encode(), "sha256")
    authorization = f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope}, SignedHeaders={names}, Signature={key.hex()}"
    return {**headers, "authorization": authorization}


main()
