import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'Every door that an attacker would try, from where they would',
  needs: 'every system',
  longFiles: ['disk.disruptive.test.ts', 'layers.test.ts'],
};
