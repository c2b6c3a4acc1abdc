import { expect } from 'vitest';
import { test } from './test.ts';

test(
  'every node of Presto does a part of the work',
  { tags: ['presto→minio', 'presto→metastore'] },
  async ({ presto, schema, tpch, kubernetes, ours }) => {
    ours('presto'); // whose pods are counted
    await kubernetes.wholeSystem('presto');
    const nodes = (await presto.column(`SELECT node_id FROM system.runtime.nodes WHERE state = 'active' ORDER BY 1`)).map(String);
    const pods = await kubernetes.podNames('presto');
    expect(nodes).toEqual(pods);
    expect(nodes.length).toBeGreaterThanOrEqual(2);

    // Several files, so that there are splits for everyone.
    await presto.query(
      `CREATE TABLE ${schema}.lines WITH (partitioned_by = ARRAY['mode']) AS SELECT l_orderkey, l_comment, l_shipmode AS mode FROM ${tpch}.lineitem`,
    );
    const { queryId, rows } = await presto.query(`SELECT count(*), count(DISTINCT l_comment) FROM ${schema}.lines`);
    expect(rows[0]?.[0]).toBe(await presto.value(`SELECT count(*) FROM ${tpch}.lineitem`));
    const worked = await presto.column(
      `SELECT DISTINCT node_id FROM system.runtime.tasks WHERE query_id = '${queryId}' AND processed_input_rows > 0 ORDER BY 1`,
    );
    expect(worked).toEqual(nodes);
  },
);
