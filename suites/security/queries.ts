import type { Basics } from '../../fixtures/fixture.ts';
import { askByHand, speakWith, type Dialogue } from '../../fixtures/presto-by-hand.ts';
import { prestoAddress } from '../../fixtures/presto.ts';
import { ASKING, PrestoError, type Reply } from '../../fixtures/presto-protocol.ts';
import type { Attempt } from './tried-door.ts';

/** What Presto runs of one user at once (charts/presto, resource-groups.json), and more than that. */
const [BOUND, MANY] = [5, 12];
/** Goes on for minutes, and needs no memory: 600 million rows are made up one after another. */
const LONG = 'SELECT count(*) FROM tpch.sf100.lineitem';
/** How many of the long ones there are, and how many of them wait (QueryState in Presto's source). */
const COUNT = `SELECT count(*), count_if(state IN ('WAITING_FOR_PREREQUISITES', 'QUEUED', 'WAITING_FOR_RESOURCES'))
  FROM system.runtime.queries WHERE query = '${LONG}' AND state NOT IN ('FINISHED', 'FAILED')`;
const AROUND = { catalog: 'tpch', schema: 'tiny', zone: 'UTC', session: {} };
/** Another user, who may see what runs (charts/presto, rules.json). */
const NEIGHBOUR = 'readiness';

/** Has Presto run many queries for one user, and another ask how many of them run. */
export async function takeQueries({ gateway, kubernetes }: Pick<Basics, 'gateway' | 'kubernetes'>): Promise<Attempt> {
  const door = await prestoAddress(kubernetes);
  const greedy = speakWith(gateway, door, ASKING.user);
  const begun = await Promise.allSettled(Array.from({ length: MANY }, () => begin(greedy)));
  try {
    const refused = begun.find((one) => one.status === 'rejected');
    if (refused) throw refused.reason as Error;
    const password = door.proof && (await kubernetes.secret(`presto-${NEIGHBOUR}`)).password;
    const proof = door.proof && { ...door.proof, user: NEIGHBOUR, password: password ?? '' };
    const neighbour = askByHand(gateway, { url: door.url, ...(proof && { proof }) }, NEIGHBOUR);
    const [[all = 0, waiting = 0] = []] = (await neighbour({ sql: COUNT, ...AROUND })).rows;
    return judge(Number(all), Number(all) - Number(waiting));
  } finally {
    await Promise.all(begun.flatMap((one) => (one.status === 'fulfilled' ? [greedy.end(one.value)] : [])));
  }
}

/** Hands in a long query, and follows it to where it runs, or waits. @returns where it is ended */
async function begin(greedy: Dialogue): Promise<string> {
  let place = nextOf(await greedy.begin({ sql: LONG, ...AROUND }));
  place = nextOf(await greedy.next(place)); // it is the first look that has it begin
  return nextOf(await greedy.next(place));
}

/** Where a query goes on. @throws PrestoError where it does not */
function nextOf({ nextUri, error }: Reply): string {
  if (error) throw PrestoError.of(error, LONG);
  if (nextUri === undefined) throw new PrestoError(LONG, 'ended', 'it was to go on for minutes');
  return nextUri;
}

/** @param all what there is of the long ones, when the other user has their answer */
function judge(all: number, run: number): Attempt {
  if (all < MANY) return { isOpen: true, words: `another user was answered only when ${MANY - all} of ${MANY} queries had ended` };
  return { isOpen: run > BOUND, words: `of ${MANY} queries of one user ${run} run; another user was answered meanwhile` };
}
