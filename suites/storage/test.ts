import { withNodes } from '../../fixtures/nodes.ts';
import { test as base } from '../../fixtures/test.ts';
import { Volumes } from './volume.ts';

/** The suite's tests: the nodes, where somebody reaches them, and the volumes. One of a system that is there already is skipped: its volumes are somebody's. */
export const test = base
  .extend('volumesAreOurs', { auto: true }, ({ seen, task }) => {
    task.tags?.forEach(seen);
    return true;
  })
  .extend(...withNodes)
  .extend('volumes', { scope: 'file' }, ({ target, nodes }) => new Volumes(target, nodes));
