import pLimit from 'p-limit';
import { withMetastoreDatabase } from '../../fixtures/metastore-database.ts';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { Presto, prestoAddress } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';
import { test as base } from '../../fixtures/test.ts';
import { withTpch, withTpchSchema } from '../../fixtures/tpch.ts';
import { LARGE_DATA, tpchQueries } from './queries.ts';

/** The suite's tests with the TPC-H data of the run's scale, as Presto's connector makes it, and the queries for it. */
export const test = base
  .extend(
    'presto',
    { scope: 'file' },
    async ({ gateway, kubernetes, target }) =>
      new Presto(gateway, await prestoAddress(kubernetes), target.scale === 'tiny' ? {} : LARGE_DATA),
  )
  .extend(...withObjectStore)
  .extend(...withSchema)
  .extend(...withMetastoreDatabase)
  // A writer of each column of a large table takes much of the heap.
  .extend('writesAtOnce', { scope: 'file' }, ({ target }) => pLimit(target.scale === 'tiny' ? 16 : 1))
  .extend(...withTpchSchema)
  .extend(...withTpch)
  .extend('queries', { scope: 'file' }, ({ target }) => tpchQueries(target.scale === 'tiny' ? 0.01 : Number(target.scale)));
