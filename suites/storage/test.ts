import { withNodes } from '../../fixtures/nodes.ts';
import { test as base } from '../../fixtures/test.ts';
import { Volumes } from './volume.ts';

/** The suite's tests: the nodes, where somebody reaches them, and the volumes. */
export const test = base.extend(...withNodes).extend('volumes', { scope: 'file' }, ({ target }) => new Volumes(target));
