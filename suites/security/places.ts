import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { connectTo, run, kubectlFlags, type Given } from '../../harness/index.ts';

/** Gives all that lies somewhere in the stack's namespace, as texts. */
type Reader = (target: Given, kubernetes: Kubernetes) => Promise<string[]>;

/** Places of the namespace where no secret belongs: who reads them need not be allowed to read Secrets. */
export const PLACES: Readonly<Record<string, Reader>> = {
  ConfigMaps: async (target) => jsonOf(await connectTo(target).core.listNamespacedConfigMap(target)),
  'what pods are made of': async (target) => jsonOf(await connectTo(target).core.listNamespacedPod(target)),
  events: async (target, kubernetes) => {
    const events = await eventsOf(target);
    if (events.length > 0) return events;
    // Kubernetes keeps them for an hour, and a stack may have been quiet for longer: a pod makes some.
    const { imageOfGateway, visit } = await import('./visitor.ts');
    await visit(target, { name: 'events', namespace: target.namespace, labels: {} }, await imageOfGateway(kubernetes), ['localhost:1']);
    return eventsOf(target);
  },
  'Helm’s records of releases': async (target) => {
    const { items } = await connectTo(target).core.listNamespacedSecret({ ...target, labelSelector: 'owner=helm' });
    // What Kubernetes gives in base64 Helm had put into base64 already.
    return items.map(({ data = {} }) => gunzipSync(Buffer.from(Buffer.from(data.release ?? '', 'base64').toString(), 'base64')).toString());
  },
  'logs of systems': async (target, kubernetes) => {
    const sources = await kubernetes.containers(target.releases.map(({ system }) => system));
    return Promise.all(sources.map(({ source }) => wholeLog(source, target)));
  },
  'what NiFi keeps': async (_target, kubernetes) => [await kubernetes.exec('nifi-0', 'sh', '-euc', READ_ALL)],
  'command lines of this machine': async () => commandLines(),
  'command lines of systems': async (_target, kubernetes) => {
    return ofProcesses('cmdline', kubernetes);
  },
  'environments of systems': async (_target, kubernetes) => {
    const environments = await ofProcesses('environ', kubernetes);
    return environments.map((text) => text.replaceAll(KNOWN, ''));
  },
};

/** What is a name there: a form to upload by has that of whose key has signed it (blueprint/threats.yaml: upload-form-in-clear). By place, Secret and key. */
export const NAMED: Readonly<Record<string, string>> = { 'what NiFi keeps': 'object-store-nifi/access-key' };

/** What programs have there and cannot have elsewhere (blueprint/threats.yaml: spark-hands-over, versitygw-in-its-environment). */
const KNOWN = /(_SPARK_AUTH_SECRET|ROOT_ACCESS_KEY_ID|ROOT_SECRET_ACCESS_KEY)=[^\0]*/g;

/** Flows, records on their way and those that have gone through, and who did what: what is compressed, as it was. */
const READ_ALL = `find /data -type f | while read -r file; do
  case $file in *.gz) gzip -dc "$file" || true ;; *) cat "$file" || true ;; esac # one that goes meanwhile is none
done`;

/** Of all programs that run where the tests do. */
async function commandLines(): Promise<string[]> {
  if (!existsSync('/proc/self/cmdline')) return [await run('ps', ['-Aww', '-o', 'args='])];
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(processes.map((process) => readFile(`/proc/${process}/cmdline`, 'utf8').catch(() => ''))); // one may have ended
}

/** What a file below /proc says of each process, by pods. */
async function ofProcesses(file: string, kubernetes: Kubernetes): Promise<string[]> {
  const pods = await kubernetes.podsOfCharts();
  const running = pods.filter(({ status }) => status?.phase === 'Running').map(({ metadata }) => metadata?.name ?? '');
  // One that ends meanwhile has none any more.
  return Promise.all(running.map((pod) => kubernetes.exec(pod, 'sh', '-c', `cat /proc/[0-9]*/${file} 2>/dev/null || true`)));
}

async function eventsOf(target: Given): Promise<string[]> {
  return jsonOf(await connectTo(target).core.listNamespacedEvent(target));
}

function jsonOf({ items }: { readonly items: readonly object[] }): string[] {
  return items.map((item) => JSON.stringify(item));
}

function wholeLog(source: string, target: Given): Promise<string> {
  const [pod = '', container = ''] = source.split('/');
  return run(target.kubectl, [...kubectlFlags(target), 'logs', pod, '--container', container]);
}
