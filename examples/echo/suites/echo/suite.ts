import type { SuiteDefinition } from 'touchstone/harness';

export const suite: SuiteDefinition = {
  title: 'Words through echo into the object store, and back',
  needs: ['echo', 'minio'],
};
