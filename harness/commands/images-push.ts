import { EXIT, UsageError } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import { readCatalogue } from '../images/catalogue.ts';
import { pushAll } from '../images/push.ts';
import { openProject } from '../open-project.ts';
import type { OptionsFor } from '../options/commands.ts';
import { imagesOfSuites, provideNamed, type WhichImages } from './images.ts';
import { withProgress } from './with-progress.ts';

type Options = OptionsFor<'images push'>;

/** `touchstone images push`: pulls or builds images, and puts them into a registry of the user's own. */
export async function pushImages(options: Options, signal: AbortSignal, named: readonly string[]): Promise<number> {
  const { registry } = options;
  if (registry === undefined) throw new UsageError('images push wants to know where to: --registry HOST/PREFIX');
  const names = await imagesToPush(named, options);
  const pushed = await withProgress(options.quiet, async (stream) => {
    const { provided } = await provideNamed(names, options, stream, signal);
    return pushAll(
      names.flatMap((name) => provided.get(name) ?? []),
      registry,
      stream,
      signal,
    );
  });
  for (const { name, reference } of pushed) process.stdout.write(`${name.padEnd(16)} ${reference}\n`);
  return EXIT.passed;
}

/** The images named, else all that the suites need. @throws UsageError for a name of none, with the nearest, and for names beside suites or an overlay */
export async function imagesToPush(named: readonly string[], options: WhichImages): Promise<readonly string[]> {
  if (named.length === 0) return imagesOfSuites(options);
  if (options.suite !== undefined || options.overlay !== undefined)
    throw new UsageError('images push takes names of images, or --suite and --overlay, not both');
  const known = [...readCatalogue(openProject(options.project)).keys()];
  named.forEach((name) => checkKnown('image', name, known));
  return [...new Set(named)];
}
