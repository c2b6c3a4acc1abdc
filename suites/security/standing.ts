import { projectOfTests, readStack, readThreats } from '../../harness/index.ts';

/** The threat model's. */
export const { parties } = readThreats(readStack(projectOfTests()));

/** Whoever has its token is led to all pods of the namespace by it. */
const LEADS_ANYWHERE = 'gateway';

/** Kinds of pods that stand as long as the stack does, by their parties in the threat model. */
export const STANDING = Object.keys(parties).filter(
  (name) => parties[name]?.system !== undefined && ![LEADS_ANYWHERE, 'spark-driver', 'spark-executor'].includes(name),
);
