import { EXIT } from '../base/failure.ts';
import { takeHost } from '../host/lock.ts';
import { chosenSuites, groundOptions, type RawOptions } from '../options.ts';
import { makePlan } from '../plan.ts';
import { showProgress } from '../reporters/progress.ts';
import { Redactor } from '../stream/redact.ts';
import { Timeline } from '../stream/timeline.ts';
import { standUp, type Ground } from '../stand-up.ts';

/** `touchstone up`: brings up what the suites need and leaves it running. */
export async function bringUp(options: RawOptions, signal: AbortSignal): Promise<number> {
  const plan = await makePlan(chosenSuites(options));
  const ground: Ground = {};
  const request = await groundOptions(options);
  takeHost();
  const timeline = new Timeline();
  const progress = showProgress(timeline, options.quiet === true);
  try {
    await standUp(plan, request, ground, { timeline, redactor: new Redactor(), signal });
  } finally {
    progress.stop();
  }
  process.stdout.write(
    `ready: ${plan.systems.join(', ')}\nexport KUBECONFIG=${ground.cluster?.kubeconfig ?? ''}\nkubectl --namespace ${ground.cluster?.namespace ?? ''} get pods\n`,
  );
  return EXIT.passed;
}
