import type { Basics } from '../../fixtures/fixture.ts';
import { attempt } from './attempt.ts';
import { firstWordsOf } from './first-words.ts';
import type { Attempt } from './tried-door.ts';
import { unlessRefused } from './unless-refused.ts';

/** Says something to the stack's metastore, and gives what it answers first. */
type MetastoreDoor = (hello: Buffer) => Promise<string>;

/** How Thrift's SASL refuses: what is none of its messages, and mechanisms that it does not take (TSaslTransport, TSaslServerTransport). */
const NO = {
  call: /Invalid status -128/,
  name: /Unsupported mechanism type PLAIN/,
} as const;

/** get_all_databases, in the binary protocol: version 1, message type CALL, sequence 1, no arguments. */
const CALL = Buffer.from([0x80, 1, 0, 1, ...counted('get_all_databases'), 0, 0, 0, 1, 0]);
/** START of a login by PLAIN, and OK with the name of who owns the tables, and a password. */
const NAME = Buffer.from([1, ...counted('PLAIN'), 2, ...counted('\0touchstone\0touchstone')]);

/** What somebody tries at the metastore who has no ticket. */
export const WITHOUT_TICKET: Readonly<Record<string, (door: MetastoreDoor) => Promise<Attempt>>> = {
  'who calls it with nothing': (door) => attempt(NO.call, () => unlessRefused(NO.call, door(CALL))),
  'who logs in with nothing but a name': (door) => attempt(NO.name, () => unlessRefused(NO.name, door(NAME))),
};

/** Comes to the stack's metastore; undefined where it answers whoever calls. */
export async function comeToMetastore({ gateway, kubernetes }: Basics): Promise<MetastoreDoor | undefined> {
  const { uri = '', authentication } = await kubernetes.configMap('hive-metastore-address');
  if (authentication !== 'kerberos') return undefined;
  const { hostname, port } = new URL(uri);
  return async (hello) => firstWordsOf(await gateway.forward(hostname, Number(port)), hello);
}

/** A text after its length, which four bytes have. */
function counted(text: string): number[] {
  return [0, 0, 0, text.length, ...Buffer.from(text)];
}
