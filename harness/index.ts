// The door of the harness: what suites, fixtures, bench and proofs may use of it. Nothing outside of harness/ imports any other file of it
// (rooms.test.ts holds that).
export { CommandError, run, tryRun } from './base/command.ts';
export { EXIT, messageOf } from './base/failure.ts';
export { filesBelow } from './base/files.ts';
export { CACHE, ROOT } from './base/paths.ts';
export { REPOSITORY, projectOfTests } from './base/project.ts';
export { kubectlFlags } from './cluster/access.ts';
export type { Place } from './cluster/place.ts';
export { connectTo, ifThere, type Api } from './cluster/api.ts';
export { runUnderWay } from './cluster/under-way.ts';
export { findTool, findTools, type Tools } from './host/tools.ts';
export { readCatalogue } from './images/catalogue.ts';
export { chartOf } from './model/chart.ts';
export type { TestRecord } from './model/record.ts';
export { belongsTo, isOfAChart, type Release } from './model/release.ts';
export type { Results } from './model/results.ts';
export { readStack, type Stack } from './model/stack.ts';
export type { Step, StepId } from './model/step.ts';
export { suiteNames, type SuiteDefinition } from './model/suite.ts';
export { neverRan } from './ready/causes/cause.ts';
export { NamespaceWatch } from './ready/namespace-watch.ts';
export { readyRelease, usablePart, whyNotReady } from './ready/ready.ts';
export type { Given } from './runner/given.ts';
export type { Reporter } from './stream/reporter.ts';
export { MARKER, kindPlace, nodeContainers } from './targets/kind/kind.ts';
export { VOLUME } from './targets/kind/store.ts';
export { findKindCluster } from './targets/kind/target.ts';
export type { Cluster } from './targets/target.ts';
