import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { NAMESPACE } from '../cluster/place.ts';
import { withOverlay } from '../model/overlay.ts';
import { readStack } from '../model/stack.ts';
import { run } from '../base/command.ts';
import { realTools } from '../testing/real-tools.ts';
import { volumesFor, type VolumeSource } from './volumes.ts';

/** A machine that does other things too takes minutes to render all charts twice. In milliseconds. */
const PATIENCE = 300_000;

const SOURCES: Readonly<Record<string, VolumeSource>> = {
  'storage-hostpath': { hostPath: '/var/local/touchstone' },
  'storage-local': { disks: { node: 'node.example.org', path: '/var/local/touchstone' } },
  'storage-nfs': { nfs: { server: 'nfs.example.org', path: '/touchstone' } },
};

const HEAD = `# A volume for each claim of this overlay, and the StorageClass that both name, for an administrator to apply: docs/storage.md. Written from the charts:
#   npx vitest -u --project harness harness/install/volumes
`;

test.for(Object.entries(SOURCES))(
  'the overlay %s has a volume for each claim of the stack',
  { timeout: PATIENCE },
  async ([overlay, source], context) => {
    const { helm } = await realTools(context);
    const { systems } = withOverlay(readStack(REPOSITORY), REPOSITORY, overlay);
    const manifests: string[] = [];
    for (const [name, { values }] of Object.entries(systems)) {
      const set = Object.entries(values).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
      manifests.push(await run(helm, ['template', name, join('charts', name), ...set], { cwd: ROOT }));
    }
    const volumes = volumesFor(manifests, source, NAMESPACE);
    expect(volumes).not.toMatch(/^ {2}name: -/m); // a claim without the overlay's StorageClass
    await expect(`${HEAD}${volumes}`).toMatchFileSnapshot(join(ROOT, 'blueprint', 'overlays', overlay, 'volumes.yaml'));
  },
);
