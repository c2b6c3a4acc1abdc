import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'The documents’ recipes, by kubectl, Kustomize and Helm alone: each command does what is shown',
  // Their images must be on the nodes, and tools at hand: recipes install the same in namespaces of their own.
  needs: ['presto', 'kafka'],
  onlyWhenNamed: true,
};
