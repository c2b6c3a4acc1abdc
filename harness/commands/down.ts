import { EXIT } from '../base/failure.ts';
import { takeHost } from '../host/lock.ts';
import { findTools } from '../host/tools.ts';
import { chosenCluster, type RawOptions } from '../options.ts';
import { findStandingCluster } from '../targets/kind/kind.ts';
import { remove } from '../tear-down.ts';

/** `touchstone down`: removes the kind cluster, or what the harness put on the cluster given. Images stay, for the next time. */
export async function bringDown(options: RawOptions, signal: AbortSignal): Promise<number> {
  const own = await chosenCluster(options);
  takeHost();
  const cluster = own ?? (await findStandingCluster(signal));
  if (!cluster) {
    process.stdout.write('nothing stands\n');
    return EXIT.passed;
  }
  await remove(cluster, await findTools(signal), signal);
  process.stdout.write(`removed ${cluster.name}\n`);
  return EXIT.passed;
}
