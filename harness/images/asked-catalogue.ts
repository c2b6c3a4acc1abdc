import type { Project } from '../base/project.ts';
import { readCatalogue, type Catalogue } from './catalogue.ts';
import { throughMirrors } from './mirrors.ts';
import type { ImagePolicy } from './policy.ts';
import { withTwins } from './twins.ts';

/** What a user may say of where images come from. */
export interface ImagesAsked {
  readonly images: ImagePolicy;
  /** Where public images are pulled from instead, as --mirror has it. */
  readonly mirror: string | undefined;
}

/** A project's catalogue as the user wants its images. @throws UsageError for mirrors that make no sense */
export function askedCatalogue(project: Project, { images, mirror }: ImagesAsked): Catalogue {
  const catalogue = throughMirrors(readCatalogue(project), mirror);
  return images === 'twin' ? withTwins(catalogue) : catalogue;
}
