import { setTimeout as sleep } from 'node:timers/promises';
import { findTool, kindPlace, tryRun } from '../harness/index.ts';

/** Milliseconds between two looks. */
const INTERVAL = 2_000;

/** The pods of Spark's programs: drivers, and the executors that they make. */
const PROGRAM = /^spark-\d{4}-|-exec-\d+$/;

/** What the kubelet's summary says (kubernetes/kubelet, pkg/apis/stats/v1alpha1), as far as it is read here. */
interface Summary {
  readonly node: { readonly memory?: { readonly workingSetBytes?: number } };
  readonly pods: readonly {
    readonly podRef: { readonly name: string; readonly namespace: string };
    readonly memory?: { readonly workingSetBytes?: number };
  }[];
}

/** The working sets at their highest, in bytes: the node's, and each workload's, its pods at one moment taken together, as are those of all programs. */
export interface MemoryPeaks {
  readonly node: number;
  readonly workloads: ReadonlyMap<string, number>;
}

/** Does the work, and looks meanwhile at what the standing cluster's first node and the pods in a namespace hold in memory. */
export async function withMemoryPeaks<T>(namespace: string, work: () => Promise<T>): Promise<{ result: T; peaks: MemoryPeaks }> {
  const done = new AbortController();
  const sampling = samplePeaks(namespace, done.signal);
  const result = await work().finally(() => done.abort());
  return { result, peaks: await sampling };
}

async function samplePeaks(namespace: string, signal: AbortSignal): Promise<MemoryPeaks> {
  const workloads = new Map<string, number>();
  let node = 0;
  let kubectl: string | undefined;
  while (!signal.aborted) {
    kubectl ??= await findTool('kubectl', signal);
    const summary = kubectl === undefined ? undefined : await readSummary(kubectl);
    node = Math.max(node, summary?.node.memory?.workingSetBytes ?? 0);
    for (const [name, bytes] of sumByWorkload(summary, namespace)) workloads.set(name, Math.max(workloads.get(name) ?? 0, bytes));
    await sleep(INTERVAL, undefined, { signal }).catch(() => undefined);
  }
  return { node, workloads };
}

/** Nothing while there is no cluster. */
async function readSummary(kubectl: string): Promise<Summary | undefined> {
  const { kubeconfig } = kindPlace();
  const path = '/api/v1/nodes/touchstone-control-plane/proxy/stats/summary';
  const summary = await tryRun(kubectl, ['--kubeconfig', kubeconfig, 'get', '--raw', path]);
  return summary === undefined ? undefined : (JSON.parse(summary) as Summary);
}

function sumByWorkload(summary: Summary | undefined, namespace: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { podRef, memory } of summary?.pods ?? []) {
    if (podRef.namespace !== namespace) continue;
    const workload = PROGRAM.test(podRef.name) ? 'programs of Spark' : podRef.name.replace(/(-[0-9a-f]{6,10}-[0-9a-z]{5}|-\d+)$/, '');
    sums.set(workload, (sums.get(workload) ?? 0) + (memory?.workingSetBytes ?? 0));
  }
  return sums;
}
