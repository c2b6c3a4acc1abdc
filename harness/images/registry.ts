import { Agent, request } from 'undici';
import { z } from 'zod';
import { CommandError } from '../base/command.ts';
import { withDeadline } from '../base/deadline.ts';
import { docker } from '../engine/docker.ts';
import { classifyPullError, type PullProblem } from '../model/pull-problem.ts';

/** How long an image registry has to answer before it counts as out of reach, in milliseconds. */
const REGISTRY_PATIENCE = 10_000;

/** What a registry says of a reference. */
export type Resolution =
  | {
      readonly there: true;
      /** Of the manifest, as "sha256:…"; unknown where it was not the engine that asked. */
      readonly digest?: string;
      /** The reference is pinned, and its tag leads to this by now. */
      readonly movedTo?: string;
    }
  | { readonly there: false; readonly problem: PullProblem; readonly said: string };

/** What an image is for; the fields that registries and the engine's command line give alike. */
interface Platform {
  readonly os?: string | undefined;
  readonly architecture?: string | undefined;
}

/** The host part of an image reference; references in this repository always name it. */
export function registryOf(reference: string): string {
  return reference.slice(0, reference.indexOf('/'));
}

/** The socket at which the engine answers; undefined where it is reached in another way. */
export async function engineSocket(signal: AbortSignal): Promise<string | undefined> {
  const host = (await docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], { signal })).trim();
  return host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
}

/**
 * Asks an image's registry whether it has the image for an architecture (Go's name of it), by the way that the engine's pull would take, its
 * mirrors and proxies included.
 *
 * The engine's answer costs one request that counts against the limits of a registry like Docker Hub's. Its command line knows log-ins too, but
 * costs one for each platform of the image, and two: a preflight of this catalogue would use up what Docker Hub gives in six hours.
 * @param socketPath the engine's (engineSocket)
 */
export async function resolve(
  socketPath: string | undefined,
  reference: string,
  architecture: string,
  signal: AbortSignal,
): Promise<Resolution> {
  if (socketPath === undefined) return askCommandLine(reference, architecture, signal);
  const answer = await askEngine(socketPath, reference, architecture, signal);
  if (answer.there || answer.problem !== 'unauthorised') return answer;
  const withLogIns = await askCommandLine(reference, architecture, signal);
  return withLogIns.there ? withLogIns : answer; // the command line takes a refusal for a manifest that isn't there
}

/**
 * Asks through the engine's API, without log-ins. Of a reference that is pinned by digest the tag is asked for first, because where it still leads to
 * that very content one request tells both; else the content itself is looked up, and where it is there all the same, the tag has moved.
 */
export async function askEngine(socketPath: string, reference: string, architecture: string, signal: AbortSignal): Promise<Resolution> {
  const [tagged = reference, pinned] = reference.split('@');
  const content = byContent(reference);
  if (pinned === undefined || content === reference) return askOnce(socketPath, reference, architecture, signal);
  const answer = await askOnce(socketPath, tagged, architecture, signal);
  const newest = answer.there ? answer.digest : undefined;
  if (newest === pinned || (!answer.there && answer.problem !== 'gone')) return answer;
  const kept = await askOnce(socketPath, content, architecture, signal);
  return kept.there && newest !== undefined ? { ...kept, movedTo: newest } : kept;
}

/** Asks for a reference as it is ("Get image information from the registry"). */
async function askOnce(socketPath: string, reference: string, architecture: string, signal: AbortSignal): Promise<Resolution> {
  const engine = new Agent({ connect: { socketPath } });
  try {
    const { statusCode, answer } = await withDeadline(signal, REGISTRY_PATIENCE, async (stop) => {
      const response = await request(`http://engine/distribution/${reference}/json`, { dispatcher: engine, signal: stop });
      return { statusCode: response.statusCode, answer: await response.body.text() };
    });
    if (statusCode === 200) {
      const { Descriptor, Platforms } = informationSchema.parse(JSON.parse(answer));
      const resolution = fits(Platforms, architecture);
      return resolution.there ? { ...resolution, digest: Descriptor.digest } : resolution;
    }
    const { message: said } = refusalSchema.parse(JSON.parse(answer));
    return { there: false, problem: classifyPullError(said), said };
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    return {
      there: false,
      problem: 'registry out of reach',
      said: `${registryOf(reference)} gave no answer in ${REGISTRY_PATIENCE / 1000} s`,
    };
  } finally {
    await engine.destroy();
  }
}

const informationSchema = z.object({
  Descriptor: z.object({ digest: z.string() }),
  Platforms: z.array(z.object({ os: z.string(), architecture: z.string() })),
});
const refusalSchema = z.object({ message: z.string() });

/** Asks through the engine's command line, which uses the log-ins of this user. */
async function askCommandLine(reference: string, architecture: string, signal: AbortSignal): Promise<Resolution> {
  try {
    const answer = await docker(['manifest', 'inspect', '--verbose', byContent(reference)], { signal, timeout: 30_000 });
    return readManifest(answer, architecture);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const said = error.output.at(-1) ?? error.ending;
    return { there: false, problem: classifyPullError(said), said };
  }
}

/** A reference that is pinned by digest, without its tag: the command line would go by the tag, and not see that it is something else by now. */
export function byContent(reference: string): string {
  return reference.replace(/:[^:/@]+@/, '@');
}

interface ManifestEntry {
  readonly Descriptor?: { readonly platform?: Platform };
}

/** Reads what `docker manifest inspect --verbose` prints: one entry, or a list with one for each platform. */
export function readManifest(answer: string, architecture: string): Resolution {
  const document = JSON.parse(answer) as ManifestEntry | ManifestEntry[];
  const entries = Array.isArray(document) ? document : [document];
  return fits(
    entries.map(({ Descriptor }) => Descriptor?.platform ?? {}),
    architecture,
  );
}

function fits(platforms: readonly Platform[], wanted: string): Resolution {
  if (platforms.some(({ os, architecture }) => os === 'linux' && architecture === wanted)) return { there: true };
  const offered = platforms.map(({ os, architecture }) => `${os ?? '?'}/${architecture ?? '?'}`);
  return { there: false, problem: 'no such architecture', said: `offered are ${offered.join(', ')}; this host is linux/${wanted}` };
}
