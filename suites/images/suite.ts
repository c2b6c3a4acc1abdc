import { readStack } from '../../harness/stack.ts';
import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'Every image keeps its contract: user, paths and commands',
  needs: Object.keys(readStack().systems),
};
