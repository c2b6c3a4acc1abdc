import { CommandError } from '../command.ts';
import { docker } from './docker.ts';

/** How long an image registry has to answer before it counts as out of reach, in milliseconds. */
const REGISTRY_PATIENCE = 4_000;

/** Why an image cannot be pulled. */
export type PullProblem = 'gone' | 'unauthorised' | 'rate-limited' | 'no such architecture' | 'registry out of reach' | 'unknown';

/** What a registry says of a reference. */
export type Resolution = { readonly there: true } | { readonly there: false; readonly problem: PullProblem; readonly said: string };

/** The host part of an image reference; references in this repository always name it. */
export function registryOf(reference: string): string {
  return reference.slice(0, reference.indexOf('/'));
}

/** Asks each registry once whether it speaks the distribution protocol at all, all at the same time; any answer counts. */
export async function reachableRegistries(hosts: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const asked = await Promise.all(
    [...new Set(hosts)].map(async (host) => {
      const address = host === 'docker.io' ? 'registry-1.docker.io' : host;
      const patience = AbortSignal.any([signal, AbortSignal.timeout(REGISTRY_PATIENCE)]);
      const answered = await fetch(`https://${address}/v2/`, { signal: patience }).then(
        (response) => response.status === 200 || response.status === 401,
        () => false,
      );
      signal.throwIfAborted();
      return answered ? [host] : [];
    }),
  );
  return new Set(asked.flat());
}

/** Asks the registry for a reference's manifest, through the engine's command line, so that its log-ins and mirrors count. */
export async function resolve(reference: string, architecture: string, signal: AbortSignal): Promise<Resolution> {
  try {
    const answer = await docker(['manifest', 'inspect', '--verbose', byContent(reference)], { signal, timeout: 30_000 });
    return readManifest(answer, architecture);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const said = error.output.at(-1) ?? error.ending;
    return { there: false, problem: classifyPullError(said), said };
  }
}

/**
 * A reference that is pinned by digest, without its tag: the engine's command line would go by the tag, and not see that it is something else
 * by now. What a registry gives for a digest is that very content, or nothing.
 */
export function byContent(reference: string): string {
  return reference.replace(/:[^:/@]+@/, '@');
}

interface ManifestEntry {
  readonly Descriptor?: { readonly platform?: { readonly architecture?: string; readonly os?: string } };
}

/** Reads what `docker manifest inspect --verbose` prints: one entry, or a list with one for each platform. */
export function readManifest(answer: string, architecture: string): Resolution {
  const document = JSON.parse(answer) as ManifestEntry | ManifestEntry[];
  const entries = Array.isArray(document) ? document : [document];
  const fitting = entries.find(
    ({ Descriptor }) => Descriptor?.platform?.architecture === architecture && Descriptor.platform.os === 'linux',
  );
  if (fitting) return { there: true };
  const offered = entries.map(({ Descriptor }) => `${Descriptor?.platform?.os ?? '?'}/${Descriptor?.platform?.architecture ?? '?'}`);
  return { there: false, problem: 'no such architecture', said: `offered are ${offered.join(', ')}; this host is linux/${architecture}` };
}

const PULL_PROBLEMS: readonly (readonly [RegExp, PullProblem])[] = [
  [/toomanyrequests|rate limit|429/i, 'rate-limited'],
  [/no matching manifest|no match for platform|exec format error/i, 'no such architecture'],
  [/manifest unknown|no such manifest|not found|name unknown|404|410/i, 'gone'],
  [/unauthorized|denied|authentication required|401|403/i, 'unauthorised'],
  [
    /no such host|connection refused|i\/o timeout|network is unreachable|TLS handshake|context deadline|EOF|no route|server misbehaving|lookup /i,
    'registry out of reach',
  ],
];

/** Reads the reason out of an engine's or a node's words. A deleted public repository answers like a private one: "unauthorised". */
export function classifyPullError(words: string): PullProblem {
  return PULL_PROBLEMS.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown';
}
