import { EXIT, UsageError } from '../base/failure.ts';
import { imageNamed, type Catalogue, type Image } from '../images/catalogue.ts';
import { hasLock, lockPackagesOf, type LockedPackages } from '../images/packages-lock.ts';
import type { OptionsFor } from '../options/commands.ts';
import type { Stream } from '../stream/stream.ts';
import { provideNamed } from './images.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone images lock-packages`: writes anew what the builds of images may fetch from package registries. */
export async function lockPackages(
  options: OptionsFor<'images lock-packages'>,
  signal: AbortSignal,
  names: readonly string[],
): Promise<number> {
  const locked = await withProgress(options.quiet, (stream) => lockAll(names, options, stream, signal));
  for (const { name, files, changed } of locked)
    process.stdout.write(`${name.padEnd(22)} ${changed ? 'locked anew' : 'as it was'.padEnd(11)} ${files} files\n`);
  return EXIT.passed;
}

/** One after the other, as images.yaml has them: one that is built on another is locked after it. */
async function lockAll(
  names: readonly string[],
  options: OptionsFor<'images lock-packages'>,
  stream: Stream,
  signal: AbortSignal,
): Promise<LockedPackages[]> {
  const { provider, catalogue } = await provideNamed([], options, stream, signal);
  const locked: LockedPackages[] = [];
  for (const image of withLock(names, catalogue)) locked.push(await lockPackagesOf(image, provider, signal));
  return locked;
}

function withLock(names: readonly string[], catalogue: Catalogue): Image[] {
  const lockless = names.filter((name) => !hasLock(imageNamed(catalogue, name)));
  if (lockless.length > 0) throw new UsageError(`${lockless.join(', ')}: no fetched.sha256 to write anew. An empty one makes a beginning.`);
  return [...catalogue.values()].filter((image) => (names.length === 0 ? hasLock(image) : names.includes(image.name)));
}
