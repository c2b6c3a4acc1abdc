import { askByClient } from '../fixtures/presto-by-client.ts';
import { askByHand } from '../fixtures/presto-by-hand.ts';
import { Presto, prestoAddress } from '../fixtures/presto.ts';
import { tpchQueries } from '../suites/warehousing/queries.ts';
import { standingStack } from './standing-stack.ts';

/** What is asked of the connector that makes TPC-H data: next to nothing, many rows, and what the warehousing suite asks. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  'SELECT 1': ['SELECT 1'],
  'all 15,000 orders': ['SELECT * FROM orders'],
  'TPC-H’s 22 queries': tpchQueries(0.01),
};

type Way = 'byClient' | 'byHand';

/** Milliseconds that a question took at the median, by presto-client and by our own hand. */
export type WaysSample = Readonly<Record<Way, number>> & { readonly question: string };

/** Asks the standing stack's Presto the same by both ways, in turns, round after round. */
export async function comparePrestoWays(rounds: number): Promise<WaysSample[]> {
  const { gateway, kubernetes, leave } = await standingStack('tiny');
  const address = await prestoAddress(kubernetes);
  const ways = { byClient: new Presto(gateway, address, {}, askByClient), byHand: new Presto(gateway, address, {}, askByHand) };
  try {
    const samples: WaysSample[] = [];
    for (const [question, statements] of Object.entries(QUESTIONS))
      samples.push({ question, ...(await compare(ways, statements, rounds)) });
    return samples;
  } finally {
    await leave();
  }
}

/** Which way is first changes from round to round; before them Presto has compiled what it is asked. */
async function compare(ways: Readonly<Record<Way, Presto>>, statements: readonly string[], rounds: number): Promise<Record<Way, number>> {
  const times: Record<Way, number[]> = { byClient: [], byHand: [] };
  await milliseconds(ways.byHand, statements);
  for (let round = 0; round < rounds; round++) {
    const order: readonly Way[] = round % 2 === 0 ? ['byClient', 'byHand'] : ['byHand', 'byClient'];
    for (const way of order) times[way].push(await milliseconds(ways[way], statements));
  }
  return { byClient: median(times.byClient), byHand: median(times.byHand) };
}

async function milliseconds(presto: Presto, statements: readonly string[]): Promise<number> {
  const begin = performance.now();
  for (const sql of statements) await presto.query(sql, presto.catalogs.tpch, 'tiny');
  return performance.now() - begin;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
