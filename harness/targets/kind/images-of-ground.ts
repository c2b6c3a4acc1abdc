import type { Project } from '../../base/project.ts';
import { DISK_TOOLS_IMAGE, NODE_IMAGE } from '../../images/catalogue.ts';
import { volumesFile } from '../../model/overlay.ts';
import { areDisks } from './prepared-volumes.ts';

/** Names of the images that a kind cluster takes beside those of its pods: its nodes', and the one that makes an overlay's disks on them. */
export function imagesOfGround(project: Project, overlay: string | undefined): string[] {
  const volumes = volumesFile(project, overlay);
  return volumes !== undefined && areDisks(volumes) ? [NODE_IMAGE, DISK_TOOLS_IMAGE] : [NODE_IMAGE];
}
