import { Command } from 'commander';
import { row, writeTable } from '../docs/write-table.ts';
import { REPOSITORY, howTouchstoneEnds, readCatalogue, registryImage, run, startRegistry, touchstone, tryRun } from '../harness/index.ts';

// The road of those who can pull, on twins: a registry on this host holds them under their public names, and a run takes them from there.

/** An image that the engine has, and what the public calls it. */
interface Published {
  readonly name: string;
  readonly reference: string;
  readonly upstream: string;
}

const { suite, grep } = new Command()
  .option('--suite <names>', 'suites that run on what was pulled', 'warehousing')
  .option('--grep <pattern>', 'only tests whose names match, and only the systems that they need')
  .parse()
  .opts<{ suite: string; grep?: string }>();
const undo: (() => Promise<unknown>)[] = [];
try {
  const images = await makeTwins();
  const registry = await registryImage();
  if (registry === undefined) throw new Error('the engine has no image of a registry: npm run images builds or pulls it');
  const { address } = await startRegistry(registry, {}, (end) => undo.push(end));
  for (const image of images) await publish(image, address);
  const rows = [row([images.map(({ upstream }) => upstream).join(', '), 'in the registry', '']), await pass(address)];
  await writeTable('public-images.md', ['step', 'seen', 'took'], rows);
} finally {
  for (const step of undo.reverse()) await step();
}

/** Twins of what the suites need, and the built node image, which has none and goes for the public one. */
async function makeTwins(): Promise<Published[]> {
  const said = await touchstone(['images', '--images', 'twin', '--suite', suite, '--quiet']);
  const catalogue = readCatalogue(REPOSITORY);
  return said.split('\n').flatMap((line) => {
    const [name = '', , reference = ''] = line.split(/\s+/);
    const upstream = catalogue.get(name)?.upstream;
    return upstream === undefined ? [] : [{ name, reference, upstream }];
  });
}

/** Pushes an image, and takes the name from the engine again, which is to pull it by that. */
async function publish({ reference, upstream }: Published, address: string): Promise<void> {
  const there = `${address}/${upstream}`;
  await run('docker', ['tag', reference, there]);
  await run('docker', ['push', '--quiet', there]);
  await run('docker', ['image', 'rm', '--no-prune', there]);
  undo.push(() => tryRun('docker', ['image', 'rm', '--no-prune', there])); // where a run pulled it
}

/** A run on what the registry has. @throws Error with its words when it did not pass */
async function pass(address: string): Promise<string> {
  const begin = performance.now();
  const mirrors = ['--mirror', `docker.io=${address}/docker.io,quay.io=${address}/quay.io`];
  const chosen = ['--suite', suite, ...(grep === undefined ? [] : ['--grep', grep])];
  const { code, words } = await howTouchstoneEnds(['test', '--images', 'pull', ...mirrors, ...chosen, '--keep']);
  if (code !== 0) throw new Error(words);
  const verdict = words.trim().split('\n').at(-1) ?? '';
  const cells = [`a run with \`--images pull\` of ${suite}`, verdict, `${((performance.now() - begin) / 1000).toFixed(0)} s`];
  process.stdout.write(`${cells.join(' · ')}\n`);
  return row(cells);
}
