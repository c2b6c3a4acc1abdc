import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from '../cluster/access.ts';
import { labelSelectorOf, type Release } from '../model/release.ts';
import type { Stream } from '../stream/stream.ts';

/** The longest that one question to the cluster may take, in milliseconds; a dead cluster must not hold up the report. */
const PATIENCE = 20_000;

interface Means {
  readonly access: Access;
  readonly stream: Stream;
}

/**
 * Writes what is known of systems into <folder>/<system>: description, objects, and the logs of every container, current and of its
 * previous run; and of the cluster into <folder>/cluster: events and nodes. Secrets are neither asked for nor let through.
 */
export async function collectDiagnostics(releases: readonly Release[], folder: string, means: Means): Promise<void> {
  await means.stream.step('diagnose/collect', `collect logs and events of ${releases.map(({ system }) => system).join(', ')}`, async () => {
    await Promise.all([
      collectCluster(join(folder, 'cluster'), means),
      ...releases.map((release) => collectSystem(release, join(folder, release.system), means)),
    ]);
  });
}

async function collectCluster(folder: string, means: Means): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    save(join(folder, 'events.txt'), ['get', 'events', '--sort-by=.lastTimestamp', '--output=wide'], means),
    save(join(folder, 'nodes.txt'), ['get', 'nodes', '--output=wide'], means),
    save(join(folder, 'claims.txt'), ['describe', 'persistentvolumeclaims'], means),
  ]);
}

async function collectSystem({ workloads }: Release, folder: string, means: Means): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    workloads.map(async (workload) => {
      const { kind, name } = workload;
      const labels = labelSelectorOf(workload);
      await save(join(folder, `${name}.describe.txt`), ['describe', `${kind.toLowerCase()},pods`, '--selector', labels], means);
      await save(join(folder, `${name}.yaml`), ['get', `${kind.toLowerCase()}/${name}`, '--output=yaml'], means);
      await saveLogs(labels, folder, means);
    }),
  );
}

async function saveLogs(labels: string, folder: string, means: Means): Promise<void> {
  const template =
    '{range .items[*]}{.metadata.name}{range .spec.initContainers[*]}{" "}{.name}{end}{range .spec.containers[*]}{" "}{.name}{end}{"\\n"}{end}';
  const pods = await ask(['get', 'pods', '--selector', labels, `--output=jsonpath=${template}`], means);
  for (const line of (pods ?? '').split('\n').filter((text) => text !== '')) {
    const [pod = '', ...containers] = line.split(' ');
    for (const container of containers) {
      await save(join(folder, `${pod}.${container}.log`), ['logs', pod, '--container', container, '--tail=5000'], means);
      await save(
        join(folder, `${pod}.${container}.previous.log`),
        ['logs', pod, '--container', container, '--previous', '--tail=5000'],
        means,
      );
    }
  }
}

async function save(file: string, args: readonly string[], means: Means): Promise<void> {
  const text = await ask(args, means);
  if (text !== undefined && text.trim() !== '') await writeFile(file, `${means.stream.redact(text)}\n`);
}

function ask(args: readonly string[], { access }: Means): Promise<string | undefined> {
  return access.tryKubectl(['--request-timeout=10s', ...args], { timeout: PATIENCE });
}
