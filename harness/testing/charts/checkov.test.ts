import type { KubernetesObject } from '@kubernetes/client-node';
import { describe, expect, test as base } from 'vitest';
import { stringify } from 'yaml';
import { REPOSITORY } from '../../base/project.ts';
import { NAMESPACE } from '../../cluster/place.ts';
import { CHECKOV_IMAGE } from '../../images/catalogue.ts';
import { policiesFor } from '../../install/policies.ts';
import { withOverlay } from '../../model/overlay.ts';
import { readStack } from '../../model/stack.ts';
import { builtImage, saysIn } from '../built-image.ts';
import { objectsOf } from './pods.ts';
import { renderedStack } from './rendered.ts';

/** A machine that does other things too takes a minute to render all charts. In milliseconds. */
const PATIENCE = 180_000;

/** What checkov would have otherwise, and why it is as it is. One that it finds no more is to go. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  CKV_K8S_8:
    'no liveness probe: a system that is slow under load would be ended by it, and its clients with it; readiness keeps others away',
  CKV_K8S_9: 'what makes MinIO’s users serves nobody, and has a startup probe, without which MinIO’s pod is not ready',
  CKV_K8S_11:
    'no limit of CPU: it would slow start-up down on a node that has nothing else to do; what pods ask for divides it where there is less',
  CKV_K8S_14: 'names stand for images here: images.yaml pins the references, and a test refuses one without a tag',
  CKV_K8S_40: 'each system has the user that its public image was made for',
  CKV_K8S_43: 'as CKV_K8S_14: `touchstone images lock` writes the digests',
};

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

interface Judgement {
  readonly summary: { readonly passed: number; readonly resource_count: number; readonly parsing_errors: number };
  readonly results: { readonly failed_checks: readonly Finding[] };
}

const ASK =
  'exec python3 -m checkov.main --file /src/stack.yaml --framework kubernetes --output json --quiet --compact --soft-fail --skip-download 2>/dev/null';

/** What checkov says of objects, as they would stand in the namespace. */
async function judge(image: string, objects: readonly object[]): Promise<Judgement> {
  const text = objects.map((object) => stringify(object)).join('---\n');
  return JSON.parse(await saysIn(image, ASK, { 'stack.yaml': text })) as Judgement;
}

/** Of all systems, with an overlay, and the network policies that a run applies. @returns undefined where Helm and kubectl cannot be had */
async function objectsWith(overlay: string): Promise<object[] | undefined> {
  const rendered = await renderedStack(AbortSignal.timeout(PATIENCE), overlay);
  if (rendered === undefined) return undefined;
  const policies = policiesFor({ stack: withOverlay(readStack(REPOSITORY), REPOSITORY, overlay) });
  const objects: readonly KubernetesObject[] = [...rendered.releases.flatMap(objectsOf), ...policies];
  return objects.map((object) => ({ ...object, metadata: Object.assign({}, object.metadata, { namespace: NAMESPACE }) }));
}

const test = base.extend('image', { scope: 'file' }, () => builtImage(CHECKOV_IMAGE));

describe.for(['replicated', 'secure', 'versitygw'])(
  'checkov, of all that is made with the overlay %s',
  { timeout: PATIENCE },
  (overlay) => {
    test('finds what has a reason, and nothing else', async ({ image, skip }) => {
      if (image === undefined) return skip('the image checkov is not built here: `npm run images` does');
      const objects = await objectsWith(overlay);
      if (objects === undefined) return skip('Helm and kubectl cannot be had without building an image first: `npm run up` does');
      const { summary, results } = await judge(image, objects);
      expect(summary).toMatchObject({ parsing_errors: 0 });
      expect(summary.resource_count).toBeGreaterThanOrEqual(objects.length);
      const unexpected = results.failed_checks.filter(({ check_id }) => !(check_id in EXCEPTIONS));
      expect(unexpected.map(({ check_id, check_name, resource }) => `${check_id} ${check_name}: ${resource}`)).toEqual([]);
      expect([...new Set(results.failed_checks.map(({ check_id }) => check_id))].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
    });
  },
);

test('checkov finds a pod that may become root', { timeout: PATIENCE }, async ({ image, skip }) => {
  if (image === undefined) return skip('the image checkov is not built here: `npm run images` does');
  const container = { name: 'any', image: 'any', securityContext: { privileged: true } };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'any', namespace: NAMESPACE }, spec: { containers: [container] } };
  const { results } = await judge(image, [pod]);
  expect(results.failed_checks.map(({ check_id }) => check_id)).toContain('CKV_K8S_16');
});
