import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Command } from 'commander';
import { isPublicFor, Provider, readCatalogue, REPOSITORY, run, Stream, type Image } from '../../harness/index.ts';
import { passContract } from './contract.ts';
import { makeDebian } from './debian.ts';
import { emulate } from './emulation.ts';
import { updatePage, type Seen } from './page.ts';

// What arm64 has no public image of is built for it, by emulation, and has to pass its contract.

const { only } = new Command().option('--only <pattern>', 'only images whose names match').parse().opts<{ only?: string }>();
// Both the harness and the engine's command line go by it.
process.env.DOCKER_DEFAULT_PLATFORM = 'linux/arm64';
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new Error('interrupted')));
const { signal } = interruption;
const catalogue = readCatalogue(REPOSITORY);
const chosen = [...catalogue.values()].filter(
  (image) => image.contract && !isPublicFor(image, 'arm64') && new RegExp(only ?? '').test(image.name),
);
if (chosen.length === 0) throw new Error(`no image's name matches --only "${only ?? ''}"`);
const seen = new Map<string, Seen>();
const undo: (() => Promise<unknown>)[] = [];
try {
  await emulate((end) => undo.push(end));
  const begin = Date.now();
  if (await makeDebian(catalogue, signal)) see('debian', { built: minutes(begin, Date.now()) });
  const provider = new Provider(catalogue, [], builds());
  for (const image of chosen) {
    await prove(image, provider).catch((error: unknown) => failed(image, error));
    await updatePage(seen); // what an hour has seen is not lost with the next one
  }
} finally {
  for (const step of undo.reverse()) await step();
}

async function prove(image: Image, provider: Provider): Promise<void> {
  const reference = await provider.provide(image, signal);
  assert.equal(await run('docker', ['run', '--rm', '--entrypoint', 'uname', reference, '-m'], { signal }), 'aarch64');
  await passContract(image.name, reference);
  see(image.name, { contract: 'passed' });
}

/** One that fails leaves the others to be seen. @throws the interruption, which ends them all */
function failed({ name }: Image, error: unknown): void {
  signal.throwIfAborted();
  process.stderr.write(`${inspect(error)}\n`);
  see(name, { contract: 'failed' });
  process.exitCode = 1;
}

/** A stream that has each image that is built be seen, bases too. */
function builds(): Stream {
  const stream = new Stream();
  stream.listen((event) => {
    if (event.kind === 'step-told') process.stderr.write(`${event.step.name}: ${event.step.detail ?? ''}\n`);
    if (event.kind !== 'step-ended' || event.step.status !== 'done') return;
    const { name, startedAt, endedAt = startedAt } = event.step;
    see(name.replace('build ', ''), { built: minutes(startedAt, endedAt) });
  });
  return stream;
}

function see(image: string, what: Seen): void {
  seen.set(image, { ...seen.get(image), ...what });
  process.stdout.write(`${image}: ${Object.entries(what).flat().join(' ')}\n`);
}

function minutes(begin: number, end: number): string {
  return `${((end - begin) / 60_000).toFixed(1)} min`;
}
