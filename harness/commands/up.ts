import { askedOf, chosenSuites, existingOf } from '../asked.ts';
import { EXIT, failureText } from '../base/failure.ts';
import { quote } from '../base/quote.ts';
import { exportLine } from '../cluster/place.ts';
import { take } from '../host/lock.ts';
import { openProject } from '../open-project.ts';
import { makePlan, overlaid } from '../model/plan.ts';
import type { OptionsFor } from '../options/commands.ts';
import { Reporters } from '../reporters.ts';
import { run } from '../run.ts';
import { Story } from '../story.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';

/** `touchstone up`: brings up what the suites need and leaves it running. */
export async function bringUp(options: OptionsFor<'up'>, signal: AbortSignal): Promise<number> {
  const project = openProject(options.project);
  const plan = await makePlan(project, await chosenSuites(options, project), undefined, existingOf(options, project));
  const said = askedOf(options, project);
  const stream = new Stream();
  const { target, fresh } = await chooseTarget(options, stream);
  const asked = { ...said, scale: 'tiny', fresh, keep: true };
  take(target.workplace);
  const reporters = await Reporters.load(options.quiet === true ? [] : ['progress'], stream);
  const { exitCode, failure } = await run(asked, [{ plan, target }], new Story(stream, asked.arguments), signal);
  reporters.stop();
  if (failure) {
    process.stderr.write(failureText(failure));
    return exitCode;
  }
  const cluster = await target.find(signal);
  process.stdout.write(`ready: ${overlaid(plan, options.overlay).systems.join(', ')}\n`);
  if (cluster) {
    const { place } = cluster.access;
    process.stdout.write(`${exportLine(place)}\nkubectl --context ${quote(place.context)} --namespace ${place.namespace} get pods\n`);
  }
  return EXIT.passed;
}
