import { kubectlFlags, run } from '../../harness/index.ts';
import type { Administrator } from '../../suites/own-cluster/administrator.ts';

/** How kubectl says that it listens, and where. */
const LISTENING = /^Forwarding from 127\.0\.0\.1:(\d+) /;

/** Does some work with a port of this host's loopback that leads to a Service's, while an administrator's port-forward holds. */
export async function forwarded(
  administrator: Administrator,
  { service, port }: { readonly service: string; readonly port: number },
  work: (localPort: number) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const command = [...kubectlFlags(administrator), 'port-forward', `service/${service}`, `:${port}`];
  await new Promise<void>((resolve, reject) => {
    const onLine = (line: string): void => {
      const [, local] = LISTENING.exec(line) ?? [];
      if (local !== undefined) work(Number(local)).then(resolve, reject);
    };
    run(administrator.kubectl, command, { signal: stop.signal, onLine }).catch(reject);
  }).finally(() => stop.abort());
}
