/** What the runtime says on a busy node with version 1 of cgroups; the kubelet starts the container again after ten seconds. */
const UNABLE_TO_FREEZE = 'unable to freeze';

/** Milliseconds to wait on after a container could not be started: longer than usual where the node was merely busy. */
export function patienceAfter(message: string | undefined, usual: number): number {
  return message?.includes(UNABLE_TO_FREEZE) ? 60_000 : usual;
}
