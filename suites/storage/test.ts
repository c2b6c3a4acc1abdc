import { NODES_ARE_NOT_OURS, withNodes } from '../../fixtures/nodes.ts';
import { test as base } from '../../fixtures/test.ts';
import { Volumes } from './volume.ts';

/** The suite's tests: nodes of ours, and the volumes; who asks for either is skipped where nobody gets onto the nodes. One of a system that is there already is skipped: its volumes are somebody's. */
export const test = base
  .extend('volumesAreOurs', { auto: true }, ({ seen, task }) => {
    task.tags?.forEach(seen);
    return true;
  })
  .extend(...withNodes)
  .extend('ownNodes', ({ nodes, skip }) => {
    skip(!nodes.areOurs, NODES_ARE_NOT_OURS);
    return nodes;
  })
  .extend('volumes', ({ target, ownNodes }) => new Volumes(target, ownNodes));
