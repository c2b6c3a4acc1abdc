import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { GroundFailure } from '../../base/failure.ts';
import { docker } from '../../engine/docker.ts';
import { fullReference, containerdIn, loadImages, referencesIn, unpackAll } from '../../engine/load.ts';
import type { ProvidedImage } from '../../images/provide.ts';
import type { Stream } from '../../stream/stream.ts';

/**
 * The volume of the engine that keeps what nodes have in /var/lib/containerd. Inside of it:
 *   seed-<node image>   everything unpacked, written once, never changed after
 *   node-<n>            what the cluster's n-th node mounts: hard links to a seed, made in about a second for each cluster
 * docs/images-on-nodes.md has the figures of this way and of the others that were measured.
 */
export const VOLUME = 'touchstone-store';
const HELPER = 'touchstone-store-helper';
const MOUNT = '/store';

/** Databases are written in place, so that a clone needs its own; all else below containerd's root is only ever added or unlinked. */
const CLONE = `
  clone() {
    rm -rf "$2.new" && cp -al "$1" "$2.new"
    find "$2.new" -name '*.db' | while read -r file; do cp -p "$file" "$file.own" && mv "$file.own" "$file"; done
    rm -rf "$2" && mv "$2.new" "$2"
  }`;

/**
 * Gives a folder of the engine's host for each node, filled with the node image's own images and the stack's, unpacked.
 * @throws GroundFailure when the seed cannot be written
 */
export async function nodeStores(
  { node, images, nodes }: { readonly node: ProvidedImage; readonly images: readonly ProvidedImage[]; readonly nodes: number },
  stream: Stream,
  signal: AbortSignal,
): Promise<string[]> {
  await removeHelper();
  await docker(['volume', 'create', '--label', 'touchstone=store', VOLUME], { signal });
  const seed = `seed-${createHash('sha256').update(node.id).digest('hex').slice(0, 12)}`;
  const wanted = images.map(({ reference }) => reference);
  await docker(helperArguments(node.reference), { signal });
  try {
    const missing = await missingFrom(seed, wanted, signal);
    if (missing === undefined || missing.length > 0) {
      await stream.step('images/unpack', 'unpack images for nodes', (progress) => {
        progress(`${missing?.length ?? wanted.length} of ${wanted.length} images, once for all clusters`);
        return growSeed(seed, missing ?? wanted, missing === undefined, signal);
      });
    }
    const indices = Array.from({ length: nodes }, (_, index) => index);
    const links = indices.map((index) => `clone ${MOUNT}/${seed} ${MOUNT}/node-${index}`).join('\n');
    await inHelper(`${CLONE}\n${links}`, signal);
    const mountpoint = (await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', VOLUME], { signal })).trim();
    return indices.map((index) => `${mountpoint}/node-${index}`);
  } finally {
    await removeHelper();
  }
}

/** Removes the nodes' clones (the seed stays for the next cluster), through any image that has a shell and find. */
export async function removeNodeStores(nodeReference: string): Promise<void> {
  await removeHelper();
  await docker(['run', '--rm', '--entrypoint', 'sh', '--volume', `${VOLUME}:${MOUNT}`, nodeReference, '-c', `rm -rf ${MOUNT}/node-*`]);
}

function helperArguments(nodeReference: string): string[] {
  return [
    'run',
    '--detach',
    '--rm',
    '--name',
    HELPER,
    '--label',
    'touchstone=helper',
    '--privileged',
    '--entrypoint',
    'sleep',
    '--volume',
    `${VOLUME}:${MOUNT}`,
    nodeReference,
    'infinity',
  ];
}

/** What of the wanted the seed lacks, read from the list that it was sealed with; undefined when there is no such seed. */
async function missingFrom(seed: string, wanted: readonly string[], signal: AbortSignal): Promise<string[] | undefined> {
  const sealed = await inHelper(
    `[ ! -e ${MOUNT}/${seed} ] || echo sealed && cat ${MOUNT}/${seed}/touchstone-images 2>/dev/null || true`,
    signal,
  );
  const lines = new Set(sealed.split('\n'));
  return lines.has('sealed') ? wanted.filter((reference) => !lines.has(fullReference(reference))) : undefined;
}

/**
 * Writes a new generation of the seed beside the old and puts it in its place at the end, so that a run that is killed here leaves
 * the old one as it was.
 * @param first there is no old one
 */
async function growSeed(seed: string, references: readonly string[], first: boolean, signal: AbortSignal): Promise<void> {
  const next = `${MOUNT}/next`;
  const fill = first ? `rm -rf ${MOUNT}/seed-*; cp -a /var/lib/containerd ${next}` : `${CLONE}\nclone ${MOUNT}/${seed} ${next}`;
  await inHelper(`rm -rf ${next}\n${fill}`, signal);
  const daemon = await startContainerd(next, signal);
  if (first) await unpackAll(HELPER, signal);
  await loadImages(references, containerdIn(HELPER), signal);
  await dropOtherTags(references, signal);
  const there = [...(await referencesIn(HELPER, signal))].join('\n');
  await inHelper('pkill --exact containerd', signal);
  await daemon.ended;
  await docker(
    [
      'exec',
      '--interactive',
      HELPER,
      'sh',
      '-c',
      `cat >${next}/touchstone-images && rm -rf ${MOUNT}/${seed} && mv ${next} ${MOUNT}/${seed} && sync -f ${MOUNT}`,
    ],
    { signal, input: there },
  );
}

/** Images of ours that an older tree built would only fill the disk. */
async function dropOtherTags(references: readonly string[], signal: AbortSignal): Promise<void> {
  const kept = new Set(references.map(fullReference));
  const repositories = new Set([...kept].map((reference) => reference.slice(0, reference.lastIndexOf(':'))));
  const stale = [...(await referencesIn(HELPER, signal))].filter(
    (reference) => repositories.has(reference.slice(0, reference.lastIndexOf(':'))) && !kept.has(reference) && !reference.includes('@'),
  );
  if (stale.length > 0) await docker(['exec', HELPER, 'ctr', '--namespace=k8s.io', 'images', 'remove', '--sync', ...stale], { signal });
}

/** Starts containerd over a folder of the volume and resolves once it serves; `ended` resolves when it no longer runs. */
async function startContainerd(root: string, signal: AbortSignal): Promise<{ readonly ended: Promise<unknown> }> {
  const child = spawn('docker', ['exec', '--privileged', HELPER, 'containerd', '--root', root], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    signal,
  });
  const ended = once(child, 'close').catch(() => undefined);
  const words: string[] = [];
  const serving = new Promise<void>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      words.push(line);
      if (line.includes('containerd successfully booted')) resolve();
    });
    child.once('error', reject);
    child.once('close', () =>
      reject(
        new GroundFailure(
          'containerd did not start over the image store',
          'Remove the store (docker volume rm touchstone-store) and run again.',
          words.slice(-6),
        ),
      ),
    );
  });
  await serving;
  return { ended };
}

async function inHelper(script: string, signal: AbortSignal): Promise<string> {
  return (await docker(['exec', '--privileged', HELPER, 'bash', '-euc', script], { signal })).trim();
}

async function removeHelper(): Promise<void> {
  await docker(['rm', '--force', HELPER]);
}
