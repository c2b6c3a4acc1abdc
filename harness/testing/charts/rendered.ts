import { REPOSITORY } from '../../base/project.ts';
import { readCatalogue } from '../../images/catalogue.ts';
import { render, type Rendered } from '../../install/render.ts';
import { configFolders, withOverlay } from '../../model/overlay.ts';
import { readStack } from '../../model/stack.ts';
import { toolsThere } from '../tools.ts';

/** How nodes get images from a registry of their owner's; without it charts say nothing of either. */
const PULLING = { pullSecrets: ['login'], pullPolicy: 'Always' };

/** All that charts make, with images' names in the place of their references; undefined where Helm and kubectl cannot be had without building an image. */
export async function renderedStack(signal: AbortSignal, overlay = 'replicated'): Promise<Rendered | undefined> {
  const tools = await toolsThere(signal);
  if (tools === undefined) return undefined;
  const stack = withOverlay(readStack(REPOSITORY), REPOSITORY, overlay);
  const design = {
    project: REPOSITORY,
    tools,
    stack,
    systems: Object.keys(stack.systems),
    configFolders: configFolders(REPOSITORY, overlay),
    references: new Map([...readCatalogue(REPOSITORY).keys()].map((name) => [name, name])),
    chartValues: () => PULLING,
  };
  return render(design, signal);
}
