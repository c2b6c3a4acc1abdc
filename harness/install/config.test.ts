import { expect, test } from 'vitest';
import { fakeProgram } from '../testing/fake-program.ts';
import { renderSharedConfig } from './config.ts';

const NEVER = new AbortController().signal;

/** A kubectl whose Kustomize renders, of each folder, a ConfigMap `shared` with the folder's last part as its value, and one of the folder's own. */
const KUSTOMIZE = `name=$(basename "$2"); printf 'kind: ConfigMap\\nmetadata: { name: shared }\\ndata: { at: %s }\\n---\\nkind: ConfigMap\\nmetadata: { name: of%s }\\ndata: {}\\n' "$name" "$(echo "$2" | tr / -)"`;

test('what folders of the blueprint generate is one configuration, what they generate alike too', async () => {
  const kubectl = await fakeProgram(KUSTOMIZE);
  const config = await renderSharedConfig(['/mine/base', '/yours/base'], kubectl.path, NEVER);
  expect([...config.keys()].sort()).toEqual(['of-mine-base', 'of-yours-base', 'shared']);
});

test('a ConfigMap that they generate differently is nobody’s', async () => {
  const kubectl = await fakeProgram(KUSTOMIZE);
  await expect(renderSharedConfig(['/mine/base', '/yours/other'], kubectl.path, NEVER)).rejects.toThrow(
    'the ConfigMap shared is generated twice, and differs: /mine/base, /yours/other',
  );
});
