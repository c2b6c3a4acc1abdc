import { REPOSITORY } from '../../base/project.ts';
import { readCatalogue } from '../../images/catalogue.ts';
import { render, type Rendered } from '../../install/render.ts';
import { configFolders, withOverlay } from '../../model/overlay.ts';
import { readStack } from '../../model/stack.ts';
import { toolsThere } from '../tools.ts';

/** With this overlay charts make all that they can make. */
const OVERLAY = 'replicated';

/** How nodes get images from a registry of their owner's; without it charts say nothing of either. */
const PULLING = { pullSecrets: ['login'], pullPolicy: 'Always' };

/** All that charts make, with images' names in the place of their references; undefined where Helm and kubectl cannot be had without building an image. */
export async function renderedStack(signal: AbortSignal): Promise<Rendered | undefined> {
  return renderedWith(OVERLAY, Object.keys(readStack(REPOSITORY).systems), signal);
}

/** What the charts of some systems make with an overlay. */
export async function renderedWith(overlay: string, systems: readonly string[], signal: AbortSignal): Promise<Rendered | undefined> {
  const tools = await toolsThere(signal);
  if (tools === undefined) return undefined;
  const design = {
    project: REPOSITORY,
    tools,
    stack: withOverlay(readStack(REPOSITORY), REPOSITORY, overlay),
    systems,
    configFolders: configFolders(REPOSITORY, overlay),
    references: new Map([...readCatalogue(REPOSITORY).keys()].map((name) => [name, name])),
    chartValues: () => PULLING,
  };
  return render(design, signal);
}
