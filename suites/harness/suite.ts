import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'The harness’s own tests, those of what suites are built from, and the installer’s; no cluster',
  needs: [],
  // They lie beside the code that they test.
  folders: ['harness', 'fixtures', 'proofs', 'install'],
};
