import { EXIT, UsageError } from '../base/failure.ts';
import { pushAll } from '../images/push.ts';
import type { OptionsFor } from '../options/commands.ts';
import { provideImagesOf } from './images.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone images push`: pulls or builds the images that the suites need, and puts them into a registry of the user's own. */
export async function pushImages(options: OptionsFor<'images push'>, signal: AbortSignal): Promise<number> {
  const { registry } = options;
  if (registry === undefined) throw new UsageError('images push wants to know where to: --registry HOST/PREFIX');
  const pushed = await withProgress(options.quiet, async (stream) => {
    const { provided } = await provideImagesOf(options, [], stream, signal);
    return pushAll([...provided.values()], registry, stream, signal);
  });
  for (const { name, reference } of pushed) process.stdout.write(`${name.padEnd(16)} ${reference}\n`);
  return EXIT.passed;
}
