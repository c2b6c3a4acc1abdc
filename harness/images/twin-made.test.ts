import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { tryRun } from '../base/command.ts';
import { docker } from '../engine/docker.ts';
import { Stream } from '../stream/stream.ts';
import { askedCatalogue } from './asked-catalogue.ts';
import { readCatalogue, imageNamed } from './catalogue.ts';
import { builtReference } from './key.ts';
import { planImages, provideImages } from './provide.ts';
import { Provider } from './provider.ts';

const signal = new AbortController().signal;
const plain = readCatalogue(REPOSITORY);
const built = await tryRun('docker', ['image', 'inspect', builtReference(plain, imageNamed(plain, 'zookeeper'))]);

test(
  'a twin is made of the image that is built here, and of no registry, and starts as the public one does',
  { timeout: 120_000 },
  async ({ skip }) => {
    skip(built === undefined, 'the engine has no image of ZooKeeper that was built here');
    const catalogue = askedCatalogue(REPOSITORY, { images: 'twin', mirror: undefined });
    const sources = await planImages(['zookeeper'], { catalogue, policy: 'twin', stream: new Stream(), signal });
    const provided = await provideImages(sources, new Provider(catalogue, sources, new Stream()), signal);
    expect([...provided.values()]).toMatchObject([{ name: 'zookeeper', origin: 'twin' }]);
    const inspected = await docker(['image', 'inspect', '--format', '{{json .Config}}', provided.get('zookeeper')?.reference ?? '']);
    expect(JSON.parse(inspected)).toMatchObject({
      User: '0:0',
      Volumes: { '/data': {}, '/datalog': {}, '/logs': {} },
      Entrypoint: ['/docker-entrypoint.sh'],
      WorkingDir: '/apache-zookeeper-3.9.3-bin',
    });
  },
);
