import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from '../cluster/access.ts';
import { labelSelectorOf, type Release } from '../model/release.ts';
import type { Stream } from '../stream/stream.ts';

/** The longest that one question to the cluster may take, in milliseconds; a dead cluster must not hold up the report. */
const PATIENCE = 20_000;

interface Context {
  readonly access: Access;
  readonly stream: Stream;
}

/**
 * Writes what is known of systems into <folder>/<system>: description, objects, and the logs of every container, current and of its
 * previous run; and of the cluster into <folder>/cluster: events and nodes. Secrets are neither asked for nor let through.
 */
export async function collectDiagnostics(releases: readonly Release[], folder: string, context: Context): Promise<void> {
  await context.stream.step(
    'diagnose/collect',
    `collect logs and events of ${releases.map(({ system }) => system).join(', ')}`,
    async () => {
      await Promise.all([
        collectCluster(join(folder, 'cluster'), context),
        ...releases.map((release) => collectSystem(release, join(folder, release.system), context)),
      ]);
    },
  );
}

async function collectCluster(folder: string, context: Context): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    save(join(folder, 'events.txt'), ['get', 'events', '--sort-by=.lastTimestamp', '--output=wide'], context),
    save(join(folder, 'nodes.txt'), ['describe', 'nodes'], context),
    save(join(folder, 'claims.txt'), ['describe', 'persistentvolumeclaims'], context),
  ]);
}

async function collectSystem({ workloads }: Release, folder: string, context: Context): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    workloads.map(async (workload) => {
      const { kind, name } = workload;
      const labels = labelSelectorOf(workload);
      await save(join(folder, `${name}.describe.txt`), ['describe', `${kind.toLowerCase()},pods`, '--selector', labels], context);
      await save(join(folder, `${name}.yaml`), ['get', `${kind.toLowerCase()}/${name}`, '--output=yaml'], context);
      await saveLogs(labels, folder, context);
    }),
  );
}

async function saveLogs(labels: string, folder: string, context: Context): Promise<void> {
  const template =
    '{range .items[*]}{.metadata.name}{range .spec.initContainers[*]}{" "}{.name}{end}{range .spec.containers[*]}{" "}{.name}{end}{"\\n"}{end}';
  const pods = await ask(['get', 'pods', '--selector', labels, `--output=jsonpath=${template}`], context);
  for (const line of (pods ?? '').split('\n').filter((text) => text !== '')) {
    const [pod = '', ...containers] = line.split(' ');
    for (const container of containers) {
      await save(join(folder, `${pod}.${container}.log`), ['logs', pod, '--container', container, '--tail=5000'], context);
      await save(
        join(folder, `${pod}.${container}.previous.log`),
        ['logs', pod, '--container', container, '--previous', '--tail=5000'],
        context,
      );
    }
  }
}

async function save(file: string, args: readonly string[], context: Context): Promise<void> {
  const text = await ask(args, context);
  if (text !== undefined && text.trim() !== '') await writeFile(file, `${context.stream.redact(text)}\n`);
}

function ask(args: readonly string[], { access }: Context): Promise<string | undefined> {
  return access.tryKubectl(['--request-timeout=10s', ...args], { timeout: PATIENCE });
}
