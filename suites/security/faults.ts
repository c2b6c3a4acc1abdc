import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'a visitor is told that everybody lets them in',
      file: 'suites/security/network.test.ts',
      from: 'isOpen: words !== wall.words',
      to: 'isOpen: words === wall.words',
      tests: /^(a stranger in the namespace|an insider as a Spark program) /,
      says: /the door is open, which blueprint\/threats\.yaml does not say of pods-connect-to-pods/,
    },
  ],
  installed: [
    {
      what: 'one kind of pod is in no network policy',
      file: 'harness/install/policies.ts',
      from: '...apps.map(policyOf)',
      to: "...apps.filter((app) => app !== 'zookeeper').map(policyOf)",
      tests: /^(a stranger in the namespace|a neighbour from another namespace) > zookeeper:/,
      says: /the door is open, .*: connected/,
    },
  ],
};
