import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { withOverlay } from '../model/overlay.ts';
import { readStack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';
import { metastoreValues } from './metastore-values.ts';

const stack = withOverlay(readStack(REPOSITORY), REPOSITORY, 'kerberos');

function saying(authentication: string): SharedConfig {
  return new Map([['hive-metastore-address', { metadata: { name: 'hive-metastore-address' }, data: { authentication } }]]);
}

test('each client of a metastore that knows who comes logs in by its own name', () => {
  const told = Object.keys(stack.systems).filter(
    (system) => metastoreValues(system, stack, saying('kerberos')).metastoreLogin === `kerberos-${system}`,
  );
  expect(told).toEqual(['presto', 'spark', 'zeppelin']);
});

test('nobody logs in to one that believes anybody, as somebody’s own does, whatever the overlay', () => {
  expect(metastoreValues('presto', stack, saying('none'))).toEqual({});
  expect(metastoreValues('presto', stack, new Map())).toEqual({});
});
