import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { atExit } from '../../base/at-exit.ts';
import { GroundFailure } from '../../base/failure.ts';
import { speaks } from './speaks.ts';

/** How long kubectl has to listen, in milliseconds; it talks to no cluster for that. */
const PATIENCE = 10_000;

/**
 * Has kubectl pass requests on to the API server from a Unix socket beside a kubeconfig, until the process ends. What kubectl knows of logging in (token files,
 * plugins that want to know the cluster, impersonation with groups, the proxies of the environment) the JavaScript client knows in part.
 * The socket lies in a folder that only this user can enter, as the kubeconfig does.
 * @returns its path @throws GroundFailure with kubectl's words when it does not listen
 */
export async function openApiSocket(kubeconfig: string, kubectl: string, signal: AbortSignal): Promise<string> {
  const socket = join(dirname(kubeconfig), 'api.sock');
  // A process group of its own: a Ctrl-C in the terminal must not take away what the run cleans up by.
  const child = spawn(kubectl, ['--kubeconfig', kubeconfig, 'proxy', `--unix-socket=${socket}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  atExit(() => child.kill());
  const words: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString().trim()));
  if (!(await speaks(child, PATIENCE, signal))) {
    child.kill();
    signal.throwIfAborted();
    throw new GroundFailure('kubectl cannot be asked to pass requests on', `Try it by hand: kubectl proxy --unix-socket=${socket}`, words);
  }
  child.unref();
  return socket;
}
