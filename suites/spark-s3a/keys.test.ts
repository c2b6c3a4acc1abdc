import { expect } from 'vitest';
import { test } from './test.ts';
import { program } from './program.ts';

/** No key of the store's, and as long as one. */
const WRONG = 'not-the-secret-that-the-store-has';

test(
  'a program with a wrong key is told that access is denied, and its log holds no secret',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, kubernetes, folder }) => {
    await objectStore.write(`${folder}hello.txt`, 'hello');
    const reading = { name: 'keys', main: program('read'), args: [`s3a://${objectStore.bucket}/${folder}hello.txt`] };
    const { 'access-key': id = '', 'secret-key': secret = '' } = await kubernetes.secret('object-store-spark');
    expect(secret.length).toBeGreaterThan(0);
    const wrong = [id, 'nobody-that-the-store-knows'].map((who) =>
      spark.run({ ...reading, env: { AWS_ACCESS_KEY_ID: who, AWS_SECRET_ACCESS_KEY: WRONG } }),
    );
    const [right, ...denied] = await Promise.all([spark.run(reading), ...wrong]);

    expect(right.log).toContain('read: hello');
    for (const { succeeded, log } of denied) {
      expect(succeeded).toBe(false);
      expect(log).not.toContain('read: hello');
      expect(log).toMatch(/AccessDeniedException: s3a:.*\b(403|Forbidden)\b/);
      for (const word of [secret, WRONG]) expect(log.includes(word)).toBe(false);
    }
  },
);
