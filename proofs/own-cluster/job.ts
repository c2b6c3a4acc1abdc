import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, touchstone } from '../../harness/index.ts';
import type { SomebodysNamespace } from '../../suites/own-cluster/somebodys-namespace.ts';

/** What docs/in-cluster/job.yaml calls the registry and the image of Touchstone in it. */
const EXAMPLE = 'registry.example.com/touchstone';

/** Pushes Touchstone's own image, and runs docs/in-cluster/job.yaml with it in a namespace, to its end. @returns what the check of its bundle says */
export async function certifyByJob({ kubectl, apply }: SomebodysNamespace, registry: string): Promise<string> {
  const pushed = await touchstone(['images', 'push', 'touchstone', '--registry', registry, '--quiet']);
  const image = /\S+$/.exec(pushed.trim())?.[0] ?? '';
  const job = await readFile(join(ROOT, 'docs', 'in-cluster', 'job.yaml'), 'utf8');
  await apply(job.replaceAll(`${EXAMPLE}/touchstone`, image).replaceAll(EXAMPLE, registry));
  await kubectl('wait', 'pod', '--selector=job-name=touchstone', '--for=condition=Ready', '--timeout=10m');
  const words = await kubectl('logs', '--follow', 'job/touchstone');
  await kubectl('wait', 'job/touchstone', '--for=condition=Complete', '--timeout=2m').catch((cause: unknown) => {
    throw new Error(`the Job did not pass:\n${words}`, { cause });
  });
  await apply(readerOf(image));
  const exitCode = 'jsonpath={.status.containerStatuses[0].state.terminated.exitCode}';
  await kubectl('wait', 'pod/reader', `--for=${exitCode}`, '--timeout=5m');
  const check = await kubectl('logs', 'pod/reader');
  if ((await kubectl('get', 'pod/reader', `--output=${exitCode}`)) !== '0')
    throw new Error(`the results could not be read from their claim:\n${check}`);
  await kubectl('delete', 'pod/reader', 'job/touchstone', 'persistentvolumeclaim/touchstone-results');
  return check;
}

/** A pod that unpacks what the file `done` names, and checks the bundle in it. */
function readerOf(image: string): string {
  // In a folder of its own: the archive brings the rights of the one that it was made of, and /tmp is not this user's to change.
  const check =
    'mkdir /tmp/results && cd /tmp/results && tar --extract --gzip --file="$(cat /results/done)" && touchstone certify check ./touchstone-*.tar.gz';
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'reader' },
    spec: {
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'reader',
          image,
          command: ['sh', '-euc', check],
          resources: { limits: { memory: '512Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          volumeMounts: [{ name: 'results', mountPath: '/results' }],
        },
      ],
      volumes: [{ name: 'results', persistentVolumeClaim: { claimName: 'touchstone-results' } }],
    },
  });
}
