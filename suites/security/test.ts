import { withObjectStore } from '../../fixtures/object-store.ts';
import { withSpark } from '../../fixtures/spark.ts';
import { test as base } from '../../fixtures/test.ts';
import { withZooKeeper } from '../../fixtures/zookeeper.ts';
import { TriedDoor } from './tried-door.ts';

/** The suite's tests: each tries a door, and says what it found there. */
export const test = base
  .extend('door', ({ task, skip }) => new TriedDoor(task.meta, skip))
  .extend('visits', { scope: 'file' }, async ({ target, kubernetes }) => (await import('./visits.ts')).visitAll(target, kubernetes))
  .extend('leaving', { scope: 'file' }, async ({ target, kubernetes }, { onCleanup }) => {
    const leaving = await (await import('./leaving.ts')).makeLeaving(target, kubernetes);
    onCleanup(leaving.end);
    return leaving;
  })
  .extend(...withObjectStore)
  .extend(...withSpark)
  .extend(...withZooKeeper)
  .extend('driver', { scope: 'file' }, async ({ target, spark }) => (await import('./drivers.ts')).askAsDriver(target, spark));
