import { EXIT, failureText } from '../base/failure.ts';
import { exportLine } from '../cluster/place.ts';
import { quote } from '../base/quote.ts';
import { takePlace } from '../host/lock.ts';
import { askedOf, chosenSuites, type RawOptions } from '../options.ts';
import { makePlan } from '../model/plan.ts';
import { Reporters } from '../reporters.ts';
import { run } from '../run.ts';
import { Story } from '../story.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';

/** `touchstone up`: brings up what the suites need and leaves it running. */
export async function bringUp(options: RawOptions, signal: AbortSignal): Promise<number> {
  const plan = await makePlan(chosenSuites(options));
  const said = askedOf({ ...options, scale: 'tiny', repeat: 1 });
  const stream = new Stream();
  const { target, fresh } = await chooseTarget(options, stream);
  const asked = { ...said, fresh, keep: true, results: undefined };
  takePlace(target.place);
  const reporters = await Reporters.load(options.quiet === true ? [] : ['progress'], stream);
  const { exitCode, failure } = await run(asked, [{ plan, target }], new Story(stream, asked.arguments), signal);
  reporters.stop();
  if (failure) {
    process.stderr.write(failureText(failure));
    return exitCode;
  }
  const cluster = await target.find(signal);
  process.stdout.write(`ready: ${plan.systems.join(', ')}\n`);
  if (cluster) {
    const { place } = cluster.access;
    process.stdout.write(`${exportLine(place)}\nkubectl --context ${quote(place.context)} --namespace ${place.namespace} get pods\n`);
  }
  return EXIT.passed;
}
