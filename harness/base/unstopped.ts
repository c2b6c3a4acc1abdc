/** For what is cleared away also where the run was told to stop. */
export const UNSTOPPED = new AbortController().signal;
