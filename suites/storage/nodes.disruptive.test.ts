import { describe, expect } from 'vitest';
import type { Disruption } from '../../fixtures/disruption.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { NODES_ARE_NOT_OURS, reachesNodes, type Nodes } from '../../fixtures/nodes.ts';
import { lost, writeAll } from './keeper.ts';
import { KEPT } from './keepers.ts';

/** What each system has acknowledged before the nodes restart. */
const WRITTEN = 50;
/** Every program of the stack starts at once, in milliseconds. */
const PATIENCE = 600_000;

/** All nodes with pods of the stack restart once, for all systems. */
let restart: Promise<void> | undefined;

describe('before the nodes restart', () => {
  for (const { edge, test } of KEPT)
    test(`${edge}: ${WRITTEN} values are acknowledged`, { tags: [edge] }, async ({ keeper, target, skip }) => {
      skip(!reachesNodes(target), NODES_ARE_NOT_OURS);
      await writeAll(keeper, 0, WRITTEN);
      expect(await lost(keeper, WRITTEN)).toEqual([]);
    });
});

describe('after the nodes have restarted', () => {
  for (const { edge, test } of KEPT)
    test(
      `${edge}: each acknowledged value is there, and more are taken`,
      { tags: [edge], timeout: PATIENCE },
      async ({ keeper, target, skip, nodes, disruption, kubernetes }) => {
        skip(!reachesNodes(target), NODES_ARE_NOT_OURS);
        await (restart ??= restartAll({ nodes, disruption, kubernetes }));
        expect(await lost(keeper, WRITTEN)).toEqual([]);
        await writeAll(keeper, WRITTEN, WRITTEN + 10);
        expect(await lost(keeper, WRITTEN + 10)).toEqual([]);
      },
    );
});

interface Hands {
  readonly nodes: Nodes;
  readonly disruption: Disruption;
  readonly kubernetes: Kubernetes;
}

async function restartAll({ nodes, disruption, kubernetes }: Hands): Promise<void> {
  const pods = await kubernetes.pods(...KEPT.flatMap(({ sets }) => sets));
  await nodes.restart(disruption, [...new Set(pods.map(({ spec }) => spec?.nodeName ?? ''))]);
}
