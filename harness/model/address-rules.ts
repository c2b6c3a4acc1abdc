import type { Existing } from './existing.ts';
import { nonsenseOfKafka } from './kafka-rule.ts';

/** Says what makes no sense in how a system is named, behind its name, and what would; undefined where all does. */
type Rule = (system: Existing[string]) => string | undefined;

/** A node of ZooKeeper's tree that is not the first of it. */
const ZNODE = /^(\/[^/]+)+$/;

/** What a file of --existing must say of systems beyond what their ConfigMaps ask. */
export const ADDRESS_RULES: Readonly<Record<string, Rule>> = {
  zookeeper: ({ address: { root = '' } }) =>
    ZNODE.test(root)
      ? undefined
      : 'without a root: Kafka, HBase and NiFi of a run would work in the trees /kafka, /hbase and /nifi, which may be yours. ' +
        'Name a node that nobody else works below: root: /touchstone',
  'hive-metastore': ({ address: { authentication = 'none' } }) =>
    authentication === 'none' ? undefined : 'with a log-in, and clients of a run have no keytab of its realm: name one that asks nobody',
  kafka: nonsenseOfKafka,
  presto: ({ address: { url = '' } }) =>
    URL.canParse(url) && new URL(url).protocol === 'http:'
      ? undefined
      : `at ${url === '' ? 'no url' : url}, and tests ask it by plain HTTP: name the coordinator’s own port, url: http://presto.data.svc:8080`,
};
