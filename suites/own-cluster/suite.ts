import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'A cluster of somebody else’s: what is theirs stays theirs, and the stack stands beside it',
  needs: ['kafka'],
};
