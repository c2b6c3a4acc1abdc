import type { Presto } from '../../fixtures/presto.ts';
import type { Attempt } from './tried-door.ts';

/** Holds 60,000 texts of ten thousand letters at a time, 600 MB, more than a query may have on a node (charts/presto). */
const GREEDY = "SELECT cardinality(array_agg(rpad(l_comment, 10000, 'x'))) FROM tiny.lineitem";
const MODEST = 'SELECT count(*) FROM tiny.nation';

/** Has one query ask Presto for more memory than it may have, and another for little beside it. @throws what the modest one fails by */
export async function takeMemory(presto: Presto): Promise<Attempt> {
  const [greedy, modest] = await Promise.allSettled([GREEDY, MODEST].map((sql) => presto.value(sql, presto.catalogs.tpch)));
  if (modest?.status === 'rejected') throw modest.reason;
  const refusal = greedy?.status === 'rejected' ? String(greedy.reason).split('\n')[0] : undefined;
  return {
    isOpen: !refusal?.includes('EXCEEDED_'),
    words: `${refusal ?? 'it was given'}; another query beside it: ${String(modest?.value)} rows`,
  };
}
