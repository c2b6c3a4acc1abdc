import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'every image is asked for a file that it lacks',
      file: 'suites/images/contract.test.ts',
      from: 'for (const path of paths)',
      to: "for (const path of ['/nothing', ...paths])",
      tests: /^the contract of an image/,
      says: /test -e \/nothing/,
    },
  ],
};
