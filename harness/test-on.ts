import type { Asked } from './asked.ts';
import { messageOf } from './base/failure.ts';
import { survey } from './cluster/survey.ts';
import type { Plan } from './model/plan.ts';
import type { Release } from './model/release.ts';
import { given } from './runner/given.ts';
import type { Tests } from './runner/run-tests.ts';
import type { Story } from './story.ts';
import type { Undo } from './stream/undo.ts';
import { secretsOf } from './targets/keyed-door.ts';
import type { Cluster } from './targets/target.ts';

/** Logs in for tests, looks at the cluster of a stack that stands, connects to it and runs tests on it, which is marked meanwhile. */
export async function testOn(
  { cluster, plan, releases }: { readonly cluster: Cluster; readonly plan: Plan; readonly releases: readonly Release[] },
  tests: Tests,
  { asked, story, undo }: { readonly asked: Asked; readonly story: Story; readonly undo: Undo },
  signal: AbortSignal,
): Promise<void> {
  const { facts, hostImages } = cluster;
  const login = await cluster.loginForTests(signal);
  undo.later(() => login.close());
  if (facts) {
    const target = { ...facts, testsRunAs: login.as };
    story.stream.tell({ kind: 'facts', facts: { target, cluster: await survey(cluster.access) } });
  }
  const door = await cluster.connect(signal);
  undo.later(() => door.close());
  story.stream.hide(secretsOf(door));
  const unmark = await cluster.mark(story.id);
  await tests.run(
    (round) => given({ cluster: { access: login.access, hostImages }, door, plan, releases, asked, runId: story.id, round }),
    signal,
  );
  await unmark().catch((error: unknown) =>
    story.stream.note(`the stack is still marked as if its tests had been cut off: ${messageOf(error)}`),
  );
}
