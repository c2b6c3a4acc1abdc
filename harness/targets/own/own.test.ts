import { expect, test } from 'vitest';
import { REPOSITORY } from '../../base/project.ts';
import { connectTo } from '../../cluster/api.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { builtReference } from '../../images/key.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { referencesThere } from './images.ts';
import { checkReachable } from './reach.ts';

const quiet = new AbortController().signal;
const PLACE = { kubeconfig: '/tmp/none', context: 'prod', namespace: 'team' };
const CATALOGUE = readCatalogue(REPOSITORY);

test('a cluster that does not answer is named, with what kubectl says', async () => {
  const kubectl = await fakeProgram(`echo 'dial tcp: i/o timeout' >&2; exit 1`);
  await expect(checkReachable(PLACE, kubectl.path, quiet)).rejects.toMatchObject({
    message: 'the cluster of context prod does not answer',
    evidence: ['dial tcp: i/o timeout'],
  });
});

test('what the user may not make is named', async () => {
  const kubectl = await fakeProgram(`case "$*" in *'create secrets'*) echo no; exit 1;; *) echo yes;; esac`);
  await expect(checkReachable(PLACE, kubectl.path, quiet)).rejects.toThrow(
    'the user of context prod may not create secrets in namespace team',
  );
  expect(await kubectl.calls()).toHaveLength(4);
});

async function referencesOn(names: readonly string[], ...there: string[]): Promise<ReadonlyMap<string, string>> {
  const node = { metadata: { name: 'node' }, status: { images: [{ names: there }] } };
  const fake = await fakeApi(() => ({ json: { kind: 'NodeList', apiVersion: 'v1', items: [node] } }));
  return referencesThere(names, CATALOGUE, connectTo(fake));
}

test('an image that a node has is taken as it was built, any other by its public reference', async () => {
  const built = builtReference(CATALOGUE, imageNamed(CATALOGUE, 'hbase'));
  expect(await referencesOn(['hbase', 'minio'], built)).toEqual(
    new Map([
      ['hbase', built],
      ['minio', imageNamed(CATALOGUE, 'minio').upstream],
    ]),
  );
});

test('all images that can be had in neither way are named at once', async () => {
  await expect(referencesOn(['hbase', 'minio', 'spark'])).rejects.toThrow(
    /there is no public image of hbase \(\S+\), spark \(\S+\), and no node/,
  );
});
