import type { Kubernetes } from '../../fixtures/kubernetes.ts';

/** A write that the ensemble has carried out. */
export interface Write {
  readonly session: string;
  readonly path: string;
}

/** ZooKeeper's own reader of its transaction logs (ZooKeeper Administrator's Guide, "TxnLogToolkit"), run over all logs of a member. */
export const DUMP =
  'for log in /data/version-2/log.*; do java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "/apache-zookeeper-3.9.4-bin/lib/*" org.apache.zookeeper.server.persistence.TxnLogToolkit "$log"; done';

/** Every write in a member's transaction logs, with the session that asked for it. */
export async function writesOf(pod: string, kubernetes: Kubernetes): Promise<Write[]> {
  const dump = await kubernetes.exec(pod, 'bash', '-c', DUMP);
  return dump.split('\n').flatMap((line) => {
    const [, session = '', operation = '', rest = ''] = /session (0x[0-9a-f]+) cxid \S+ zxid \S+ (\w+) (.*)/.exec(line) ?? [];
    return pathsIn(operation, rest).map((path) => ({ session, path }));
  });
}

/** The operations that clients ask for. Containers that have become empty are deleted by the ensemble itself, which is not one of these. */
const OPERATIONS = ['create', 'create2', 'createContainer', 'createTTL', 'setData', 'delete'];
const IN_MULTI = new RegExp(`(?:${OPERATIONS.join('|')}):\\W*(/\\w[^\\s\\0]*)`, 'g');

/**
 * What the toolkit prints after the operation: the path and the data, or for `multi` several operations as the bytes that were sent: a path
 * follows its length, which may look like a slash of its own.
 */
function pathsIn(operation: string, rest: string): string[] {
  if (operation === 'multi') return [...rest.matchAll(IN_MULTI)].map((match) => match[1] ?? '');
  return OPERATIONS.includes(operation) ? [/\/[^,]*/.exec(rest)?.[0] ?? ''] : [];
}
