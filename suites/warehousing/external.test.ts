import { expect } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { test as base } from './test.ts';

/** A folder of the bucket that only the object store's client writes to. */
const test = base.extend('folder', { scope: 'file' }, ({ schema, objectStore }, { onCleanup }) => {
  const folder = `${schema}_files`;
  onCleanup(() => cleanUp(`folder ${folder}`, () => objectStore.removeBelow(`${folder}/`)));
  return folder;
});

const CITIES = [
  { id: 1, city: 'Zürich', note: 'a "quoted" word, and a comma' },
  { id: 2, city: '東京', note: '' },
  { id: 3, city: 'São Paulo', note: 'line one; still line one' },
] as const;

test(
  'CSV that only the object store’s client wrote is a table',
  { tags: ['presto→minio', 'presto→metastore'] },
  async ({ presto, schema, folder, objectStore }) => {
    const line = (fields: readonly unknown[]): string => fields.map((field) => `"${String(field).replaceAll('"', '\\"')}"`).join(',');
    await objectStore.write(`${folder}/csv/cities.csv`, `${CITIES.map(({ id, city, note }) => line([id, city, note])).join('\n')}\n`);
    await presto.query(
      `CREATE TABLE ${schema}.cities_csv (id varchar, city varchar, note varchar) WITH (format = 'CSV', external_location = 's3a://${objectStore.bucket}/${folder}/csv/')`,
    );

    const { rows } = await presto.query(`SELECT CAST(id AS integer), city, note FROM ${schema}.cities_csv ORDER BY id`);
    expect(rows).toEqual(CITIES.map(({ id, city, note }) => [id, city, note]));
  },
);

test(
  'JSON lines that only the object store’s client wrote are a table, and a second file is more of it',
  { tags: ['presto→minio', 'presto→metastore'] },
  async ({ presto, schema, folder, objectStore }) => {
    const lines = (offset: number): string => CITIES.map((city) => JSON.stringify({ ...city, id: city.id + offset })).join('\n');
    await objectStore.write(`${folder}/json/first.json`, lines(0));
    await presto.query(
      `CREATE TABLE ${schema}.cities_json (id bigint, city varchar, note varchar) WITH (format = 'JSON', external_location = 's3a://${objectStore.bucket}/${folder}/json/')`,
    );
    expect((await presto.query(`SELECT id, city, note FROM ${schema}.cities_json ORDER BY id`)).rows).toEqual(
      CITIES.map(({ id, city, note }) => [id, city, note]),
    );

    await objectStore.write(`${folder}/json/second.json`, lines(100));
    expect(await presto.column(`SELECT id FROM ${schema}.cities_json ORDER BY id`)).toEqual([1, 2, 3, 101, 102, 103]);
  },
);

test(
  'dropping an external table leaves its files',
  { tags: ['presto→metastore', 'presto→minio'] },
  async ({ presto, schema, folder, objectStore }) => {
    await objectStore.write(`${folder}/kept/cities.json`, JSON.stringify(CITIES[0]));
    await presto.query(
      `CREATE TABLE ${schema}.kept (id bigint, city varchar) WITH (format = 'JSON', external_location = 's3a://${objectStore.bucket}/${folder}/kept/')`,
    );
    expect(await presto.value(`SELECT city FROM ${schema}.kept`)).toBe(CITIES[0].city);
    await presto.query(`DROP TABLE ${schema}.kept`);
    expect((await objectStore.read(`${folder}/kept/cities.json`)).toString()).toBe(JSON.stringify(CITIES[0]));
  },
);
