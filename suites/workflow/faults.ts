import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'records lose their checksums on the way',
      file: 'suites/workflow/records.test.ts',
      from: 'await postAll(flow, sent)',
      to: "await postAll(flow, sent.map((each) => ({ ...each, checksum: '' })))",
      tests: /^every record is, once and unchanged/,
      says: /checksum/,
    },
    {
      what: 'provenance is asked about nobody’s record',
      file: 'suites/workflow/records.test.ts',
      from: 'await nifi.provenance({ id: one.id })',
      to: "await nifi.provenance({ id: 'nobody' })",
      tests: /^provenance tells/,
      says: /RECEIVE/,
    },
    {
      what: 'the processor that is to hold records up goes on',
      file: 'suites/workflow/records.test.ts',
      from: "await nifi.setProcessorRunning(flow.group, 'publish', false);",
      to: '',
      tests: /^back pressure refuses/,
      says: /expected 200 to be 503/,
    },
  ],
  whileDown: [
    {
      what: 'a record that NiFi has not taken counts as acknowledged',
      file: 'suites/workflow/durability.disruptive.test.ts',
      from: 'await setTimeout(PAUSE);',
      to: 'await setTimeout(PAUSE);\n        break;',
      tests: /^the NiFi pod is deleted/,
      says: /the last one wanted is not there/,
    },
  ],
  installed: [
    {
      what: 'NiFi’s repositories are on no volume',
      file: 'charts/nifi/templates/nifi.yaml',
      from: '{ name: data, mountPath: /data }',
      to: '{ name: tmp, mountPath: /data }',
      tests: /^the NiFi pod is deleted/,
      says: /NiFi has not taken record \d+ for 120 s/,
    },
    {
      what: 'NiFi’s user of the store has Presto’s policy',
      file: 'charts/minio/values.yaml',
      from: 'nifi: uploads\n',
      to: 'nifi: lake\n',
      tests: /^the keys of the store’s user nifi/,
      says: /read/,
    },
  ],
};
