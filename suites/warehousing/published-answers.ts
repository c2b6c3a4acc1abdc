import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { PrestoRow } from '../../fixtures/presto.ts';

/**
 * What the TPC-H specification's answer set (its appendix to clause 2.4, for scale factor 1) holds, condensed: rows, and for each column
 * either the sum of its numbers with the decimals that they are published with, or a hash of its sorted texts. Addresses (null) are left
 * to the tpch connector's answer: the copy of the answer set that this was condensed from has others than the specification prints.
 */
interface PublishedAnswer {
  readonly rows: number;
  readonly columns: readonly ({ readonly sum: number; readonly decimals: number } | { readonly sha256: string } | null)[];
}

const ANSWERS = JSON.parse(readFileSync(join(import.meta.dirname, 'published-answers.json'), 'utf8')) as Record<string, PublishedAnswer>;

/** Holds the rows of a query at scale factor 1 against the published answer, numbers to the decimals published. */
export function expectPublishedAnswer(query: number, rows: readonly PrestoRow[]): void {
  const answer = ANSWERS[query];
  if (!answer) throw new Error(`no answer of query ${query} is published`);
  expect(rows.length, 'rows').toBe(answer.rows);
  answer.columns.forEach((published, column) => {
    if (published === null) return;
    const values = rows.map((row) => row[column]);
    if ('sha256' in published) {
      expect(hashOf(values.map(String)), `texts of column ${column + 1}`).toBe(published.sha256);
    } else {
      const sum = values.reduce<number>((total, value) => total + Number(value), 0);
      // A unit of the last published decimal for each row, as quotients are published cut and not rounded (queries 8 and 14), and what the
      // order of a floating-point sum makes.
      const tolerance = 10 ** -published.decimals * rows.length + 1e-9 * Math.abs(sum);
      expect(Math.abs(sum - published.sum), `sum of column ${column + 1}: ${sum}, published ${published.sum}`).toBeLessThanOrEqual(
        tolerance,
      );
    }
  });
}

function hashOf(texts: readonly string[]): string {
  const sorted = texts.map((text) => text.trim()).sort((a, b) => (a < b ? -1 : 1));
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 16);
}
