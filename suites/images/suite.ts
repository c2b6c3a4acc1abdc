import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'What charts count on in an image: user, paths and commands',
  needs: 'every system',
};
