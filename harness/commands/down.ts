import { EXIT } from '../failure.ts';
import { probeHost } from '../host/facts.ts';
import { takeHost } from '../host/lock.ts';
import { findTools } from '../host/tools.ts';
import { chosenCluster, type RawOptions } from '../options.ts';
import { nodeContainers, standingCluster } from '../target/kind.ts';
import { remove } from '../tear-down.ts';

/** `touchstone down`: removes the kind cluster, or what the harness put on the cluster given. Images stay, for the next time. */
export async function bringDown(options: RawOptions, signal: AbortSignal): Promise<number> {
  const own = chosenCluster(options);
  takeHost();
  if (!own) {
    const { engine } = await probeHost(signal);
    if (engine === undefined || (await nodeContainers(signal)).length === 0) {
      process.stdout.write('nothing stands\n');
      return EXIT.passed;
    }
  }
  const cluster = own ?? standingCluster();
  await remove(cluster, await findTools(signal));
  process.stdout.write(`removed ${cluster.name}\n`);
  return EXIT.passed;
}
