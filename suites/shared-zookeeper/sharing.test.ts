import { describe, expect } from 'vitest';
import { sessionsOf } from './sessions.ts';
import { TENANTS, type Tenant } from './tenants.ts';
import { test } from './test.ts';
import { writesOf } from './transactions.ts';

const ALL: readonly Tenant[] = Object.values(TENANTS);

test(
  'there is one ensemble, every member of it serves, and one leads',
  { tags: ['kafka→zookeeper', 'hbase→zookeeper'] },
  async ({ zookeeper, kubernetes, ours }) => {
    ours('zookeeper');
    const pods = (await kubernetes.podNames('zookeeper')).map((name) => `${name}:2181`);
    expect(pods.sort()).toEqual([...zookeeper.members].sort());
    const modes = await Promise.all(zookeeper.members.map((member) => zookeeper.mode(member)));
    expect(modes.sort()).toEqual([...Array.from({ length: modes.length - 1 }, () => 'follower'), 'leader']);
  },
);

describe('each tenant', () => {
  for (const [name, tenant] of Object.entries<Tenant>(TENANTS)) {
    test(
      `${name}: a live session for every running server, and for nothing else`,
      { tags: [`${name}→zookeeper`] },
      async ({ zookeeper, kubernetes, ours }) => {
        ours(name);
        const sessions = await sessionsOf(tenant, zookeeper);
        const pods = await kubernetes.podNames(tenant.app);
        expect(pods.length).toBeGreaterThan(0);
        expect([...sessions.keys()].sort()).toEqual(pods);
        expect([...sessions.values()]).not.toContain('none');
        expect(new Set(sessions.values()).size).toBe(pods.length);
      },
    );
  }
});

test(
  'every node and every session is below the root of one tenant',
  { tags: ['kafka→zookeeper', 'hbase→zookeeper'] },
  async ({ zookeeper, ours }) => {
    ours('zookeeper', 'kafka'); // what else lives there is nobody's business
    const nodes = await zookeeper.tree();
    const top = nodes.map(({ path }) => path).filter((path) => /^\/[^/]+$/.test(path));
    expect(top.sort()).toEqual([...ALL.map(({ root }) => root), '/zookeeper'].sort());
    const rootsOf = rootsBySession(nodes);
    expect(rootsOf.size).toBeGreaterThanOrEqual(ALL.length);
    expect([...rootsOf].filter(([, roots]) => roots.size !== 1)).toEqual([]);
  },
);

test(
  'in all its life each session has written below the root of one tenant only',
  { tags: ['kafka→zookeeper', 'hbase→zookeeper'] },
  async ({ zookeeper, kubernetes, kafka, hbase, target, ours }) => {
    ours('zookeeper', 'kafka');
    const topic = `z-${target.runId}`;
    const table = `z_${target.runId}`.replaceAll(/\W/g, '_');
    const admin = kafka.admin();
    await admin.connect();
    await Promise.all([admin.createTopics({ topics: [{ topic }], waitForLeaders: true }), hbase.createTable(table, 'f')]);
    await Promise.all([admin.deleteTopics({ topics: [topic] }), hbase.dropTable(table)]);
    await admin.disconnect();

    // A member that joined late has what came before as a snapshot, so that only all logs together are the whole story.
    const writes = (await Promise.all(zookeeper.members.map((member) => writesOf(member.split(':')[0] ?? '', kubernetes)))).flat();
    const written = writes.map(({ path }) => path);
    expect(written).toContain(`/kafka/brokers/topics/${topic}`);
    expect(written).toContain(`/hbase/table/${table}`);
    // Where tenants log in, the roots themselves are made for them, and the share of each is said, all by whoever operates the ensemble.
    const { login } = await kubernetes.configMap('zookeeper');
    const ofOperator = (path: string): boolean =>
      login !== undefined && (path.lastIndexOf('/') === 0 || path.startsWith('/zookeeper/quota/'));
    const tenants = writes.filter(({ path }) => !path.startsWith(OF_TESTS) && !ofOperator(path));
    const rootsOf = rootsBySession(tenants);
    expect([...rootsOf].filter(([, roots]) => roots.size !== 1)).toEqual([]);
    expect([...new Set([...rootsOf.values()].flatMap((roots) => [...roots]))].sort()).toEqual(ALL.map(({ root }) => root).sort());
  },
);

/** What the suite storage has ZooKeeper keep (suites/storage/keepers), which stays in its logs. */
const OF_TESTS = '/v_';

/** The roots below which each session has nodes; nodes of no session don't count. */
function rootsBySession(nodes: readonly { readonly path: string; readonly session?: string | undefined }[]): Map<string, Set<string>> {
  const rootsOf = new Map<string, Set<string>>();
  for (const { path, session } of nodes) {
    if (session !== undefined) rootsOf.set(session, (rootsOf.get(session) ?? new Set()).add(`/${path.split('/')[1] ?? ''}`));
  }
  return rootsOf;
}
