import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'one record is left out between the topic and the table',
      file: 'suites/end-to-end/topic-to-table.py',
      from: 'select("record.*").write',
      to: 'select("record.*").limit(199).write',
      tests: /^what is posted to NiFi comes out/,
      says: /expected '\d+\\n' to be '\d+\\n'/,
    },
  ],
};
