import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { FakeMachine } from './testing/fake-machine.ts';

const MANIFEST = 'kind: DaemonSet # 10.244.0.0/16';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const PINNED = { FLANNEL_SHA256: sha256(`${MANIFEST}\n`), LOCAL_PATH_PROVISIONER_SHA256: sha256(`${MANIFEST}\n`) };

/** A machine on which a download of a manifest gives one, which is what is pinned, of a program the word `came`, and of its checksum that of another word. */
function machineWith(published: string): FakeMachine {
  const machine = new FakeMachine();
  const sum = sha256(published);
  machine.pin(PINNED);
  machine.answer(
    'curl',
    `while [ $# -gt 0 ]; do case $1 in --output) out=$2; shift ;; esac; url=$1; shift; done
    case $url in *.sha256) echo ${sum} ;; *.yml | *.yaml) echo '${MANIFEST}' >"$out" ;; *) printf came >"$out" ;; esac`,
  );
  return machine;
}

test('a program that is not what its publisher says is not taken', async () => {
  const machine = machineWith('another');
  const { exitCode, said } = await machine.run('fetch.sh', '--to', `${machine.root}/fetched`, 'programs');
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringMatching(/kubeadm is not what its publisher says it is/)]);
  expect(Object.keys(machine.files()).filter((file) => file.startsWith('fetched/'))).toEqual([
    expect.stringMatching(/kubeadm-[\d.]+\.part$/),
  ]);
});

test.for(['FLANNEL', 'LOCAL_PATH_PROVISIONER'])(
  'a manifest that differs in one byte from what %s_SHA256 is of is not taken',
  async (name) => {
    const machine = machineWith('came');
    machine.pin({ ...PINNED, [`${name}_SHA256`]: sha256(`${MANIFEST.replace('k', 'K')}\n`) });
    const { exitCode, said } = await machine.run('fetch.sh', '--to', `${machine.root}/fetched`, 'manifests');
    expect([exitCode, said.join('\n')]).toEqual([1, expect.stringMatching(/\.ya?ml is not what versions\.env says it is/)]);
    const kept = name === 'FLANNEL' ? 'network' : 'storage';
    expect(Object.keys(machine.files())).not.toContain(`fetched/manifests/${kept}.yaml`);
  },
);

test('what is there is not fetched again', async () => {
  const machine = machineWith('came');
  const fetch = () => machine.run('fetch.sh', '--to', `${machine.root}/fetched`, 'manifests');
  expect(await fetch()).toMatchObject({ exitCode: 0 });
  expect(machine.files()['fetched/manifests/network.yaml']).toBe(`644 ${MANIFEST}\n`);
  const calls = machine.calls().length;
  expect(await fetch()).toMatchObject({ exitCode: 0 });
  expect(
    machine
      .calls()
      .slice(calls)
      .filter((call) => call.startsWith('curl')),
  ).toEqual([]);
});

test('images are of what kubeadm and the manifests say, and none are fetched where it says nothing', async () => {
  const machine = new FakeMachine();
  machine.write('fetched/manifests/network.yaml', '      - image: flannel:1\n');
  machine.write('fetched/manifests/storage.yaml', '        image: local-path:1\n');
  machine.answer('skopeo', 'for word in "$@"; do last=$word; done; last=${last#docker-archive:}; : >"${last%%:*}"');
  const images = () => machine.run('fetch.sh', '--to', `${machine.root}/fetched`, 'images');
  const { exitCode, said } = await images();
  expect([exitCode, said.join('\n')]).toEqual([1, expect.stringContaining('kubeadm does not say which images it wants')]);
  expect(machine.calls().filter((call) => call.startsWith('skopeo'))).toEqual([]);
  machine.write('fetched/bin/kubeadm', '#!/bin/sh\necho registry/etcd:3\n', 0o755);
  expect(await images()).toMatchObject({ exitCode: 0 });
  expect(Object.keys(machine.files()).filter((file) => file.startsWith('fetched/images/'))).toEqual([
    'fetched/images/flannel_1.tar',
    'fetched/images/local-path_1.tar',
    expect.stringMatching(/^fetched\/images\/registry\.k8s\.io_pause_[\d.]+\.tar$/),
    'fetched/images/registry_etcd_3.tar',
  ]);
});
