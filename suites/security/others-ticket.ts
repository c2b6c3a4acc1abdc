import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import type { Spark } from '../../fixtures/spark.ts';
import type { Attempt } from './tried-door.ts';

/** Settings of somebody who does not leave it to Spark's own whom a ticket may be of. */
const AS_THEY_LIKE = `<configuration>
  <property><name>hadoop.security.authentication</name><value>kerberos</value></property>
  <property><name>hadoop.rpc.protection</name><value>privacy</value></property>
  <property><name>hadoop.security.auth_to_local</name><value>DEFAULT</value></property>
  <property><name>hive.metastore.sasl.enabled</name><value>true</value></property>
  <property><name>hive.metastore.kerberos.principal</name><value>hive/metastore@TOUCHSTONE</value></property>
</configuration>`;

/**
 * Has a program come to the metastore with another system's ticket, which is a good one.
 * @throws Error where the metastore says nothing of it, and so was not come to
 */
export async function comeWithTicketOf(system: string, spark: Spark, kubernetes: Kubernetes): Promise<Attempt> {
  const principal = `${system}/hadoop@TOUCHSTONE`;
  const before = await kubernetes.onItsClock(Date.now());
  const { log } = await spark.run({
    name: 'databases',
    main: readFileSync(join(import.meta.dirname, 'databases.py'), 'utf8'),
    files: { 'core-site.xml': AS_THEY_LIKE },
    conf: { 'spark.master': 'local[1]', 'spark.driver.extraClassPath': '/program', 'spark.eventLog.enabled': 'false' },
    keytab: { principal, secret: `kerberos-${system}` },
  });
  const [databases] = /^databases: .*$/m.exec(log) ?? [];
  if (databases !== undefined) return { isOpen: true, words: databases };
  const lines = await Promise.all(
    (await kubernetes.containers(['hive-metastore'])).map(({ source }) => kubernetes.logLines(source, before)),
  );
  const refusal = lines.flat().find(({ text }) => text.includes(`No rules applied to ${principal}`));
  if (refusal === undefined) throw new Error(`the metastore has not heard of ${principal}: ${log.slice(-2_000)}`);
  return { isOpen: false, words: refusal.text };
}
