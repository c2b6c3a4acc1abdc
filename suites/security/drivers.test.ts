import { describe } from 'vitest';
import { WISHES, type Wish } from './drivers.ts';
import { test } from './test.ts';

const NOT_HELD =
  'nobody told the API server to hold drivers to executors: that takes an object of the cluster’s (charts/spark, driverAdmission)';

describe('a Spark driver does not get', () => {
  test.for(Object.keys(WISHES) as Wish[])('%s', (wish, { door, driver: { areHeld, to } }) => {
    if (!areHeld) door.cannotBeClosed(WISHES[wish], NOT_HELD);
    door.found(WISHES[wish], to(wish));
  });
});
