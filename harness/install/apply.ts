import type { InstallContext } from './context.ts';

/** Has the API server take objects as they are, whatever was changed in them since. */
export async function applyObjects(
  objects: readonly object[],
  { access, signal }: Pick<InstallContext, 'access' | 'signal'>,
): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await access.kubectl(['apply', '--server-side', '--force-conflicts', '--field-manager=touchstone', '--filename=-'], { signal, input });
}
