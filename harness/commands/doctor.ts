import { chosenSuites, existingOf } from '../asked.ts';
import { EXIT, UsageError } from '../base/failure.ts';
import { examine } from '../host/doctor.ts';
import { probeHost } from '../host/facts.ts';
import { tableOf, type Finding } from '../model/finding.ts';
import { checkOverlayName } from '../model/overlay.ts';
import { makePlan } from '../model/plan.ts';
import { openProject } from '../open-project.ts';
import type { OptionsFor } from '../options/commands.ts';
import { Stream } from '../stream/stream.ts';
import { imagesAsked, isOwn, refuseOfOwn } from '../targets/choose.ts';

/** `touchstone doctor`: what the host has and lacks, or a cluster of the user's own. Exit code 3 when something is missing that the harness can't supply. */
export async function printDoctor(options: OptionsFor<'doctor'>, signal: AbortSignal): Promise<number> {
  const findings = isOwn(options) ? await examineTheirs(options, signal) : await examineHost(options, signal);
  process.stdout.write(`${tableOf(findings).join('\n')}\n`);
  return findings.some(({ state }) => state === 'missing') ? EXIT.ground : EXIT.passed;
}

/** @throws UsageError for an option that says what a cluster is asked for */
async function examineHost(options: OptionsFor<'doctor'>, signal: AbortSignal): Promise<readonly Finding[]> {
  refuseOfOwn(options);
  const given = (['suite', 'overlay', 'existing'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(`--${given} says what a cluster of your own is asked for: name that by --kubeconfig or --context.`);
  return examine(await probeHost(signal), signal);
}

async function examineTheirs(options: OptionsFor<'doctor'>, signal: AbortSignal): Promise<readonly Finding[]> {
  const project = openProject(options.project);
  const [{ findPlace }, { examineOwn }] = await Promise.all([import('../targets/own/kubeconfig.ts'), import('../targets/own/examine.ts')]);
  checkOverlayName(project, options.overlay);
  const plan = await makePlan(project, await chosenSuites(options, project), undefined, existingOf(options, project));
  const own = { place: findPlace(options), overlay: options.overlay, ...imagesAsked(options) };
  return (await examineOwn(plan, own, new Stream(), signal)).findings;
}
