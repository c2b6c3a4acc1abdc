import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect } from 'vitest';
import { test } from './test.ts';

const SMALL = 1_000;
/** 1.8 million lines of 64 characters and a newline: 117 MB, of which S3A sends parts of 64 MiB. */
const LINES = 1_800_000;

test(
  'a thousand small objects are what Spark reads, and what it writes from them, byte for byte',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, folder }) => {
    const texts = Array.from({ length: SMALL }, (_, index) => `${digest(String(index))} ünïcode ${index}`);
    await Promise.all(texts.map((text, index) => objectStore.write(`${folder}in/${index}.txt`, text)));

    const [read, written] = await spark.sql(
      'small',
      [
        `SELECT regexp_extract(path, '([0-9]+)[.]txt$', 1), length, sha2(content, 256) FROM binaryFile.\`s3a://${objectStore.bucket}/${folder}in\``,
        `INSERT OVERWRITE DIRECTORY 's3a://${objectStore.bucket}/${folder}out' USING text SELECT CAST(content AS STRING) FROM binaryFile.\`s3a://${objectStore.bucket}/${folder}in\``,
      ],
      { 'spark.sql.files.maxRecordsPerFile': '1', 'spark.executor.cores': '2', 'spark.cores.max': '2' },
    );
    expect(written).toEqual([]);
    const expected = texts.map((text, index) => [String(index), Buffer.byteLength(text), digest(text)]);
    expect([...(read ?? [])].sort(byFirst)).toEqual(expected.sort(byFirst));

    const out = (await objectStore.list(`${folder}out/`)).filter(({ key }) => key.endsWith('.txt'));
    const contents = await Promise.all(out.map(async ({ key }) => (await objectStore.read(key)).toString()));
    expect(contents.sort()).toEqual(texts.map((text) => `${text}\n`).sort());
  },
);

test(
  'an object of over 100 MB goes up in parts, and is byte for byte what was computed',
  { tags: ['spark→s3a'] },
  async ({ spark, objectStore, folder }) => {
    const path = `s3a://${objectStore.bucket}/${folder}large`;
    const [, read] = await spark.sql('large', [
      `INSERT OVERWRITE DIRECTORY '${path}' USING text SELECT /*+ COALESCE(1) */ sha2(CAST(id AS STRING), 256) FROM range(0, ${LINES}, 1, 1)`,
      `SELECT count(*), sum(crc32(value)) FROM text.\`${path}\``,
    ]);
    const [object, ...others] = (await objectStore.list(`${folder}large/part-`)).map(({ key, size }) => ({ key, size }));
    expect(others).toEqual([]);
    expect(object?.size).toBe(LINES * 65);
    expect(await objectStore.parts(object?.key ?? '')).toBeGreaterThan(1);

    const hash = createHash('sha256');
    let checksum = 0;
    for (let id = 0; id < LINES; id++) {
      const line = digest(String(id));
      hash.update(`${line}\n`);
      checksum += crc32(line);
    }
    expect(await objectStore.digest(object?.key ?? '')).toBe(hash.digest('hex'));
    expect(read).toEqual([[LINES, checksum]]);
  },
);

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function byFirst([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return Number(a) - Number(b);
}
