import { test as base } from '../../fixtures/test.ts';
import { TriedDoor } from './tried-door.ts';
import { visitAll } from './vantages.ts';

/** The suite's tests: each tries a door, and says what it found there. */
export const test = base
  .extend('door', ({ task, skip }) => new TriedDoor(task.meta, skip))
  .extend('visits', { scope: 'file' }, ({ target, kubernetes }) => visitAll(target, kubernetes));
