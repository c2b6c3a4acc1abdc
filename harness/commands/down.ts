import { EXIT } from '../base/failure.ts';
import { take } from '../host/lock.ts';
import { takeRuntimeAway } from '../host/oci-runtime.ts';
import type { OptionsFor } from '../options/commands.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';

/** `touchstone down`: removes the kind cluster, or what the harness put on the cluster given, and by `--host` what it put into the engine's settings. Images stay, for the next time. */
export async function bringDown(options: OptionsFor<'down'>, signal: AbortSignal): Promise<number> {
  const { target } = await chooseTarget(options, new Stream());
  take(target.workplace);
  const cluster = await target.find(signal);
  const stays = (await cluster?.remove(signal)) ?? [];
  const lines = cluster?.facts ? [`removed ${cluster.facts.name}`, ...stays] : ['nothing stands'];
  if (options.host) lines.push(await takeRuntimeAway(signal));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return EXIT.passed;
}
