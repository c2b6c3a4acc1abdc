import { REPOSITORY } from '../base/project.ts';
import { GroundFailure } from '../base/failure.ts';
import { CommandError } from '../base/command.ts';
import { docker } from '../engine/docker.ts';
import { ensureTools, type Tools } from '../host/tools.ts';
import { imageNamed, readCatalogue } from '../images/catalogue.ts';
import { builtReference } from '../images/key.ts';
import { Stream } from '../stream/stream.ts';

/** The harness's tools, got as a run gets them, unless an image would have to be built for it: undefined then. */
export async function toolsThere(signal: AbortSignal): Promise<Tools | undefined> {
  const catalogue = readCatalogue(REPOSITORY);
  const imageThere = async (name: string): Promise<string> => {
    const reference = builtReference(catalogue, imageNamed(catalogue, name));
    await docker(['image', 'inspect', reference], { signal });
    return reference;
  };
  try {
    return await ensureTools(imageThere, new Stream(), signal);
  } catch (error) {
    if (error instanceof GroundFailure || error instanceof CommandError) return undefined;
    throw error;
  }
}
