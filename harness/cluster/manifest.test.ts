import { expect, test } from 'vitest';
import { objectsIn } from './manifest.ts';

test('a manifest is read as kubectl reads it: numbers that begin with 0 are octal, and what is empty is nothing', () => {
  const manifest = '---\n# nothing\n---\nkind: ConfigMap\nmode: 0555\ntext: "0555"\nzone: 1:2:x\n---\nkind: Secret\n';
  expect(objectsIn(manifest)).toEqual([{ kind: 'ConfigMap', mode: 0o555, text: '0555', zone: '1:2:x' }, { kind: 'Secret' }]);
});
