import { expect } from 'vitest';
import { sessionsOf } from './sessions.ts';
import { TENANTS, type Tenant } from './tenants.ts';
import { test } from './test.ts';

/** A name that no resolver has an answer for (RFC 2606). */
const NOWHERE = 'nowhere.invalid:2181';

for (const [name, tenant] of Object.entries<Tenant>(TENANTS)) {
  test(
    `${name} with a wrong address in the shared ConfigMap says that ZooKeeper does not answer there, and the others work on`,
    { tags: [`${name}→zookeeper`] },
    async ({ kubernetes, disruption, zookeeper, onTestFinished, ours }) => {
      ours('zookeeper', 'kafka');
      const { quorum = '' } = await kubernetes.configMap('zookeeper');
      const others = Object.values<Tenant>(TENANTS).filter((other) => other !== tenant);
      const before = await Promise.all(others.map((other) => sessionsOf(other, zookeeper)));
      const servers = (await zookeeper.tree(tenant.alive)).map(({ path }) => path).filter((path) => path !== tenant.alive);
      const restore = async (): Promise<void> => {
        await disruption.changeConfigMap('zookeeper', { quorum });
        await disruption.replacePods(tenant.app);
      };
      onTestFinished(({ task }) => (task.result?.state === 'pass' ? undefined : restore()));
      await disruption.changeConfigMap('zookeeper', { quorum: NOWHERE });

      await disruption.troubleAfterRestart(tenant.app, new RegExp(`ZooKeeper does not answer at ${NOWHERE}`));
      // A server that was killed leaves its session to run out.
      await Promise.all(servers.map((server) => zookeeper.untilGone(server)));
      expect(await Promise.all(others.map((other) => sessionsOf(other, zookeeper)))).toEqual(before);

      await restore();
      const pods = await kubernetes.podNames(tenant.app);
      expect([...(await sessionsOf(tenant, zookeeper)).keys()].sort()).toEqual(pods);
    },
  );
}
