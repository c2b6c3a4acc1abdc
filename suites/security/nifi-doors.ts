import type { Basics } from '../../fixtures/fixture.ts';
import { NiFiApi, openNiFi } from '../../fixtures/nifi-api.ts';
import { tlsOf, type Tls } from '../../fixtures/tls.ts';
import { makeAuthority, makeCertificate, type Certificate } from '../../harness/index.ts';
import { attempt } from './attempt.ts';
import { REFUSED_BY_TLS } from './refused-by-tls.ts';
import type { Attempt } from './tried-door.ts';

/** NiFi as those find it who have no business there. */
export interface NiFiDoors {
  /** NiFi for who trusts and proves so; for who speaks plain text without. */
  readonly as: (tls?: Tls) => NiFiApi;
  /** Somebody by the certificate that a Secret has. */
  readonly system: (secret: string) => Promise<Tls>;
  /** The authority of this install, which a stranger has no key of. */
  readonly authority: Certificate;
  /** The group that all flows are in. */
  readonly root: string;
  /** Speaks TLS at a port of a node's, from its own pod, without a certificate. */
  readonly atNode: (port: number) => Promise<string>;
}

type Try = (nifi: NiFiDoors) => Promise<Attempt>;

/** What NiFi says, or TLS before it. */
const NO = RegExp(`^HTTP 40[13]: |${REFUSED_BY_TLS}`);

/** How TLS asks for a certificate that did not come. */
const NO_NODE = /alert (certificate required|bad certificate|handshake failure)/;

/** Prints what TLS says to who has no certificate; nothing where it asks for none. Who is not refused waits ten seconds for what comes next. */
const SPEAK = 'timeout 10 openssl s_client -quiet -connect "$HOSTNAME:$0" </dev/null 2>&1 | grep -o "alert .*" || true';

const [READING, TESTS] = ['flow/process-groups/root', { name: 'tests', hosts: [], isClient: true }] as const;

/** What somebody tries whom NiFi does not know. */
export const INTRUSIONS: Readonly<Record<string, Try>> = {
  'who speaks plain text': ({ as }) => asks(as(), READING),
  'who speaks TLS and proves nothing': ({ as, authority }) => asks(as({ ca: authority.certificate }), READING),
  'who says that they are tests, by an authority of their own': async ({ as, authority }) =>
    asks(as(await proofOf(TESTS, authority, await makeAuthority())), READING),
  'with the certificate of a server, Kafka’s': async ({ as, system }) => asks(as(await system('kafka-certificate')), READING),
  'whom the authority knows, and NiFi does not': async ({ as, authority }) =>
    asks(as(await proofOf({ ...TESTS, name: 'stranger' }, authority, authority)), READING),
};

/** What the node itself tries, beyond its business. */
export const TRESPASSES: Readonly<Record<string, Try>> = {
  'reads the flows': async ({ as, system }) => asks(as(await system('nifi-certificate')), 'process-groups/root'),
  'makes a flow': async ({ as, system, root }) => {
    const body = JSON.stringify({ revision: { version: 0 }, component: { name: 'from a stranger', position: { x: 0, y: 0 } } });
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
    return asks(as(await system('nifi-certificate')), `process-groups/${root}/process-groups`, init);
  },
};

/** What somebody tries at the ports that nodes speak to each other at (charts/nifi, nifi.properties), whom a policy lets there. */
export const FALSE_NODES: Readonly<Record<string, Try>> = {
  'joins its cluster': ({ atNode }) => attempt(NO_NODE, () => atNode(11443)),
  'hands it flow files': ({ atNode }) => attempt(NO_NODE, () => atNode(6342)),
};

/** Comes to the stack's NiFi; undefined where it lets in whoever comes, so that there is no door to try. @throws Error where it does not let in even who operates it */
export async function comeToNiFi({ gateway, kubernetes }: Basics): Promise<NiFiDoors | undefined> {
  const { url = '' } = await kubernetes.configMap('nifi-address');
  if (!url.startsWith('https:')) return undefined;
  const operator = await openNiFi(gateway, kubernetes);
  const { processGroupFlow } = await operator.ask<{ processGroupFlow: { id: string } }>('GET', READING);
  const { 'tls.crt': certificate = '', 'tls.key': key = '' } = await kubernetes.secret('certificate-authority');
  return {
    as: (tls) =>
      tls
        ? new NiFiApi(gateway.trusting(tls), `${url}/nifi-api`)
        : new NiFiApi((address, init) => gateway.fetch(address, init), `${url.replace('https:', 'http:')}/nifi-api`),
    system: (secret) => tlsOf(secret, kubernetes),
    authority: { certificate, key },
    root: processGroupFlow.id,
    atNode: async (port) => speakAtNode(port, kubernetes),
  };
}

/** @throws Error with what TLS says when it refuses */
async function speakAtNode(port: number, kubernetes: Basics['kubernetes']): Promise<string> {
  const [pod = ''] = await kubernetes.podNames('nifi');
  const refusal = await kubernetes.exec(pod, 'sh', '-c', SPEAK, String(port));
  if (refusal !== '') throw new Error(refusal);
  return 'nobody asked for a certificate';
}

async function proofOf(bearer: Parameters<typeof makeCertificate>[1], trusted: Certificate, signer: Certificate): Promise<Tls> {
  const { certificate: cert, key } = await makeCertificate(signer, bearer);
  return { ca: trusted.certificate, cert, key };
}

/** Asks NiFi for something. */
function asks(nifi: NiFiApi, path: string, init?: Parameters<NiFiApi['fetch']>[1]): Promise<Attempt> {
  return attempt(NO, async () => {
    const response = await nifi.fetch(path, init);
    const words = `HTTP ${response.status}: ${(await response.text()).slice(0, 200)}`;
    if (!response.ok) throw new Error(words);
    return words;
  });
}
