import { readStack } from '../../harness/model/stack.ts';
import type { SuiteDefinition } from '../../harness/model/suite.ts';

export const suite: SuiteDefinition = {
  title: 'What charts count on in an image: user, paths and commands',
  needs: Object.keys(readStack().systems),
};
