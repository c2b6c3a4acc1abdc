import { describe, expect, onTestFinished, test } from 'vitest';
import { tryRun } from '../base/command.ts';
import { REPOSITORY } from '../base/project.ts';
import { docker } from '../engine/docker.ts';
import { Stream } from '../stream/stream.ts';
import { askedCatalogue } from './asked-catalogue.ts';
import { imageNamed, readCatalogue, type Catalogue } from './catalogue.ts';
import { builtReference } from './key.ts';
import { planImages, provideImages } from './provide.ts';
import { Provider } from './provider.ts';

const signal = new AbortController().signal;
const plain = readCatalogue(REPOSITORY);
const built = await tryRun('docker', ['image', 'inspect', builtReference(plain, imageNamed(plain, 'zookeeper'))]);

/** The catalogue with a twin of ZooKeeper that the engine cannot have yet. */
function catalogueWithNewTwin(): Catalogue {
  const catalogue = askedCatalogue(REPOSITORY, { images: 'twin', mirror: undefined });
  const image = imageNamed(catalogue, 'zookeeper');
  return new Map([...catalogue, ['zookeeper', { ...image, twin: `${image.twin ?? ''}LABEL test=${process.pid}\n` }]]);
}

describe('a twin', { timeout: 120_000 }, () => {
  test('is made of the image that is built here, asks no registry, and starts as the public one does', async ({ skip }) => {
    skip(built === undefined, 'the engine has no image of ZooKeeper that was built here');
    const catalogue = catalogueWithNewTwin();
    const sources = await planImages(['zookeeper'], { catalogue, policy: 'twin', stream: new Stream(), signal });
    const provided = await provideImages(sources, new Provider(catalogue, sources, new Stream()), signal);
    const reference = provided.get('zookeeper')?.reference ?? '';
    onTestFinished(() => docker(['image', 'rm', reference]).then(() => undefined));
    expect([...provided.values()]).toMatchObject([{ name: 'zookeeper', origin: 'twin' }]);
    const inspected = await docker(['image', 'inspect', '--format', '{{json .Config}}', reference]);
    expect(JSON.parse(inspected)).toMatchObject({
      User: '0:0',
      Volumes: { '/data': {}, '/datalog': {}, '/logs': {} },
      Entrypoint: ['/docker-entrypoint.sh'],
      WorkingDir: '/apache-zookeeper-3.9.4-bin',
    });
  });
});
