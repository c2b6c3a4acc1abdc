import type { Stream } from '../stream/stream.ts';
import type { Image } from './catalogue.ts';
import { hostArchitecture } from './key.ts';
import { upstreamOf } from './pull.ts';
import { engineSocket, resolve, type Resolution } from './registry.ts';

/** A public image, and what was found of its digest. */
export interface Locked {
  readonly name: string;
  /** As images.yaml has it before. */
  readonly before: string;
  /** As it is to have it: the same tag, pinned to what it leads to now. Undefined where that is unknown. */
  readonly after?: string;
  /** Why it is unknown. */
  readonly problem?: string;
}

/** Asks the registries of all public images what their tags lead to now, whatever they are pinned to. Changes nothing. */
export async function findDigests(images: readonly Image[], stream: Stream, signal: AbortSignal): Promise<Locked[]> {
  return stream.step('images/ask', 'ask the image registries', async () => {
    const socket = await engineSocket(signal);
    return Promise.all(
      images.map(async (image): Promise<Locked> => {
        const before = upstreamOf(image);
        const [tagged = before] = before.split('@');
        return { name: image.name, before, ...digestIn(tagged, await resolve(socket, tagged, hostArchitecture(), signal)) };
      }),
    );
  });
}

function digestIn(tagged: string, resolution: Resolution): Pick<Locked, 'after' | 'problem'> {
  if (!resolution.there) return { problem: `${resolution.problem}: ${resolution.said}` };
  if (resolution.digest === undefined) return { problem: 'the engine is not asked through a socket, and its command line tells no digest' };
  return { after: `${tagged}@${resolution.digest}` };
}

/** images.yaml with what was found. All else in it stays as it is, to the letter. */
export function lockedText(yaml: string, locked: readonly Locked[]): string {
  return locked.reduce(
    (text, { before, after }) => (after === undefined ? text : text.replace(`upstream: ${before}\n`, `upstream: ${after}\n`)),
    yaml,
  );
}
