import { GroundFailure } from '../base/failure.ts';
import type { EngineProblem, EngineTrouble } from '../model/engine-trouble.ts';
import type { EngineFacts } from './engine-facts.ts';

/** Where the engine of a Linux host listens when nobody has said otherwise. */
const USUAL_SOCKETS = /unix:\/\/(\/var)?\/run\/docker\.sock\b/;

/** What Docker's command line says, up to version 28 and from 29 on, by what it means. */
const WORDS: readonly (readonly [RegExp, EngineProblem])[] = [
  [/permission denied/i, 'not permitted'],
  [/context .*not found|unable to resolve docker endpoint/i, 'no such context'],
  [/cannot connect to the docker daemon|failed to connect to the docker API|error during connect/i, 'out of reach'],
  [/^no end within/, 'silent'],
];

/** Tells by its words what is the matter with an engine that does not answer. */
export function troubleIn(said: string): EngineTrouble {
  const problem = WORDS.find(([pattern]) => pattern.test(said))?.[1] ?? 'something else';
  return { problem: problem === 'out of reach' && USUAL_SOCKETS.test(said) ? 'not running' : problem, said };
}

/** What is the matter with an engine that answers; undefined when nothing is. @param place where it is reached, as Docker's contexts say it */
export function troubleWith({ version, podman, rootless, limits, cgroupVersion }: EngineFacts, place: string): EngineTrouble | undefined {
  if (podman) return { problem: 'Podman', said: `Podman ${version} answers at ${place}` };
  if (isElsewhere(place)) return { problem: 'on another machine', said: place };
  if (rootless && (!limits || cgroupVersion === 1))
    return { problem: 'rootless without limits', said: cgroupVersion === 1 ? 'cgroup version 1' : 'no limits of memory, processes or CPU' };
  return undefined;
}

/** A socket is here, whoever forwards it; an address is elsewhere unless it is this machine's own. */
function isElsewhere(place: string): boolean {
  const host = /^(?:tcp|ssh|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(place)?.[1];
  return host !== undefined && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}

/** Whether the harness may mend that itself, by installing an engine or starting the one that is there. */
export function isForUsToMend({ problem }: EngineTrouble): boolean {
  return problem === 'no command line' || problem === 'not running';
}

/** What an engine's trouble means to a run, and what to do about it. */
export function refusalOf({ problem, said }: EngineTrouble): GroundFailure {
  const [message, mend] = MEANING[problem];
  return new GroundFailure(`${message}: ${said}`, mend);
}

const MEANING: Readonly<Record<EngineProblem, readonly [string, string]>> = {
  'no command line': ['no container engine is installed', 'Install and start Docker: docs.docker.com/engine/install.'],
  'not running': ['the Docker engine does not run', 'Start it (systemctl start docker, or Docker Desktop).'],
  'not permitted': [
    'this user may not use the Docker engine',
    'Add the user to the group docker (sudo usermod -aG docker "$USER") and log in anew, or run as root.',
  ],
  'out of reach': [
    'no Docker engine answers where DOCKER_HOST or the context says',
    'Mend DOCKER_HOST or choose another context (docker context ls), or unset both to use the engine of this host.',
  ],
  silent: ['the Docker engine takes questions and does not answer', 'Restart it (systemctl restart docker, or Docker Desktop).'],
  'no such context': [
    'the Docker context that is chosen is not there',
    'See docker context ls; DOCKER_CONTEXT and docker context use choose one.',
  ],
  'on another machine': [
    'the Docker engine is on another machine, where the ports of a cluster cannot be reached from here',
    'Run Touchstone there, or make a cluster yourself and give its --kubeconfig.',
  ],
  Podman: [
    '`docker` is Podman here, which kind does not take for Docker',
    'Install Docker Engine or Docker Desktop, or make a cluster with Podman yourself and give its --kubeconfig.',
  ],
  'rootless without limits': [
    'the Docker engine is rootless and cannot limit what containers take, without which kind makes no cluster',
    'Use cgroup version 2 and delegate it: Delegate=yes in /etc/systemd/system/user@.service.d/delegate.conf (kind.sigs.k8s.io/docs/user/rootless).',
  ],
  'something else': ['the Docker engine cannot be used', 'Try: docker info.'],
};
