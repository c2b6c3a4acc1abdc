import type { ChildProcess } from 'node:child_process';

/**
 * Whether a program says something on its standard output before it ends: kubectl does when it listens. It is ended when it takes longer than `patience`
 * (milliseconds), and when the signal is aborted.
 */
export async function speaks(child: ChildProcess, patience: number, signal: AbortSignal): Promise<boolean> {
  const stop = (): void => void child.kill();
  const slow = setTimeout(stop, patience);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<boolean>((resolve) => {
      child.stdout?.once('data', () => resolve(true));
      child.once('error', () => resolve(false));
      child.once('close', () => resolve(false));
    });
  } finally {
    clearTimeout(slow);
    signal.removeEventListener('abort', stop);
  }
}
