import { describe } from 'vitest';
import { lookFor } from './leaks.ts';
import { PLACES } from './places.ts';
import { test } from './test.ts';

describe('no value of a Secret lies in', () => {
  test.for(Object.keys(PLACES))('%s', async (place, { door, target, kubernetes }) => {
    const threat = place === 'environments of systems' ? 'secrets-are-files' : 'secrets-lie-about';
    door.found(threat, await lookFor(place, target, kubernetes));
  });
});
