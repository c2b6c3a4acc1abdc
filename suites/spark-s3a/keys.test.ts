import { expect } from 'vitest';
import { test } from './test.ts';
import { program } from './program.ts';

const WRONG = { AWS_SECRET_ACCESS_KEY: 'not-the-secret-that-the-store-has', AWS_ACCESS_KEY_ID: 'nobody-that-the-store-knows' };

test(
  'a program with a wrong key is told that access is denied, and its log holds no secret',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, kubernetes, folder }) => {
    await objectStore.write(`${folder}hello.txt`, 'hello');
    const reading = { name: 'keys', main: program('read'), args: [`s3a://${objectStore.bucket}/${folder}hello.txt`] };
    const wrong = Object.entries(WRONG).map(([variable, value]) => spark.run({ ...reading, env: { [variable]: value } }));
    const [right, ...denied] = await Promise.all([spark.run(reading), ...wrong]);

    expect(right.log).toContain('read: hello');
    const { 'secret-key': secret = '' } = await kubernetes.secret('object-store-spark');
    expect(secret.length).toBeGreaterThan(0);
    for (const { succeeded, log } of denied) {
      expect(succeeded).toBe(false);
      expect(log).not.toContain('read: hello');
      expect(log).toMatch(/AccessDeniedException: s3a:.*\b(403|Forbidden)\b/);
      for (const word of [secret, WRONG.AWS_SECRET_ACCESS_KEY]) expect(log.includes(word)).toBe(false);
    }
  },
);
