import { EXIT } from '../base/failure.ts';
import { takePlace } from '../host/lock.ts';
import type { RawOptions } from '../options.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';

/** `touchstone down`: removes the kind cluster, or what the harness put on the cluster given. Images stay, for the next time. */
export async function bringDown(options: RawOptions, signal: AbortSignal): Promise<number> {
  const { target } = await chooseTarget(options, new Stream());
  takePlace(target.place);
  const cluster = await target.find(signal);
  await cluster?.remove(signal);
  process.stdout.write(cluster?.facts ? `removed ${cluster.facts.name}\n` : 'nothing stands\n');
  return EXIT.passed;
}
