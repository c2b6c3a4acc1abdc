import { GroundFailure } from '../base/failure.ts';
import { ensureTools, type Tools } from '../host/tools.ts';
import { Stream } from '../stream/stream.ts';
import { builtImage } from './built-image.ts';

/** The harness's tools, got as a run gets them, unless an image would have to be built for it: undefined then. */
export async function toolsThere(signal: AbortSignal): Promise<Tools | undefined> {
  const imageThere = async (name: string): Promise<string> => {
    const reference = await builtImage(name);
    if (reference === undefined) throw new GroundFailure(`the engine has no image ${name}`, 'Build it: npm run images.');
    return reference;
  };
  try {
    return await ensureTools(imageThere, new Stream(), signal);
  } catch (error) {
    if (error instanceof GroundFailure) return undefined;
    throw error;
  }
}
