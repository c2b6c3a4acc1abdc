import { expect } from 'vitest';
import { writtenForms } from '../../harness/index.ts';
import { hasImages } from '../../fixtures/host-images.ts';
import { keysOfThisMachine, secretsOf } from './canaries.ts';
import { textsInLayers } from './image-layers.ts';
import { test } from './test.ts';

test('no value of a Secret lies in layers of images, nor what this machine logs in by', async ({ door, target, skip }) => {
  if (!hasImages(target)) skip('images are not this host’s: the cluster is not one of this host');
  const values = new Map([...(await secretsOf(target)), ...(await keysOfThisMachine(target))]);
  expect([...values.keys()]).toContain('kubeconfig/client-key-data');
  const written = [...values].flatMap(([name, value]) =>
    Object.entries(writtenForms(value)).flatMap(([form, texts]) => texts.map((text) => [text, `${name} ${form}`] as const)),
  );
  // A value of several lines is looked for line by line, and its first says enough.
  const names = new Map(written.map(([text, name]) => [text.split('\n', 2)[text.startsWith('-----') ? 1 : 0] ?? '', name]));
  const lines = [...names.keys()].filter((text) => text !== '');
  const images = Object.values(target.images);
  const found: string[] = [];
  for (const image of images) {
    const texts = await textsInLayers(image, lines);
    if (texts === undefined) return skip('this engine keeps layers compressed, and gives them so');
    found.push(...texts.map((text) => `${names.get(text) ?? 'a value'} in ${image}`));
  }
  door.found('secrets-lie-about', {
    isOpen: found.length > 0,
    words: found.length > 0 ? found.join(', ') : `none: ${values.size} values looked for in ${images.length} images`,
  });
});
