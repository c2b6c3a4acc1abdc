import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Target } from '../fixtures/target.ts';
import { openGateway } from './connect/gateway.ts';
import { collectDiagnostics } from './diagnose/collect.ts';
import { Interrupted, asGroundFailure, messageOf } from './failure.ts';
import type { Plan } from './plan.ts';
import { judgeEdges } from './report/edges.ts';
import { flakyTests } from './report/flaky.ts';
import { Redactor } from './report/redact.ts';
import type { Cleanup, Failure, Results } from './report/results.ts';
import type { Timeline } from './report/timeline.ts';
import { verdictOf } from './report/verdict.ts';
import { writeReports } from './report/write.ts';
import { standUp, type Context, type Ground, type GroundOptions } from './stand-up.ts';
import { markUnderWay } from './target/under-way.ts';
import { tearDown } from './tear-down.ts';
import { countOf, type TestRecord } from './tests/record.ts';
import { reproduction } from './tests/reproduce.ts';
import type { TestRunner } from './tests/run-tests.ts';
import type { Runners } from './tests/runners.ts';
import type { TestFilter } from './tests/selection.ts';
import { NotReady } from './ready/ready.ts';

/** What a user may say about a run. */
export interface RunOptions extends GroundOptions, TestFilter {
  /** Keep a fresh cluster after the run. */
  readonly keep: boolean;
  /** Folder that gets a folder for this run. */
  readonly results: string;
  /** The command line, for the report. */
  readonly arguments: readonly string[];
}

/** A run that has ended, and where its reports are. */
export interface FinishedRun {
  readonly results: Results;
  readonly folder: string;
}

/**
 * One run: stand up what the plan needs, run the tests, say what works, and leave the ground as it was asked for.
 * Never throws for what happens on the ground; the results say it.
 */
export async function runPlan(
  plan: Plan,
  runners: Runners,
  options: RunOptions,
  timeline: Timeline,
  signal: AbortSignal,
): Promise<FinishedRun> {
  const startedAt = Date.now();
  const id = `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-')}-${randomBytes(2).toString('hex')}`;
  const folder = join(options.results, id);
  const redactor = new Redactor();
  const ground: Ground = {};
  const records: TestRecord[] = [];
  const record: TakeRecord = (each) => records.push(each);
  const memory = watchMemory();
  let failure: Failure | undefined;
  let troubled: string | undefined;
  try {
    // The harness's own tests need no cluster.
    if (plan.harness) await runners.harness?.run(() => ({}), record, signal);
    if (runners.suites && plan.suites.length > 0)
      await runSuites(plan, runners.suites, options, id, record, ground, { timeline, redactor, signal });
  } catch (error) {
    failure = describeFailure(error);
    if (error instanceof NotReady) troubled = error.system;
  }
  const edges = judgeEdges(
    plan.stack,
    plan.systems,
    records,
    failure && (failure.kind === 'ground' ? 'the ground failed' : 'the run was stopped'),
  );
  if (failure?.kind !== 'interrupted') await diagnose(ground, edges, troubled, join(folder, 'diagnostics'), timeline, redactor);
  const cleanup = await tearDown(ground, options, timeline);
  const results = conclude({
    id,
    startedAt,
    options,
    ground,
    records,
    edges,
    failure,
    cleanup,
    timeline,
    harnessMemory: memory.stop(),
  });
  await writeReports(results, folder, redactor);
  return { results: JSON.parse(redactor.apply(JSON.stringify(results))) as Results, folder };
}

type TakeRecord = (record: TestRecord) => void;

/** Stands up the stack, while the test runner gets ready, and runs the suites on it. */
async function runSuites(
  plan: Plan,
  runner: TestRunner,
  options: RunOptions,
  runId: string,
  record: TakeRecord,
  ground: Ground,
  context: Context,
): Promise<void> {
  const { timeline, signal } = context;
  runner.prepare();
  const { cluster, tools, releases } = await standUp(plan, options, ground, context);
  const gateway = await openGateway(cluster, tools, signal);
  const { kubeconfig, context: contextName, namespace } = cluster;
  const target = (round: number): Target => ({
    runId: round === 1 ? runId : `${runId}-${round}`,
    gateway: gateway.url,
    kubeconfig,
    context: contextName,
    namespace,
    kubectl: tools.kubectl,
    scale: options.scale,
    images: imagesOfHost(ground),
    releases,
  });
  const done = await markUnderWay(cluster, runId);
  await runner.run((round) => ({ target: target(round) }), record, signal).finally(() => gateway.close());
  await done().catch((error: unknown) => timeline.note(`the stack is still marked as if its tests had been cut off: ${messageOf(error)}`));
}

/** References by image name, where the engine of this host has them. */
function imagesOfHost({ cluster, images }: Ground): Record<string, string> {
  return cluster?.origin === 'kind' ? Object.fromEntries((images ?? []).map(({ name, reference }) => [name, reference])) : {};
}

/** Collects what is known of the systems at the ends of edges that do not hold, or of the one that did not become ready. */
async function diagnose(
  ground: Ground,
  edges: Results['edges'],
  troubled: string | undefined,
  folder: string,
  timeline: Timeline,
  redactor: Redactor,
): Promise<void> {
  const { cluster, tools, releases } = ground;
  if (!cluster || !tools || !releases) return;
  const bad = edges.filter(({ status }) => status === 'failed' || status === 'blocked').flatMap(({ from, to }) => [from, to]);
  const systems = new Set(troubled === undefined ? bad : [troubled]);
  const chosen = releases.filter(({ system }) => systems.has(system));
  if (chosen.length > 0) await collectDiagnostics(chosen, folder, { cluster, tools, timeline, redactor });
}

function describeFailure(error: unknown): Failure {
  if (error instanceof Interrupted)
    return {
      kind: 'interrupted',
      message: error.message,
      mend: 'Run again; what was finished is used again, but for a stack whose tests were cut off.',
      evidence: [],
    };
  const { message, mend, evidence } = asGroundFailure(error);
  return { kind: 'ground', message, mend, evidence };
}

interface Ended {
  readonly id: string;
  readonly startedAt: number;
  readonly options: RunOptions;
  readonly ground: Ground;
  readonly records: readonly TestRecord[];
  readonly edges: Results['edges'];
  readonly failure: Failure | undefined;
  readonly cleanup: Cleanup;
  readonly timeline: Timeline;
  readonly harnessMemory: number;
}

function conclude({ id, startedAt, options, ground, records, edges, failure, cleanup, timeline, harnessMemory }: Ended): Results {
  const counts = countOf(records);
  const { cluster } = ground;
  return {
    schema: 1,
    run: { id, startedAt, endedAt: Date.now(), arguments: options.arguments },
    ...verdictOf(counts, failure),
    counts,
    flaky: flakyTests(records),
    ...(failure ? { failure } : {}),
    host: ground.host,
    target: cluster ? { origin: cluster.origin, name: cluster.name, namespace: cluster.namespace, fresh: cluster.fresh } : undefined,
    images: ground.images ?? [],
    systems: (ground.releases ?? []).map(({ system, fingerprint }) => ({ name: system, fingerprint })),
    edges,
    tests: records.map((record) => (record.status === 'failed' ? { ...record, reproduce: reproduction(record, options) } : record)),
    notes: timeline.notes,
    timeline: timeline.steps,
    cleanup,
    harnessMemory,
  };
}

/** Samples this process's memory; stop() gives the highest value in MiB. */
function watchMemory(): { stop: () => number } {
  let highest = 0;
  const sample = (): void => void (highest = Math.max(highest, process.memoryUsage.rss() / 1024 / 1024));
  const timer = setInterval(sample, 1_000);
  timer.unref();
  return {
    stop: () => {
      sample();
      clearInterval(timer);
      return Math.round(highest);
    },
  };
}
