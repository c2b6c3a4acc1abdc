import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onMachine, touchstone } from '../../harness/index.ts';
import type { Machines } from './installer.ts';

const SUITE = 'streaming';

/** A suite's part passes from this host, as on any cluster of one's own: by the control plane's kubeconfig, its images loaded onto the workers. */
export async function runSuite({ controlPlane }: Machines): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-machines-'));
  try {
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, await onMachine(controlPlane, 'cat /etc/kubernetes/admin.conf'), { mode: 0o600 });
    await touchstone(['machines', 'load', '--suite', SUITE]);
    await touchstone(['test', '--kubeconfig', kubeconfig, '--suite', SUITE, '--edge', 'kafka->zookeeper']);
    await touchstone(['down', '--kubeconfig', kubeconfig]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
