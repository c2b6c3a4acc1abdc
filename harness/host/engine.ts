import { spawn } from 'node:child_process';
import { openSync, readFileSync, watch } from 'node:fs';
import { run } from '../base/command.ts';
import { withDeadline } from '../base/deadline.ts';
import { GroundFailure, messageOf } from '../base/failure.ts';
import { tracedWait } from '../base/trace.ts';
import type { Stream } from '../stream/stream.ts';
import type { HostFacts } from '../model/host.ts';
import { isForUsToMend, refusalOf } from './engine-trouble.ts';
import { RUN_VARIABLE } from './lock.ts';
import { RUNTIME, registerRuntime } from './oci-runtime.ts';
import { installPackages } from './packages.ts';

const DAEMON_LOG = '/var/log/dockerd.log';
const DAEMON_PATIENCE = 60_000;

/**
 * Gives a running container engine: the one that runs, else the one that is installed, else Debian's, installed.
 * @throws GroundFailure where the harness may or can do none of that
 */
export async function ensureEngine(facts: HostFacts, stream: Stream, signal: AbortSignal): Promise<void> {
  const trouble = facts.engineTrouble;
  if (trouble === undefined) {
    await checkRuntime(facts, signal);
    return;
  }
  if (!facts.root || !isForUsToMend(trouble)) throw refusalOf(trouble);
  if (!facts.dockerDaemonInstalled) {
    if (!facts.apt) throw refusalOf(trouble);
    await stream.step('host/install-engine', 'install the Docker engine', (progress) =>
      installPackages(['docker.io', 'iptables'], signal, progress),
    );
  }
  if (facts.lacksSysResource) {
    await registerRuntime();
    stream.note('this host lacks CAP_SYS_RESOURCE: an OCI runtime that does without it is registered with the engine');
  }
  await stream.step('host/start-engine', 'start the Docker engine', () => (facts.systemd ? startWithSystemd(signal) : startByHand(signal)));
}

/** An engine that somebody else started must already have the runtime where the host needs it. */
async function checkRuntime(facts: HostFacts, signal: AbortSignal): Promise<void> {
  if (!facts.lacksSysResource) return;
  const runtime = await run('docker', ['info', '--format', '{{.DefaultRuntime}}'], { signal });
  if (runtime.trim() === RUNTIME) return;
  throw new GroundFailure(
    'the running engine cannot start privileged containers, because this host lacks CAP_SYS_RESOURCE',
    'Stop the engine and run again as root: Touchstone then starts it with an OCI runtime that does without that capability.',
  );
}

async function startWithSystemd(signal: AbortSignal): Promise<void> {
  try {
    await run('systemctl', ['start', 'docker'], { signal });
  } catch (error) {
    throw new GroundFailure(`the Docker engine did not start: ${messageOf(error)}`, 'See: journalctl -u docker');
  }
}

/** Starts the daemon for good, and returns when its log says that it listens. */
async function startByHand(signal: AbortSignal): Promise<void> {
  const log = openSync(DAEMON_LOG, 'w');
  const daemon = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log], env: { ...process.env, [RUN_VARIABLE]: undefined } });
  daemon.unref();
  const failure = (why: string): GroundFailure =>
    new GroundFailure(
      `the Docker engine did not start: ${why}`,
      `See ${DAEMON_LOG}.`,
      readFileSync(DAEMON_LOG, 'utf8').trimEnd().split('\n').slice(-8),
    );
  const listening = (stop: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const watcher = watch(DAEMON_LOG);
      const settle = (error?: Error): void => {
        watcher.close();
        daemon.removeAllListeners();
        if (error) reject(error);
        else resolve();
      };
      watcher.on('change', () => {
        if (readFileSync(DAEMON_LOG, 'utf8').includes('API listen on')) settle();
      });
      daemon.once('error', (error) => settle(failure(error.message)));
      daemon.once('exit', (code) => settle(failure(`it ended with exit code ${code ?? '?'}`)));
      stop.addEventListener(
        'abort',
        () => settle(signal.aborted ? (signal.reason as Error) : failure(`it did not listen within ${DAEMON_PATIENCE / 1000} s`)),
        { once: true },
      );
    });
  await tracedWait('the Docker engine to listen', withDeadline(signal, DAEMON_PATIENCE, listening));
}
