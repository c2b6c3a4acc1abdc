import { GroundFailure } from '../../base/failure.ts';
import { docker } from '../../engine/docker.ts';
import type { Door } from '../target.ts';
import { publishedPort } from './config.ts';
import { nodeContainers } from './kind.ts';

/** The gateway, by the port that kind publishes on this host. @throws GroundFailure when it publishes none */
export async function publishedDoor(signal: AbortSignal): Promise<Door> {
  const port = publishedPort();
  const published = await Promise.all(
    (await nodeContainers(signal)).map((name) => docker(['port', name, `${port}/tcp`], { signal }).catch(() => '')),
  );
  const address = published
    .join('\n')
    .split('\n')
    .find((line) => line !== '');
  if (address === undefined)
    throw new GroundFailure(
      `the cluster publishes no port ${port}`,
      'It is not of this tree’s kind-config.yaml; make a new one with --fresh.',
    );
  return { url: `http://${address}`, close: () => undefined };
}
