import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

// Where the kubelet puts what a pod logs in to the API server by, and keeps it fresh.
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

// Tells all objects of a kind, and again whenever one of them has changed. A watch that ends begins anew, with all that there is.
export async function follow(path, tell) {
  for (;;) {
    try {
      for await (const objects of statesOf(path)) tell(objects);
    } catch (error) {
      console.error(`${path}: ${error.cause?.message ?? error.message}`);
    }
    await setTimeout(1_000);
  }
}

async function* statesOf(path) {
  const objects = new Map();
  let isWhole = false; // half of the policies would be a wall with holes
  for await (const { type, object } of eventsOf(path)) {
    if (type === 'ERROR') throw new Error(object.message);
    if (type === 'BOOKMARK') isWhole ||= object.metadata.annotations?.['k8s.io/initial-events-end'] === 'true';
    else if (type === 'DELETED') objects.delete(object.metadata.uid);
    else objects.set(object.metadata.uid, object);
    if (isWhole) yield [...objects.values()];
  }
}

async function* eventsOf(path) {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;
  const query = 'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
  const headers = { Authorization: `Bearer ${readFileSync(TOKEN, 'utf8')}` };
  const response = await fetch(`https://${host}:${port}${path}?${query}`, { headers });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) yield JSON.parse(line);
}
