import { describe } from 'vitest';
import { INTRUSIONS, TRESPASSES, comeToKafka } from './kafka-doors.ts';
import { test as base } from './test.ts';

/** Undefined where it lets in whoever comes, so that there is no door to try. */
const test = base.extend('kafka', { scope: 'file' }, async ({ gateway, kubernetes, target }, { onCleanup }) => {
  const doors = await comeToKafka(gateway, kubernetes, target);
  onCleanup(async () => doors?.leave());
  return doors;
});

const NOT_ASKED = 'this Kafka asks nobody who they are: the overlay `secure` has it ask';

describe('a stranger at Kafka', () => {
  test.for(Object.entries(INTRUSIONS))('%s', async ([, intrude], { door, kafka }) => {
    if (kafka === undefined) return door.cannotBeClosed('kafka-lets-strangers-in', NOT_ASKED);
    door.found('kafka-lets-strangers-in', await intrude(kafka));
  });
});

describe('somebody who has logged in to Kafka as', () => {
  test.for(Object.entries(TRESPASSES))('%s', async ([, trespass], { door, kafka }) => {
    if (kafka === undefined) return door.cannotBeClosed('kafka-lets-one-do-all', NOT_ASKED);
    door.found('kafka-lets-one-do-all', await trespass(kafka));
  });
});
