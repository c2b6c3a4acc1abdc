import { beforeAll, expect, test } from 'vitest';
import { docker } from '../../engine/docker.ts';
import { builtImage, saysIn } from '../../testing/built-image.ts';
import { forwardTo, reaches } from '../../testing/forwarding-mirror.ts';

// Go itself, in the image that builds have it in. Which module it is does not matter: this one is small and has no others below it.
const MODULE = '/golang.org/x/xerrors/@v/v0.0.0-20240903120638-7835f813f4da';
const INSTALL = 'go mod download golang.org/x/xerrors@v0.0.0-20240903120638-7835f813f4da && echo taken';

let image: string | undefined;
let proxy = '';
let whyNot: string | undefined;

beforeAll(async () => {
  image = await builtImage('go-builder');
  whyNot = 'the image go-builder is not built here';
  if (image === undefined) return;
  [proxy = ''] = (await docker(['run', '--rm', image, 'go', 'env', 'GOPROXY'])).split(',');
  whyNot = (await reaches(`${proxy}${MODULE}.info`)) ? undefined : 'Go’s module proxy is out of reach';
});

async function fetching(tampered: boolean): Promise<string> {
  const mirror = await forwardTo(proxy, (asked, content) => (tampered && asked === `${MODULE}.mod` ? content.length - 2 : undefined));
  return saysIn(image ?? '', `export GOPROXY=${mirror}; ${INSTALL}`, {});
}

test('a Go module as it was published is taken', async ({ skip }) => {
  skip(whyNot !== undefined, whyNot);
  expect(await fetching(false)).toMatch(/^taken$/m);
});

test('a Go module with one byte changed is refused by what Go’s checksum database says of it', async ({ skip }) => {
  skip(whyNot !== undefined, whyNot);
  const said = await fetching(true);
  expect(said).toContain('SECURITY ERROR');
  expect(said).not.toMatch(/^taken$/m);
});
