import { run } from '../base/command.ts';
import { orGround } from '../base/or-ground.ts';
import { pipe } from '../base/pipe.ts';
import { docker } from './docker.ts';

/** Imports an archive from standard input into a containerd and unpacks it there, so that no pod waits for that. */
const IMPORT = ['ctr', '--namespace=k8s.io', 'images', 'import', '--local', '--snapshotter=overlayfs', '--digests', '-'];

/** Where a containerd runs: what the place is called, and the words in front of a command that run it there, with standard input. */
export interface Containerd {
  readonly name: string;
  readonly words: readonly string[];
}

/** The one that runs in a container of the engine. */
export function containerdIn(container: string): Containerd {
  return { name: container, words: ['docker', 'exec', '--interactive', '--privileged', container] };
}

/** The references that a node's (or a store helper's) containerd has. */
export async function referencesIn(container: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const listed = await docker(['exec', container, 'ctr', '--namespace=k8s.io', 'images', 'list', '--quiet'], { signal });
  return new Set(listed.split('\n').map((line) => line.trim()));
}

/** The name under which Kubernetes knows a reference: with its registry, docker.io where none is named. */
export function fullReference(reference: string): string {
  const first = reference.split('/')[0] ?? '';
  return /[.:]|^localhost$/.test(first) && reference.includes('/') ? reference : `docker.io/${reference}`;
}

/**
 * Copies images of the engine into another containerd, layers that they share only once.
 * @throws GroundFailure with the importer's last lines
 */
export async function loadImages(
  references: readonly string[],
  { name, words: [program = '', ...args] }: Containerd,
  signal: AbortSignal,
): Promise<void> {
  if (references.length === 0) return;
  await orGround(pipe(['docker', 'save', ...references], [program, ...args, ...IMPORT], signal), (error) => ({
    what: `images could not be loaded into ${name}: ${error.ending}`,
    mend: 'Is the disk full? See the last lines below.',
    evidence: error.output.slice(-6),
  }));
}

/** Unpacks every image that a containerd has the content of, for those that were preloaded packed. */
export async function unpackAll(container: string, signal: AbortSignal): Promise<void> {
  const script = `for digest in $(ctr -n k8s.io images list | awk 'NR > 1 { print $3 }' | sort -u); do ctr -n k8s.io snapshots unpack "$digest" >/dev/null || exit 1; done`;
  await orGround(run('docker', ['exec', '--privileged', container, 'sh', '-c', script], { signal }), (error) => ({
    what: `the node image's own images could not be unpacked: ${error.ending}`,
    mend: 'Is the disk full? See the last lines below.',
    evidence: error.output.slice(-6),
  }));
}
