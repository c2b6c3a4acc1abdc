import type { Basics } from '../../fixtures/fixture.ts';
import { askByHand } from '../../fixtures/presto-by-hand.ts';
import { prestoAddress } from '../../fixtures/presto.ts';
import { makeCertificate } from '../../harness/index.ts';
import { attempt } from './attempt.ts';
import { REFUSED_BY_TLS } from './refused-by-tls.ts';
import type { Attempt } from './tried-door.ts';

/** Presto as those find it who have no business there. */
export interface PrestoDoors {
  readonly gateway: Basics['gateway'];
  readonly kubernetes: Basics['kubernetes'];
  readonly url: string;
  /** The authority that vouches for it. */
  readonly ca: string;
}

type Try = (presto: PrestoDoors) => Promise<Attempt>;

/** What Presto says, or TLS before it. */
const NO = RegExp(`^(HTTP|Error) 401|^PERMISSION_DENIED: |${REFUSED_BY_TLS}`);

/** What somebody tries who has no login. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'who speaks plain text': ({ gateway, url }) => asks({ gateway, url: url.replace('https:', 'http:') }),
  'who speaks TLS and does not log in': ({ gateway, url, ca }) => looks(gateway.trusting({ ca }), url),
  'whose password is nobody’s': (presto) => asks({ ...presto, proof: { ca: presto.ca, user: 'touchstone', password: 'guessed' } }),
  'with another’s password': async (presto) =>
    asks({ ...presto, proof: { ca: presto.ca, user: 'touchstone', password: await passwordOf('presto-readiness', presto) } }),
  'who says that they are a node, by a certificate of their own': async ({ gateway, url, ca }) => {
    const { certificate: cert, key } = await makeCertificate(undefined, { name: 'presto-nodes', hosts: [], isClient: true });
    return looks(gateway.trusting({ ca, cert, key }), url);
  },
  'whom the authority knows, as NiFi’s node': async ({ gateway, url, ca, kubernetes }) => {
    const { 'tls.crt': cert = '', 'tls.key': key = '' } = await kubernetes.secret('nifi-certificate');
    return looks(gateway.trusting({ ca, cert, key }), url);
  },
};

/** What somebody tries with a login, beyond its business. */
export const TRESPASSES: Readonly<Record<string, Try>> = {
  'says that they are another': async (presto) =>
    asks({ ...presto, proof: { ca: presto.ca, user: 'readiness', password: await passwordOf('presto-readiness', presto) } }),
};

/** Comes to the stack's Presto; undefined where it lets in whoever comes, so that there is no door to try. @throws Error where it does not let in even who operates it */
export async function comeToPresto({ gateway, kubernetes }: Basics): Promise<PrestoDoors | undefined> {
  const { url, proof } = await prestoAddress(kubernetes);
  if (proof === undefined) return undefined;
  const operator = await asks({ gateway, url, proof });
  if (!operator.isOpen) throw new Error(`Presto does not let in who operates it: ${operator.words}`);
  return { gateway, kubernetes, url, ca: proof.ca };
}

async function passwordOf(secret: string, { kubernetes }: PrestoDoors): Promise<string> {
  return (await kubernetes.secret(secret)).password ?? '';
}

/** Asks for the number of TPC-H's nations, by the name `touchstone`. */
function asks({ gateway, ...door }: Pick<PrestoDoors, 'gateway'> & Parameters<typeof askByHand>[1]): Promise<Attempt> {
  return attempt(NO, async () => {
    const statement = { sql: 'SELECT count(*) FROM nation', catalog: 'tpch', schema: 'tiny', zone: 'UTC', session: {} };
    const { rows } = await askByHand(gateway, door)(statement);
    return `${String(rows[0]?.[0])} nations`;
  });
}

/** Looks which nodes there are. */
function looks(send: ReturnType<Basics['gateway']['trusting']>, url: string): Promise<Attempt> {
  return attempt(NO, async () => {
    const response = await send(`${url}/v1/service/presto`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return (await response.text()).slice(0, 200);
  });
}
