import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoreV1EventList, V1Pod, V1PodList } from '@kubernetes/client-node';
import type { Access } from '../cluster/access.ts';
import { OUR_SELECTOR } from '../cluster/label.ts';
import { belongsTo, labelSelectorOf, type Release, type Workload } from '../model/release.ts';
import type { Stream } from '../stream/stream.ts';

/** The longest that one question to the cluster may take, in milliseconds; a dead cluster must not hold up the report. */
const PATIENCE = 20_000;

interface Means {
  readonly access: Access;
  readonly stream: Stream;
}

/**
 * Writes what is known of systems into <folder>/<system>: description, objects, and the logs of every container, current and of its
 * previous run; and of the cluster into <folder>/cluster: events of what the systems have, their claims, and nodes. Secrets are neither asked for nor let through.
 */
export async function collectDiagnostics(releases: readonly Release[], folder: string, means: Means): Promise<void> {
  await means.stream.step('diagnose/collect', `collect logs and events of ${releases.map(({ system }) => system).join(', ')}`, async () => {
    await Promise.all([
      collectCluster(releases, join(folder, 'cluster'), means),
      ...releases.map((release) => collectSystem(release, join(folder, release.system), means)),
    ]);
  });
}

async function collectCluster(releases: readonly Release[], folder: string, means: Means): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    saveEvents(releases, join(folder, 'events.txt'), means),
    save(join(folder, 'nodes.txt'), ['get', 'nodes', '--output=wide'], means),
    save(join(folder, 'claims.txt'), ['describe', 'persistentvolumeclaims', '--selector', OUR_SELECTOR], means),
  ]);
}

/** Events of workloads, and of pods and claims that bear their names: those of others in the namespace are nobody's business here. */
async function saveEvents(releases: readonly Release[], file: string, means: Means): Promise<void> {
  const told = await ask(['get', 'events', '--sort-by=.lastTimestamp', '--output=json'], means);
  const { items } = told === undefined ? { items: [] } : (JSON.parse(told) as CoreV1EventList);
  const workloads = releases.flatMap((release) => release.workloads.map(({ name }) => name)).join('|');
  const ours = RegExp(`^(data-)?(${workloads})(-[a-z0-9]+)*$`);
  const lines = items
    .filter(({ involvedObject }) => ours.test(involvedObject.name ?? ''))
    .map(({ lastTimestamp, eventTime, type, reason, involvedObject: { kind, name }, message }) =>
      [lastTimestamp ?? eventTime ?? '', type, reason, `${kind ?? ''}/${name ?? ''}`, message].join('\t'),
    );
  await write(file, lines.join('\n'), means);
}

async function collectSystem({ workloads }: Release, folder: string, means: Means): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    workloads.map(async (workload) => {
      const { name } = workload;
      const object = `${workload.kind.toLowerCase()}/${name}`;
      const pods = await podsOf(workload, means);
      const described = [object, ...pods.map(({ metadata }) => `pod/${metadata?.name ?? ''}`)];
      await save(join(folder, `${name}.describe.txt`), ['describe', ...described], means);
      await save(join(folder, `${name}.yaml`), ['get', object, '--output=yaml'], means);
      for (const pod of pods) await saveLogs(pod, folder, means);
    }),
  );
}

/** A workload's own pods: what somebody else's say, which may have the same labels, is nobody's business here. */
async function podsOf(workload: Workload, means: Means): Promise<V1Pod[]> {
  const told = await ask(['get', 'pods', '--selector', labelSelectorOf(workload), '--output=json'], means);
  const { items } = told === undefined ? { items: [] } : (JSON.parse(told) as V1PodList);
  return items.filter((pod) => belongsTo(workload, pod));
}

async function saveLogs({ metadata, spec }: V1Pod, folder: string, means: Means): Promise<void> {
  const pod = metadata?.name ?? '';
  for (const { name: container } of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    const logs = ['logs', pod, '--container', container, '--tail=5000'];
    await save(join(folder, `${pod}.${container}.log`), logs, means);
    await save(join(folder, `${pod}.${container}.previous.log`), [...logs, '--previous'], means);
  }
}

async function save(file: string, args: readonly string[], means: Means): Promise<void> {
  await write(file, (await ask(args, means)) ?? '', means);
}

async function write(file: string, text: string, { stream }: Means): Promise<void> {
  if (text.trim() !== '') await writeFile(file, `${stream.redact(text)}\n`);
}

function ask(args: readonly string[], { access }: Means): Promise<string | undefined> {
  return access.tryKubectl(['--request-timeout=10s', ...args], { timeout: PATIENCE });
}
