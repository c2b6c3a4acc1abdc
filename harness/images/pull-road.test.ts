import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test as base } from 'vitest';
import { run, tryRun } from '../base/command.ts';
import { REPOSITORY } from '../base/project.ts';
import { docker } from '../engine/docker.ts';
import { Stream } from '../stream/stream.ts';
import { refusingRegistry } from '../testing/refusing-registry.ts';
import { registryImage, startRegistry } from '../testing/registry.ts';
import { imageNamed, readCatalogue, type Catalogue } from './catalogue.ts';
import { findDigests } from './lock.ts';
import { throughMirrors } from './mirrors.ts';
import type { ImagePolicy } from './policy.ts';
import { planImages, provideImages, type ProvidedImage } from './provide.ts';
import { Provider } from './provider.ts';
import { pushAll } from './push.ts';
import type { Source } from './source.ts';

const signal = new AbortController().signal;
const registry = await registryImage();

/** Vitest's test with the address of a registry that all tests of this file share, each with a repository of its own. */
const test = base.extend('address', { scope: 'file' }, async ({}, { onCleanup }) => {
  const { address } = await startRegistry(registry ?? '', {}, onCleanup);
  return address;
});

/** An image of the engine that is there for one test, with one file in it. */
async function smallImage(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-image-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'content'), content);
  await run('tar', ['-cf', 'rootfs.tar', 'content'], { cwd: folder });
  const reference = `localhost/touchstone-test/small:${process.pid}-${content}`;
  await docker(['import', join(folder, 'rootfs.tar'), reference]);
  return gone(reference);
}

/** Has a name be gone after the test, and gives it. */
function gone(reference: string): string {
  onTestFinished(() => tryRun('docker', ['image', 'rm', '--force', reference]).then(() => undefined));
  return reference;
}

/** The catalogue with another public reference of the gateway's image. */
function catalogueWith(upstream: string): Catalogue {
  const catalogue = readCatalogue(REPOSITORY);
  return new Map([...catalogue, ['gateway', { ...imageNamed(catalogue, 'gateway'), upstream: gone(upstream) }]]);
}

function plan(upstream: string, policy: ImagePolicy, stream = new Stream()): Promise<Source[]> {
  return planImages(['gateway'], { catalogue: catalogueWith(upstream), policy, stream, signal });
}

/** Goes the whole road of one public reference, and gives what the engine has then. */
async function fetch(upstream: string): Promise<ProvidedImage | undefined> {
  const sources = await plan(upstream, 'pull');
  const provided = await provideImages(sources, new Provider(catalogueWith(upstream), sources, new Stream()), signal);
  return provided.get('gateway');
}

/** Puts a small image into a registry under a tag, away from the engine, and gives its digest. */
async function publish(reference: string, content: string): Promise<string> {
  const image = await smallImage(content);
  await docker(['tag', image, reference]);
  const pushed = await docker(['push', reference]);
  await docker(['image', 'rm', '--force', reference, image]);
  return /digest: (sha256:[0-9a-f]{64})/.exec(pushed)?.[1] ?? '';
}

describe('images come from a registry', { timeout: 120_000 }, () => {
  beforeEach(({ skip }) => {
    skip(registry === undefined, 'the engine has no image of a registry: npm run images builds or pulls it');
  });

  test('by tag', async ({ address }) => {
    const upstream = `${address}/by-tag/small:1`;
    await publish(upstream, 'by-tag');
    expect(await fetch(upstream)).toMatchObject({ reference: upstream, origin: 'pulled' });
  });

  test('by a mirror of theirs, under the names that it has them by', async ({ address }) => {
    const catalogue = throughMirrors(catalogueWith('docker.io/by-mirror/small:1'), `docker.io=${address}/hub`);
    const upstream = gone(`${address}/hub/by-mirror/small:1`);
    await publish(upstream, 'by-mirror');
    const sources = await planImages(['gateway'], { catalogue, policy: 'pull', stream: new Stream(), signal });
    const provided = await provideImages(sources, new Provider(catalogue, sources, new Stream()), signal);
    expect(provided.get('gateway')).toMatchObject({ reference: upstream, origin: 'pulled' });
  });

  test('by digest, and an archive of them has a name by which nodes know them', async ({ address }) => {
    const upstream = `${address}/by-digest/small:1`;
    const digest = await publish(upstream, 'by-digest');
    const image = await fetch(`${upstream}@${digest}`);
    expect(image).toMatchObject({ reference: `localhost/touchstone/gateway:${digest.slice(7, 19)}`, origin: 'pulled' });
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-saved-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await docker(['save', '--output', join(folder, 'saved.tar'), gone(image?.reference ?? '')]);
    expect(await run('tar', ['-xOf', join(folder, 'saved.tar'), 'manifest.json'])).toContain(`"RepoTags":["${image?.reference ?? ''}"]`);
  });

  test('and one whose tag has moved is what was pinned, and it is said', async ({ address }) => {
    const upstream = `${address}/moved/small:1`;
    const [before, after] = [await publish(upstream, 'before'), await publish(upstream, 'after')];
    const notes: string[] = [];
    const stream = new Stream();
    stream.listen((event) => event.kind === 'note' && notes.push(event.text));
    expect(await plan(`${upstream}@${before}`, 'pull', stream)).toMatchObject([{ how: 'pull' }]);
    expect(notes).toEqual([expect.stringContaining(`the tag of ${upstream}@${before} leads to ${after} by now`)]);
  });

  test('and a lock says what each tag leads to', async ({ address }) => {
    const upstream = `${address}/locked/small:1`;
    const digest = await publish(upstream, 'locked');
    const image = imageNamed(catalogueWith(upstream), 'gateway');
    expect(await findDigests([image], new Stream(), signal)).toMatchObject([{ name: 'gateway', after: `${upstream}@${digest}` }]);
  });

  test('and what was deleted there is named, or built', async ({ address }) => {
    const upstream = `${address}/deleted/small:1`;
    const digest = await publish(upstream, 'deleted');
    await globalThis.fetch(`http://${address}/v2/deleted/small/manifests/${digest}`, { method: 'DELETE' });
    await expect(plan(upstream, 'pull')).rejects.toThrow(`1 of 1 images cannot be pulled: ${upstream} (gone: `);
    expect((await plan(upstream, 'auto')).map(({ image, how }) => `${image.name} ${how}`)).not.toContain('gateway pull');
  });

  test('and one that wants a log-in says so', async () => {
    const logIns = { REGISTRY_AUTH_HTPASSWD_REALM: 'r', REGISTRY_AUTH_HTPASSWD_PATH: '/var/lib/registry/htpasswd' };
    const { address } = await startRegistry(registry ?? '', logIns, onTestFinished);
    await expect(plan(`${address}/library/small:1`, 'pull')).rejects.toThrow(/\(unauthorised: /);
    const image = { name: 'small', reference: await smallImage('refused') };
    await expect(pushAll([image], `${address}/lab`, new Stream(), signal)).rejects.toMatchObject({
      mend: expect.stringContaining(`docker login ${address}`) as string,
    });
  });

  test('and go into one of one’s own, and leave no other name in the engine', async ({ address }) => {
    const image = { name: 'small', reference: await smallImage('pushed') };
    const [pushed] = await pushAll([image], `${address}/lab`, new Stream(), signal);
    expect(pushed?.reference).toMatch(new RegExp(`^${address}/lab/small:${process.pid}-pushed-\\w+$`));
    const names = await docker(['image', 'inspect', '--format', '{{json .RepoTags}}', image.reference]);
    expect(JSON.parse(names)).toEqual([image.reference]);
    expect(await fetch(pushed?.reference ?? '')).toMatchObject({ reference: pushed?.reference });
  });
});

const engine = await tryRun('docker', ['version', '--format', '{{.Server.Version}}']);

base('a registry that has had enough is named by that', async ({ skip }) => {
  skip(engine === undefined, 'no container engine answers');
  const address = await refusingRegistry(429, 'TOOMANYREQUESTS', 'You have reached your unauthenticated pull rate limit');
  await expect(plan(`${address}/library/small:1`, 'pull')).rejects.toThrow(/\(rate-limited: /);
});
