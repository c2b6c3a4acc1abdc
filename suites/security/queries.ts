import type { Basics } from '../../fixtures/fixture.ts';
import { askByHand, speakWith, type Dialogue } from '../../fixtures/presto-by-hand.ts';
import { prestoAddress } from '../../fixtures/presto.ts';
import { ASKING, PrestoError, type Reply } from '../../fixtures/presto-protocol.ts';
import type { Attempt } from './tried-door.ts';

/** What Presto runs of one user at once (charts/presto, resource-groups.json), and more than that. */
const [BOUND, MANY] = [5, 12];
/** Goes on for minutes, and needs no memory: 600 million rows are made up one after another. */
const LONG = 'SELECT count(*) FROM tpch.sf100.lineitem';
const AROUND = { catalog: 'tpch', schema: 'tiny', zone: 'UTC', session: {} };
/** Of queries that wait until others have ended (QueryState in Presto's source). */
const WAITING: readonly string[] = ['WAITING_FOR_PREREQUISITES', 'QUEUED', 'WAITING_FOR_RESOURCES'];
/** Another user, whom Presto knows. */
const NEIGHBOUR = 'readiness';

/** Has Presto run many queries for one user, and another ask for little meanwhile. @throws PrestoError when one of the many ends by itself */
export async function takeQueries({ gateway, kubernetes }: Pick<Basics, 'gateway' | 'kubernetes'>): Promise<Attempt> {
  const door = await prestoAddress(kubernetes);
  const greedy = speakWith(gateway, door, ASKING.user);
  const places = new Set<string>();
  try {
    const begun = await Promise.all(Array.from({ length: MANY }, () => begin(greedy, places)));
    const password = door.proof && (await kubernetes.secret(`presto-${NEIGHBOUR}`)).password;
    const proof = door.proof && { ...door.proof, user: NEIGHBOUR, password: password ?? '' };
    const neighbour = askByHand(gateway, { url: door.url, ...(proof && { proof }) }, NEIGHBOUR);
    const { rows } = await neighbour({ sql: 'SELECT count(*) FROM nation', ...AROUND });
    const replies = await Promise.all(begun.map((place) => follow(greedy, place, places)));
    const run = replies.filter(({ stats }) => !WAITING.includes(stats.state)).length;
    const words = `of ${MANY} queries of one user ${run} run; another user counted ${String(rows[0]?.[0])} nations meanwhile`;
    return { isOpen: run > BOUND, words };
  } finally {
    await Promise.all([...places].map((place) => greedy.end(place)));
  }
}

/** Hands in a long query, and follows it to where it runs, or waits: it is the first look that has it begin. @param places where queries are ended, which this keeps up to date */
async function begin(greedy: Dialogue, places: Set<string>): Promise<string> {
  const first = nextOf(await greedy.begin({ sql: LONG, ...AROUND }));
  places.add(first);
  return nextOf(await follow(greedy, nextOf(await follow(greedy, first, places)), places));
}

async function follow(greedy: Dialogue, place: string, places: Set<string>): Promise<Reply> {
  const reply = await greedy.next(place, LONG);
  places.add(nextOf(reply));
  places.delete(place);
  return reply;
}

/** Where a query goes on. @throws PrestoError where it does not */
function nextOf({ nextUri, error }: Reply): string {
  if (error) throw PrestoError.of(error, LONG);
  if (nextUri === undefined) throw new PrestoError(LONG, 'ended', 'it was to go on for minutes');
  return nextUri;
}
