import { test as base } from '../../fixtures/test.ts';
import { tpchQueries } from './queries.ts';

/** The suite's tests with the TPC-H data of the run's scale, as Presto's connector makes it, and the queries for it. */
export const test = base
  .extend('tpch', { scope: 'file' }, ({ target }) => (target.scale === 'tiny' ? 'tpch.tiny' : `tpch.sf${target.scale}`))
  .extend('queries', { scope: 'file' }, ({ target }) => tpchQueries(target.scale === 'tiny' ? 0.01 : Number(target.scale)));
