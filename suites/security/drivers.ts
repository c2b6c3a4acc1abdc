import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Spark } from '../../fixtures/spark.ts';
import { connectTo, type Given } from '../../harness/index.ts';
import type { Attempt } from './tried-door.ts';

/** What a driver asks the API server for, and the threat that would come of a yes (makes.py). */
export const WISHES = {
  'a pod that is no executor': 'driver-makes-any-pod',
  'an executor with a driver’s account': 'driver-makes-any-pod',
  'an executor with a token': 'driver-makes-any-pod',
  'an executor with another’s Secret as files': 'driver-mounts-secrets',
  'an executor with another’s Secret among files': 'driver-mounts-secrets',
  'an executor with another’s Secret in its environment': 'driver-mounts-secrets',
  'an executor with another’s volume': 'driver-mounts-volumes',
  'an executor with another’s settings': 'driver-mounts-volumes',
  'the end of another’s pod': 'driver-deletes-pods',
} as const;

export type Wish = keyof typeof WISHES;

/** What came of a driver's wishes. */
export interface Answers {
  /** Whether the API server was told to hold drivers to executors (charts/spark). */
  readonly areHeld: boolean;
  readonly to: (wish: Wish) => Attempt;
}

/** Has a driver ask, all of it as dry runs. @throws Error when it may not even make an executor */
export async function askAsDriver(target: Given, spark: Spark): Promise<Answers> {
  const { log } = await spark.run({
    name: 'makes',
    main: readFileSync(join(import.meta.dirname, 'makes.py'), 'utf8'),
    executors: 'pods',
  });
  const [, printed] = /^answers: (.*)$/m.exec(log) ?? [];
  if (printed === undefined) throw new Error(`the driver printed no answers: ${log.slice(-2_000)}`);
  const answers = JSON.parse(printed) as Readonly<Record<Wish | 'an executor', string>>;
  if (answers['an executor'] !== '201') throw new Error(`a driver may not make an executor: ${answers['an executor']}`);
  const { metadata } = await connectTo(target).core.readNamespacedConfigMap({ name: 'spark-job', namespace: target.namespace });
  return {
    areHeld: metadata?.annotations?.['touchstone/driver-admission'] !== undefined,
    to: (wish) => ({ isOpen: !answers[wish].includes('ValidatingAdmissionPolicy'), words: answers[wish] }),
  };
}
