import { setMaxListeners } from 'node:events';

const never = new AbortController();
setMaxListeners(Infinity, never.signal); // whatever is under way at once listens; Node.js warns of ten

/** For what is cleared away also where the run was told to stop, and for a test, which is ended with its process. */
export const UNSTOPPED = never.signal;
