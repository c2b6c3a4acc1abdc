import { EXIT } from '../base/failure.ts';
import { examine } from '../host/doctor.ts';
import { probeHost } from '../host/facts.ts';
import { tableOf, type Finding } from '../model/finding.ts';
import { makePlan } from '../model/plan.ts';
import { chosenSuites, type RawOptions } from '../options.ts';
import { Stream } from '../stream/stream.ts';
import { isOwn } from '../targets/choose.ts';

/** `touchstone doctor`: what the host has and lacks, or a cluster of the user's own. Exit code 3 when something is missing that the harness can't supply. */
export async function printDoctor(options: RawOptions, signal: AbortSignal): Promise<number> {
  const findings = isOwn(options) ? await examineTheirs(options, signal) : await examine(await probeHost(signal), signal);
  process.stdout.write(`${tableOf(findings).join('\n')}\n`);
  return findings.some(({ state }) => state === 'missing') ? EXIT.ground : EXIT.passed;
}

async function examineTheirs(options: RawOptions, signal: AbortSignal): Promise<readonly Finding[]> {
  const [{ findPlace }, { examineOwn }] = await Promise.all([import('../targets/own/kubeconfig.ts'), import('../targets/own/target.ts')]);
  const own = { place: findPlace(options), fresh: false, overlay: options.overlay };
  return (await examineOwn(await makePlan(chosenSuites(options)), own, new Stream(), signal)).findings;
}
