import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'an image is asked for a file that it lacks',
      file: 'images/images.yaml',
      from: 'paths: [/kind/version,',
      to: 'paths: [/kind/nothing,',
      tests: /^the contract of an image > kind-node/,
      says: /\/kind\/nothing/,
    },
  ],
};
