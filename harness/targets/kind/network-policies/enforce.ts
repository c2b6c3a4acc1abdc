import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1DaemonSet } from '@kubernetes/client-node';
import { Access } from '../../../cluster/access.ts';
import { ifThere } from '../../../cluster/api.ts';
import { LABEL } from '../../../cluster/label.ts';
import { objectsIn } from '../../../cluster/manifest.ts';
import { applyObjects } from '../../../install/apply.ts';

/** Where it is, and its name there. */
const NAMESPACE = 'kube-system';
const NAME = 'network-policies';
/** The pod network of the node image that the harness builds (images/kind-node), which enforces nothing. kind's own does. */
const POD_NETWORK = 'pod-network';

const FINGERPRINT = 'touchstone/fingerprint';
const PROGRAM = ['enforcer.mjs', 'follow.mjs', 'rules.mjs'] as const;

/**
 * Has the nodes of a kind cluster enforce network policies (README.md), where its pod network does not. Returns when the API server has the objects.
 * @param image has Node.js, and is on the nodes
 */
export async function enforcePolicies({ place, tools }: Access, image: string, signal: AbortSignal): Promise<void> {
  const access = new Access({ ...place, namespace: NAMESPACE }, tools);
  const daemon = (name: string): Promise<V1DaemonSet | undefined> =>
    ifThere(access.api.apps.readNamespacedDaemonSet({ name, namespace: NAMESPACE }));
  const [network, standing] = await Promise.all([daemon(POD_NETWORK), daemon(NAME)]);
  const objects = enforcerOf(image);
  const fingerprint = createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16);
  if (!network || standing?.metadata?.annotations?.[FINGERPRINT] === fingerprint) return;
  await applyObjects(
    objects.map((object) => marked(object, fingerprint)),
    { access, signal },
  );
}

interface Manifest {
  readonly kind: string;
  readonly metadata: object;
  readonly spec?: {
    readonly template: { readonly metadata: object; readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

/** All that it is made of, with its program. */
function enforcerOf(image: string): Manifest[] {
  const data = Object.fromEntries(PROGRAM.map((file) => [file, readFileSync(join(import.meta.dirname, file), 'utf8')]));
  const program = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME }, data };
  const objects = objectsIn<Manifest>(readFileSync(join(import.meta.dirname, 'enforcer.yaml'), 'utf8'));
  return [program, ...objects.map((object) => withImage(object, image))];
}

function withImage(object: Manifest, image: string): Manifest {
  if (!object.spec) return object;
  const { template } = object.spec;
  const containers = template.spec.containers.map((container) => ({ ...container, image: container.image || image }));
  return { ...object, spec: { ...object.spec, template: { ...template, spec: { ...template.spec, containers } } } };
}

/** With the harness's label, and with what it was made from, so that it is not applied again; pods of another program are replaced. */
function marked(object: Manifest, fingerprint: string): Manifest {
  const annotations = { [FINGERPRINT]: fingerprint };
  const metadata = { ...object.metadata, labels: LABEL, annotations };
  if (!object.spec) return { ...object, metadata };
  const { template } = object.spec;
  return { ...object, metadata, spec: { ...object.spec, template: { ...template, metadata: { ...template.metadata, annotations } } } };
}
