import type { Basics } from '../../fixtures/fixture.ts';
import { authorityOf, tlsOf, type Tls } from '../../fixtures/tls.ts';
import { openZeppelin, zeppelinFor } from '../../fixtures/zeppelin.ts';
import { makeCertificate } from '../../harness/index.ts';
import { attempt } from './attempt.ts';
import { REFUSED_BY_TLS } from './refused-by-tls.ts';
import type { Attempt } from './tried-door.ts';

/** Zeppelin as those find it who have no business there. */
export interface ZeppelinDoors {
  /** Makes a note as somebody who trusts and proves so; as who speaks plain text without. */
  readonly makesNote: (tls?: Tls) => Promise<string>;
  /** The authority that vouches for it. */
  readonly ca: string;
  /** Somebody by the certificate that a Secret has. */
  readonly system: (secret: string) => Promise<Tls>;
}

type Try = (zeppelin: ZeppelinDoors) => Promise<Attempt>;

/** What TLS says; nobody gets as far as to be refused by Zeppelin. */
const NO = RegExp(REFUSED_BY_TLS);

/** What somebody tries who has not the certificate. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'who speaks plain text': ({ makesNote }) => attempt(NO, makesNote),
  'who speaks TLS and proves nothing': ({ makesNote, ca }) => attempt(NO, () => makesNote({ ca })),
  'who says that they are tests, by a certificate of their own': async ({ makesNote, ca }) => {
    const { certificate: cert, key } = await makeCertificate(undefined, { name: 'tests', hosts: [], isClient: true });
    return attempt(NO, () => makesNote({ ca, cert, key }));
  },
  'whom the authority knows, as NiFi’s node': async ({ makesNote, system }) => {
    const node = await system('nifi-certificate');
    return attempt(NO, () => makesNote(node));
  },
};

/** Comes to the stack's Zeppelin; undefined where it lets in whoever comes, so that there is no door to try. @throws Error where it does not let in even who operates it */
export async function comeToZeppelin({ gateway, kubernetes }: Basics): Promise<ZeppelinDoors | undefined> {
  const { url = '' } = await kubernetes.configMap('zeppelin-address');
  if (!url.startsWith('https:')) return undefined;
  const operator = await openZeppelin(gateway, kubernetes);
  await operator.version();
  const ca = await authorityOf(kubernetes);
  const makesNote = async (tls?: Tls): Promise<string> => {
    const stranger = zeppelinFor(gateway, tls ? url : url.replace('https:', 'http:'), tls);
    const note = await stranger.importNote({ name: 'from a stranger', paragraphs: [] });
    await operator.remove(note);
    return `the note ${note} was made`;
  };
  return { makesNote, ca, system: (secret) => tlsOf(secret, kubernetes) };
}
