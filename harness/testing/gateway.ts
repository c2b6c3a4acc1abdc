import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { fakeDns } from './fake-dns.ts';

/** The namespace that the gateway of a test takes itself to be in, as names of its Services end there. */
export const DOMAIN = 'team.svc.cluster.local';

/** The gateway's program, running until the test is over. */
export interface RunningGateway {
  readonly port: number;
  readonly token: string;
  /** As clients are given it, with the token. */
  readonly url: string;
  /** All that it has logged so far, by line. */
  readonly logged: readonly string[];
}

/** What a gateway finds around it. */
interface Surroundings {
  /** Addresses (host:port) beyond its namespace that it leads to. */
  readonly outside?: readonly string[];
  /** What the cluster's DNS knows: addresses by whole name. */
  readonly records?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the gateway as its chart does, with a name server of the test's own. */
export async function startGateway({ outside = [], records = {}, env = {} }: Surroundings = {}): Promise<RunningGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-gateway-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const secret = 'the-token-of-a-test';
  const resolvConf = await file(
    'resolv.conf',
    `search ${DOMAIN} svc.cluster.local\nnameserver ${await fakeDns(records)}\noptions ndots:5\n`,
  );
  const settings = { port: 0, token: await file('token', secret), resolvConf, outside };
  const program = [join(ROOT, 'charts', 'gateway', 'files', 'gateway.mjs'), await file('settings.json', JSON.stringify(settings))];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout);
  const logged: string[] = [];
  lines.on('line', (line) => logged.push(line));
  const [first] = (await once(lines, 'line')) as [string];
  const port = Number(/^listening on (\d+)$/.exec(first)?.[1]);
  return { port, token: secret, url: `http://touchstone:${secret}@127.0.0.1:${port}`, logged };
}
