import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'the overlay of the document does not list the component',
      file: 'docs/kustomize.md',
      from: 'components: [../../facts-in-files]',
      to: '',
      tests: /^docs\/kustomize\.md/,
      says: /docs\/kustomize\.md:\d+: kubectl kustomize .*: expected “.*fs\.s3a\.endpoint.*”, got “ {2}endpoint: https:/,
    },
    {
      what: 'the document speaks of a cluster that the kubeconfig does not have',
      file: 'docs/own-cluster.md',
      from: 'npm run doctor -- --context production-copy',
      to: 'npm run doctor -- --context production-cpy',
      tests: /^docs\/own-cluster\.md/,
      says: /docs\/own-cluster\.md:\d+: npm run doctor .*expected exit code 0, got 2/,
    },
  ],
  ruinousAlone: [
    {
      what: 'the document shows a row that the table has not',
      file: 'docs/by-hand.md',
      from: '[[25]]',
      to: '[[26]]',
      tests: /^docs\/by-hand\.md/,
      says: /docs\/by-hand\.md:\d+: ask 'CREATE TABLE .*: expected “\[\[26\]\]”, got “\[\[25\]\]”/,
    },
  ],
};
