import { UsageError } from '../base/failure.ts';

/** What a registry of the user's own is called: a host, which has a dot or a port or is localhost, and folders below it. */
const REGISTRY = /^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|[a-z0-9.-]+(?=:))(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** What a user gives as --registry: HOST/PREFIX, as references begin. @throws UsageError that says what is wrong with it */
export function registryNamed(registry: string): string {
  if (REGISTRY.test(registry)) return registry;
  throw new UsageError(
    `--registry takes HOST/PREFIX as image references begin, without https:// and with no / at its end (registry.example.com/touchstone), not "${registry}"`,
  );
}

/**
 * The reference of an image in a registry of the user's own. Its tag is the one that this host's engine has it under, a hash of its content where
 * it was built, and the architecture: an engine holds, and pushes, an image for one only, and a registry may serve nodes of several.
 * @param architecture Go's name of it
 */
export function referenceIn(
  registry: string,
  { name, reference }: { readonly name: string; readonly reference: string },
  architecture: string,
): string {
  return `${registry}/${name}:${reference.slice(reference.lastIndexOf(':') + 1)}-${architecture}`;
}
