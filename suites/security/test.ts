import { test as base } from '../../fixtures/test.ts';
import { TriedDoor } from './tried-door.ts';

/** The suite's tests: each tries a door, and says what it found there. */
export const test = base
  .extend('door', ({ task, skip }) => new TriedDoor(task.meta, skip))
  .extend('visits', { scope: 'file' }, async ({ target, kubernetes }) => (await import('./visits.ts')).visitAll(target, kubernetes));
