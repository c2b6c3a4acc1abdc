import { describe, expect, test } from 'vitest';
import { engineInfo } from '../testing/engine-info.ts';
import { readEngineInfo } from './engine-facts.ts';
import { isForUsToMend, refusalOf, troubleIn, troubleWith } from './engine-trouble.ts';

/** What Docker's command line says, as it was seen: of 20.10 to 28, then of 29, which says it anew. */
const SAID = [
  [
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/info": dial unix /var/run/docker.sock: connect: permission denied',
    'not permitted',
  ],
  ['permission denied while trying to connect to the docker API at unix:///var/run/docker.sock', 'not permitted'],
  ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?', 'not running'],
  [
    'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
    'not running',
  ],
  ['Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?', 'out of reach'],
  [
    'failed to connect to the docker API at unix:///Users/ada/.orbstack/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /Users/ada/.orbstack/run/docker.sock: connect: no such file or directory',
    'out of reach',
  ],
  [
    'error during connect: Get "http://nowhere.invalid:2375/v1.50/info": dial tcp: lookup nowhere.invalid on 192.0.2.53:53: no such host',
    'out of reach',
  ],
  [
    'Failed to initialize: unable to resolve docker endpoint: context "nope": context not found: open /root/.docker/contexts/meta/ca37/meta.json: no such file or directory',
    'no such context',
  ],
  ['no end within 10 s', 'silent'],
  ['x509: certificate has expired or is not yet valid', 'something else'],
] as const;

describe('an engine that does not answer', () => {
  test.for(SAID)('%s', ([said, problem]) => {
    expect(troubleIn(said)).toEqual({ problem, said });
    expect(refusalOf(troubleIn(said)).message).toContain(said);
  });

  test('is started or installed by the harness only where it is this host’s own', () => {
    const mended = SAID.filter(([said]) => isForUsToMend(troubleIn(said))).map(([, problem]) => problem);
    expect(new Set(mended)).toEqual(new Set(['not running']));
  });
});

const engine = (changes: object = {}) => {
  const facts = readEngineInfo(engineInfo(changes));
  if (facts === undefined) throw new Error('no engine');
  return facts;
};

describe('an engine that answers', () => {
  test.for([
    'unix:///var/run/docker.sock',
    'unix:///home/ada/.docker/desktop/docker.sock',
    'npipe:////./pipe/docker_engine',
    'tcp://127.0.0.1:2375',
    'tcp://[::1]:2375',
    '',
  ])('is used at "%s"', (place) => {
    expect(troubleWith(engine(), place)).toBeUndefined();
  });

  test.for(['tcp://docker:2375', 'ssh://ada@build.example.org', 'tcp://192.0.2.7:2376', 'tcp://[2001:db8::1]:2375'])(
    'is on another machine at "%s"',
    (place) => {
      expect(troubleWith(engine(), place)).toEqual({ problem: 'on another machine', said: place });
    },
  );

  test('is Podman, whose answer is Docker’s but for the licence', () => {
    const place = 'unix:///run/user/1000/podman/podman.sock';
    expect(troubleWith(engine({ ServerVersion: '5.4.2', ProductLicense: 'Apache-2.0' }), place)).toEqual({
      problem: 'Podman',
      said: `Podman 5.4.2 answers at ${place}`,
    });
    expect(troubleWith(engine({ ProductLicense: 'Community Engine' }), place)).toBeUndefined();
  });

  test('is rootless, which wants cgroups of version 2 that are delegated', () => {
    const rootless = { SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'] };
    expect(troubleWith(engine(rootless), '')).toBeUndefined();
    expect(troubleWith(engine({ ...rootless, CPUShares: false }), '')?.problem).toBe('rootless without limits');
    expect(troubleWith(engine({ ...rootless, CgroupDriver: 'none' }), '')?.problem).toBe('rootless without limits');
    expect(troubleWith(engine({ ...rootless, CgroupVersion: '1' }), '')?.said).toBe('cgroup version 1');
    expect(troubleWith(engine({ CPUShares: false }), '')).toBeUndefined();
  });

  test('keeps its data on a file system that it names', () => {
    expect(engine({ Driver: 'zfs', DriverStatus: [['Zpool', 'tank']] }).fileSystem).toBe('zfs');
    expect(engine({ Driver: 'overlay2', DriverStatus: [['Backing Filesystem', 'extfs']] }).fileSystem).toBe('extfs');
    expect(engine({ Driver: 'overlayfs', DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] }).fileSystem).toBeUndefined();
  });

  test('keeps layers packed, too, where its image store is containerd’s', () => {
    expect(engine({ Driver: 'overlayfs', DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] }).keepsPacked).toBe(true);
    expect(engine({ Driver: 'overlay2', DriverStatus: [['Backing Filesystem', 'extfs']] }).keepsPacked).toBe(false);
  });
});
