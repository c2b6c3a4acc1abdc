import { join } from 'node:path';
import type { Asked } from './asked.ts';
import { projectFlags } from './base/project.ts';
import { together } from './base/together.ts';
import { diagnose, type Scene } from './diagnose/diagnose.ts';
import { install } from './install/install.ts';
import { namesTaken } from './install/render.ts';
import { judgeEdges } from './model/edges.ts';
import type { Results } from './model/results.ts';
import type { Plan } from './model/plan.ts';
import { waitUntilReady } from './ready/ready.ts';
import { reproduction } from './runner/reproduce.ts';
import type { Tests } from './runner/run-tests.ts';
import { failureOf, type Story } from './story.ts';
import { Undo } from './stream/undo.ts';
import { closeCluster } from './targets/close.ts';
import type { Target } from './targets/target.ts';
import { testOn } from './test-on.ts';

/** A part of a run that has a place of its own: suites that need no system need no cluster. */
export interface Leg {
  readonly plan: Plan;
  readonly target: Target;
  /** None where the stack is only brought up. */
  readonly tests?: Tests;
}

/** One run, leg by leg, which the story tells. Never throws for what happens on the ground; the results say it. */
export async function run(asked: Asked, legs: readonly Leg[], story: Story, signal: AbortSignal): Promise<Results> {
  const { stream } = story;
  for (const leg of legs) await runLeg(leg, asked, story, signal);
  const flagsOf = (suite: string): readonly string[] => {
    const leg = legs.find(({ plan }) => plan.suites.some(({ name }) => name === suite));
    return leg ? [...projectFlags(leg.plan.project), ...leg.target.flags] : [];
  };
  const results = stream.redact(story.results((record) => reproduction(record, asked.said, flagsOf(record.suite))));
  stream.tell({ kind: 'ended', results });
  return results;
}

/** Prepare → fetch and render → open → install → ready → connect → test → judge → diagnose → close. */
async function runLeg({ plan, target, tests }: Leg, asked: Asked, story: Story, signal: AbortSignal): Promise<void> {
  const { stream } = story;
  const undo = new Undo(stream); // what was opened, to be closed backwards
  const scene: Scene = {};
  try {
    if (story.failure) return; // an earlier leg's
    tests?.prepare(); // its libraries load meanwhile
    const ground = await target.prepare(plan, signal); // all is checked, and nothing made
    undo.later(() => ground.close());
    const [, rendered] = await together(signal, [
      (stop) => ground.fetch(stop),
      (stop) => ground.render(stop), // what does not render costs no cluster
    ]);
    const cluster = await ground.open(namesTaken(rendered, ground.part), signal);
    undo.later(async () => stream.tell({ kind: 'closed', cleanup: await closeCluster(cluster, asked, stream) }));
    Object.assign(scene, { cluster, releases: rendered.releases } satisfies Scene);
    stream.tell({ kind: 'facts', facts: { target: cluster.facts } });
    await install(rendered, ground.part, cluster, { stream, timeout: asked.timeout, signal });
    await waitUntilReady(rendered.releases, cluster, { stream, timeout: asked.timeout, signal });
    if (tests) await testOn({ cluster, plan, releases: rendered.releases }, tests, { asked, story, undo }, signal);
  } catch (error) {
    scene.error = error;
    stream.tell({ kind: 'failed', failure: failureOf(error) });
  } finally {
    stream.tell({
      kind: 'judged',
      edges: judgeEdges(plan, story.records, story.whyUntested),
    });
    if (!signal.aborted && asked.results !== undefined)
      await diagnose(scene, story.edges, join(asked.results, story.id, 'diagnostics'), stream);
    await undo.all();
  }
}
