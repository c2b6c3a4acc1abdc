import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { imageNamed, readCatalogue } from '../images/catalogue.ts';
import { referenceIn } from '../images/in-registry.ts';
import { builtReference } from '../images/key.ts';
import { imagesToPush } from './images-push.ts';

const ALL = {};

test('Touchstone’s own image is pushed when it is named, alone, and can be built of images that there are', async () => {
  expect(await imagesToPush(['touchstone'], ALL)).toEqual(['touchstone']);
  const catalogue = readCatalogue(REPOSITORY);
  const image = imageNamed(catalogue, 'touchstone');
  const reference = builtReference(catalogue, image); // reads all that goes into it
  expect(referenceIn('registry.example.com/lab', { name: image.name, reference }, 'amd64')).toMatch(
    /^registry\.example\.com\/lab\/touchstone:[0-9a-f]{12}-amd64$/,
  );
});

test('without names all that the suites need is pushed, and nothing beside it', async () => {
  const names = await imagesToPush([], { suite: 'streaming' });
  expect(names).toEqual(expect.arrayContaining(['kafka', 'zookeeper', 'gateway']));
  expect(names).not.toContain('touchstone');
  expect(names).not.toContain('kind-node');
});

test('an overlay that names another image has that one pushed, in the place of the stack’s', async () => {
  const names = await imagesToPush([], { suite: 'warehousing', overlay: 'versitygw' });
  expect(names).toContain('versitygw');
  expect(names).not.toContain('minio');
  await expect(imagesToPush([], { overlay: 'versitygv' })).rejects.toThrow('did you mean "versitygw"?');
});

test('a name of no image is wrong usage, with the nearest, and so are names beside suites', async () => {
  await expect(imagesToPush(['tuchstone'], ALL)).rejects.toThrow('there is no image "tuchstone"; did you mean "touchstone"?');
  await expect(imagesToPush(['touchstone'], { suite: 'streaming' })).rejects.toThrow('not both');
  await expect(imagesToPush(['touchstone'], { overlay: 'versitygw' })).rejects.toThrow('not both');
});
