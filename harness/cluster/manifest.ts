import type { KubernetesObject } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';

/** The objects of a manifest, with numbers and booleans as Helm and kubectl read them: by YAML 1.1, in which 0555 is octal. */
export function objectsIn<T extends KubernetesObject>(manifest: string): T[] {
  return parseAllDocuments(manifest, { version: '1.1' }).flatMap((document) => (document.toJS() as T | null) ?? []);
}
