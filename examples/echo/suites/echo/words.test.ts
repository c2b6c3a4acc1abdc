import { cleanUp } from 'touchstone/fixtures/clean-up';
import { expect } from 'vitest';
import { test } from './test.ts';

const WORDS = 'Echo, “ünïcødé”\nand a second line';

test(
  'what echo is told lies in the object store, and what lies there echo says',
  { tags: ['echo→minio'] },
  async ({ echo, objectStore, target, onTestFinished }) => {
    const [told, kept] = [`told-${target.runId}`, `kept-${target.runId}`];
    const keys = [told, kept].map((name) => `${echo.folder}/${name}`);
    onTestFinished(() => cleanUp(keys.join(', '), () => objectStore.remove(...keys)));

    await echo.tell(told, WORDS);
    expect((await objectStore.read(`${echo.folder}/${told}`)).toString()).toBe(WORDS);

    await objectStore.write(`${echo.folder}/${kept}`, `${WORDS}, kept`);
    expect(await echo.say(kept)).toBe(`${WORDS}, kept`);
    await expect(echo.say(`never-${target.runId}`)).rejects.toThrow('HTTP 404');
  },
);
