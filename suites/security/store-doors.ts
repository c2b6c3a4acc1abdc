import type { Basics } from '../../fixtures/fixture.ts';
import { attempt } from './attempt.ts';
import type { Attempt } from './tried-door.ts';

/** The object store as those find it who speak plain text. */
interface StoreDoors {
  readonly gateway: Basics['gateway'];
  /** Where it is for those who speak TLS. */
  readonly endpoint: string;
}

/** How a server of Go's refuses them. */
const NO = /^HTTP 400: Client sent an HTTP request to an HTTPS server/;

/** What somebody tries at the object store whatever keys they have. */
export const IN_PLAIN_TEXT: Readonly<Record<string, (store: StoreDoors) => Promise<Attempt>>> = {
  'who speaks plain text': ({ gateway, endpoint }) =>
    attempt(NO, async () => {
      const response = await gateway.fetch(endpoint.replace('https:', 'http:'));
      const words = (await response.text()).slice(0, 200);
      if (response.status === 400) throw new Error(`HTTP 400: ${words}`);
      return `HTTP ${response.status}: ${words}`;
    }),
};

/** Comes to the stack's object store; undefined where it takes plain text, so that there is no door to try. */
export async function comeToStore({ gateway, kubernetes }: Basics): Promise<StoreDoors | undefined> {
  const { endpoint = '', authority = '' } = await kubernetes.configMap('object-store');
  return authority === '' ? undefined : { gateway, endpoint };
}
