import { describe, expect, test } from 'vitest';
import { tryRun } from '../base/command.ts';
import { fakeProgram } from '../testing/fake-program.ts';
import { askEngine } from './ask-engine.ts';

const signal = new AbortController().signal;
const EMPTY = '{"ID":"","ServerVersion":"","NCPU":0,"MemTotal":0,"DockerRootDir":""}';

/** A command line that says of itself and of its context what Docker's does, and answers `docker info` as told. */
async function docker(info: string, version = 'Docker version 28.2.2, build e6534b4'): Promise<string> {
  const { path } = await fakeProgram(`case $1 in
    --version) echo '${version}' ;;
    context) echo unix:///var/run/docker.sock ;;
    info) ${info} ;;
  esac`);
  return path;
}

describe('asked, the command line', () => {
  test('is not there', async () => {
    expect(await askEngine(signal, '/nowhere/docker')).toEqual({
      trouble: { problem: 'no command line', said: '/nowhere/docker is not there' },
    });
  });

  test('keeps the engine’s words, and leaves out its empty answer', async () => {
    const words = 'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock';
    const path = await docker(`echo '${EMPTY}'; echo '${words}' >&2; exit 1`);
    expect(await askEngine(signal, path)).toEqual({ trouble: { problem: 'not permitted', said: words } });
  });

  test('is Podman’s', async () => {
    expect(await askEngine(signal, await docker('exit 125', 'podman version 5.4.2'))).toEqual({
      trouble: { problem: 'Podman', said: 'podman version 5.4.2' },
    });
  });

  test('tells of an engine that runs', async () => {
    const info = '{"ServerVersion":"29.0.1","NCPU":2,"MemTotal":4294967296,"DockerRootDir":"/var/lib/docker","CgroupVersion":"2"}';
    expect(await askEngine(signal, await docker(`echo '${info}'`))).toMatchObject({
      facts: { version: '29.0.1', cores: 2 },
      trouble: undefined,
    });
  });
});

// The real command line, led elsewhere: the engine of this host is asked nothing but how it is, and by who may not.
describe('Docker’s own words', () => {
  test.for([
    ['a socket that is not there', 'DOCKER_HOST=unix:///nowhere.sock exec docker "$@"', 'out of reach', /unix:\/\/\/nowhere\.sock/],
    ['a port where nobody listens', 'DOCKER_HOST=tcp://127.0.0.1:1 exec docker "$@"', 'out of reach', /tcp:\/\/127\.0\.0\.1:1/],
    ['a name that is no host’s', 'DOCKER_HOST=tcp://nowhere.invalid:2375 exec docker "$@"', 'out of reach', /nowhere\.invalid/],
    ['a context that is not there', 'DOCKER_CONTEXT=nowhere exec docker "$@"', 'no such context', /nowhere/],
    ['a user who may not', 'exec setpriv --reuid=65534 --regid=65534 --clear-groups docker "$@"', 'not permitted', /permission denied/],
  ] as const)('%s', async ([, body, problem, words], { skip }) => {
    skip((await tryRun('docker', ['version'])) === undefined, 'no Docker engine runs on this host');
    skip(body.includes('setpriv') && process.getuid?.() !== 0, 'only root can be somebody else');
    const { path } = await fakeProgram(body);
    const { trouble } = await askEngine(signal, path);
    expect(trouble?.problem).toBe(problem);
    expect(trouble?.said).toMatch(words);
  });
});
